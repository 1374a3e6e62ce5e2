"""A protocol in sentences, as both a report and a protocol summary say it."""

import re

import numpy as np

from milkway.analysis.registry import SCORES
from milkway.ledger.studies import Study, read_studies
from milkway.protocol.eligibility import Condition
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.moment import Moment
from milkway.protocol.protocol import Protocol
from milkway.protocol.read_assay import assays_of
from milkway.protocol.treatment import ENTRY, Arm, Course
from milkway.reports.estimate_text import measure_text
from milkway.reports.table import Table


def sides(protocol: Protocol) -> str:
    """Return which sides analyses are of: both, and one of a margin."""
    labels = [one.label for one in protocol.endpoints if one.margin is not None]
    return "two-sided" + (f", and one-sided against the margin of {', '.join(labels)}" if labels else "")


def entered(protocol: Protocol) -> str:
    """Return what women were: randomised, or enrolled where there is a single arm."""
    return "enrolled" if protocol.single else "randomised"


def analysed_as(protocol: Protocol) -> str:
    """Return what analyses are: contrasts of arms, or estimates of a single one."""
    return "Estimate" if protocol.single else "Contrast"


def compared(protocol: Protocol) -> str:
    """Return how many arms there are, and with which the others are compared."""
    if protocol.single:
        return f"A single arm ({protocol.arms[0].name}), compared with none; nobody is randomised"
    names = ":".join(arm.name for arm in protocol.arms)
    return (
        f"Randomised, {len(protocol.arms)} parallel arms, allocated {ratio(protocol)} ({names}), compared with"
        f" {protocol.reference} by analyses that are {sides(protocol)}"
    )


def study_of(protocol: Protocol) -> Study | None:
    """Return the published study of a protocol, None where there is none on record."""
    return read_studies().get(protocol.study)


def randomised(study: Study) -> int:
    """Return the women whom a published study randomised, 0 where an arm's number is not on record."""
    numbers = [arm.randomised for arm in study.arms]
    return sum(one for one in numbers if one is not None) if None not in numbers else 0


def about_women(protocol: Protocol) -> str:
    """Return who the virtual women are."""
    return protocol.women.about


def ratio(protocol: Protocol) -> str:
    """Return the allocation ratio, as "1:1"."""
    return ":".join(str(arm.allocation) for arm in protocol.arms)


ENROLLED = {"day": "", "diagnosis": "the day after a diagnosis, ", "abscess": "the day after a breast abscess began, "}


def days(protocol: Protocol) -> str:
    """Return when women are enrolled and followed."""
    first, last = protocol.design.enrolment
    on = ENROLLED[protocol.design.at]
    return f"enrolled {on}from day {first} to day {last} since birth, followed until {protocol.design.ends}"


def eligibility(protocol: Protocol) -> str:
    """Return what a woman must be on the day of enrolment."""
    found = ["breastfeeding"] if protocol.eligibility.breastfeeding else []
    found += [
        f"no {'breast abscess' if one == 'abscess' else one + ' mastitis'} since birth" for one in protocol.eligibility.free_of
    ]
    milk = protocol.eligibility.milk
    found += (
        [f"more than {milk.more_than:g} CFU/mL of {', '.join(milk.taxa)} in the milk of a breast"] if milk is not None else []
    )
    found += [f"not {one.unmet}" if one.present is None else _asked(one) for one in protocol.eligibility.covariates]
    return ", ".join(found) or "every woman of the population"


def _asked(condition: Condition) -> str:
    return ("" if condition.present else "no ") + condition.covariate.replace("_", " ")


def subgroups(protocol: Protocol) -> str:
    """Return which subgroups are analysed, and which of them are claims; nothing where there are none."""
    named = [
        (f"{endpoint.label} by {one.label}", one.confirmatory) for endpoint in protocol.endpoints for one in endpoint.subgroups
    ]
    kinds = {kind: [text for text, planned in named if planned == kind] for kind in (True, False)}
    told = {True: "Confirmatory subgroups, adjusted together with the endpoint", False: "Exploratory subgroups"}
    return "".join(f" {told[kind]}: {', '.join(texts)}." for kind, texts in kinds.items() if texts)


def intervention(protocol: Protocol, arm: Arm) -> str:
    """Return what an arm is given."""
    if arm.bare:
        return "takes nothing, and nothing in the model stands for a placebo's content"
    courses = [_course(one) for one in arm.courses]
    values = [f"{key.replace('_', ' ')} = {scientific(value)}" for key, value in arm.sets.items()]
    stopping = arm.discontinuation or protocol.discontinuation
    stops = (
        [f"{100 * stopping.share:g} % stop the product by {stopping.by} and stay in the trial"] if stopping is not None else []
    )
    return "; ".join([*courses, *values, *stops])


def _course(course: Course) -> str:
    level = "" if course.level == 1 else f" {course.level:g}"
    begins = "from enrolment" if course.begins == ENTRY else f"from {course.begins}"
    ends = f" for {course.lasts} days" if course.lasts is not None else ""
    ends = f" until {course.until}" if course.until is not None else ends
    return f"{course.exposure.replace('_', ' ')}{level} {begins}{ends}"


def allocation(protocol: Protocol) -> str:
    """Return how women or centres are randomised."""
    design = protocol.design
    if protocol.single:
        return "Nobody is randomised: every woman enrolled is in the single arm"
    if design.centres is not None:
        return f"Whole centres, {design.centres.number} of them, {ratio(protocol)}"
    within = f" within strata of {', '.join(one.covariate for one in design.strata)}" if design.strata else ""
    return f"Permuted blocks of {design.block}, {ratio(protocol)}{within}"


