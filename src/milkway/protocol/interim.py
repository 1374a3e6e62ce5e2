"""The interim looks that a protocol plans, and by which bounds they may stop the trial."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from milkway.analysis import group_sequential
from milkway.core.errors import Mistake
from milkway.protocol.basis import Basis
from milkway.protocol.fields import Part, Value, wrong

Fraction = Annotated[float, Field(strict=True, gt=0, lt=1)]
Level = Annotated[float, Field(strict=True, gt=0, lt=0.5)]


class Interim(Part):
    """Looks at the leading contrast of the first endpoint, of the first arm alone, before all women have been followed."""

    fractions: tuple[Fraction, ...] = Field(
        min_length=1,
        description="share of the planned women, in the order of randomisation, at each look; the last look, at 1, is implied",
    )
    bounds: group_sequential.Bounds = Field(
        default="obrien_fleming_spending",
        description="constants of O'Brien and Fleming or Pocock, or the alpha-spending likeness of either",
    )
    alpha: Level = Field(default=0.05, description="two-sided level of all looks together")
    futility: tuple[Value, ...] = Field(
        default=(),
        description="at each look before the last, the Z in favour of the product, or against the margin where there is one,"
        " below which the trial is futile; not binding",
    )
    basis: Basis

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if any(later <= earlier for earlier, later in zip(self.fractions, self.fractions[1:], strict=False)):
            raise wrong("fractions that rise, each once")
        if self.futility and len(self.futility) != len(self.fractions):
            raise wrong(f"{len(self.fractions)} numbers in futility, one for each look before the last, or none")
        return self

    @property
    def looks(self) -> tuple[float, ...]:
        """Return the information fraction of every look, the last one included."""
        return (*self.fractions, 1.0)

    @property
    def limits(self) -> tuple[float, ...]:
        """Return the bound of |Z| at every look of a trial that goes as planned."""
        return group_sequential.bounds(self.looks, self.alpha, self.bounds)

    def limits_at(self, information: Sequence[float]) -> tuple[float, ...]:
        """Return the bound of |Z| at every look, given the information that each reached, in any unit."""
        return group_sequential.bounds_reached(self.looks, information, self.alpha, self.bounds)


def look_mistakes(interim: Interim | None, where: str, sizes: Iterable[int]) -> list[Mistake]:
    """Return the first size of a trial at which a look would add no woman to the look before it.

    Args:
        interim: of the protocol.
        where: the size is stated.
        sizes: women randomised.
    """
    if interim is None:
        return []
    for size in sizes:
        women = women_at(interim.looks, size)
        if any(later <= earlier for earlier, later in zip((0, *women), women, strict=False)):
            found = f"{', '.join(map(str, women))} of {size} women at the looks"
            return [Mistake(where, found, "at least one woman more at each look than at the one before")]
    return []


def women_at(looks: Sequence[float], size: int) -> tuple[int, ...]:
    """Return the women analysed at each look, in the order of randomisation.

    >>> women_at((0.5, 1.0), 625)
    (312, 625)
    """
    return tuple(int(fraction * size + 1e-9) for fraction in looks)
