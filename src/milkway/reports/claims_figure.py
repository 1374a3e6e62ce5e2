"""The word for each part of a statement, with the findings for and against it that it was made from."""

import plotly.graph_objects as go

from milkway.reports.look import styled
from milkway.reports.palette import FAINT, HYPOTHESES, REFERENCE

SIDES = {"against": (-1, HYPOTHESES[1], "/"), "for": (1, HYPOTHESES[0], ""), "none": (1, REFERENCE, ".")}


def words_figure(summary: dict) -> go.Figure:
    """Return a bar of findings for each part of a statement, those against it to the left, labelled with its word."""
    claims = [part | {"id": f"{one['id']} {part['id']}"} for one in summary["claims"] for part in one["parts"]]
    labels = [f"{one['id'].replace('_', ' ')}: <b>{one['verdict']}</b>" for one in claims]
    figure = go.Figure()
    for side, (way, colour, pattern) in SIDES.items():
        counts = [len(one[side]) for one in claims]
        figure.add_bar(
            x=[way * count for count in counts],
            y=labels,
            name=side,
            orientation="h",
            marker={"color": colour, "pattern": {"shape": pattern, "size": 5}},
            customdata=[[one["says"], count] for one, count in zip(claims, counts, strict=True)],
            hovertemplate=f"%{{customdata[0]}}<br>%{{customdata[1]}} findings, {side}<extra></extra>",
        )
    figure.add_vline(x=0, line={"color": FAINT, "width": 1})
    styled(figure, 140 + 26 * len(claims)).update_layout(barmode="relative", margin={"l": 460, "r": 20, "t": 60, "b": 50})
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(title="Findings: against the part, for it, and those that speak neither way")
    return figure
