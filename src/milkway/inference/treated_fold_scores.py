"""What an antibiotic does to infants, forecast by worlds that know no infant of the cohort, beside that it does nothing.

Shao marks infants on antibiotics, and nothing says whose antibiotic it was nor when (`published/treated_infants.py`); so all
courses that may be behind the mark count alike. No other public cohort has such a mark: N and H have nothing but that there is
no difference. Each guild's squared error of the mean difference counts; errors are those of the printed means.
"""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from milkway.inference.coordinates import Number, table_at
from milkway.inference.fold_scores import Block
from milkway.inference.infant_sets import GUT_ALONE
from milkway.ledger.clusters import cluster_of
from milkway.ledger.tables import ParameterTable
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion, gut_laws
from milkway.published.simulated_infants import NO_COURSE, WORDS, simulated_infants
from milkway.published.treated_infants import LAST, Treated, courses_of, under
from milkway.skill.earned import Scored

STUDY = "shao2019"
WORLDS = 32
DAYS = (4, 7, 21)


def treated_simulator(table: ParameterTable, known: Sequence[Number], n: int) -> Callable[[np.ndarray, int], np.ndarray]:
    """Return what simulates the same infants with an antibiotic and without: (occasion guild,) differences of mean shares.

    Args:
        table: reference.
        known: numbers.
        n: infants of each birth.
    """

    def simulate(z: np.ndarray, seed: int) -> np.ndarray:
        at = table_at(table, known, z[: len(known)])
        born = partial(simulated_infants, table=at, n=n, seed=seed, tell=_silent, how=GUT_ALONE)
        without = {birth: born(birth, days=DAYS, course=NO_COURSE) for birth in WORDS}
        found = [one for birth in WORDS for one in under(courses_of(birth), birth, without[birth], born)]
        return np.concatenate([_predicted(one) for one in found])

    return simulate


def treated_infants(differences: np.ndarray) -> Block:
    """Return the block of treated infants.

    Args:
        differences: (world, occasion guild) of worlds that do not know the cohort, as the simulator gives them.
    """
    scored = list[Scored]()
    names = [(one, guild) for one in treated_occasions() for guild in GUT_GUILDS]
    sound = differences[np.isfinite(differences).all(axis=1)]
    for (occasion, guild), predicted in zip(names, sound.T, strict=True):
        observed, error = _observed(occasion, guild)
        mean, of_worlds = float(predicted.mean()), float(predicted.std(ddof=1) / np.sqrt(len(predicted)))
        part = (cluster_of(STUDY), f"{occasion.birth} day {occasion.day}", guild)
        own, none = (mean - observed) ** 2 - of_worlds**2, observed**2
        scored.append(Scored(*part, own, none, 2 * abs(mean) * error, 2 * abs(mean - observed) * of_worlds))
    return Block("treated infants", "skill", tuple(scored), tuple(scored), ())


def treated_occasions() -> tuple[GutOccasion, ...]:
    """Return the occasions with marked infants up to three weeks, in the order of the simulator."""
    marked = [one for one in gut_laws() if one.antibiotic == "yes" and one.day <= LAST]
    return tuple(one for birth in WORDS for one in marked if one.birth == birth)


def _observed(occasion: GutOccasion, guild: str) -> tuple[float, float]:
    marked = gut_laws()[occasion][guild]
    others = gut_laws()[GutOccasion(occasion.study, occasion.birth, "no", occasion.first, occasion.last)][guild]
    return marked.mean - others.mean, float(np.sqrt(marked.sd**2 / marked.n + others.sd**2 / others.n))


def _predicted(one: Treated) -> np.ndarray:
    """Return (guild,) differences, courses alike."""
    return np.array([np.mean(list(guild.predicted.values())) for guild in one.guilds.values()])


def _silent(*_: object) -> None:
    pass
