"""What is compared of a mother and of her infant: a number of each dyad, in a unit, and which way is counted as better."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from milkway.assays.mastitis import Definition, mastitis_days
from milkway.biology.sites import INFANT_GUT
from milkway.biology.taxa import OPPORTUNISTS, S_AUREUS, TAXA
from milkway.cohorts.cohort import Cohort
from milkway.core.brief import brief
from milkway.core.declare import Taxon
from milkway.core.network import Network
from milkway.core.streams import Streams
from milkway.interventions.reference_infants import REFERENCES, distance_to_reference
from milkway.published.infant_gut import CARRIED
from milkway.published.reads import guild_cells
from milkway.simulation.trajectory import Trajectory

LAST = 182  # week 26
DAYS = (*REFERENCES, 30)
RESIDENTS = tuple(taxon for taxon in TAXA if not taxon.marked)
STOCKS = tuple(INFANT_GUT[taxon].key for taxon in TAXA)
CEASED, DIAGNOSED = "ceased", "diagnosed"
EXPOSURES = (CEASED, DIAGNOSED)
WOMEN, INFANTS, CELLS, POWERS = "share of women", "share of infants", "share of cells", "powers of ten of a guild's share"
Whose = Literal["mother", "child"]


@dataclass(frozen=True)
class Lived:
    """Dyads of a world: what came of them, who they are, how mastitis is defined, and all chance."""

    trajectory: Trajectory
    cohort: Cohort
    network: Network
    definition: Definition
    streams: Streams

    __repr__ = brief

    @property
    def ill(self) -> np.ndarray:
        """Return (dyad,) whether mastitis was diagnosed before the last day."""
        if DIAGNOSED not in self.trajectory.exposures:
            return np.zeros(len(self.trajectory.dyads), dtype=bool)
        return (self.trajectory.exposed(DIAGNOSED) > 0).any(axis=1)


@dataclass(frozen=True)
class Outcome:
    """An outcome: (dyad,) numbers of a world.

    Attributes:
        label: as a reader sees it.
        short: the same at the head of a column.
        unit: of the number.
        whose: the mother's or the child's.
        better: which way is counted as better.
        block: of results, whose skill is asked for.
        of: NaN where the number does not exist.
    """

    label: str
    short: str
    unit: str
    whose: Whose
    better: Literal["lower", "higher"]
    block: str
    of: Callable[[Lived], np.ndarray]

    @property
    def way(self) -> int:
        """Return 1 where higher is better, else -1."""
        return 1 if self.better == "higher" else -1

    @property
    def is_share(self) -> bool:
        """Return whether each dyad has the event or not."""
        return self.unit in (WOMEN, INFANTS)


def _onsets(lived: Lived) -> np.ndarray:
    """Return (dyad,) episodes of clinical mastitis from birth on, from the signs that are truly there."""
    kept = lived.trajectory
    born = (kept.diary_days >= 0)[None, :, None]
    return mastitis_days(kept.bothered & born, kept.signs, lived.definition).onset.sum(axis=1)


def _episodes(lived: Lived, more_than: int) -> np.ndarray:
    return (_onsets(lived) > more_than).astype(float)


def _in_pain(lived: Lived) -> np.ndarray:
    kept = lived.trajectory
    return kept.bothered[:, kept.diary_days >= 0, kept.signs.index("breast_pain")].sum(axis=1).astype(float)


def _breastfed(lived: Lived, day: int) -> np.ndarray:
    kept = lived.trajectory
    if CEASED not in kept.exposures:
        return np.ones(len(kept.dyads))
    place = min(int(np.searchsorted(kept.diary_days, day)), len(kept.diary_days) - 1)
    return (kept.exposed(CEASED)[:, place] == 0).astype(float)


def _cells(lived: Lived, taxa: tuple[Taxon, ...], day: int) -> np.ndarray:
    return np.sum([lived.trajectory.amount(INFANT_GUT[taxon].key, day) for taxon in taxa], axis=0)


def _distance(lived: Lived, day: int) -> np.ndarray:
    cells = guild_cells(lambda taxon: lived.trajectory.amount(f"infant_gut__{taxon}", day))
    there = np.isfinite(cells).all(axis=1)
    far = np.full(len(cells), np.nan)
    far[there] = distance_to_reference(cells[there], day, lived.trajectory.dyads[there], lived.streams)
    return far


def _carried(lived: Lived, taxon: Taxon, day: int) -> np.ndarray:
    volume = lived.cohort.parameters[:, lived.network.parameter_index["gut_volume[infant_gut]"]]
    return (_cells(lived, (taxon,), day) > CARRIED * volume).astype(float)


def _share(lived: Lived, taxa: tuple[Taxon, ...], day: int) -> np.ndarray:
    whole = _cells(lived, RESIDENTS, day)
    return np.divide(_cells(lived, taxa, day), whole, out=np.full(len(whole), np.nan), where=whole > 0)


def _fed(day: int) -> Outcome:
    label = f"Still breastfeeding on day {day}"
    return Outcome(label, f"fed, day {day}", WOMEN, "mother", "higher", "breastfeeding", partial(_breastfed, day=day))


def _far(day: int) -> Outcome:
    label = f"Distance of guilds to vaginally born infants, day {day}"
    return Outcome(label, f"distance, day {day}", POWERS, "child", "lower", "infant gut", partial(_distance, day=day))


OUTCOMES = {
    "clinical_mastitis": Outcome(
        "Clinical mastitis by week 26", "mastitis", WOMEN, "mother", "lower", "mastitis", partial(_episodes, more_than=0)
    ),
    "further_mastitis": Outcome(
        "A further episode by week 26", "further episode", WOMEN, "mother", "lower", "mastitis", partial(_episodes, more_than=1)
    ),
    "days_in_pain": Outcome("Days with breast pain by week 26", "days in pain", "day", "mother", "lower", "pain", _in_pain),
    "breastfed_day_90": _fed(90),
    "breastfed_day_182": _fed(LAST),
    **{f"distance_day_{day}": _far(day) for day in REFERENCES},
    "s_aureus_day_30": Outcome(
        "Infants with S. aureus in stool on day 30",
        "S. aureus, day 30",
        INFANTS,
        "child",
        "lower",
        "infant gut",
        partial(_carried, taxon=S_AUREUS, day=30),
    ),
    "opportunists_day_7": Outcome(
        "Opportunists in the gut on day 7",
        "opportunists, day 7",
        CELLS,
        "child",
        "lower",
        "infant gut",
        partial(_share, taxa=OPPORTUNISTS, day=7),
    ),
}
