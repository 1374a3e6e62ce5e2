"""Arms of women to whom much happens, scored as a virtual trial scores them, and their data as a real trial hands them in."""

import numpy as np
import pandas as pd

from milkway.analysis.kinds import CHANGE, COUNT, LOAD, NUMBER, NUMBERS, TIME
from milkway.analysis.registry import MEASURES, SCORES, suited
from milkway.analysis.scores.pain_scores import PAIN_VISITS
from milkway.core.streams import Streams
from milkway.protocol.estimand import ON_TREATMENT, Estimand, Target, misfits
from milkway.protocol.events import EVENTS, LEAVING
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import Protocol
from milkway.simulation.trajectory import Trajectory
from milkway.trials.arms import ArmWorld, score_arm
from milkway.trials.entered import asking
from milkway.trials.results import World, world_of

SIGNS = ("breast_pain", "redness", "lump", "fever", "flu_like")
LASTING = tuple(one.exposure for name, one in EVENTS.items() if name != LEAVING and not one.anew)
EXPOSURES = (*LASTING, "maternal_antibiotic", "left_breast__abscess", "right_breast__abscess")
DAYS = 113
LUCK = Streams(5)
ALL = tuple(name for name, one in SCORES.items() if one.taken != "sample" or one.of_counted_milk)
TRIED = (("formula", "rescue_anti_inflammatory", LEAVING, "breastfeeding_cessation"), ("formula", LEAVING), ())


def protocol_with(strategy: str, scores: tuple[str, ...] = ALL) -> Protocol:
    """Return a protocol with an endpoint of each score and every measure that suits it, under one strategy where that fits."""
    base = read_known_protocol("hurtado2017")
    endpoints = [_endpoint(score, strategy, base) for score in scores]
    return base.but(endpoints=endpoints, used_in_tuning=[], name=f"all-{strategy}")


def _endpoint(score: str, strategy: str, base: Protocol) -> dict:
    whole = strategy == ON_TREATMENT  # a restricted mean needs days that all women could have
    analyses = tuple(m for m in suited(score) if not MEASURES[m].by_centre and not (whole and m.startswith("restricted_mean")))
    for events in TRIED:
        stated = dict.fromkeys(events, strategy)
        if not misfits(Estimand(intercurrent=stated), Target(score, "randomised", SCORES[score].good, analyses)):
            break
    plain = {"name": score, "label": score, "unit": "-", "score": score, "population": "randomised", "analyses": list(analyses)}
    plain |= {"estimand": {"intercurrent": stated}}
    places = {"visit": "end", "group": "staphylococcus", "visits": [visit.name for visit in base.visits[:2]]}
    places |= {"baseline": base.visits[0].name}
    places |= {} if SCORES[score].at_visit else {"visit": base.visits[1].name}
    return plain | {need: places[need] for need in SCORES[score].needs}


def lively(women: int, first: int, draw: np.random.Generator, protocol: Protocol) -> Trajectory:
    """Return women with spells of signs, abscesses, antibiotics, formula, some of whom wean, and some of whom leave."""
    taxa = sorted({taxon for one in protocol.assays.culture for group in one.groups.values() for taxon in group} | {"strain"})
    stocks = ("left_breast__volume", "right_breast__volume")
    stocks += tuple(f"{site}__{taxon}" for site in ("left_milk", "right_milk", "infant_gut") for taxon in taxa)
    amounts = draw.lognormal(7, 2.5, (women, DAYS, len(stocks)))
    amounts[:, :, :2] = 50.0
    reported = np.zeros((women, DAYS, len(SIGNS)), dtype=bool)
    for woman in range(women):
        for start in draw.integers(0, DAYS, 4):
            reported[woman, start : start + draw.integers(1, 7), :] |= draw.random(len(SIGNS)) < 0.6
    realised = np.zeros((women, DAYS, len(EXPOSURES)), dtype=np.float32)
    for place, lasts in enumerate((*(DAYS for _ in LASTING), 7, 9, 9)):
        for woman in np.flatnonzero(draw.random(women) < 0.25):
            start = draw.integers(5, DAYS)
            realised[woman, start : start + lasts, place] = 1.0
    level = (reported * draw.uniform(1, 9, reported.shape)).astype(np.float32)
    days, dyads = np.arange(DAYS), np.arange(first, first + women)
    status = np.where(np.arange(women) == 1, 1, 0)  # one simulation fails
    return Trajectory(dyads, days, stocks, amounts, days, SIGNS, level, reported.copy(), reported, EXPOSURES, realised, status)


