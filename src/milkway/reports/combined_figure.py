"""The forest of an endpoint in several trials combined, under one hypothesis."""

import plotly.graph_objects as go

from milkway.analysis.measure import Estimate
from milkway.analysis.registry import MEASURES
from milkway.reports.combined_tables import NEXT, TOGETHER
from milkway.reports.estimate_text import without_p
from milkway.reports.interval_mark import interval_mark
from milkway.reports.look import styled
from milkway.reports.narrow import told_row
from milkway.reports.palette import FAINT, INK, line_of


def combined_figure(summary: dict, endpoint: str, hypothesis: str) -> go.Figure:
    """Return trials with their intervals, and below them their mean and where one more trial would lie."""
    about = summary["endpoints"][endpoint]
    found, measure, colour = about["hypotheses"][hypothesis], MEASURES[about["measure"]], line_of(0).colour
    rows = [(one["trial"], (one["estimate"], one["low"], one["high"]), colour, 9, "circle") for one in found["trials"]]
    pooled = found["pooled"]
    if pooled is not None:
        rows.append((f"<b>{TOGETHER}</b>", (pooled["estimate"], pooled["low"], pooled["high"]), INK, 13, "diamond"))
        if pooled["prediction"] is not None:
            rows.append((NEXT, (pooled["estimate"], *pooled["prediction"]), INK, 9, "diamond-open"))
    figure = go.Figure()
    figure.add_vline(x=1 if measure.is_ratio else 0, line={"color": FAINT, "dash": "dot", "width": 1})
    for label, values, shade, size, symbol in rows:
        one = Estimate(measure, *values, None, (0, 0))
        figure.add_trace(interval_mark(one, label, ratio=measure.is_ratio, colour=shade, size=size, symbol=symbol))
        told_row(figure, label, without_p(one), narrow=False)
    figure.update_xaxes(
        type="log" if measure.is_ratio else "linear",
        title=f"{measure.label}, {about['label']}: {hypothesis}",
        tickformat=".0%" if measure.points else None,  # as the numbers beside it are told
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return styled(figure, 120 + 30 * len(rows)).update_layout(showlegend=False, margin={"l": 190, "r": 190, "t": 10, "b": 50})
