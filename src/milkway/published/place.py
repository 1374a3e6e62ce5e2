"""Where a published value lies in its prediction, whatever its unit."""


def place_of(value: float, predicted: dict) -> float:
    """Return where a value lies in a prediction, in halves of its 90 % interval from its median.

    >>> one = {"q05": 2.0, "q50": 4.0, "q95": 10.0}
    >>> place_of(7.0, one), place_of(0.0, one), place_of(5.0, {"q05": 4.0, "q50": 4.0, "q95": 4.0})
    (0.5, -2.0, inf)
    """
    off = value - predicted["q50"]
    half = predicted["q95"] - predicted["q50"] if off > 0 else predicted["q50"] - predicted["q05"]
    if half > 0 or off == 0:
        return off / half if off else 0.0
    return float("inf") if off > 0 else float("-inf")
