"""What is compared between worlds: one number for each dyad, read from its trajectory; NaN where it does not exist."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from milkway.assays.mastitis import Definition, MastitisDays, mastitis_days
from milkway.biology.sites import BREASTS, INFANT_GUT
from milkway.biology.taxa import (
    ANAEROBES,
    BACTEROIDES,
    BIFIDOBACTERIUM,
    LACTOBACILLUS,
    OPPORTUNISTS,
    S_AUREUS,
    STAPHYLOCOCCUS,
    STRAIN,
    TAXA,
)
from milkway.core.declare import Taxon
from milkway.simulation.trajectory import Trajectory

DAYS = (0, 1, 7, 28, 60, 112, 140)
FOLLOWED = (0, 112)  # days of the diary that count, first and the first that does not
ONE = 1.0  # cell, or cell/mL: fewer count as one, so that logarithms exist
GUT = tuple(INFANT_GUT[taxon].key for taxon in TAXA)
MILK = tuple(breast.milk[taxon].key for breast in BREASTS for taxon in TAXA)
STATES = (
    *("maternal__milk_iga", "maternal_gut__butyrate", "infant__luminal_iga"),
    *(breast.volume.key for breast in BREASTS),
    *(f"{breast.side}_breast__leucocytes" for breast in BREASTS),
)
STOCKS = (*GUT, *MILK, *STATES)


@dataclass(frozen=True)
class Seen:
    """A world's dyads: their trajectory, the trial's definition of mastitis, and what a culture of milk can find (cell/mL)."""

    trajectory: Trajectory
    mastitis: MastitisDays
    limit: float

    @property
    def sound(self) -> np.ndarray:
        """Return (dyad,) whether the dyad was simulated without failure."""
        return self.trajectory.status == 0


@dataclass(frozen=True)
class Quantity:
    """Something that is compared: (dyad,) numbers of a world."""

    label: str
    unit: str
    of: Callable[[Seen], np.ndarray]


def seen(trajectory: Trajectory, definition: Definition, limit: float) -> Seen:
    """Return a world's dyads with their mastitis while they are followed, from the signs that are truly there."""
    first, until = np.searchsorted(trajectory.diary_days, FOLLOWED)
    return Seen(trajectory, mastitis_days(trajectory.bothered[:, first:until], trajectory.signs, definition), limit)


def milk(taxa: tuple[Taxon, ...], day: int) -> Callable[[Seen], np.ndarray]:
    """Return what gives cells of the taxa per mL of both breasts' milk mixed."""

    def of(world: Seen) -> np.ndarray:
        cells = np.sum([_amount(world, breast.milk[taxon].key, day) for breast in BREASTS for taxon in taxa], axis=0)
        volume = np.sum([_amount(world, breast.volume.key, day) for breast in BREASTS], axis=0)
        return np.divide(cells, volume, out=np.full(len(volume), np.nan), where=volume > 0)

    return of


def gut(taxa: tuple[Taxon, ...], day: int) -> Callable[[Seen], np.ndarray]:
    """Return what gives cells of the taxa in the infant's gut."""
    return lambda world: np.sum([_amount(world, INFANT_GUT[taxon].key, day) for taxon in taxa], axis=0)


def log10(of: Callable[[Seen], np.ndarray]) -> Callable[[Seen], np.ndarray]:
    """Return what gives the logarithm; less than one counts as one."""
    return lambda world: np.log10(np.maximum(of(world), ONE))


def counted(of: Callable[[Seen], np.ndarray]) -> Callable[[Seen], np.ndarray]:
    """Return what gives the logarithm of a culture's count; less than it can find counts as its limit."""
    return lambda world: np.log10(np.maximum(of(world), world.limit))


def share(part: Callable[[Seen], np.ndarray], whole: Callable[[Seen], np.ndarray]) -> Callable[[Seen], np.ndarray]:
    """Return what gives a part of a whole; NaN where there is nothing."""

    def of(world: Seen) -> np.ndarray:
        all_ = whole(world)
        return np.divide(part(world), all_, out=np.full(len(all_), np.nan), where=all_ > 0)

    return of


def state(key: str, day: int) -> Callable[[Seen], np.ndarray]:
    """Return what gives a recorded stock."""
    return lambda world: _amount(world, key, day)


def culturable(of: Callable[[Seen], np.ndarray]) -> Callable[[Seen], np.ndarray]:
    """Return what gives 1 where a culture would find the cells, else 0."""

    def found(world: Seen) -> np.ndarray:
        cells = of(world)
        return np.where(np.isfinite(cells), cells >= world.limit, np.nan)

    return found


def leucocytes(day: int) -> Callable[[Seen], np.ndarray]:
    """Return what gives leucocytes per mL in the worse breast."""
    return lambda world: np.max([_amount(world, f"{breast.side}_breast__leucocytes", day) for breast in BREASTS], axis=0)


def clinical(world: Seen) -> np.ndarray:
    """Return 1 for a woman with clinical mastitis, else 0."""
    return world.mastitis.clinical.any(axis=1).astype(float)


def mild(world: Seen) -> np.ndarray:
    """Return 1 for a woman with mild mastitis, else 0."""
    return world.mastitis.mild.any(axis=1).astype(float)


def further(world: Seen) -> np.ndarray:
    """Return 1 for a woman with more than one episode, 0 with one, NaN with none."""
    episodes = world.mastitis.onset.sum(axis=1)
    return np.where(episodes > 0, (episodes > 1).astype(float), np.nan)


