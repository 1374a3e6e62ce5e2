"""The designs that are compared with any protocol, one difference at a time.

How large a difference is, is a choice for comparison (a tenth and ten times the dose, two weeks, half the women who leave), not
a finding. Days move within the protocol's own bounds.
"""

from collections.abc import Iterator

import numpy as np

from milkway.analysis.registry import SCORES
from milkway.biology.interventions.probiotic import DOSE
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.moment import Moment, write_moment
from milkway.protocol.protocol import Protocol
from milkway.protocol.variant import Among, RunIn, Variant
from milkway.trials.entry_questions import ASKED

DOSES = {"a tenth of the dose": 0.1, "ten times the dose": 10.0}
FORTNIGHT = 14
WEEK = 7
CAPSULES = 0.8
RETAINED = {"nobody leaves": 0.0, "half as many leave": 0.5, "half as many again leave": 1.5}
MOST_LEAVE = 0.9


def usual_designs(protocol: Protocol, endpoint: str) -> tuple[Variant, ...]:
    """Return designs that differ from a protocol in one thing each.

    Args:
        protocol: as read.
        endpoint: leading; others are designs of their own.
    """
    made = (_endpoints, _visits, _doses, _starts, _follow_ups, _run_ins, _enriched, _retained)
    return tuple(variant for make in made for variant in make(protocol, endpoint))


def moved(protocol: Protocol, days: int) -> dict[str, object]:
    """Return the changes by which women are enrolled so many days later, no visit before that."""
    first, last = (day + days for day in protocol.design.enrolment)
    fixed = [visit for visit in protocol.visits if visit.day.since == "birth"]
    late = {f"visits.{visit.name}.day": last + 1 for visit in fixed if visit.day.number <= last}
    return {"design.enrolment": [first, last], **late}


def left_by(protocol: Protocol, share: float, days: float) -> float:
    """Return the share that has left after so many days, at the constant hazard by which `share` leave on time."""
    return 1 - (1 - share) ** (days / days_at_risk(protocol))


def days_at_risk(protocol: Protocol) -> float:
    """Return the days from enrolment to that by which the stated share has left, in the mean of the window."""
    first, last = protocol.design.enrolment
    window = np.arange(first, last + 1)
    return float((protocol.dropout.by.of(window) - window).mean())


def leaving(protocol: Protocol, days: float) -> dict[str, object]:
    """Return the changes by which as many leave in so many days as do at the protocol's own pace."""
    shares = {arm: left_by(protocol, share, days) for arm, share in protocol.dropout.shares.items()}
    changes: dict[str, object] = {"dropout.share": left_by(protocol, protocol.dropout.share, days)}
    return changes | ({"dropout.shares": shares} if shares else {})


def _endpoints(protocol: Protocol, endpoint: str) -> Iterator[Variant]:
    for one in protocol.endpoints:
        if one.name != endpoint and one.better != "neither":
            yield Variant(name=one.name, about="endpoint", endpoint=one.name)
    leading = next(one for one in protocol.endpoints if one.name == endpoint)
    other = "randomised" if leading.population == "completers" else "completers"
    yield Variant(
        name=f"analysed in all {other}" if other == "randomised" else "analysed in completers",
        about="endpoint",
        changes={f"endpoints.{endpoint}.population": other},
    )


def _visits(protocol: Protocol, _: str) -> Iterator[Variant]:
    for one in protocol.endpoints:
        if one.better != "neither" and SCORES[one.score].at_visit:
            for visit in _other_visits(protocol, one):
                changes = {f"endpoints.{one.name}.visit": visit}
                yield Variant(name=f"{one.name} at {visit}", about="visit", endpoint=one.name, changes=changes)


def _other_visits(protocol: Protocol, endpoint: Endpoint) -> list[str]:
    sampled = {name for culture in protocol.assays.of_milk for name in culture.visits}
    held = [visit.name for visit in protocol.visits if SCORES[endpoint.score].taken == "eve" or visit.name in sampled]
    return [name for name in held if name != endpoint.visit]


def _doses(protocol: Protocol, _: str) -> Iterator[Variant]:
    given = {arm.name: arm.sets[DOSE.key] for arm in protocol.arms if DOSE.key in arm.sets}
    for name, factor in DOSES.items() if given else ():
        changes = {f"arms.{arm}.sets.{DOSE.key}": factor * dose for arm, dose in given.items()}
        yield Variant(name=name, about="dose", changes=changes)


