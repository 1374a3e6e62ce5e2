"""A cell: one law at one size, many trials drawn of it, each analysed by every measure that suits."""

import math
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from milkway.analysis.kinds import Kind
from milkway.analysis.measure import Estimate, Measure
from milkway.analysis.registry import MEASURES
from verification.edge_laws import LAWS, Law
from verification.true_contrasts import true_contrast

LEVEL = 0.05
# What a measure says in its note where it is known not to hold.
SAYS = ("somewhat too small", "episodes as if independent", "may be too narrow")


@dataclass(frozen=True)
class Cell:
    """Where in the tables of laws, the women or centres of the two arms, which luck, and how many trials."""

    kind: str
    by_centre: bool
    law: int
    sizes: tuple[int, int]
    luck: int
    trials: int

    @property
    def name(self) -> str:
        """Return what tells it from others."""
        return f"{self.kind}|{self.by_centre}|{self.words}|{self.sizes[0]}:{self.sizes[1]}|{self.luck}|{self.trials}"

    @property
    def words(self) -> str:
        """Return the law in words."""
        return _law(self).words

    @property
    def alike(self) -> bool:
        """Return whether the arms do not differ."""
        return _law(self).alike


@dataclass(frozen=True)
class Found:
    """How many trials claim a difference, hold the truth, have no answer, and say that they may not hold."""

    claims: int
    holds: int
    absent: int
    says: int


def measures(kind: Kind, *, by_centre: bool) -> tuple[Measure, ...]:
    """Return the measures that suit women or centres of that kind of number."""
    return tuple(one for one in MEASURES.values() if one.kind is kind and one.by_centre == by_centre)


def try_cell(cell: Cell) -> dict[str, Found]:
    """Return what was found of each measure that suits."""
    law, kind = _law(cell), _kind(cell)
    tried = {one: (true_contrast(one, law), [0, 0, 0, 0]) for one in measures(kind, by_centre=cell.by_centre)}
    draw = np.random.default_rng(crc32(cell.name.encode()))
    for _ in range(cell.trials):
        arms = law.first(draw, cell.sizes[0]), law.reference(draw, cell.sizes[1])
        for measure, (truth, found) in tried.items():
            answer = measure.between(*arms)
            found[0] += answer.p is not None and answer.p < LEVEL
            found[1] += _holds(answer, truth)
            found[2] += answer.p is None
            found[3] += any(words in answer.note for words in SAYS)
    return {measure.name: Found(*found) for measure, (_, found) in tried.items()}


def _holds(answer: Estimate, truth: float) -> bool:
    """Return whether the interval holds the truth; one that does not exist leaves nothing out."""
    low, high = (-math.inf if answer.low is None else answer.low), (math.inf if answer.high is None else answer.high)
    rounding = 1e-9 * max(1.0, abs(truth))
    return low - rounding <= truth <= high + rounding


def _law(cell: Cell) -> Law:
    return LAWS[_kind(cell), cell.by_centre][cell.law]


def _kind(cell: Cell) -> Kind:
    return next(kind for kind, _ in LAWS if kind.words == cell.kind)
