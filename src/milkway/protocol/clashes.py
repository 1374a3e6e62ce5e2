"""What contradicts itself in the arms, courses, days and allocation of a protocol: all of it, with key and suggestion."""

from collections.abc import Iterator, Mapping

import numpy as np

from milkway.analysis.registry import ANALYSES, suited
from milkway.cohorts.population import Population
from milkway.core.errors import Mistake
from milkway.protocol.design import Design, Stratum
from milkway.protocol.eligibility import condition_mistakes
from milkway.protocol.events import EVENTS
from milkway.protocol.interim import look_mistakes
from milkway.protocol.moment import Moment
from milkway.protocol.own_population import population_own_mistakes
from milkway.protocol.protocol import Protocol
from milkway.protocol.treatment import Arm, Course
from milkway.protocol.words import Words, suggest

RESERVED = ("born", "enrolled", "discontinued", "diagnosed")


def clashes(protocol: Protocol, words: Words, broken: frozenset[str]) -> list[Mistake]:
    """Return every contradiction.

    Args:
        protocol: whose parts are each of the right kind, save the broken ones.
        words: the names that the chosen model knows.
        broken: parts that could not be read, so that what they contradict cannot be told.
    """
    found: list[Mistake] = []
    if "population" not in broken and isinstance(protocol.population, Population):
        found += population_own_mistakes(protocol.population, words)
    known = {} if "population" in broken else {one.name: one.chance is not None for one in protocol.women.covariates}
    if not broken.intersection(("design", "population")):
        found += _strata(protocol.design, known)
    if not broken.intersection(("endpoints", "population")):
        found += _subgroups(protocol, known)
    if not broken.intersection(("eligibility", "population")):
        found += condition_mistakes(protocol.eligibility.covariates, known)
    for find, parts in CHECKS:
        if not broken.intersection(parts):
            found += find(protocol)
    return found


def _blocks(protocol: Protocol) -> Iterator[Mistake]:
    ratio, block = sum(arm.allocation for arm in protocol.arms), protocol.design.block
    if protocol.design.centres is None and block % ratio:
        yield Mistake("design.block", str(block), f"a multiple of {ratio}, the sum of the arms' allocation")


def _strata(design: Design, known: Mapping[str, bool]) -> Iterator[Mistake]:
    names = [stratum.covariate for stratum in design.strata]
    for number, stratum in enumerate(design.strata, start=1):
        where = f"design.strata[{number}]"
        if stratum.covariate not in known:
            yield Mistake(where, repr(stratum.covariate), f"a covariate of the population: {suggest(stratum.covariate, known)}")
        elif allowed := _cuts(stratum, yes_or_no=known[stratum.covariate]):
            yield Mistake(f"{where}.cuts", str(list(stratum.cuts)), allowed)
        if names.index(stratum.covariate) < number - 1:
            yield Mistake(where, repr(stratum.covariate), "each covariate once")
    if design.strata and design.centres is not None:
        yield Mistake("design.strata", ", ".join(names), "no strata of women, since whole centres are randomised")


def _subgroups(protocol: Protocol, known: Mapping[str, bool]) -> Iterator[Mistake]:
    """Yield subgroups by what the population does not have, and claims that would be adjusted twice."""
    multiplicity = getattr(protocol, "multiplicity", None)
    shared = () if multiplicity is None else multiplicity.endpoints
    for place, endpoint in enumerate(protocol.endpoints, start=1):
        names = [one.covariate for one in endpoint.subgroups]
        for number, one in enumerate(endpoint.subgroups, start=1):
            where = f"endpoints[{place}].subgroups[{number}]"
            if one.covariate not in known:
                allowed = f"a covariate of the population: {suggest(one.covariate, known)}"
                yield Mistake(f"{where}.covariate", repr(one.covariate), allowed)
            elif allowed := _cuts(one.stratum, yes_or_no=known[one.covariate]):
                yield Mistake(f"{where}.cuts", str(list(one.cuts)), allowed)
            if names.index(one.covariate) < number - 1:
                yield Mistake(f"{where}.covariate", repr(one.covariate), "each covariate once")
            if one.confirmatory and endpoint.name in shared:
                allowed = f"false, or [multiplicity] without {endpoint.name}: a confirmatory subgroup shares its endpoint's level"
                yield Mistake(f"{where}.confirmatory", "true", allowed)


