"""Eligibility: what a woman must be on the day she would be enrolled, of her covariates and of what happened since birth."""

from collections.abc import Iterable, Mapping
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from milkway.core.errors import Mistake
from milkway.protocol.basis import Basis
from milkway.protocol.fields import CellsPerMl, Part, TaxonName, Text, Value, YesNo, unsaid, wrong
from milkway.protocol.words import suggest


class Milk(Part):
    """What the milk of either breast must hold."""

    taxa: tuple[TaxonName, ...] = Field(min_length=1, description="taxa of the model that are counted together")
    more_than: CellsPerMl = Field(description="of these taxa together, in the milk of one breast")
    basis: Basis


class Condition(Part):
    """What a covariate of a woman must be."""

    covariate: Text = Field(description="covariate of the population, such as previous_mastitis")
    present: YesNo | None = Field(default=None, description="of a yes or no: true if she must have it, false if she must not")
    at_least: Value | None = Field(default=None, description="of a quantity: least value, in its canonical unit")
    at_most: Value | None = Field(default=None, description="of a quantity: largest value, in its canonical unit")
    basis: Basis

    @model_validator(mode="after")
    def _asks(self) -> Self:
        bounds = [bound for bound in (self.at_least, self.at_most) if bound is not None]
        if (self.present is None) == (not bounds):
            raise wrong("either present, or at_least, at_most or both")
        if bounds != sorted(bounds):
            raise wrong("at_least below at_most")
        return self

    @property
    def unmet(self) -> str:
        """Return why a woman is not eligible who does not meet it.

        >>> Condition(covariate="previous_mastitis", present=True, basis={"kind": "expert"}).unmet
        'previous mastitis: no'
        """
        name = self.covariate.replace("_", " ")
        if self.present is not None:
            return f"{name}: {'no' if self.present else 'yes'}"
        sides = [f"{word} {bound:g}" for word, bound in (("below", self.at_least), ("above", self.at_most)) if bound is not None]
        return f"{name} {' or '.join(sides)}"

    def met(self, value: np.ndarray) -> np.ndarray:
        """Return which women meet it, of their values; (woman,)."""
        if self.present is not None:
            return (value > 0) == self.present
        low, high = (-np.inf if self.at_least is None else self.at_least, np.inf if self.at_most is None else self.at_most)
        return (value >= low) & (value <= high)


class Eligibility(Part):
    """What a woman must be on the day she would be enrolled."""

    breastfeeding: YesNo = Field(default=True, description="breastfeeding at entry")
    free_of: tuple[Literal["clinical", "mild", "abscess"], ...] = Field(
        default=("clinical", "mild", "abscess"), description="none of these since birth"
    )
    milk: Milk | None = Field(default=None, description="bacteria that must be in the milk of a breast")
    covariates: tuple[Condition, ...] = Field(
        default=(), exclude_if=unsaid, description="what covariates must be; those who are not so are screened out first"
    )


def first_unmet(conditions: Iterable[Condition], covariates: Mapping[str, np.ndarray], women: int) -> np.ndarray:
    """Return the number of the first condition that each woman does not meet, from 1; 0 where she meets all; (woman,).

    Args:
        conditions: of the protocol.
        covariates: (woman,) by name.
        women: how many there are.
    """
    found = np.zeros(women, dtype=np.int64)
    for number, one in enumerate(conditions, start=1):
        found[(found == 0) & ~one.met(covariates[one.covariate])] = number
    return found


def condition_mistakes(conditions: Iterable[Condition], known: Mapping[str, bool]) -> list[Mistake]:
    """Return conditions on what the population does not have, or of the wrong kind.

    Args:
        conditions: of the protocol.
        known: covariates of the population, and whether each is a yes or no.
    """
    found: list[Mistake] = []
    seen: set[str] = set()
    for number, one in enumerate(conditions, start=1):
        where = f"eligibility.covariates[{number}]"
        if one.covariate not in known:
            allowed = f"a covariate of the population: {suggest(one.covariate, known)}"
            found.append(Mistake(f"{where}.covariate", repr(one.covariate), allowed))
        elif known[one.covariate] != (one.present is not None):
            key = "present" if one.present is not None else "at_least or at_most"
            allowed = "present, as it is a yes or no" if known[one.covariate] else "at_least or at_most, as it is a quantity"
            found.append(Mistake(where, f"{key} of {one.covariate}", allowed))
        if one.covariate in seen:
            found.append(Mistake(f"{where}.covariate", repr(one.covariate), "each covariate once"))
        seen.add(one.covariate)
    return found
