"""The results of several trials combined by random effects: each endpoint that two of them have, under each hypothesis."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from milkway.analysis.laws import normal_quantile
from milkway.analysis.measure import Measure
from milkway.analysis.pooled_effects import BOTH_SIDES, LEAST, pooled
from milkway.analysis.registry import MEASURES
from milkway.core.errors import Mistake
from milkway.protocol.words import suggest
from milkway.runs.told_trials import PUBLISHED, ToldTrial

Plain = dict[str, Any]
Held = Sequence[tuple[ToldTrial, Plain]]  # trials that have an endpoint, and what they say of it


def chosen_endpoints(trials: Sequence[ToldTrial], endpoint: str, mistakes: list[Mistake]) -> tuple[str, ...]:
    """Return the endpoints to be combined: the one that is asked for, or each that two trials have; else a mistake."""
    names = [name for one in trials for name in one.summary["endpoints"]]
    shared = tuple(dict.fromkeys(name for name in names if names.count(name) >= LEAST))
    if not shared and trials:
        mistakes.append(Mistake("runs", "no endpoint of one name in two trials", "trials whose protocols name an endpoint alike"))
    if endpoint and shared and endpoint not in shared:
        mistakes.append(Mistake("endpoint", repr(endpoint), f"an endpoint that two trials have: {suggest(endpoint, shared)}"))
    chosen = tuple(name for name in shared if endpoint in ("", name))
    for name in chosen:
        mistakes += _unlike(trials, name)
    return chosen


def measure_mistakes(trials: Sequence[ToldTrial], endpoints: Sequence[str], measure: str) -> list[Mistake]:
    """Return what is wrong with a measure that is asked for: each endpoint must have it in some trial."""
    found: list[Mistake] = []
    for name in endpoints if measure else ():
        held = [one.summary["endpoints"][name] for one in trials if name in one.summary["endpoints"]]
        known = {each["measure"] for one in held for under in one["hypotheses"].values() for each in under["contrasts"]}
        if measure not in known:
            found.append(Mistake("measure", repr(measure), f"a contrast of {name}: {suggest(measure, known)}"))
    return found


def combined(trials: Sequence[ToldTrial], endpoints: Sequence[str], measure: str = "") -> Plain:
    """Return the summary: which trials, and each endpoint under each hypothesis, what is published of the real ones last."""
    return {
        "about": "simulated; no human participants",
        "trials": [
            {
                "trial": one.name,
                "folder": str(one.folder),
                "women": sum(arm["randomised"] for arm in one.summary["arms"].values()),
            }
            for one in trials
        ],
        "endpoints": {name: _endpoint(trials, name, measure) for name in endpoints},
    }


def _unlike(trials: Sequence[ToldTrial], name: str) -> Iterator[Mistake]:
    """Yield endpoints of one name that score something else."""
    held = [one for one in trials if name in one.summary["endpoints"]]
    score = held[0].summary["endpoints"][name]["estimand"]["variable"]
    for one in held[1:]:
        other = one.summary["endpoints"][name]["estimand"]["variable"]
        if other != score:
            yield Mistake(f"{one.folder}, endpoint {name}", other, f"{score}, as in {held[0].folder}; or another endpoint")


def _endpoint(trials: Sequence[ToldTrial], name: str, asked: str) -> Plain:
    held = [(one, one.summary["endpoints"][name]) for one in trials if name in one.summary["endpoints"]]
    first = held[0][1]
    measure = MEASURES[asked or first["estimand"]["summary_measure"]]
    hypotheses = dict.fromkeys(each for _, one in held for each in one["hypotheses"])
    found = {each: _together(_virtual(held, each, measure), measure) for each in hypotheses}
    if any("published" in one for _, one in held):
        found |= {PUBLISHED: _together(_published(held, measure), measure)}
    return {
        "label": first["label"],
        "measure": measure.name,
        "hypotheses": {key: one for key, one in found.items() if one["trials"]},
    }


def _virtual(held: Held, hypothesis: str, measure: Measure) -> Iterator[tuple[str, Plain | None]]:
    """Yield each trial's first contrast by the measure, or none where there is none."""
    for trial, one in held:
        contrasts = one["hypotheses"].get(hypothesis, {}).get("contrasts", [])
        yield trial.name, next((each for each in contrasts if each["measure"] == measure.name), None)


def _published(held: Held, measure: Measure) -> Iterator[tuple[str, Plain | None]]:
    """Yield what is published of each protocol, once however often it was simulated."""
    known: set[str] = set()
    for trial, one in held:
        protocol = str(trial.summary["protocol"])
        if protocol not in known:
            known.add(protocol)
            contrasts = one.get("published", {}).get("contrasts", [])
            yield protocol, next((each for each in contrasts if each["measure"] == measure.name), None)


def _together(results: Iterator[tuple[str, Plain | None]], measure: Measure) -> Plain:
    """Return the trials of one hypothesis: those that can be combined, why others cannot, and what they say together."""
    rows, left_out = list[Plain](), dict[str, str]()
    for name, one in results:
        why = _why_not(one, measure)
        if one is None or why:
            left_out[name] = why
        else:
            rows.append({"trial": name} | {key: one[key] for key in ("estimate", "low", "high")} | {"n": one.get("n")})
    if len(rows) < LEAST:
        return {"trials": rows, "left_out": left_out, "pooled": None}
    scaled = [[_scale(row[key], measure) for key in ("estimate", "low", "high")] for row in rows]
    errors = [(high - low) / (2 * normal_quantile(BOTH_SIDES)) for _, low, high in scaled]
    found = pooled([one[0] for one in scaled], errors)
    for row, weight in zip(rows, found.weights, strict=True):
        row["weight"] = weight
    return {
        "trials": rows,
        "left_out": left_out,
        "pooled": {
            "estimate": measure.shown(found.mean),
            "low": measure.shown(found.low),
            "high": measure.shown(found.high),
            "prediction": None if found.predicted is None else [measure.shown(one) for one in found.predicted],
            "tau": found.tau,
            "i2": found.i2,
            "q": found.q,
            "q_p": found.p,
        },
    }


def _why_not(one: Plain | None, measure: Measure) -> str:
    """Return why a result cannot be combined; nothing if it can."""
    if one is None:
        return f"no {measure.label.lower()}"
    values = [one[key] for key in ("estimate", "low", "high")]
    if None in values:
        return "no estimate with two bounds"
    if measure.is_ratio and min(values) <= 0:
        return "a ratio of zero, as an arm has no event"
    return "" if values[2] > values[1] else "an interval without length"


def _scale(value: float, measure: Measure) -> float:
    return math.log(value) if measure.is_ratio else value
