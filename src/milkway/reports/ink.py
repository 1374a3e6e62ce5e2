"""Ink where a colour alone is too pale for white paper: an edge for lines, a hairline for areas.

A pale area also has a hatch of ink: `palette.filled`.
"""

from typing import cast

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
    for line in cast("list[go.Scatter]", list(figure.select_traces(selector=_is_pale_line))):
        figure.add_trace(_edge(line))
        *others, edge = figure.select_traces()
        figure.data = [one for each in others for one in ([edge, each] if each is line else [each])]  # beneath its line
    return figure


def _edge(line: go.Scatter) -> go.Scatter:
    edge = go.Scatter(mode="lines", showlegend=False, hoverinfo="skip")
    edge.update({same: line[same] for same in ("x", "y", "xaxis", "yaxis", "name", "legendgroup", "connectgaps")})
    stroke, width = STROKES.get(str(line["line.dash"]), line["line.dash"]), float(str(line["line.width"] or 2)) + 2
    return edge.update(line={"color": INK, "width": width, "dash": stroke, "shape": line["line.shape"]})


def _has_pale_symbols(trace: go.Scatter) -> bool:
    if trace["type"] != "scatter" or "markers" not in (trace["mode"] or ""):
        return False
    colour, symbol = trace["marker.color"], str(trace["marker.symbol"])
    return isinstance(colour, str) and pale(colour) and not symbol.endswith("open")


def _is_pale_line(trace: go.Scatter) -> bool:
    if trace["type"] != "scatter" or "lines" not in (trace["mode"] or "") or trace["stackgroup"] or trace["fill"]:
        return False
    colour = trace["line.color"]
    return isinstance(colour, str) and pale(colour)