def _cuts(stratum: Stratum, *, yes_or_no: bool) -> str:
    """Return what is allowed in place of a stratum's cuts, or nothing if they are right."""
    if yes_or_no:
        return f"no cuts, since {stratum.covariate} is a yes or no" if stratum.cuts else ""
    if not stratum.cuts:
        return f"cuts = [...], since {stratum.covariate} is not a yes or no"
    return "" if list(stratum.cuts) == sorted(set(stratum.cuts)) else "cuts that rise"


def _centres(protocol: Protocol) -> Iterator[Mistake]:
    """Yield too few centres, and analyses that would treat the women of a centre as if they were independent."""
    centres, ratio = protocol.design.centres, sum(arm.allocation for arm in protocol.arms)
    if centres is None:
        for number, endpoint in enumerate(protocol.endpoints, start=1):
            for measure in endpoint.analyses:
                if ANALYSES[measure].by_centre:
                    yield Mistake(
                        f"endpoints[{number}].analyses", measure, "an analysis of women, since no centres are randomised"
                    )
        return
    if centres.number < 2 * ratio:
        yield Mistake("design.centres.number", str(centres.number), f"at least {2 * ratio}, two for each arm in its allocation")
    for number, endpoint in enumerate(protocol.endpoints, start=1):
        fit = [measure for measure in suited(endpoint.score) if ANALYSES[measure].by_centre]
        for measure in endpoint.analyses:
            if not ANALYSES[measure].by_centre:
                allowed = ", ".join(fit) or f"an endpoint other than {endpoint.score}: none of its analyses does"
                yield Mistake(f"endpoints[{number}].analyses", measure, f"what accounts for whole centres: {allowed}")


def _diagnosis(protocol: Protocol) -> Iterator[Mistake]:
    if not protocol.design.when_ill:
        return
    if protocol.design.enrolment[0] < 1:
        yield Mistake("design.enrolment", str(list(protocol.design.enrolment)), "from day 1: nobody falls ill before birth")
    with_abscess = protocol.design.at == "abscess"
    ill = [state for state in protocol.eligibility.free_of if with_abscess or state != "abscess"]
    if ill:
        why = "of an abscess" if with_abscess else "they are ill"
        allowed = f"{'[]' if with_abscess else '["abscess"] or []'}: women are enrolled because {why}"
        yield Mistake("eligibility.free_of", ", ".join(ill), allowed)


def _stopping(protocol: Protocol) -> Iterator[Mistake]:
    """Yield shares of women who leave or stop by a day that comes too early."""
    parts = [("dropout", protocol.dropout), ("discontinuation", protocol.discontinuation)]
    parts += [(f"arms[{number}].discontinuation", arm.discontinuation) for number, arm in enumerate(protocol.arms, start=1)]
    parts += [(f"intercurrent[{number}]", one) for number, one in enumerate(protocol.intercurrent, start=1)]
    for where, part in parts:
        if part is None or not any((part.share, *getattr(part, "shares", {}).values())):
            continue
        if protocol.design.when_ill and part.by.since == "birth":
            yield Mistake(f"{where}.by", str(part.by), "days after enrolment, since the day of enrolment differs")
        elif _first(part.by, protocol.design) <= 1:
            yield Mistake(f"{where}.by", str(part.by), "at least two days after the last woman is enrolled")


def _courses(where: str, arm: Arm, design: Design) -> Iterator[Mistake]:
    for number, course in enumerate(arm.courses, start=1):
        if course.exposure in RESERVED:
            yield Mistake(f"{where}[{number}].exposure", course.exposure, "an exposure that a trial can give")
        if _first(course.begins, design) < 0:
            yield Mistake(f"{where}[{number}].begins", str(course.begins), "no day before a woman is enrolled")
        if course.lasts == 0 or (course.until is not None and not _after(course.until, course.begins, design)):
            key, found = ("until", course.until) if course.until is not None else ("lasts", course.lasts)
            yield Mistake(f"{where}[{number}].{key}", str(found), f"after the course begins ({course.begins}), for every woman")
        for other in arm.courses[: number - 1]:
            if other.exposure == course.exposure and _overlap(other, course, design):
                yield Mistake(f"{where}[{number}].exposure", course.exposure, "courses of one exposure that do not overlap")
                break


