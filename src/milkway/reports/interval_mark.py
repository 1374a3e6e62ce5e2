"""A contrast with its 95 % interval as a figure shows it; at an edge, where a point has no place, an arrow from the bound."""

import math
from dataclasses import dataclass

import plotly.graph_objects as go

from milkway.analysis.measure import Estimate
from milkway.protocol.endpoint import PublishedContrast


@dataclass(frozen=True)
class Drawn:
    """What is drawn: where, how far each way (None for nothing), and to which side an arrow leads from there."""

    at: float | None
    reach: tuple[float, float] | None = None
    arrow: str = ""


def interval_mark(
    found: Estimate | PublishedContrast | None, label: str, *, ratio: bool, colour: str, size: int, symbol: str
) -> go.Scatter:
    """Return the mark of a contrast.

    Args:
        found: virtual or published; None for no contrast.
        label: of its row.
        ratio: whether the axis is logarithmic, where zero has no place.
        colour: of the mark.
        size: of the mark.
        symbol: of the mark.
    """
    drawn = Drawn(None) if found is None else drawn_of(found.estimate, found.low, found.high, ratio=ratio)
    bars = None
    if drawn.reach is not None:
        below, above = drawn.reach
        bars = {
            "type": "data",
            "symmetric": False,
            "array": [above],
            "arrayminus": [below],
            "color": colour,
            "thickness": 2,
            "width": 0,
        }
    marker = {"color": colour, "size": size, "symbol": f"triangle-{drawn.arrow}" if drawn.arrow else symbol}
    return go.Scatter(x=[drawn.at], y=[label], error_x=bars, mode="markers", marker=marker, name=label)


def drawn_of(estimate: float | None, low: float | None, high: float | None, *, ratio: bool) -> Drawn:
    """Return what can be drawn of an estimate and its bounds.

    >>> drawn_of(0.5, 0.25, 1.0, ratio=True)
    Drawn(at=0.5, reach=(0.25, 0.5), arrow='')
    >>> drawn_of(0.0, 0.0, 0.6, ratio=True)
    Drawn(at=0.6, reach=None, arrow='left')
    >>> drawn_of(math.inf, 1.9, math.inf, ratio=True)
    Drawn(at=1.9, reach=None, arrow='right')
    """

    def has_place(value: float | None) -> bool:
        return value is not None and math.isfinite(value) and not (ratio and value <= 0)

    if estimate is None:
        return Drawn(None)
    if has_place(estimate):
        below, above = (abs(bound - estimate) if bound is not None and has_place(bound) else 0.0 for bound in (low, high))
        return Drawn(estimate, (below, above) if below or above else None)
    if has_place(high):
        return Drawn(high, arrow="left")
    return Drawn(low, arrow="right") if has_place(low) else Drawn(None)
