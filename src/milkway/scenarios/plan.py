"""Turn a scenario into exposure steps and parameter values."""

from collections.abc import Iterator

from milkway.core.schedule import Schedule, steps
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import START

SHARE_MIXED = 0.5
SOLIDS_FROM, SOLIDS_FULL, SOLIDS_EVERY = 180, 360, 30  # solid food comes in steps over the second half of the first year
HOME_DAY = {"vaginal": 2, "caesarean": 4}  # mother and infant leave the hospital, as in the population files
DECIDED = ("caesarean", "maternal_antibiotic", "hospital")


def plan(scenario: Scenario, dyads: int) -> Schedule:
    """Return the exposure steps of every dyad; those of `DECIDED` stand in place of what covariates imply.

    Args:
        scenario: what is done to all.
        dyads: number of dyads.
    """
    return steps((dyad, *row) for dyad in range(dyads) for row in _rows(scenario))


def settings(scenario: Scenario) -> dict[str, float]:
    """Return the parameters that a scenario sets for every dyad, in canonical units.

    >>> from milkway.scenarios.scenario_words import scenario_of
    >>> settings(scenario_of(emptying="12 feeds", probiotic="1e9 CFU/day from day 4 to day 8"))
    {'dose': 1000000000.0, 'feeds_per_day': 12.0, 'usual_feeds': 12.0}
    """
    values = {
        "dose": scenario.probiotic.dose if scenario.probiotic is not None else None,
        "feeds_per_day": scenario.emptying.feeds,
        "usual_feeds": scenario.emptying.feeds,  # these feeds drain as feeds do
        "removal_fraction": scenario.emptying.fraction,
    }
    supposed = {} if scenario.hypothesis is None else scenario.hypothesis.sets
    return {key: value for key, value in values.items() if value is not None} | dict(supposed)


def _rows(scenario: Scenario) -> Iterator[tuple[int, str, float]]:
    yield 0, "born", 1.0
    yield 0, "hospital", 1.0
    yield HOME_DAY[scenario.birth], "hospital", 0.0
    if scenario.birth == "caesarean":
        yield 0, "caesarean", 1.0
    yield from _fed(scenario)
    for key, spells in (
        ("taking_product", scenario.probiotic.spells if scenario.probiotic is not None else ()),
        ("maternal_antibiotic", scenario.antibiotics),
        ("infant_antibiotic", scenario.infant_antibiotics),
    ):
        for spell in spells:
            yield spell.first, key, 1.0
            yield spell.until, key, 0.0
    for name in scenario.off:
        yield START, f"{name}__off", 1.0
    for day in range(SOLIDS_FROM, min(scenario.days, SOLIDS_FULL + 1), SOLIDS_EVERY):
        yield day, "solids", (day - SOLIDS_FROM) / (SOLIDS_FULL - SOLIDS_FROM)


def _fed(scenario: Scenario) -> Iterator[tuple[int, str, float]]:
    feeding = scenario.feeding
    if feeding.kind == "mixed":
        yield 0, "fed", SHARE_MIXED
    if feeding.kind != "breast":
        yield 0, "formula", 1.0
    until = 0 if feeding.kind == "formula" else feeding.until
    if until is not None:
        yield until, "ceased", 1.0
