"""What contradicts itself in what a trial measures: visits, assays, endpoints, and the definition of mastitis."""

from collections.abc import Iterator

import numpy as np

from milkway.analysis.registry import SCORES
from milkway.core.errors import Mistake
from milkway.protocol.design import Design, last_day
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol, Visit
from milkway.protocol.read_assay import Assay, assays_for, of_what, sampled_at
from milkway.protocol.sequenced import StrainSharing
from milkway.protocol.words import suggest

DAYS = ("lasting", "mild_lasting", "gap", "recurrence_gap")


def early_visits(protocol: Protocol) -> Iterator[Mistake]:
    """Yield visits that some women would have before they are enrolled."""
    window, last = np.array(protocol.design.enrolment), _last_enrolled(protocol.design)
    for number, visit in enumerate(protocol.visits, start=1):
        if (visit.day.of(window) < window).any():
            allowed = (
                f"day {last} (the last of enrolment) or later, or a day of each woman's own such as '0 days after enrolment'"
            )
            yield Mistake(f"visits[{number}].day", str(visit.day), allowed)


def empty_cultures(protocol: Protocol) -> Iterator[Mistake]:
    """Yield assays that are never taken, and groups that count nothing."""
    for where, assay in _placed(protocol):
        if not assay.visits:
            yield Mistake(f"{where}.visits", "none", "at least one visit")
        if not isinstance(assay, StrainSharing):
            for group in (name for name, taxa in assay.groups.items() if not taxa):
                yield Mistake(f"{where}.groups.{group}", "no taxon", "at least one taxon of the model")


def unborn(protocol: Protocol) -> Iterator[Mistake]:
    """Yield visits at which an infant is to be sampled that is not there yet, whenever its mother is enrolled."""
    window, days = np.array(protocol.design.enrolment), {visit.name: visit.day for visit in protocol.visits}
    for where, assay in _placed(protocol):
        for name in assay.visits if assay.first is not None else ():
            if name in days and (days[name].of(window) < assay.first).all():
                found, allowed = f"{name} ({days[name]})", f"visits from day {assay.first} on, for {assay.sampled}"
                yield Mistake(f"{where}.visits", found, allowed)


def unsampled(protocol: Protocol) -> Iterator[Mistake]:
    """Yield endpoints at a visit at which their assay takes no sample, and detection without a culture of the strain."""
    for number, endpoint in enumerate(protocol.endpoints, start=1):
        if SCORES[endpoint.score].taken != "sample":
            if endpoint.assay is not None:
                allowed = f"left out, since {endpoint.score} is read of no sample"
                yield Mistake(f"endpoints[{number}].assay", repr(endpoint.assay), allowed)
            continue
        known = list(assays_for(endpoint, protocol))
        days = frozenset(name for assay in known for name in assay.visits)
        if endpoint.baseline is not None and not any({*sampled_at(endpoint)} <= {*one.visits} for one in known):
            found = f"{endpoint.baseline} and {endpoint.visit}, which no assay of {endpoint.group} samples both"
            taken = (
                "; ".join(f"{one.name} at {', '.join(one.visits)}" for one in known)
                or f"{of_what(endpoint)}, which there is none"
            )
            yield Mistake(f"endpoints[{number}].baseline", found, f"two visits of one assay: {taken}")
        elif endpoint.visit not in days:
            what = f"the strain {protocol.strain}" if endpoint.group is None else endpoint.group
            named = "" if endpoint.assay is None else f" by {endpoint.assay}"
            allowed = _nearest(endpoint, protocol.visits, days) or f"{of_what(endpoint)} that counts {what}{named}, at some visit"
            found = f"a visit with a sample of {what}{named}: {allowed}"
            yield Mistake(f"endpoints[{number}].visit", repr(endpoint.visit), found)


def late_baselines(protocol: Protocol) -> Iterator[Mistake]:
    """Yield changes from a baseline that is not before the visit of every woman."""
    window, days = np.array(protocol.design.enrolment), {visit.name: visit.day for visit in protocol.visits}
    for number, endpoint in enumerate(protocol.endpoints, start=1):
        first, last = days.get(endpoint.baseline or ""), days.get(endpoint.visit or "")
        if first is not None and last is not None and (first.of(window) >= last.of(window)).any():
            before = ", ".join(name for name, day in days.items() if (day.of(window) < last.of(window)).all())
            allowed = f"a visit before {endpoint.visit} ({last}): {before or 'none, it is the first'}"
            yield Mistake(f"endpoints[{number}].baseline", f"{endpoint.baseline} ({first})", allowed)


