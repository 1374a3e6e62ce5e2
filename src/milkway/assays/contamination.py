"""Contamination: foreign cells get into a sample between body and bench, from a hand, a pump, skin or the reagents of a kit.

A sample is contaminated with a chance; each of its mL then holds a log-normal number of foreign cells, a blank nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from milkway.assays.counts import Counts
from milkway.assays.method import Method, Settings

if TYPE_CHECKING:
    from milkway.assays.occasion import Occasion

NODES = np.linspace(-6.0, 6.0, 121)  # of a standard normal; a tenth is fine beside the error of any count
WEIGHTS = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()


@dataclass(frozen=True)
class Contaminant:
    """What may get into a sample.

    Attributes:
        chance: that it does.
        load: cell/mL, the median where it does, of what is counted.
        spread: geometric standard deviation of the load between samples.
    """

    chance: float
    load: float
    spread: float


def foreign_cells(one: Contaminant, occasion: "Occasion") -> np.ndarray:
    """Return (dyad,) foreign cell/mL of a sample of each dyad; zero where it is clean."""
    got_in = occasion.uniform(draw=1) < one.chance
    return np.where(got_in, one.load * one.spread ** occasion.normal(), 0.0)


def log_likelihood(
    counts: Counts, cells: np.ndarray, contaminants: Sequence[Contaminant], method: Method, settings: Settings
) -> np.ndarray:
    """Return (dyad,) the log probability of each report, whatever got into the sample; zero where there was no sample.

    Contaminants get in apart from each other; with n of them the method's own likelihood is asked 122^n times.

    Args:
        counts: what was reported of one group.
        cells: (dyad,) true cell/mL in what was sampled; zero in a blank.
        contaminants: their loads of that group.
        method: by which it was counted.
        settings: of the laboratory.
    """
    with np.errstate(divide="ignore"):
        return np.log(_probability(counts, np.asarray(cells, dtype=float), tuple(contaminants), method, settings))


def _probability(
    counts: Counts, cells: np.ndarray, contaminants: tuple[Contaminant, ...], method: Method, settings: Settings
) -> np.ndarray:
    if not contaminants:
        return np.exp(method.log_likelihood(counts, cells, settings))
    first, others = contaminants[0], contaminants[1:]
    loads = first.load * first.spread**NODES
    dirty = [
        weight * _probability(counts, cells + load, others, method, settings) for weight, load in zip(WEIGHTS, loads, strict=True)
    ]
    return (1 - first.chance) * _probability(counts, cells, others, method, settings) + first.chance * np.sum(dirty, axis=0)
