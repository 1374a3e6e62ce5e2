"""A comparison of designs as plain values for JSON; what does not exist is None."""

import math
from dataclasses import asdict

from milkway.analysis.power_formula import LEVEL
from milkway.biology.disputed import disputed_in
from milkway.planning.compared_designs import Compared, Comparison
from milkway.planning.flip_plain import flip_plain
from milkway.planning.flip_rows import FlipRows
from milkway.planning.operating_characteristics import Estimated
from milkway.planning.planned_crossings import Crossings, Planned, crossings, product_arm
from milkway.planning.planned_truth import is_ratio
from milkway.planning.power_study import Asked, endpoint_of
from milkway.planning.power_summary import ABOUT, SOLVED, WRITTEN
from milkway.protocol.protocol import Protocol, RouteSetting

PLACEHOLDERS = (
    "how large a difference between designs is follows from a model most of whose numbers are placeholders or judgement; "
    "it says nothing about whether a product works"
)


def comparison_plain(
    found: Comparison, protocol: Protocol, setting: RouteSetting, asked: Asked, rows: FlipRows | None = None
) -> dict:
    """Return a comparison as plain values.

    Args:
        found: the comparison.
        protocol: as planned.
        setting: of the disputed routes.
        asked: by the designer.
        rows: what each number does to the reference arm of the design as planned, if it was asked for.
    """
    endpoint = endpoint_of(protocol, asked.endpoint)
    strengths = {
        name: {"strength": one.strength, "effects": one.effects, "reached": _there(one.reached), "strongest": one.strongest}
        for name, one in found.solved.items()
    }
    return {
        "about": ABOUT,
        "note": PLACEHOLDERS,
        "protocol": protocol.name,
        "title": protocol.title,
        "seed": asked.seed,
        "routes": setting.name,
        "disputed_routes": list(disputed_in(setting.without)),
        "endpoint": {"name": endpoint.name, "label": endpoint.label, "measure": endpoint.analyses[0]},
        "truth": {
            "stated": asked.truth,
            "kind": "ratio" if is_ratio(endpoint) else "difference",
            "note": SOLVED if asked.truth is not None else WRITTEN,
            "strengths": strengths,
        },
        "screened": found.screened,
        "reps": asked.reps,
        "target": asked.target,
        "level": LEVEL,
        "flip": flip_plain(crossings_of(found, protocol, setting, asked), rows),
        "pool": {"women": asked.women, "pools": found.pools},
        "designs": [_row(one, found.screened) for one in found.rows],
        "left_out": found.left_out,
    }


def crossings_of(found: Comparison, protocol: Protocol, setting: RouteSetting, asked: Asked) -> Crossings:
    """Return where the power of the design as planned crosses its target."""
    arm, as_planned = product_arm(protocol), found.rows[0].design if found.rows else ""
    planned = [
        Planned(one.hypothesis, one.n, one.power, one.truth)
        for one in found.rows
        if one.hypothesis in found.solved and (one.design, one.arm) == (as_planned, arm)
    ]
    return crossings(protocol, setting, asked, found.said, planned)


def _row(one: Compared, screened: int) -> dict:
    plain = {key: _there(value) for key, value in asdict(one).items() if key != "margin" or value is not None}
    for key in ("randomised", "power", "either", "difference"):
        plain[key] = _estimated(getattr(one, key))
    return plain | {"power_per_100_screened": 100 * one.power.value / screened}


def _estimated(one: Estimated) -> dict:
    return {key: _there(value) for key, value in (asdict(one) | {"error": one.error}).items()}


def _there(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value
