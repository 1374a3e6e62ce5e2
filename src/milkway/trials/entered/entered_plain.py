"""The analysis of a real trial as plain values for JSON; what does not exist is None."""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from milkway.analysis.result_plain import estimate_plain, finite, result_plain
from milkway.protocol.competing import said_of_competing
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.estimand import HYPOTHETICAL
from milkway.trials.entered.asking import acted_on
from milkway.trials.entered.entered_missing import MissingMethods
from milkway.trials.entered.entered_trial import AnalysedTrial, Flow
from milkway.trials.entered.onset_between import women_between

GIVEN = "data as they were given; nothing is simulated"
SIMULATED = "data that were simulated; no human participants"


def analysis_plain(found: AnalysedTrial) -> dict[str, Any]:
    """Return the summary that `--json` prints.

    Args:
        found: the trial.
    """
    protocol = found.protocol
    plain = {
        "about": SIMULATED if found.women.world else GIVEN,
        "world": found.women.world or None,
        "protocol": protocol.name,
        "title": protocol.title,
        "women": len(found.women.women),
        "reference": protocol.reference,
        "arms": {arm.name: {"label": arm.label, "randomised": found.flow[arm.name].randomised} for arm in protocol.arms},
        "endpoints": {one.name: _endpoint(found, one) for one in protocol.endpoints},
        "multiplicity": protocol.multiplicity.model_dump(mode="json", exclude_none=True)
        if protocol.multiplicity is not None
        else None,
        "flow": [{"arm": arm, **row} for arm, flow in found.flow.items() for row in _steps(found, arm, flow)],
        "missing": {one.arm: _missing(one) for one in found.missing} or None,
        "notes": list(_notes(found)),
        "unused_columns": list(found.women.unused),
        "version": version("milkway"),
    }
    return finite(plain)


def _endpoint(found: AnalysedTrial, endpoint: Endpoint) -> dict[str, Any]:
    plain = result_plain(found.results[endpoint.name])
    leading: set[str] = set()
    for one in plain["contrasts"]:
        claim = found.claims.get((endpoint.name, one["arm"]))
        if claim is not None and one["arm"] not in leading:
            one["adjusted_p"] = claim[1]
        leading.add(one["arm"])
    if endpoint.name in found.between:
        plain["onset_between_visits"] = {
            "women": women_between(endpoint, found.women),
            **{name: result_plain(one)["contrasts"] for name, one in found.between[endpoint.name].items()},
        }
    return {
        "label": endpoint.label,
        "unit": endpoint.unit,
        "population": endpoint.population,
        "better": endpoint.better,
        "estimand": endpoint.estimand_plain,
        **plain,
    }


def _steps(found: AnalysedTrial, arm: str, flow: Flow) -> Iterator[dict[str, Any]]:
    """Yield the counts of one arm: what is counted, of which endpoint, event or reason, and how many women."""
    yield {"step": "randomised", "of": "", "women": flow.randomised}
    if flow.completed is not None and flow.left is not None:
        yield {"step": "completed", "of": "", "women": flow.completed}
        yield {"step": "left", "of": "", "women": sum(flow.left.values())}
        yield from ({"step": "left", "of": reason, "women": women} for reason, women in flow.left.items())
    yield from ({"step": "event", "of": event, "women": women} for event, women in flow.events.items())
    for name, result in found.results.items():
        yield {"step": "analysed", "of": name, "women": result.arms[arm].n}
    for stratum, classes in found.women.strata.items():
        own = classes[found.women.arm == arm]
        yield from ({"step": stratum, "of": str(one), "women": int((own == one).sum())} for one in sorted(set(classes)))


def _missing(one: MissingMethods) -> dict[str, Any]:
    methods = {name: {method: estimate_plain(each) for method, each in found.items()} for name, found in one.found.items()}
    tips = {f"{name}_tips": list(found.tips) for name, found in one.tips.items()}
    return methods | tips | {f"{name}_tips_note": found.why_not for name, found in one.tips.items() if found.why_not}


def _notes(found: AnalysedTrial) -> Iterator[str]:
    """Yield what a reader must know of the whole analysis."""
    for one in found.protocol.endpoints:
        if HYPOTHETICAL in {one.estimand.intercurrent[event] for event in acted_on(one)}:
            yield (
                f"{one.label}: women are taken out from an event on that is supposed not to happen; this answers the hypothetical"
                " question only if they would have fared as those who had no such event."
            )
        if one.name in found.between:
            yield (
                f"{one.label}: of {women_between(one, found.women)} women the day of the event is only known to lie between two"
                " days; it is taken to be the later one, and estimates with the middle and the earliest day stand beside it."
            )
        if said := said_of_competing(one):
            yield f"{one.label}: {said[0].lower()}{said[1:]}"
    if found.protocol.interim is not None:
        yield "The protocol plans interim looks: p and intervals here are of all data at once, not adjusted for looks."
    if found.protocol.design.strata and found.women.strata:
        yield "Strata are counted in the flow; no analysis adjusts for them."
    if any(one.subgroups for one in found.protocol.endpoints):
        yield "Subgroups of the protocol are not analysed here: only virtual trials have the covariates."
    if found.women.unused:
        yield f"Columns that the protocol does not ask for and that were not read: {', '.join(found.women.unused)}."
    yield from found.women.notes
