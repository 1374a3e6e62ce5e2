"""Ink where a colour alone is too pale for white paper: an edge for lines, a hairline for areas.

A pale area also has a hatch of ink: `palette.filled`.
"""

from collections.abc import Iterator

import plotly.graph_objects as go

from milkway.reports.palette import INK, pale

HAIRLINE = {"color": INK, "width": 0.5}
STROKES = {  # of a line 2 px wide, as plotly draws it: a wider one beneath it must have the same
    "dash": "9px,9px",
    "dot": "3px,3px",
    "dashdot": "9px,3px,3px,3px",
    "longdash": "15px,15px",
    "longdashdot": "15px,6px,6px,6px",
}


def inked(figure: go.Figure) -> go.Figure:
    """Return a figure whose areas have a hairline, and whose pale lines and symbols have an edge of ink."""
    figure.update_traces(marker_line=HAIRLINE, selector={"type": "bar"})
    figure.update_traces(line=HAIRLINE, selector=lambda one: one.type == "scatter" and one.stackgroup)
    figure.update_traces(marker_line={"color": INK, "width": 1}, selector=_has_pale_symbols)
    for line in [one for one in figure.data if _is_pale_line(one)]:
        edge = go.Scatter(x=line.x, y=line.y, xaxis=line.xaxis, yaxis=line.yaxis, mode="lines", legendgroup=line.legendgroup)
        stroke = STROKES.get(line.line.dash, line.line.dash)
        edge.update(line={"color": INK, "width": (line.line.width or 2) + 2, "dash": stroke, "shape": line.line.shape})
        figure.add_trace(edge.update(name=line.name, showlegend=False, hoverinfo="skip", connectgaps=line.connectgaps))
        figure.data = tuple(_beneath(figure.data[:-1], line, figure.data[-1]))
    return figure


def _has_pale_symbols(trace: go.Scatter) -> bool:
    drawn = trace.type == "scatter" and "markers" in (trace.mode or "") and isinstance(trace.marker.color, str)
    return drawn and pale(trace.marker.color) and not str(trace.marker.symbol).endswith("open")


def _is_pale_line(trace: go.Scatter) -> bool:
    drawn = trace.type == "scatter" and "lines" in (trace.mode or "") and not trace.stackgroup and not trace.fill
    return drawn and isinstance(trace.line.color, str) and pale(trace.line.color)


def _beneath(traces: tuple, line: go.Scatter, edge: go.Scatter) -> Iterator[go.Scatter]:
    """Yield traces with an edge right before its line, so that it is drawn beneath."""
    for one in traces:
        if one is line:
            yield edge
        yield one