def scientific(value: float) -> str:
    """Return a large number as protocols write it.

    >>> scientific(3e9)
    '3e9'
    """
    return re.sub(r"e\+0*", "e", f"{value:.3g}")


def clinical(protocol: Protocol) -> str:
    """Return the definition of clinical mastitis."""
    rule = protocol.mastitis
    local, whole = (", ".join(one.replace("_", " ") for one in signs) for signs in (rule.local, rule.systemic))
    lasting = "a day" if rule.lasting == 1 else f"{rule.lasting} days in a row"
    return (
        f"Clinical mastitis: {_diagnosed(protocol)}at least {rule.local_needed} of {local}, and at least"
        f" {rule.systemic_needed} of {whole}, reported for {lasting}; an episode ends after {rule.gap} days without enough signs"
        " of the breast"
    )


def _diagnosed(protocol: Protocol) -> str:
    """Return what a clinician's diagnosis is, where it makes a case; nothing where it does not."""
    sees = protocol.mastitis.clinician
    if sees is None:
        return ""
    seen = "" if sees.seen == 1 else f", if she is seen ({100 * sees.seen:g} % of new illnesses)"
    return (
        f"a clinician's diagnosis (at least {sees.local_needed} of the signs of the breast and {sees.systemic_needed} of the"
        f" whole woman{seen}), or "
    )


def outcomes(protocol: Protocol) -> Table:
    """Return every endpoint: what is measured, when, in whom, and how arms are compared."""
    rows = tuple(
        (
            one.label,
            _variable(one),
            when(one, protocol),
            "completers" if one.population == "completers" else f"all {entered(protocol)}, until they leave",
            ", ".join(measure_text(measure) for measure in one.measures),
        )
        for one in protocol.endpoints
    )
    columns = ("Endpoint", "Variable", "When", "In whom", f"{analysed_as(protocol)}, the leading one first")
    return Table("outcomes", "Endpoints", columns, rows)


def _variable(endpoint: Endpoint) -> str:
    """Return what an endpoint is of: its score, and the group and the assay that it names."""
    named = ", ".join(part for part in (endpoint.group, endpoint.assay) if part)
    return SCORES[endpoint.score].label + (f" ({named})" if named else "")


def when(endpoint: Endpoint, protocol: Protocol) -> str:
    """Return the days on which an endpoint is measured."""
    named = endpoint.visits or tuple(one for one in (endpoint.baseline, endpoint.visit) if one)
    known = {visit.name: visit.day for visit in protocol.visits}
    if named:
        return ", ".join(f"{name.replace('_', ' ')} ({known[name]})" for name in named)
    return f"daily, enrolment to {protocol.design.ends}"


def harms(protocol: Protocol) -> tuple[Endpoint, ...]:
    """Return the endpoints that count harm."""
    return tuple(one for one in protocol.endpoints if SCORES[one.score].harm)


def schedule(protocol: Protocol) -> Table:
    """Return enrolment, interventions and assessments by day, as SPIRIT's schedule shows them."""
    first, last = protocol.design.enrolment
    visits = sorted(protocol.visits, key=lambda visit: _of_first(visit.day, protocol))
    on = {visit.name: f"{visit.name.replace('_', ' ').capitalize()} ({visit.day})" for visit in visits}
    ends = {} if protocol.design.ends in [one.day for one in visits] else {f"End ({protocol.design.ends})": ()}
    before, entry = f"Before day {first}", f"Enrolment (days {first} to {last})"
    columns = (before, entry, *on.values(), *ends)
    times = {"Signs that decide on eligibility": [before, entry]}
    times |= {} if protocol.single else {"Allocation": [entry]}
    times |= {"Questions at entry": [entry]}
    for arm in protocol.arms:
        given = [on[visit.name] for visit in visits if _is_given(arm, _of_first(visit.day, protocol), protocol)]
        times |= {f"{arm.label}, daily": [entry, *given]}
    times |= {"Diary of signs and pain, daily": [entry, *on.values(), *ends]}
    for one in assays_of(protocol):
        times |= {f"{one.sampled.capitalize()} sample: {one.name.replace('_', ' ')}": [on[name] for name in one.visits]}
    rows = tuple((label, *("x" if column in done else "" for column in columns)) for label, done in times.items())
    note = "x: done then; what is daily goes on between the columns. Days count from birth unless they say after enrolment."
    return Table("schedule", "Schedule of enrolment, interventions and assessments", ("", *columns), rows, note)


def _of_first(day: Moment, protocol: Protocol) -> int:
    """Return a day since birth of the woman who is enrolled first."""
    return int(day.of(np.array([protocol.design.enrolment[0]]))[0])


def _is_given(arm: Arm, day: int, protocol: Protocol) -> bool:
    """Return whether a course is in force on a day; an arm without courses is given its placebo as long as any other."""
    enrolled = np.array([protocol.design.enrolment[0]])
    courses = arm.courses or [course for other in protocol.arms for course in other.courses]
    last = [np.inf if (ends := course.ends(enrolled)) is None else int(ends[0]) for course in courses]
    return any(_of_first(course.begins, protocol) <= day < until for course, until in zip(courses, last, strict=True))
