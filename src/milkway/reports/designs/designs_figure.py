"""What drives power: a bar for each design, by how far its power is from that of the design as planned."""

import plotly.graph_objects as go

from milkway.analysis.laws import Z
from milkway.reports.designs.designs_tables import rows_of
from milkway.reports.look import styled
from milkway.reports.narrow import styled_rows, told_row
from milkway.reports.palette import FAINT, HYPOTHESES, INK

MORE, LESS = HYPOTHESES[0], HYPOTHESES[1]


def tornado(summary: dict, hypothesis: str, *, narrow: bool = False) -> go.Figure:
    """Return differences of power in points with 95 % Monte-Carlo intervals; hatched bars fall short of the plan."""
    planned, *rows = rows_of(summary, hypothesis)
    values = [100 * one["difference"]["value"] for one in rows]
    errors = [100 * Z * (one["difference"]["error"] or 0.0) for one in rows]
    labels = [f"{one['about']}: {one['design']}" for one in rows]
    bars = go.Bar(
        x=values,
        y=labels if narrow else [[one["about"] for one in rows], [one["design"] for one in rows]],
        orientation="h",
        marker={
            "color": [MORE if value >= 0 else LESS for value in values],
            "pattern": {"shape": ["" if value >= 0 else "/" for value in values], "fgcolor": INK, "size": 5, "solidity": 0.15},
        },
        error_x={"type": "data", "array": errors, "color": INK, "thickness": 1, "width": 3},
        hovertemplate="%{x:.1f} points<extra></extra>",
    )
    figure = go.Figure(bars)
    figure.add_vline(x=0, line={"color": FAINT, "width": 1})
    told = f"Power less that of the design as planned ({100 * planned['power']['value']:.0f} %), points"
    figure.update_yaxes(autorange="reversed", showgrid=False, showdividers=False)
    figure.update_xaxes(title=told)
    if narrow:
        figure.update_traces(width=0.35)
        lines = [told_row(figure, label, f"{value:.1f}", narrow=True) for label, value in zip(labels, values, strict=True)]
        return styled_rows(figure, lines)
    return styled(figure, 120 + 26 * len(rows)).update_layout(
        showlegend=False, margin={"l": 320, "r": 20, "t": 20, "b": 50}, bargap=0.3
    )
