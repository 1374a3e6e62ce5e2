"""An analysed endpoint as plain values for JSON; what does not exist is None."""

import math
from dataclasses import asdict
from typing import Any, cast

from milkway.analysis.kinds import ArmValue
from milkway.analysis.measure import Estimate
from milkway.analysis.result import Result


def result_plain(result: Result) -> dict[str, Any]:
    """Return each arm, every contrast, and the leading one on its own; of a single arm its estimates in their place."""
    arms = {"arms": {name: _arm(value) for name, value in result.arms.items()}}
    alone = [{"arm": one.arm, **_level_plain(one.found)} for one in result.contrasts if one.found.measure.alone]
    if alone:
        return arms | {"contrast": None, "contrasts": [], "estimate": alone[0], "estimates": alone}
    contrasts = [{"arm": one.arm, "reference": one.reference, **estimate_plain(one.found)} for one in result.contrasts]
    return arms | {"contrast": contrasts[0] if contrasts else None, "contrasts": contrasts}


def estimate_plain(found: Estimate) -> dict[str, Any]:
    """Return an estimate with its measure by name, and with women of both arms together."""
    plain: dict[str, Any] = {"measure": found.measure.name}
    plain |= {key: getattr(found, key) for key in ("estimate", "low", "high", "p", "direction")}
    plain["n"] = sum(found.n)
    if found.measure.margin is not None:
        plain |= {"margin": found.measure.margin, "one_sided_p": found.not_worse}
    return plain | ({"note": found.note} if found.note else {}) | ({"tests": dict(found.tests)} if found.tests else {})


def finite(value: Any) -> Any:  # noqa: ANN401  plain data of any shape
    """Return plain data with None where a number does not exist."""
    if isinstance(value, dict):
        return {str(key): finite(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in cast("list[Any]", value)]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value


def _level_plain(found: Estimate) -> dict[str, Any]:
    plain: dict[str, Any] = {"measure": found.measure.name, "estimate": found.estimate, "low": found.low, "high": found.high}
    return plain | {"n": sum(found.n)} | ({"note": found.note} if found.note else {})


def _arm(value: ArmValue) -> dict[str, Any]:
    plain = asdict(value)
    return {key: plain[key] for key in plain if key in ("value", "n") or plain[key] not in (None, "")}
