"""An intervention: what is changed, by whom, in which women, and through which mechanisms; the catalogue is a list of them."""

from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from milkway.biology.exposures import TAKING_PRODUCT
from milkway.core.brief import brief
from milkway.ledger.parsing import STRICT

TOGETHER = " + "  # between the names of a pair


@dataclass(config=STRICT, frozen=True)
class Held:
    """An exposure held at a level from a midnight on, until another or to the end."""

    exposure: str
    level: float
    from_day: int
    until_day: int | None = None


@dataclass(config=STRICT, frozen=True)
class Intervention:
    """Something that a mother or a clinic can vary, compared with the usual in the same dyads.

    Attributes:
        name: by which it is asked for.
        label: as a reader sees it.
        sentence: what is done.
        by: who can vary it.
        of: what it varies; two of the same exclude each other.
        for_whom: in words.
        usual: what it is compared with.
        among: covariates that a woman must have, or must not.
        when_ill: only women of whom mastitis was diagnosed, before which nothing differs.
        covariates: that are a yes or a no in everybody.
        held: exposures.
        multiplies: parameters, by key.
        sets: parameters, by key.
        through: processes of the model by which it acts.
        blocks: what skill is asked for before that of an outcome.
        decided_by: parameters on which its effect rests.
        by_definition: outcomes that are as they are whatever the model says.
        size: where the size of what is changed comes from, if it is no number of the tables.
        not_told: what the model leaves out that bears on it.
    """

    name: str
    label: str
    sentence: str
    by: Literal["mother", "clinic"]
    of: str
    for_whom: str
    usual: str
    through: tuple[str, ...] = Field(min_length=1)
    blocks: tuple[str, ...] = Field(min_length=1)
    decided_by: tuple[str, ...] = Field(min_length=1)
    among: dict[str, bool] = Field(default_factory=dict)
    when_ill: bool = False
    covariates: dict[str, bool] = Field(default_factory=dict)
    held: tuple[Held, ...] = Field(default=(), alias="exposure")
    multiplies: dict[str, float] = Field(default_factory=dict)
    sets: dict[str, float] = Field(default_factory=dict)
    by_definition: tuple[str, ...] = ()
    size: str = ""
    not_told: str = ""

    __repr__ = brief

    @property
    def takes_product(self) -> bool:
        """Return whether the strain is taken, so that hypotheses on it matter."""
        return any(one.exposure == TAKING_PRODUCT.key for one in self.held)


@dataclass(config=STRICT, frozen=True)
class Pair:
    """Two interventions at once, and why they may do something else than one by one."""

    of: tuple[str, str]
    because: str

    @property
    def name(self) -> str:
        """Return the names of both.

        >>> Pair(("latch_support", "product"), "why").name
        'latch_support + product'
        """
        return TOGETHER.join(self.of)


@dataclass(config=STRICT, frozen=True)
class LeftOut:
    """What is not there, and why."""

    what: str
    why: str


@dataclass(config=STRICT, frozen=True)
class Catalogue:
    """What has no mechanism, outcomes that are left out, interventions, and sensible pairs of them."""

    not_modelled: tuple[LeftOut, ...]
    left_out: tuple[LeftOut, ...]
    interventions: tuple[Intervention, ...] = Field(alias="intervention")
    pairs: tuple[Pair, ...] = Field(alias="pair")

    __repr__ = brief

    @property
    def named(self) -> dict[str, Intervention]:
        """Return the interventions by name."""
        return {one.name: one for one in self.interventions}