def pain_days(world: Seen) -> np.ndarray:
    """Return days on which a woman's breasts hurt her."""
    trajectory = world.trajectory
    first, until = np.searchsorted(trajectory.diary_days, FOLLOWED)
    return trajectory.bothered[:, first:until, trajectory.signs.index("breast_pain")].sum(axis=1).astype(float)


def pain_days_if_ill(world: Seen) -> np.ndarray:
    """Return days in pain of women with clinical mastitis, NaN of others."""
    return np.where(clinical(world) > 0, pain_days(world), np.nan)


def mean_pain(world: Seen) -> np.ndarray:
    """Return the mean rating of pain, 0 to 10, over the days followed."""
    trajectory = world.trajectory
    first, until = np.searchsorted(trajectory.diary_days, FOLLOWED)
    level = trajectory.level[:, first:until, trajectory.signs.index("breast_pain")]
    return np.clip(level.astype(float), 0, 10).mean(axis=1)


def _amount(world: Seen, key: str, day: int) -> np.ndarray:
    """Return a stock; what a world's model does not have is nothing."""
    if key not in world.trajectory.stocks:
        return np.zeros(len(world.trajectory.dyads))
    return world.trajectory.amount(key, day)


RESIDENTS = tuple(taxon for taxon in TAXA if not taxon.marked)
PROTECTIVE = (BIFIDOBACTERIUM, LACTOBACILLUS, STRAIN)
STAPHYLOCOCCI = (S_AUREUS, STAPHYLOCOCCUS)
LOG_ML, LOG_COUNT, LOG_GUT = "log10 cell/mL", "log10 CFU/mL", "log10 cell"
SHARE, WOMEN = "share of cells", "share of women"

QUANTITIES = {
    "butyrate_of_mother": Quantity("Butyrate in the mother's colon, day 28", "micromole", state("maternal_gut__butyrate", 28)),
    "milk_iga": Quantity("IgA in milk, day 28", "mg/mL", state("maternal__milk_iga", 28)),
    "infant_iga": Quantity("IgA in the infant's gut, day 28", "mg/mL", state("infant__luminal_iga", 28)),
    "gut_cells_day_1": Quantity("Infant gut, all bacteria, day 1", LOG_GUT, log10(gut(RESIDENTS, 1))),
    "gut_cells_day_28": Quantity("Infant gut, all bacteria, day 28", LOG_GUT, log10(gut(RESIDENTS, 28))),
    "gut_staphylococci_day_28": Quantity("Infant gut, staphylococci, day 28", LOG_GUT, log10(gut(STAPHYLOCOCCI, 28))),
    "bacteroides_day_7": Quantity("Infant gut, Bacteroides, day 7", LOG_GUT, log10(gut((BACTEROIDES,), 7))),
    "opportunists_day_7": Quantity("Infant gut, opportunists, day 7", SHARE, share(gut(OPPORTUNISTS, 7), gut(RESIDENTS, 7))),
    "bifidobacteria_day_28": Quantity(
        "Infant gut, bifidobacteria, day 28", SHARE, share(gut((BIFIDOBACTERIUM,), 28), gut(RESIDENTS, 28))
    ),
    "milk_load_before_first_feed": Quantity("Milk before the first feed, all bacteria", LOG_ML, log10(milk(RESIDENTS, 0))),
    "milk_load_day_28": Quantity("Milk, all bacteria, day 28", LOG_ML, log10(milk(RESIDENTS, 28))),
    "milk_anaerobes_day_28": Quantity("Milk, gut anaerobes, day 28", "cell/mL", milk(ANAEROBES, 28)),
    "strain_before_first_feed": Quantity(
        "Strain culturable in milk before the first feed", WOMEN, culturable(milk((STRAIN,), 0))
    ),
    "strain_found_day_28": Quantity("Strain culturable in milk, day 28", WOMEN, culturable(milk((STRAIN,), 28))),
    "strain_in_milk": Quantity("Strain in milk, day 28", LOG_COUNT, counted(milk((STRAIN,), 28))),
    "strain_in_milk_after": Quantity("Strain in milk four weeks after the last dose", LOG_COUNT, counted(milk((STRAIN,), 140))),
    "staphylococci_day_28": Quantity("Milk, staphylococci, day 28", LOG_COUNT, counted(milk(STAPHYLOCOCCI, 28))),
    "s_aureus_day_28": Quantity("Milk, S. aureus, day 28", LOG_COUNT, counted(milk((S_AUREUS,), 28))),
    "leucocytes_day_28": Quantity("Milk, leucocytes of the worse breast, day 28", LOG_ML, log10(leucocytes(28))),
    "protective_share_day_28": Quantity(
        "Milk, lactobacilli, bifidobacteria and the strain, day 28", SHARE, share(milk(PROTECTIVE, 28), milk(TAXA, 28))
    ),
    "protective_share_day_140": Quantity(
        "Milk, lactobacilli, bifidobacteria and the strain, four weeks after the last dose",
        SHARE,
        share(milk(PROTECTIVE, 140), milk(TAXA, 140)),
    ),
    "mild_mastitis": Quantity("Women with mild mastitis in 16 weeks", WOMEN, mild),
    "clinical_mastitis": Quantity("Women with clinical mastitis in 16 weeks", WOMEN, clinical),
    "further_episode": Quantity("A further episode, women ill in both worlds", WOMEN, further),
    "days_in_pain": Quantity("Days of breast pain in 16 weeks", "day", pain_days),
    "pain_when_ill": Quantity("Days of breast pain, women ill in both worlds", "day", pain_days_if_ill),
    "mean_pain": Quantity("Breast pain, mean of 16 weeks", "0-10", mean_pain),
}
