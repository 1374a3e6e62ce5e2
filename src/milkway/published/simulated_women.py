"""Women and infants of a population, simulated in daily detail, for comparisons to read; dyads that failed are left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from milkway.assays.calibrated_definition import CALIBRATED
from milkway.assays.mastitis import MastitisDays, mastitis_days
from milkway.biology.disputed import not_asked_for
from milkway.biology.models import COMPLETE
from milkway.biology.taxa import TAXA
from milkway.cohorts.cohort import Cohort
from milkway.cohorts.population import Population
from milkway.cohorts.population_file import read_population
from milkway.cohorts.sample import sample_cohort
from milkway.core.brief import brief
from milkway.core.network import Network
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives import means as lives
from milkway.lives.live import live
from milkway.lives.means import Lives
from milkway.lives.ready import Ready, whole_plan
from milkway.simulation.days import simulate
from milkway.simulation.dosing import dosed_days
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.machine import Machine
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory

START = -28
GUILDS = tuple(taxon.name for taxon in TAXA if not taxon.marked)
STAPHYLOCOCCI = ("staphylococcus_cons", "s_aureus")
LACTOBACILLI = ("lactobacillus", "strain")
SIDES = ("left", "right")
LIMIT = 10.0  # cell/mL: usual limit of a plate count of milk; lower loads count as the limit, as laboratories report them
BREAST = tuple(f"{side}_breast__{what}" for side in SIDES for what in ("volume", "leucocytes", "inflammation"))
CELLS = tuple(f"{site}__{taxon.name}" for site in ("left_milk", "right_milk", "infant_gut") for taxon in TAXA)
STOCKS = (*CELLS, *BREAST, "maternal_gut__strain", "infant_mouth__s_aureus")
EXPOSURES = (
    "ceased",
    "maternal_antibiotic",
    "nipple_shield",
    *(f"{side}_breast__{what}" for side in SIDES for what in ("blocked", "trauma", "abscess")),
)
Settings = tuple[tuple[str, float], ...]
Steps = tuple[tuple[int, str, float], ...]
ASKED_FOR = ("entero_mammary",)  # the disputed route whose strength is learned from published results
PER_WOMAN = ("dyads", "amounts", "level", "bothered", "reported", "realised", "status")


@dataclass(frozen=True)
class Means:
    """What all panels of one measurement share.

    Attributes:
        table: parameters.
        sets: parameter sets among which the dyads are divided; none means the table as it is.
        seed: of all chance.
        size: share of the usual number of dyads.
        solver: how to advance.
        progress: told of each panel's dyad-days.
        lives: makes trajectories.
    """

    table: ParameterTable
    sets: tuple[Mapping[str, float], ...]
    seed: int
    size: float
    solver: Solver
    progress: Callable[[float], None]
    lives: Lives = simulate

    def dyads(self, usual: int) -> int:
        """Return a number of dyads at this size: at least as many as there are lanes in a vector."""
        return max(round(usual * self.size), 8, len(self.sets))


@dataclass(frozen=True, eq=False)
class World:
    """Women, what was planned for them, and what came of it; a world equals itself alone."""

    women: Ready
    trajectory: Trajectory
    streams: Streams

    __repr__ = brief

    @property
    def cohort(self) -> Cohort:
        """Return the women with their covariates and parameters."""
        return self.women.cohort

    def milk(self, taxa: tuple[str, ...], day: int, sides: tuple[str, ...] = SIDES) -> np.ndarray:
        """Return (woman,) cell/mL of some taxa in milk at a midnight; both breasts are mixed as they are."""
        cells = [self.trajectory.amount(f"{side}_milk__{taxon}", day) for side in sides for taxon in taxa]
        return np.sum(cells, axis=0) / np.sum([self.trajectory.amount(f"{side}_breast__volume", day) for side in sides], axis=0)

    def gut(self, taxon: str, day: int, site: str = "infant_gut") -> np.ndarray:
        """Return (dyad,) cell/mL of a taxon in a colon at a midnight, read as per g of stool."""
        return self.trajectory.amount(f"{site}__{taxon}", day) / self.parameter(f"gut_volume[{site}]")

    def feeding(self, day: int) -> np.ndarray:
        """Return (woman,) whether she still breastfeeds on a day."""
        return self.trajectory.exposed("ceased")[:, self.place(day)] == 0

    def reported(self, sign: str, day: int) -> np.ndarray:
        """Return (woman,) whether she reports a sign for a day."""
        return self.trajectory.reported[:, self.place(day), self.trajectory.signs.index(sign)]

    def covariate(self, name: str) -> np.ndarray:
        """Return (woman,) a covariate."""
        return self.cohort.covariates[name]

    def parameter(self, key: str) -> np.ndarray:
        """Return (dyad,) a parameter."""
        return self.cohort.parameters[:, self.women.machine.network.parameter_index[key]]

    def mastitis(self, first: int, until: int) -> MastitisDays:
        """Return the clinical and mild days from a day until before another, by the calibrated definition."""
        days = slice(self.place(first), self.place(until - 1) + 1)
        return mastitis_days(self.trajectory.reported[:, days], self.trajectory.signs, CALIBRATED)

    def place(self, day: int) -> int:
        """Return where a day stands in the diary."""
        return day - int(self.trajectory.diary_days[0])

    def taking(self, who: np.ndarray) -> "World":
        """Return a world with some of its women."""
        known = self.trajectory
        kept = {name: getattr(known, name)[who] for name in PER_WOMAN}
        return World(self.women.taking(who), replace(known, **kept), self.streams)


def population(means: Means, name: str, dyads: int, end: int, plan: Steps, sets: Settings) -> World:
    """Return women of a population, followed from late pregnancy; `plan` is done to all of them."""
    described, ready = read_population(name), machine(means.table.keys())
    cohort = _sampled(means, described, ready.network, dyads).setting(ready.network, dict(sets))
    planned = steps((i, *step) for i in range(dyads) for step in ((0, "born", 1.0), *plan))
    return follow(means, Ready(ready, cohort, whole_plan(described, cohort, ready.network, planned)), end)


def follow(means: Means, women: Ready, end: int) -> World:
    """Return women as they live until a day.

    Raises:
        RunError: too many dyads failed (`lives.live`).
    """
    record = Record(
        START, end, tuple(range(START, end + 1)), STOCKS, EXPOSURES, dosed=dosed_days(women.machine.network, women.schedule)
    )
    how = lives.Means(means.solver, progress=lambda _, done: means.progress(done), lives=means.lives)
    trajectory = live(women, record, Streams(means.seed), how, "women of a published result")
    world, sound = World(women, trajectory, Streams(means.seed)), np.flatnonzero(trajectory.status == 0)
    return world if len(sound) == len(women.cohort.dyads) else world.taking(sound)


def load(cells: np.ndarray) -> np.ndarray:
    """Return log10 loads as a laboratory reports them, nothing below its limit."""
    return np.log10(np.maximum(cells, LIMIT))


def machine(keys: frozenset[str]) -> Machine:
    """Return the compiled model for the rows of a table."""
    return machine_of(COMPLETE.without(*not_asked_for(ASKED_FOR)), keys)


def joined(parts: Sequence[Cohort]) -> Cohort:
    """Return the dyads of several cohorts in turn."""
    covariates = {name: np.concatenate([part.covariates[name] for part in parts]) for name in parts[0].covariates}
    return Cohort(np.concatenate([p.dyads for p in parts]), covariates, np.concatenate([p.parameters for p in parts]))


def _sampled(means: Means, described: Population, network: Network, dyads: int) -> Cohort:
    """Return the dyads; where there are several parameter sets, each has its run of them."""
    streams = Streams(means.seed)
    if not means.sets:
        return sample_cohort(described, network, means.table, dyads, streams)
    bounds = np.linspace(0, dyads, len(means.sets) + 1).round().astype(int)
    return joined(list(_parts(means, described, network, bounds)))


def _parts(means: Means, described: Population, network: Network, bounds: np.ndarray) -> Iterable[Cohort]:
    for values, first, last in zip(means.sets, bounds[:-1], bounds[1:], strict=True):
        table = means.table.replacing(values, "calibrated", "a parameter set of a measurement")
        yield sample_cohort(described, network, table, int(last - first), Streams(means.seed), first=int(first))
