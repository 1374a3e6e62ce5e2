"""Women and infants of a named population, simulated in daily detail: what all scores are taken from."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from milkway.assays.diary import MastitisDays, mastitis_days
from milkway.biology.models import COMPLETE
from milkway.biology.taxa import TAXA
from milkway.cohorts.cohort import Cohort
from milkway.cohorts.read import read_population
from milkway.cohorts.sample import planned_exposures, sample_cohort
from milkway.core.network import expand
from milkway.core.schedule import Schedule, steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.simulation.days import simulate
from milkway.simulation.machine import Machine, build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory
from milkway.trials.known import read_known_protocol
from milkway.trials.screen import definition_of

SEED = 2024
START = -28
GUILDS = tuple(taxon.name for taxon in TAXA if not taxon.marked)
STAPHYLOCOCCI = ("staphylococcus_cons", "s_aureus")
LACTOBACILLI = ("lactobacillus", "strain")
SIDES = ("left", "right")
LIMIT = 10.0  # cell/mL: usual limit of a plate count of milk; lower loads count as the limit, as laboratories report them
FEEDS = (*(f"{side}_breast__{what}" for side in SIDES for what in ("volume", "neutrophils", "inflammation")), "infant_gut__ph")
CELLS = tuple(f"{site}__{taxon.name}" for site in ("left_milk", "right_milk", "infant_gut") for taxon in TAXA)
MOTHER = ("maternal_gut__strain", "maternal__barrier")
EPISODES = tuple(f"{side}_breast__{what}" for side in SIDES for what in ("blocked", "trauma", "abscess"))
EXPOSURES = ("ceased", "withdrawn", *EPISODES)
Settings = tuple[tuple[str, float], ...]
Steps = tuple[tuple[int, str, float], ...]
ROUTES_ON = ("prenatal",)  # without the prenatal route; the entero-mammary route is on
ROUTES_OFF = ("prenatal", "entero_mammary")
BIRTH: Steps = ((0, "born", 1.0), (0, "hospital", 1.0), (2, "hospital", 0.0))


@dataclass(frozen=True)
class World:
    """Women, what was planned for them, and what came of it; dyads that failed are left out."""

    machine: Machine
    cohort: Cohort
    schedule: Schedule
    trajectory: Trajectory

    def milk(self, taxa: tuple[str, ...], day: int, sides: tuple[str, ...] = SIDES) -> np.ndarray:
        """Return (woman,) cell/mL of some taxa in milk at a midnight; both breasts are mixed as they are."""
        cells = sum(self.trajectory.amount(f"{side}_milk__{taxon}", day) for side in sides for taxon in taxa)
        return cells / sum(self.trajectory.amount(f"{side}_breast__volume", day) for side in sides)

    def gut(self, taxon: str, day: int) -> np.ndarray:
        """Return (infant,) cell/mL of a taxon in the infant's colon at a midnight."""
        column = self.machine.network.parameter_index()["gut_volume[infant_gut]"]
        return self.trajectory.amount(f"infant_gut__{taxon}", day) / self.cohort.parameters[:, column]

    def gut_share(self, taxon: str, day: int) -> np.ndarray:
        """Return (infant,) share of a taxon among the guilds of the infant's colon."""
        cells = np.array([self.trajectory.amount(f"infant_gut__{name}", day) for name in GUILDS])
        return self.trajectory.amount(f"infant_gut__{taxon}", day) / np.maximum(cells.sum(axis=0), 1.0)

    def feeding(self, day: int) -> np.ndarray:
        """Return (woman,) whether she still breastfeeds on a day."""
        return self.trajectory.exposed("ceased")[:, self._place(day)] == 0

    def reported(self, sign: str, day: int) -> np.ndarray:
        """Return (woman,) whether she reports a sign for a day."""
        return self.trajectory.reported[:, self._place(day), self.trajectory.signs.index(sign)]

    def level(self, sign: str, day: int) -> np.ndarray:
        """Return (woman,) the latent level of a sign at the end of a day."""
        return self.trajectory.level[:, self._place(day), self.trajectory.signs.index(sign)]

    def covariate(self, name: str) -> np.ndarray:
        """Return (woman,) a covariate."""
        return self.cohort.covariates[name].to_numpy()

    def mastitis(self, first: int, until: int) -> MastitisDays:
        """Return the clinical and mild days from a day until before another, by the definition of the shipped protocol."""
        days = slice(self._place(first), self._place(until - 1) + 1)
        definition = definition_of(read_known_protocol("hurtado2017").mastitis)
        return mastitis_days(self.trajectory.reported[:, days], self.trajectory.signs, definition)

    def _place(self, day: int) -> int:
        return day - int(self.trajectory.diary_days[0])


def load(cells: np.ndarray) -> np.ndarray:
    """Return log10 loads as a laboratory reports them, nothing below its limit."""
    return np.log10(np.maximum(cells, LIMIT))


@cache
def machine(without: tuple[str, ...] = ROUTES_ON) -> Machine:
    """Return the compiled complete model without some mechanisms."""
    return build(expand(COMPLETE.without(*without), read_parameters().keys()))


@cache
def population(
    name: str = "general",
    n: int = 960,
    end: int = 182,
    settings: Settings = (),
    plan: Steps = (),
    without: tuple[str, ...] = ROUTES_ON,
) -> World:
    """Return women of a population, followed from late pregnancy; `plan` is done to all of them."""
    ready = machine(without)
    streams, described = Streams(SEED), read_population(name)
    cohort = sample_cohort(described, ready.network, read_parameters(), n, streams).setting(ready.network, dict(settings))
    usual = planned_exposures(described, cohort, ready.network)
    schedule = usual.plus(steps((i, *step) for i in range(n) for step in (*BIRTH, *plan)))
    return follow(ready, cohort, schedule, end)


def follow(ready: Machine, cohort: Cohort, schedule: Schedule, end: int) -> World:
    """Return the women of a cohort under a schedule."""
    record = Record(START, end, tuple(range(START, end + 1)), (*CELLS, *FEEDS, *MOTHER), EXPOSURES)
    trajectory = simulate(ready, cohort, schedule, record, Streams(SEED), Solver(chunk=96))
    sound = np.flatnonzero(trajectory.status == 0)
    if len(sound) == len(cohort.dyads):
        return World(ready, cohort, schedule, trajectory)
    return follow(ready, cohort.taking(sound), schedule.taking(sound), end)
