"""Trials combined, as tables: a forest of each endpoint under each hypothesis, drawn in letters, with their mean."""

import math

from milkway.analysis.registry import MEASURES
from milkway.reports.numbers import estimate, p_alone, per_cent
from milkway.reports.table import Table

LETTERS = 21  # of a forest
TOGETHER = "Random effects"
NEXT = "One more trial"


def forest_table(summary: dict, endpoint: str, hypothesis: str) -> Table:
    """Return the trials of an endpoint under a hypothesis, and below them the mean and where one more trial would lie."""
    about = summary["endpoints"][endpoint]
    found, measure = about["hypotheses"][hypothesis], MEASURES[about["measure"]]
    rows = [(one["trial"], (one["estimate"], one["low"], one["high"]), one.get("weight")) for one in found["trials"]]
    pooled = found["pooled"]
    if pooled is not None:
        rows.append((TOGETHER, (pooled["estimate"], pooled["low"], pooled["high"]), None))
        if pooled["prediction"] is not None:
            rows.append((NEXT, (pooled["estimate"], *pooled["prediction"]), None))
    drawn = _forest([values for _, values, _ in rows], ratio=measure.is_ratio)
    cells = tuple(
        (name, estimate(measure.name, *values, None), "" if weight is None else per_cent(weight), mark)
        for (name, values, weight), mark in zip(rows, drawn, strict=True)
    )
    title = f"{about['label']}: {hypothesis}"
    columns = ("Trial", f"{measure.label} (95 %)", "Weight", "")
    return Table(f"{endpoint}-{hypothesis}", title, columns, cells, _note(found))


def _note(found: dict) -> str:
    out = "; ".join(f"{name} ({why})" for name, why in found["left_out"].items())
    told = [f"Left out: {out}."] if out else []
    pooled = found["pooled"]
    if pooled is None:
        return " ".join([*told, "Nothing to combine: fewer than two trials."])
    between = f"Between trials: SD {pooled['tau']:.2g}, I2 {per_cent(pooled['i2'])} %, Q p {p_alone(pooled['q_p'])}."
    alone = [] if pooled["prediction"] is not None else ["Two trials do not tell where one more would lie."]
    return " ".join([*told, between, *alone])


def _forest(rows: list[tuple[float, float, float]], *, ratio: bool) -> list[str]:
    """Return a mark for each row on one axis, with a line at no effect; the last row may reach beyond it, which < and > say.

    >>> _forest([(0.0, -1.0, 1.0), (0.5, 0.0, 1.0), (0.0, -9.0, 9.0)], ratio=False)
    ['----------o----------', '          |----o-----', '<---------o--------->']
    """
    scaled = [[math.log(one) if ratio else one for one in row] for row in rows]
    shown = scaled[:-1] if len(scaled) > 1 else scaled
    low, high = min(0.0, *(row[1] for row in shown)), max(0.0, *(row[2] for row in shown))
    if high == low:
        return ["" for _ in rows]

    def place(value: float) -> int:
        return round((LETTERS - 1) * (min(max(value, low), high) - low) / (high - low))

    found: list[str] = []
    for centre, least, most in scaled:
        letters = [" "] * LETTERS
        letters[place(least) : place(most) + 1] = "-" * (place(most) - place(least) + 1)
        letters[place(0.0)] = "|"
        letters[place(centre)] = "o"
        letters[0] = "<" if least < low else letters[0]
        letters[-1] = ">" if most > high else letters[-1]
        found.append("".join(letters).rstrip())
    return found
