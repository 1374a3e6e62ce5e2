"""Infants of either birth, fed from the breast, as `milkway simulate` makes them: those whom published stool is set beside."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import Sequencing, sequenced_shares
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.published.reads import assay, guild_cells, methods
from milkway.scenarios.prepare import mechanisms
from milkway.scenarios.run_scenario import run_scenario, work
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import scenario_of
from milkway.scenarios.selection import Keep
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.solver import Solver

DAYS = (1, 4, 7, 21, 30, 60, 90)
WORDS = {"vaginal": ("vaginal", "none"), "c_section": ("caesarean", "peripartum")}
COUNTED = ("bifidobacterium", "s_aureus")  # taxa that PCR or culture counted by themselves
Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Course:
    """An antibiotic beyond what all of one birth have.

    Attributes:
        infant: what the infant itself is given, in the words of `milkway simulate`.
        peripartum: whether its mother has one around birth.
    """

    infant: str = "none"
    peripartum: bool = False


NO_COURSE = Course()


@dataclass(frozen=True)
class How:
    """With which mechanisms, as `milkway simulate --model` names them, and how the equations are advanced."""

    model: str = "complete"
    solver: Solver = Solver()


USUAL = How()


@dataclass(frozen=True, eq=False)
class Infants:
    """Simulated infants; those that could not be simulated are left out.

    Attributes:
        dyads: (infant,) identities.
        days: (day,) since birth.
        cells: (infant, day, guild) in the gut, in the order of `GUT_GUILDS`.
        taxa: (infant, day, taxon) the same of `COUNTED`.
        volume: (infant,) mL of the gut, read as g of stool.
        streams: all chance.
    """

    dyads: np.ndarray
    days: tuple[int, ...]
    cells: np.ndarray
    taxa: np.ndarray
    volume: np.ndarray
    streams: Streams

    __repr__ = brief

    def on(self, day: int) -> np.ndarray:
        """Return (infant, guild) cells at the midnight that begins a day."""
        return self.cells[:, self.days.index(day)]

    def per_gram(self, day: int) -> np.ndarray:
        """Return (infant, guild) cells per g of stool."""
        return self.on(day) / self.volume[:, None]

    def counted(self, taxon: str, day: int) -> np.ndarray:
        """Return (infant,) cells of a taxon of `COUNTED` per g of stool."""
        return self.taxa[:, self.days.index(day), COUNTED.index(taxon)] / self.volume

    def shares(self, study: str, day: int, *, by_copies: bool = False) -> np.ndarray:
        """Return (infant, guild) shares of reads as a study finds them; NaN where there is no cell.

        Args:
            study: whose sequencing.
            day: since birth.
            by_copies: whether reads follow copies of the 16S gene; otherwise cells.
        """
        return self.read(assay(methods()[study], by_copies=by_copies), study, day)

    def read(self, method: Sequencing, who: str, day: int) -> np.ndarray:
        """Return (infant, guild) shares of reads; NaN where there is no cell.

        Args:
            method: of sequencing.
            who: sequenced, by whom luck is keyed.
            day: since birth.
        """
        return sequenced_shares(self.on(day), method, Occasion(self.streams, self.dyads, f"sequencing {who}", day))


def simulated_infants(
    birth: str,
    table: ParameterTable,
    n: int,
    seed: int,
    tell: Tell,
    days: tuple[int, ...] = DAYS,
    course: Course = NO_COURSE,
    how: How = USUAL,
) -> Infants:
    """Return infants of the general population.

    Args:
        birth: "vaginal", or "c_section" with an antibiotic around birth.
        table: parameters.
        n: how many; the first of a larger number.
        seed: of all chance.
        tell: told the stage and the dyad-days done.
        days: on which cells are kept; the last ends the run.
        course: of an antibiotic.
        how: mechanisms and solver.

    Raises:
        RunError: too many could not be simulated.
    """
    scenario = _scenario(birth, days[-1], course, how.model)
    machine = machine_of(mechanisms(scenario, table), table.keys())
    run = run_scenario(
        scenario, machine, table, dyads=n, seed=seed, mean_field=False, progress=tell, keep=Keep(days), solver=how.solver
    )
    lives, sound = run.trajectory, run.trajectory.status == 0
    cells = [guild_cells(lambda taxon, day=day: lives.amount(f"infant_gut__{taxon}", day)) for day in days]
    taxa = [np.stack([lives.amount(f"infant_gut__{taxon}", day) for taxon in COUNTED], axis=1) for day in days]
    volume = run.cohort.parameters[:, run.network.parameter_index["gut_volume[infant_gut]"]]
    guilds, alone = np.stack(cells, axis=1)[sound], np.stack(taxa, axis=1)[sound]
    return Infants(lives.dyads[sound], days, guilds, alone, volume[sound], Streams(seed))


def infant_days(n: int, last: int = DAYS[-1]) -> float:
    """Return the dyad-days of so many infants of one birth."""
    return work(_scenario("vaginal", last, NO_COURSE), n)


def _scenario(birth: str, last: int, course: Course, model: str = USUAL.model) -> Scenario:
    how, antibiotics = WORDS[birth]
    mothers = "peripartum" if course.peripartum else antibiotics
    return scenario_of(birth=how, antibiotics=mothers, infant_antibiotics=course.infant, days=last, model=model)
