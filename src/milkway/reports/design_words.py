"""A protocol in sentences, as both a report and a protocol summary say it."""

from milkway.cohorts.read import read_population
from milkway.ledger.studies import Study, read_studies
from milkway.reports.numbers import NAMES
from milkway.reports.table import Table
from milkway.trials.endpoint import Endpoint
from milkway.trials.protocol import Arm, Protocol

SCORED = {
    "clinical_any": "at least one episode of clinical mastitis",
    "clinical_episodes": "episodes of clinical mastitis",
    "clinical_first": "days to the first clinical mastitis",
    "clinical_recurrence": "a later episode of clinical mastitis",
    "clinical_recurrent": "episodes of clinical mastitis over time",
    "mild_any": "at least one mild mastitis",
    "abscess_any": "a breast abscess",
    "abscess_first": "days to a breast abscess",
    "adverse_any": "a breast abscess or fever",
    "cessation": "breastfeeding stopped",
    "duration_breastfeeding": "days to the end of breastfeeding",
    "pain_max": "worst rating of breast pain",
    "pain_mean": "mean rating of breast pain",
    "pain_visits": "ratings of breast pain at visits",
    "pain_free": "no breast pain on the last day before the visit",
    "signs_free": "no sign of the breast on the last day before the visit",
    "load": "bacteria counted in milk",
    "strain_detected": "the strain found in milk",
}
HARMS = ("abscess_any", "abscess_first", "adverse_any")


def study_of(protocol: Protocol) -> Study | None:
    """Return the published study of a protocol, None where there is none on record."""
    return read_studies().get(protocol.study)


def about_women(protocol: Protocol) -> str:
    """Return who the virtual women are."""
    return read_population(protocol.population).about


def ratio(protocol: Protocol) -> str:
    """Return the allocation ratio, as "1:1"."""
    return ":".join(str(arm.allocation) for arm in protocol.arms)


def days(protocol: Protocol) -> str:
    """Return when women are enrolled and followed."""
    first, last = protocol.design.enrolment
    return f"enrolled on days {first} to {last}, followed until day {protocol.design.ends}, in days since birth"


def eligibility(protocol: Protocol) -> str:
    """Return what a woman must be on the day of enrolment."""
    found = ["breastfeeding"] if protocol.eligibility.breastfeeding else []
    found += [
        f"no {'breast abscess' if one == 'abscess' else one + ' mastitis'} since birth" for one in protocol.eligibility.free_of
    ]
    return ", ".join(found) or "every woman of the population"


def intervention(protocol: Protocol, arm: Arm) -> str:
    """Return what an arm is given."""
    if not arm.exposures:
        return "does not take the product, and nothing in the model stands for a placebo's content"
    level = ", ".join(f"{key.replace('_', ' ')} {value:g}" for key, value in arm.exposures.items())
    return f"{level} from enrolment until day {protocol.product.until}; the dose is {protocol.product.dose:.3g} CFU a day"


def clinical(protocol: Protocol) -> str:
    """Return the definition of clinical mastitis."""
    rule = protocol.mastitis
    local, whole = (", ".join(one.replace("_", " ") for one in signs) for signs in (rule.local, rule.systemic))
    return (
        f"Clinical mastitis: at least {rule.local_needed} of {local}, and at least {rule.systemic_needed} of {whole},"
        f" reported for {rule.lasting} day(s) in a row; an episode ends after {rule.gap} days without enough signs of the breast"
    )


def outcomes(protocol: Protocol) -> Table:
    """Return every endpoint: what is measured, when, in whom, and how arms are compared."""
    rows = tuple(
        (
            one.label,
            SCORED[one.score] + (f" ({one.group})" if one.group else ""),
            when(one, protocol),
            "completers" if one.population == "completers" else "all randomised, until they leave",
            ", ".join(NAMES[measure] for measure in one.analyses),
        )
        for one in protocol.endpoints
    )
    columns = ("Endpoint", "Variable", "When", "In whom", "Contrast, the leading one first")
    return Table("outcomes", "Endpoints", columns, rows)


def when(endpoint: Endpoint, protocol: Protocol) -> str:
    """Return the days on which an endpoint is measured."""
    named = endpoint.visits or ((endpoint.visit,) if endpoint.visit else ())
    known = {visit.name: visit.day for visit in protocol.visits}
    if named:
        return ", ".join(f"{name.replace('_', ' ')} (day {known[name]})" for name in named)
    return f"daily, enrolment to day {protocol.design.ends}"


def harms(protocol: Protocol) -> tuple[Endpoint, ...]:
    """Return the endpoints that count harm."""
    return tuple(one for one in protocol.endpoints if one.score in HARMS)


def schedule(protocol: Protocol) -> Table:
    """Return enrolment, interventions and assessments by day since birth, as SPIRIT's schedule shows them."""
    first, last = protocol.design.enrolment
    visits = sorted(protocol.visits, key=lambda visit: visit.day)
    enrolment = f"Days {first} to {last}" if first != last else f"Day {first}"
    names = (f"{visit.name.replace('_', ' ').capitalize()} (day {visit.day})" for visit in visits)
    columns = ("", f"Before day {first}", f"Enrolment ({enrolment.lower()})", *names, f"End (day {protocol.design.ends})")

    def row(label: str, before: bool, entry: bool, at: set[str], end: bool) -> tuple[str, ...]:
        return (label, *("x" if one else "" for one in (before, entry, *(visit.name in at for visit in visits), end)))

    every = {visit.name for visit in visits}
    given = {visit.name for visit in visits if visit.day < protocol.product.until}
    rows = [row("Signs that decide on eligibility", True, True, set(), False), row("Allocation", False, True, set(), False)]
    for arm in protocol.arms:
        rows.append(row(f"{arm.label}, daily", False, True, given, False))
    rows.append(row("Questions at entry", False, True, set(), False))
    rows.append(row("Diary of signs and pain, daily", False, True, every, True))
    for culture in protocol.assays.culture:
        rows.append(row(f"Milk sample: {culture.name.replace('_', ' ')}", False, False, set(culture.visits), False))
    note = "x: done then; what is daily goes on between the columns. Visits are planned on days since birth."
    return Table("schedule", "Schedule of enrolment, interventions and assessments", columns, tuple(rows), note)