def _sets(where: str, arm: Arm, protocol: Protocol) -> Iterator[Mistake]:
    taken = {key: f"hypothesis {one.name}" for one in protocol.hypotheses for key in one.sets}
    taken |= {EVENTS[one.event].dial: f"intercurrent event {one.event}" for one in protocol.intercurrent}
    stopping = arm.discontinuation or protocol.discontinuation
    taken |= {stopping.sets: "discontinuation"} if stopping is not None else {}
    for key in arm.sets:
        if key in taken:
            yield Mistake(f"{where}.{key}", "a value", f"a parameter that nothing else sets; {taken[key]} does")


def _futility(protocol: Protocol) -> Iterator[Mistake]:
    interim, leading = protocol.interim, protocol.endpoints[0]
    if interim is not None and interim.futility and leading.better == "neither":
        yield Mistake("interim.futility", str(list(interim.futility)), f"none, since neither way is good of {leading.name}")


def _bounded_futility(protocol: Protocol) -> Iterator[Mistake]:
    interim = protocol.interim
    if interim is None or not interim.futility:
        return
    limits = interim.limits[:-1]
    if any(futile >= limit for futile, limit in zip(interim.futility, limits, strict=True)):
        allowed = f"below {', '.join(f'{one:.2f}' for one in limits)}, the bounds of Z at these looks"
        yield Mistake("interim.futility", str(list(interim.futility)), allowed)


def _idle_looks(protocol: Protocol) -> Iterator[Mistake]:
    yield from look_mistakes(protocol.interim, "interim.fractions", [protocol.design.size])


def _graph(protocol: Protocol) -> Iterator[Mistake]:
    shared = protocol.multiplicity
    if shared is None or shared.weights is None:
        return
    claims = len(shared.endpoints) * (len(protocol.arms) - 1)
    if len(shared.weights) != claims:
        each = f"{len(shared.endpoints)} endpoints, each of {len(protocol.arms) - 1} arms against the reference"
        yield Mistake("multiplicity.weights", str(len(shared.weights)), f"{claims}, one for each claim: {each}")


def _window(design: Design) -> np.ndarray:
    return np.array(design.enrolment)


def _first(moment: Moment, design: Design) -> int:
    """Return the days from enrolment to a day, of the woman for whom they are fewest."""
    return int((moment.of(_window(design)) - _window(design)).min())


def _after(later: Moment, earlier: Moment, design: Design) -> bool:
    return bool((later.of(_window(design)) > earlier.of(_window(design))).all())


def _overlap(one: Course, other: Course, design: Design) -> bool:
    """Return whether two courses overlap in some woman."""
    window = _window(design)
    last = [np.full(2, np.inf) if (ends := course.ends(window)) is None else ends for course in (one, other)]
    return bool(((one.begins.of(window) < last[1]) & (other.begins.of(window) < last[0])).any())


def _all_courses(protocol: Protocol) -> Iterator[Mistake]:
    for number, arm in enumerate(protocol.arms, start=1):
        yield from _courses(f"arms[{number}].courses", arm, protocol.design)


def _all_sets(protocol: Protocol) -> Iterator[Mistake]:
    for number, arm in enumerate(protocol.arms, start=1):
        yield from _sets(f"arms[{number}].sets", arm, protocol)


CHECKS = (
    (_blocks, ("arms", "design")),
    (_centres, ("arms", "design", "endpoints")),
    (_diagnosis, ("design", "eligibility")),
    (_stopping, ("arms", "design", "discontinuation", "dropout")),
    (_all_courses, ("arms", "design")),
    (_futility, ("endpoints", "interim")),
    (_bounded_futility, ("interim",)),
    (_idle_looks, ("design", "interim")),
    (_graph, ("arms", "multiplicity")),
    (_all_sets, ("arms", "discontinuation", "dropout", "hypotheses")),
)