def world(protocol: Protocol, seed: int = 1, women: tuple[int, ...] = (60, 31)) -> World:
    """Return both arms, of unequal size, scored and analysed."""
    draw, arms, first = np.random.default_rng(seed), {}, 0
    for arm, size in zip(protocol.arms, women, strict=True):
        trajectory = lively(size, first, draw, protocol)
        enrolled = draw.integers(0, 5, size)
        ends = protocol.design.ends.of(enrolled)
        leaves = np.where(draw.random(size) < 0.35, np.minimum(draw.integers(6, DAYS, size), ends), ends)
        arms[arm.name] = score_arm(arm.name, trajectory, (enrolled, leaves), protocol, LUCK)
        first += size
    return world_of(protocol.routes.settings[0].name, protocol.hypotheses[0].name, arms, protocol)


def by_woman(found: World, protocol: Protocol) -> pd.DataFrame:
    """Return a row a woman as a real trial would hand it in, from its records and samples alone; no simulation fails there."""
    rows = [_woman(arm, place, protocol) for arm in found.arms.values() for place in np.flatnonzero(arm.recorded.sound)]
    return pd.DataFrame(rows)


def _woman(arm: ArmWorld, place: int, protocol: Protocol) -> dict:
    held, enrolled = arm.recorded, arm.enrolled[place]
    row = {"woman": f"w{arm.dyads[place]}", "arm": arm.name, "enrolled": enrolled, "completed": int(held.completed[place])}
    row |= {"last_day": held.leaves[place] - enrolled, "reason": "" if held.completed[place] else "moved away"}
    first = {code: _text(days[place] - enrolled) for code, days in held.first.items()}
    onsets = {term: sorted(int(day) - enrolled for woman, day in days if woman == place) for term, days in held.onsets.items()}
    row |= {f"{event}_day": first[EVENTS[event].code] for event in asking.events_asked(protocol)}
    for endpoint in protocol.endpoints:
        row |= _cells(endpoint, (arm, place, protocol), first, onsets)
    return row


def _cells(endpoint, held: tuple[ArmWorld, int, Protocol], first: dict[str, str], onsets: dict[str, list[int]]) -> dict:
    (arm, place, protocol), name, score = held, endpoint.name, SCORES[endpoint.score]
    records, last = arm.recorded, arm.recorded.leaves[place] - arm.enrolled[place]
    if score.kind is TIME:
        return {f"{name}_days": first[score.first.code] or last, f"{name}_event": int(first[score.first.code] != "")}
    if asking.by_onsets(endpoint):
        return {f"{name}_onsets": ";".join(map(str, onsets[score.each.term]))}
    if score.kind is COUNT:
        return {name: len(onsets[score.each.term]), f"{name}_days": last}
    if score.kind is CHANGE:
        return {f"{name}_{one}": _at(endpoint, arm, place, protocol, one) for one in (endpoint.baseline, endpoint.visit)}
    if score.taken == "sample":
        return {name: _of_sample(endpoint, arm, place, endpoint.visit)}
    places = {visit.name: number for number, visit in enumerate(protocol.visits)}
    if score.kind is NUMBERS:
        return {f"{name}_{one}": _text(records.answers[score.name][place, places[one]]) for one in endpoint.visits}
    if score.kind is NUMBER or score.at_visit:
        return {name: _text(records.answers[score.name][place, places[endpoint.visit] if score.needs else 0])}
    day = first[score.first.code]
    return {name: int(day != ""), f"{name}_day": day} if asking.by_first_day(endpoint) else {name: int(day != "")}


def _at(endpoint, arm: ArmWorld, place: int, protocol: Protocol, visit: str) -> str:
    if SCORES[endpoint.score].taken == "sample":
        return _of_sample(endpoint, arm, place, visit)
    number = [one.name for one in protocol.visits].index(visit)
    return _text(arm.recorded.answers[PAIN_VISITS.name][place, number])


def _of_sample(endpoint, arm: ArmWorld, place: int, visit: str) -> str:
    sample = next(one for one in arm.samples if one.visit == visit)
    if SCORES[endpoint.score].kind not in (LOAD, CHANGE):
        return _text(sample.detected[place])
    counts = sample.counts[endpoint.group]
    return ("<" if counts.below[place] else "") + _text(counts.value[place])


def _text(value: float) -> str:
    return "" if np.isnan(value) else str(int(value)) if value == int(value) else repr(float(value))