def _starts(protocol: Protocol, _: str) -> Iterator[Variant]:
    if protocol.design.enrolment[0] - FORTNIGHT > protocol.begins and protocol.design.at == "day":
        yield Variant(name="two weeks earlier", about="start", changes=moved(protocol, -FORTNIGHT))
    if _may_begin_later(protocol, FORTNIGHT):
        yield Variant(name="two weeks later", about="start", changes=moved(protocol, FORTNIGHT))


def _may_begin_later(protocol: Protocol, days: int) -> bool:
    """Return whether women who are enrolled later still take the product for some days, and may still leave."""
    last = np.array([protocol.design.enrolment[1] + days])
    fixed = [protocol.dropout.by, protocol.design.ends]
    fixed += [course.until for arm in protocol.arms for course in arm.courses if course.until is not None]
    return protocol.design.at == "day" and all(int(day.of(last)[0]) > int(last[0]) + 2 for day in fixed)


def _follow_ups(protocol: Protocol, _: str) -> Iterator[Variant]:
    last, ends = protocol.design.enrolment[1], protocol.design.ends
    half = Moment(ends.number // 2, "enrolment") if ends.since == "enrolment" else Moment((last + ends.number) // 2)
    end = int(half.of(np.array([last]))[0])
    if end - last < WEEK:
        return
    stops, by = write_moment(half), protocol.dropout.by

    def late(day: Moment) -> bool:
        return int(day.of(np.array([last]))[0]) > end

    changes: dict[str, object] = {
        "design.ends": stops,
        "composition_days": [day for day in protocol.composition_days if day <= end],
    }
    changes |= {f"visits.{visit.name}.day": stops for visit in protocol.visits if late(visit.day)}
    if late(by):
        changed = protocol.dropout.model_copy(update={"by": half})
        days = days_at_risk(protocol.model_copy(update={"dropout": changed}))
        changes |= {"dropout.by": stops} | leaving(protocol, days)
    for arm in protocol.arms:
        if any(course.until is not None and late(course.until) for course in arm.courses):
            kept = [course.model_dump(mode="json", exclude_none=True) for course in arm.courses]
            cut = [course.until is not None and late(course.until) for course in arm.courses]
            changes[f"arms.{arm.name}.courses"] = [
                one | ({"until": stops} if short else {}) for one, short in zip(kept, cut, strict=True)
            ]
    yield Variant(name="half the follow-up", about="follow-up", changes=changes)


def _run_ins(protocol: Protocol, _: str) -> Iterator[Variant]:
    if _may_begin_later(protocol, WEEK):
        run_in = RunIn(days=WEEK, taking=CAPSULES)
        yield Variant(name="a week in which 80 % of capsules are taken", about="run-in", run_in=run_in)


def _enriched(protocol: Protocol, _: str) -> Iterator[Variant]:
    asked = {one.covariate for one in protocol.eligibility.covariates}
    for name in (one.name for one in protocol.women.covariates if one.name in ASKED and one.name not in asked):
        about = "history" if name in ("parous", "previous_mastitis") else "birth and feeding"
        yield Variant(name=f"only with {name}", about=about, among=(Among(covariate=name, at_least=1.0),))
    if protocol.design.enrolment[0] > 0 and protocol.design.at == "day":
        limits = {
            taxon: culture.limit for culture in protocol.assays.of_milk for group in culture.groups.values() for taxon in group
        }
        for taxon, limit in limits.items():
            if taxon != protocol.strain:
                name = f"only with {taxon} in milk"
                yield Variant(name=name, about="carriage", among=(Among(taxon=taxon, at_least=limit),))


def _retained(protocol: Protocol, _: str) -> Iterator[Variant]:
    dropout = protocol.dropout
    if any((dropout.share, *dropout.shares.values())):
        for name, factor in RETAINED.items():
            shares = {arm: min(MOST_LEAVE, factor * share) for arm, share in dropout.shares.items()}
            changes = {"dropout.share": min(MOST_LEAVE, factor * dropout.share)} | ({"dropout.shares": shares} if shares else {})
            yield Variant(name=name, about="retention", changes=changes)
