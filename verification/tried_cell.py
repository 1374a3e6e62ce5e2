"""A cell: one law at one size, many trials drawn of it, each analysed by every measure that suits."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from milkway.analysis.kinds import Kind
from milkway.analysis.measure import Measure
from milkway.analysis.registry import MEASURES
from verification.edge_laws import LAWS, Law
from verification.tally import Found, Tally
from verification.true_contrasts import true_contrast


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

    def tried(self) -> dict[str, Found]:
        """Return what was found of each measure that suits."""
        law = _law(self)
        tried = {one: Tally(true_contrast(one, law)) for one in measures(_kind(self), by_centre=self.by_centre)}
        draw = np.random.default_rng(crc32(self.name.encode()))
        for _ in range(self.trials):
            arms = law.first(draw, self.sizes[0]), law.reference(draw, self.sizes[1])
            for measure, tally in tried.items():
                tally.add(measure.between(*arms))
        return {measure.name: tally.found() for measure, tally in tried.items()}


def measures(kind: Kind, *, by_centre: bool) -> tuple[Measure, ...]:
    """Return the measures that suit women or centres of that kind of number."""
    return tuple(one for one in MEASURES.values() if one.kind is kind and one.by_centre == by_centre)


def _law(cell: Cell) -> Law:
    return LAWS[_kind(cell), cell.by_centre][cell.law]


def _kind(cell: Cell) -> Kind:
    return next(kind for kind, _ in LAWS if kind.words == cell.kind)
