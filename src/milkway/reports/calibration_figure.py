"""What was learned of each free parameter: by how much its prior narrowed, and how probably it is zero."""

import plotly.graph_objects as go

from milkway.reports.look import styled
from milkway.reports.palette import HYPOTHESES, INK


def contraction_figure(free: list[dict]) -> go.Figure:
    """Return a bar for each free parameter, those of which most was learned first; 1 is known exactly, 0 as before."""
    rows = sorted((one | {"contraction": one["contraction"] or 0.0} for one in free), key=lambda one: -one["contraction"])
    labels = [one["name"] for one in rows]
    figure = go.Figure()
    figure.add_bar(
        x=[one["contraction"] for one in rows],
        y=labels,
        orientation="h",
        name="contraction of the prior",
        marker={"color": HYPOTHESES[0]},
        customdata=[[one["median"], one["low"], one["high"]] for one in rows],
        hovertemplate="%{y}: %{customdata[0]:.3g} (%{customdata[1]:.3g} to %{customdata[2]:.3g})<extra></extra>",
    )
    zero = [one for one in rows if one["zero"] is not None]
    figure.add_scatter(
        x=[one["zero"] for one in zero],
        y=[one["name"] for one in zero],
        mode="markers",
        name="probability that it is zero",
        marker={"symbol": "diamond", "size": 9, "color": HYPOTHESES[1], "line": {"color": INK, "width": 1}},
    )
    styled(figure, 140 + 20 * len(rows)).update_layout(margin={"l": 260, "r": 20, "t": 60, "b": 50})
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], showgrid=False)
    figure.update_xaxes(title="Share", range=[min(0.0, *(one["contraction"] for one in rows)) if rows else 0.0, 1.0])
    return figure
