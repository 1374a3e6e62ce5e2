"""The picture of what each route matters for: a dot for the day with the route shut, a line for the day with all open."""

from math import log10

import plotly.graph_objects as go

from milkway.reports.look import styled
from milkway.reports.narrow import column_height, panels, styled_narrow
from milkway.reports.palette import HYPOTHESES, REFERENCE
from milkway.reports.scenario.each_off_told import LOADS, QUANTITIES, each_off_rows, no_cells

SPAN = {**dict.fromkeys(LOADS.values(), 2.0), "Infant gut pH": 1.0}  # the least that an axis shows
UNITS = {**dict.fromkeys(LOADS.values(), "log10 cell/mL"), "Infant gut: bifido": "share", "Infant gut pH": "pH"}


def picture_of_each_off(summary: dict, day: int, supposing: str = "", *, narrow: bool = False) -> go.Figure:
    """Return a panel for each quantity, a row for each route; what has no cells has no dot."""
    first, *rows = each_off_rows(summary, day)
    names = [row["off"].replace("_", " ") for row in reversed(rows)]
    figure, places = panels(QUANTITIES, narrow=narrow, spacing=0.02)
    for number, quantity in enumerate(QUANTITIES):
        at = dict(zip(("row", "col"), places[number], strict=True))
        values = [_place(quantity, row[quantity]) for row in reversed(rows)]
        mark = {"color": HYPOTHESES[0], "size": 9, "symbol": "circle"}
        dots = go.Scatter(x=values, y=names, mode="markers", marker=mark, name="shut", showlegend=number == 0)
        figure.add_trace(dots, **at)
        usual = _place(quantity, first[quantity])
        if usual is not None:
            line = {"color": REFERENCE, "width": 1.5, "dash": "dash"}
            ends = go.Scatter(
                x=[usual, usual], y=[names[0], names[-1]], mode="lines", line=line, name="all open", showlegend=number == 0
            )
            figure.add_trace(ends, **at)
        for name, value in zip(names, values, strict=True):
            if value is None:
                figure.add_annotation(text="none", x=0.02, xref="x domain", xanchor="left", y=name, showarrow=False, **at)
        seen = [value for value in (*values, usual) if value is not None]
        wide = SPAN.get(quantity, float(summary["mastitis"]["dyads"]))
        figure.update_xaxes(range=[0, 1] if UNITS.get(quantity) == "share" else _range(seen, wide), **at)
        figure.update_xaxes(title=UNITS.get(quantity, f"of {summary['mastitis']['dyads']}"), **at)
    title = f"What each route matters for: shut in turn, day {day}, mean field{supposing}"
    figure.update_layout(title={"text": title, "font": {"size": 13}})
    if narrow:
        return styled_narrow(figure, column_height(len(QUANTITIES)), left=140)
    return styled(figure, 120 + 28 * len(rows)).update_layout(
        margin_t=90, margin_l=130, legend={"x": 1, "xanchor": "right", "y": 1.14}
    )


def _range(values: list[float], wide: float) -> list[float] | None:
    """Return an axis that shows all values and is at least so wide."""
    if not values:
        return None
    low, high = min(values), max(values)
    more = max(wide - (high - low), 0.2 * (high - low)) / 2
    low, high = low - more, high + more
    under = max(0.0, -low) if low < 0 <= min(values) else 0.0  # no number of women, share or pH is below zero
    return [low + under, high + under]


def _place(quantity: str, value: float | None) -> float | None:
    if value is None or (quantity in LOADS.values() and no_cells(value)):
        return None
    return log10(value) if quantity in LOADS.values() else value
