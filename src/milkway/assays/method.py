"""A method by which bacteria in a sample are counted and a strain is looked for, as one object."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from milkway.assays.counts import Counts

if TYPE_CHECKING:
    from milkway.assays.occasion import Occasion


@dataclass(frozen=True)
class Settings:
    """How a laboratory works: what a protocol says of a method.

    Attributes:
        volume: mL of a sample that are examined.
        limit: cell/mL below which a count is only known to be low.
        error: geometric standard deviation of a count, beyond what the method itself adds.
        colonies: picked and typed for the strain, where there are colonies.
    """

    volume: float
    limit: float
    error: float
    colonies: int = 1


@dataclass(frozen=True)
class Strain:
    """The marked strain in a sample: (dyad,) cell/mL, NaN without a sample, and its share of all that would be picked from."""

    cells: np.ndarray
    share: np.ndarray


@dataclass(frozen=True)
class Method:
    """A method.

    Attributes:
        name: in protocols.
        label: as readers see it.
        unit: of what it reports.
        finds: how it looks for the strain.
        count: a report of a sample of each dyad; (dyad,) true cell/mL, NaN where no sample was taken.
        log_likelihood: (dyad,) log probability of each report given (dyad,) cell/mL; zero where there was no sample.
        find: (dyad,) 1 where the strain is found, else 0; NaN without a sample. The counts are those of its group.
        counts_dead: whether cells that are dead are counted as living ones are.
    """

    name: str
    label: str
    unit: str
    finds: str
    count: Callable[[np.ndarray, Settings, "Occasion"], Counts] = field(repr=False)
    log_likelihood: Callable[[Counts, np.ndarray, Settings], np.ndarray] = field(repr=False)
    find: Callable[[Counts, Strain, Settings, "Occasion"], np.ndarray] = field(repr=False)
    counts_dead: bool = False
