"""A study as plain values for JSON: one list of the curve with all fields; what does not exist is None."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version

from milkway.analysis.power_formula import LEVEL
from milkway.analysis.reasons import NO_ERROR, NO_FORMULA, NO_TRIAL, NO_TRUTH
from milkway.biology.disputed import disputed_in
from milkway.planning.assurance import LEARNED, Assurance
from milkway.planning.attrition import label_of
from milkway.planning.flip_plain import flip_plain
from milkway.planning.flip_rows import FlipRows
from milkway.planning.interim_power import Looked
from milkway.planning.operating_characteristics import Estimated, Power
from milkway.planning.plan_b import plan_b
from milkway.planning.planned_crossings import Crossings, Planned, crossings, product_arm
from milkway.planning.planned_truth import is_ratio
from milkway.planning.power_study import PowerStudy, endpoint_of
from milkway.planning.truth import Solved

ABOUT = "simulated; no human participants"
SOLVED = "strengths are solved from the truth that the designer states: they are no evidence that a product works"
WRITTEN = "strengths are those written in the protocol: they are no evidence that a product works"
LEARNED_FROM = "effects learned from trials that makers of the product ran, with the chance that there is none"


def study_plain(study: PowerStudy, averaged: Sequence[Assurance] = (), rows: FlipRows | None = None) -> dict:
    """Return a study as plain values.

    Args:
        study: of one route setting.
        averaged: power averaged over the posterior, if it was asked for.
        rows: what each number does to the reference arm, if it was asked for.
    """
    asked = study.asked
    endpoint = endpoint_of(study.protocol, asked.endpoint)
    measure = endpoint.leading
    plain = {
        "routes": study.setting.name,
        "disputed_routes": list(disputed_in(study.setting.without)),
        "endpoint": {"name": endpoint.name, "label": endpoint.label, "better": endpoint.better, "measure": measure.name}
        | ({} if measure.margin is None else {"margin": measure.margin}),
        "pool": {"women": asked.women, "seconds": study.seconds.pool},
        "truth": {
            "stated": asked.truth,
            "kind": "ratio" if is_ratio(endpoint) else "difference",
            "note": SOLVED if asked.truth is not None else WRITTEN,
            "strengths": {name: _solved(one) for name, one in study.solved.items()},
        },
        "attrition": {name: label_of(name) for name in study.attritions},
        "level": LEVEL,
        "curve": [_power(one) | _form(form) for one, form in zip(study.curve, study.closed, strict=True)],
        "closed_form": None if measure.formula is None or measure.margin is not None else measure.formula.words,
        "target": asked.target,
        "smallest": [{"hypothesis": name, "arm": arm, **asdict(one)} for (name, arm), one in study.smallest.items()],
        "plan_b": plan_b(study.protocol, endpoint, study.said, asked.truth, asked.target),
        "flip": flip_plain(crossings_of(study), rows),
        "interim": [_power(one) for one in study.looked],
        "every_endpoint": {"n": study.at, "rows": [_power(one) for one in study.table]},
        "assurance": [asdict(one) | {"note": LEARNED_FROM if one.hypothesis == LEARNED else ""} for one in averaged],
        "seconds": asdict(study.seconds),
    }
    return _finite(plain)


def crossings_of(study: PowerStudy) -> Crossings:
    """Return where the power of a study crosses its target, at the size that is nearest to the protocol's."""
    arm = product_arm(study.protocol)
    planned = [
        Planned(one.hypothesis, one.n, one.power, study.solved[one.hypothesis].reached)
        for one in study.curve
        if one.hypothesis in study.solved and (one.arm, one.n) == (arm, study.at)
    ]
    return crossings(study.protocol, study.setting, study.asked, study.said, planned)


def whole_plain(studies: Sequence[dict], study: PowerStudy, parameters: str) -> dict:
    """Return what `--json` prints: the study of the first route setting, and those of all.

    Args:
        studies: as plain values, one for each route setting.
        study: the first of them.
        parameters: "tables" or "posterior".
    """
    return {
        "about": ABOUT,
        "protocol": study.protocol.name,
        "title": study.protocol.title,
        "seed": study.asked.seed,
        "parameters": parameters,
        "reps": study.asked.reps,
        **studies[0],
        "by_routes": list(studies),
        "version": version("milkway"),
    }


def _finite(value: dict) -> dict:
    return {key: _one(item) for key, item in value.items()}


def _one(value: object) -> object:
    if isinstance(value, dict):
        return _finite(value)
    if isinstance(value, list | tuple):
        return [_one(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _power(one: Power | Looked) -> dict:
    """Return plain values, each estimate with the error of both levels."""
    plain = {key: value for key, value in asdict(one).items() if key != "margin" or value is not None}
    for key, part in vars(one).items():
        if isinstance(part, Estimated):
            plain[key] |= {"error": part.error} | _why(one, part)
    return plain | ({} if isinstance(one, Looked) or math.isfinite(one.truth) else {"truth_note": NO_TRUTH})


def _why(one: Power | Looked, part: Estimated) -> dict:
    """Return why a number of the trials that were drawn, or its error, does not exist; nothing where both do."""
    if math.isfinite(part.value):
        return {} if math.isfinite(part.error) else {"note": f"no error: {NO_ERROR}"}
    return {"note": _why_not(one)}


def _why_not(one: Power | Looked) -> str:
    return NO_TRUTH if isinstance(one, Power) and not math.isfinite(one.truth) and one.estimable > 0 else NO_TRIAL


def _form(power: float) -> dict:
    return {"closed_form": power} | ({} if math.isfinite(power) else {"closed_form_note": NO_FORMULA})


def _solved(one: Solved) -> dict:
    return {"strength": one.strength, "effects": one.effects, "reached": one.reached, "strongest": one.strongest}
