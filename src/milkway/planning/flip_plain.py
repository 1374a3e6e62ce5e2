"""The flip distance as plain values for JSON; what does not exist is None."""

import math

from milkway.analysis.registry import SCORES
from milkway.planning.crossing import Crossing, error_of
from milkway.planning.flip_distance import FAR, Distance, Verdict
from milkway.planning.flip_rows import FlipRow, FlipRows
from milkway.planning.planned_crossings import Crossings
from milkway.planning.power_study import endpoint_of

NEAREST = 10  # numbers that are told with their distance
ORDER = (Verdict.FLIPS, Verdict.UNKNOWN, Verdict.STAYS)


def flip_plain(found: Crossings, rows: FlipRows | None) -> dict:
    """Return the flip distance as plain values.

    Args:
        found: where power crosses its target.
        rows: what each number does to the reference arm; None where that was not looked for.
    """
    endpoint, lead = endpoint_of(found.protocol, found.asked.endpoint), found.lead
    return {
        "label": endpoint.label,
        "reference": found.protocol.reference,
        "share": SCORES[endpoint.score].kind.of_women,
        "target": found.asked.target,
        "why_not": found.why_not,
        "lead": None if lead is None else lead.hypothesis,
        "crossings": [_crossing(one) for one in found.found],
        "numbers": None if rows is None else _rows(found, rows),
    }


def _crossing(one: Crossing) -> dict:
    told = {"hypothesis": one.hypothesis, "arm": one.arm, "n": one.n, "power": one.power.value, "error": error_of(one.power)}
    told |= {"go": one.go, "decided": one.decided, "level": one.level}
    return told | {
        "wanted": _there(one.wanted),
        "shift": _there(one.shift),
        "shift_error": _there(one.error),
        "why_not": one.why_not,
    }


def _rows(found: Crossings, rows: FlipRows) -> dict:
    told = {"women": rows.women, "level": _there(rows.level), "seconds": rows.seconds, "why_not": rows.why_not, "far": FAR}
    return told | {
        "distances": [_distances(one, rows) for one in found.found if not one.why_not],
        "slopes": [_slope(one) for one in rows.rows],
    }


def _distances(found: Crossing, rows: FlipRows) -> dict:
    seen = sorted(((one, one.toward(found)) for one in rows.rows), key=lambda pair: _place(pair[1]))
    verdicts = [far.verdict for _, far in seen]
    return {
        "hypothesis": found.hypothesis,
        "counts": {str(one): verdicts.count(one) for one in ORDER},
        "nearest": [_distance(one, far) for one, far in seen[:NEAREST]],
    }


def _place(far: Distance) -> tuple[int, float, float]:
    """Return where a number stands: those that flip by distance, then the others by how likely they do."""
    flips = far.verdict is Verdict.FLIPS
    return ORDER.index(far.verdict), far.median if flips else -far.chance, far.median


def _distance(one: FlipRow, far: Distance) -> dict:
    row = one.row
    told = {"number": row.number, "kind": row.kind, "value": row.value, "unit": row.unit}
    told |= {"spread": row.spread, "distribution": row.distribution, "way": "up" if far.way > 0 else "down"}
    told |= {"distance": _there(far.median), "low": _there(far.low), "high": _there(far.high)}
    told |= {"chance": far.chance, "verdict": str(far.verdict)}
    checked = None if one.checked is None or one.checked.moved * far.way < 0 else vars(one.checked)
    return told | {"checked": None if checked is None else {key: _there(value) for key, value in checked.items()}}


def _slope(one: FlipRow) -> dict:
    told = {"number": one.row.number, "kind": one.row.kind, "slope": one.slope, "error": one.error}
    return told | {"shrunk": one.law.mean, "shrunk_error": one.law.deviation}


def _there(value: float) -> float | None:
    return value if math.isfinite(value) else None