def nothing_after(protocol: Protocol) -> Iterator[Mistake]:
    """Yield endpoints that count days from a visit on after which nobody is followed."""
    window, days = np.array(protocol.design.enrolment), {visit.name: visit.day for visit in protocol.visits}
    ends = protocol.design.ends.of(window)
    before = ", ".join(name for name, day in days.items() if (day.of(window) < ends).all())
    for number, endpoint in enumerate(protocol.endpoints, start=1):
        day = None if SCORES[endpoint.score].at_visit or endpoint.visit is None else days.get(endpoint.visit)
        if day is not None and (day.of(window) >= ends).any():
            yield Mistake(f"endpoints[{number}].visit", repr(endpoint.visit), f"a visit before the end of follow-up: {before}")


def impossible_signs(protocol: Protocol) -> Iterator[Mistake]:
    """Yield definitions of mastitis that nobody can meet, since they ask for more signs than are listed."""
    rule = protocol.mastitis
    for kind, signs, needed in (("local", rule.local, rule.local_needed), ("systemic", rule.systemic, rule.systemic_needed)):
        different = len(set(signs))
        if different < len(signs):
            yield Mistake(f"mastitis.{kind}", ", ".join(signs), "each sign once")
        if needed > different:
            yield Mistake(f"mastitis.{kind}_needed", str(needed), f"at most {different}, the signs listed under {kind}")


def idle_clinicians(protocol: Protocol) -> Iterator[Mistake]:
    """Yield clinicians who need more signs than are listed, and those who diagnose nobody whom the diary does not find."""
    rule = protocol.mastitis
    if rule.clinician is None:
        return
    diary, asked = ({"local": one.local_needed, "systemic": one.systemic_needed} for one in (rule, rule.clinician))
    for kind, needed in asked.items():
        listed = len(set(getattr(rule, kind)))
        if needed > listed:
            yield Mistake(f"mastitis.clinician.{kind}_needed", str(needed), f"at most {listed}, the signs listed under {kind}")
    if rule.lasting == 1 and all(asked[kind] >= diary[kind] for kind in diary):
        found = ", ".join(f"{asked[kind]} {kind} of the diary's {diary[kind]}" for kind in diary)
        allowed = "fewer signs of either kind than the diary needs, or a definition that asks for several days (lasting)"
        yield Mistake("mastitis.clinician", found, allowed)


def impossible_days(protocol: Protocol) -> Iterator[Mistake]:
    """Yield definitions of mastitis that ask for more days than the trial lasts, where an endpoint counts them."""
    rule, longest = protocol.mastitis, last_day(protocol.design) - max(protocol.design.enrolment[0], 0)
    for key in DAYS:
        days = int(getattr(rule, key))
        if days > longest and any(key in SCORES[endpoint.score].definition for endpoint in protocol.endpoints):
            yield Mistake(f"mastitis.{key}", f"{days} days", f"at most {longest} days, the longest follow-up after birth")


def unpublished(protocol: Protocol) -> Iterator[Mistake]:
    """Yield endpoints said to have been used in tuning, of which no published result is stated."""
    published = [endpoint.name for endpoint in protocol.endpoints if endpoint.published is not None]
    for number, name in enumerate(protocol.used_in_tuning, start=1):
        if name not in published:
            allowed = suggest(name, published) or "none, since no endpoint states one"
            yield Mistake(f"used_in_tuning[{number}]", repr(name), f"an endpoint with a published result: {allowed}")


def _last_enrolled(design: Design) -> int:
    return design.enrolment[1] + design.when_ill


def _placed(protocol: Protocol) -> Iterator[tuple[str, Assay]]:
    """Yield every assay with its place in the file."""
    for kind in ("culture", "sequencing", "sharing"):
        yield from ((f"assays.{kind}[{number}]", one) for number, one in enumerate(getattr(protocol.assays, kind), start=1))


def _nearest(endpoint: Endpoint, visits: tuple[Visit, ...], allowed: frozenset[str]) -> str:
    """Return the allowed visits, the nearest in time first."""
    asked = next((visit.day for visit in visits if visit.name == endpoint.visit), None)
    known = [visit for visit in visits if visit.name in allowed]
    if asked is not None:
        known.sort(key=lambda visit: (visit.day.since != asked.since, abs(visit.day.number - asked.number)))
    return ", ".join(f"{visit.name} ({visit.day})" for visit in known)
