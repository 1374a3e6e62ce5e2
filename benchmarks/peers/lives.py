"""The four dyads that every solver computes for a year: their plan, their document and the segments between events."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from milkway.biology.sites import SITES
from milkway.cohorts.cohort import Cohort
from milkway.compilers.sbml import to_sbml
from milkway.core.network import Network
from milkway.core.schedule import Schedule, steps
from milkway.ledger.tables import read_parameters
from milkway.scenarios.prepare import Prepared, network_of, prepare
from milkway.scenarios.scenario_words import START, scenario_of

END, DAYS_OF_YEAR = 365, 365.25
YEARS = (END - START) / DAYS_OF_YEAR
BLOCKED = ((0, 15, "left_breast__blocked", 1.0), (0, 18, "left_breast__blocked", 0.0))
PLANS = {
    "vaginal birth, breastfed": ({}, ()),
    "caesarean birth, formula": ({"birth": "caesarean", "feeding": "formula"}, ()),
    "mastitis": ({}, BLOCKED),
    "probiotic": ({"probiotic": "3e9 CFU/day from day 4 to day 64"}, ()),
}


@dataclass(frozen=True)
class Life:
    """One median dyad under one plan."""

    name: str
    network: Network
    cohort: Cohort
    schedule: Schedule

    @property
    def document(self) -> str:
        """Return the SBML export."""
        medians = zip(self.network.parameters, self.cohort.parameters[0].tolist(), strict=True)
        values = {parameter.key: value for parameter, value in medians}
        return to_sbml(self.network, values, self.schedule, START, SITES)

    def event_days(self) -> list[int]:
        """Return the midnights at which an exposure changes or a dose is given, the first and the last day among them."""
        rows = list(zip(self.schedule.day.tolist(), self.schedule.exposure, self.schedule.level.tolist(), strict=True))
        days = {day for day, _, _ in rows if START < day < END}
        taking = sorted((day, level) for day, key, level in rows if key == "taking_product")
        for (first, level), (until, _) in zip(taking, [*taking[1:], (END, 0.0)], strict=False):
            days |= set(range(first, until)) if level > 0 else set()
        return sorted({START, END} | days)


def lives() -> list[Life]:
    """Return the four dyads; they share one network."""
    table, found = read_parameters(), []
    for name, (words, extra) in PLANS.items():
        scenario = scenario_of(days=END, **words)
        network = found[0].network if found else network_of(scenario, table)
        ready = prepare(scenario, table, 1, 1, network)
        found.append(Life(name, network, ready.cohort, ready.schedule.plus(steps(extra))))
    return found


def together(several: list[Life], copies: int) -> Prepared:
    """Return all dyads as one cohort, each so many times."""
    order = [life for life in several for _ in range(copies)]
    rows = np.concatenate([life.cohort.parameters for life in order])
    plan = steps(row for place, life in enumerate(order) for row in _moved(life.schedule, place))
    cohort = Cohort(np.arange(len(order)), {}, rows)
    return Prepared(several[0].network, cohort, plan)


def _moved(schedule: Schedule, place: int) -> Iterator[tuple[int, int, str, float]]:
    for day, key, level in zip(schedule.day.tolist(), schedule.exposure, schedule.level.tolist(), strict=True):
        yield place, day, key, level
