"""A scenario states what is done to every dyad of a what-if run."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spell:
    """Days on which something lasts: from the first until the midnight that begins `until`."""

    first: int
    until: int


@dataclass(frozen=True)
class Feeding:
    """What the infant drinks; breastfeeding ends on day `until`, or not within the run where that is None."""

    kind: str
    until: int | None = None


@dataclass(frozen=True)
class Probiotic:
    """A daily dose of the marked strain to the mother, in cells."""

    dose: float
    spells: tuple[Spell, ...]


@dataclass(frozen=True)
class Emptying:
    """How breasts are emptied; None leaves what is usual for the dyad.

    Attributes:
        feeds: single-breast feeds a day, both breasts together.
        fraction: share of the milk in a breast that one feed removes.
    """

    feeds: float | None = None
    fraction: float | None = None


@dataclass(frozen=True)
class Supposed:
    """A hypothesis on the product: its name, what it says, the effects that it sets, and where their values come from."""

    name: str
    label: str
    sets: Mapping[str, float]
    basis: str


@dataclass(frozen=True)
class Scenario:
    """Birth, feeding, what the mother takes, how her breasts are emptied, the last day, and which mechanisms there are.

    Attributes:
        birth: "vaginal" or "caesarean".
        feeding: what the infant drinks.
        probiotic: what the mother takes, None if nothing.
        antibiotics: spells in which the mother takes them, in order.
        infant_antibiotics: spells in which the infant itself is given them, in order.
        emptying: of the breasts.
        days: the last day.
        without: processes knocked out.
        routes: the disputed routes that are asked for; others are off.
        off: routes that are shut, the mechanism left in place.
        hypothesis: on the product, nothing for that it does nothing.
    """

    birth: str
    feeding: Feeding
    probiotic: Probiotic | None
    antibiotics: tuple[Spell, ...]
    emptying: Emptying
    days: int
    without: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    hypothesis: Supposed | None = None
    infant_antibiotics: tuple[Spell, ...] = ()
