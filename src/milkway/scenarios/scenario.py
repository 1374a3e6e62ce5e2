"""A scenario states what is done to every dyad of a what-if run."""

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
    spell: Spell


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
class Scenario:
    """Birth, feeding, what the mother takes, how her breasts are emptied, the last day, and which mechanisms there are.

    `without` are processes knocked out, `routes` the disputed routes that are asked for; others are off.
    """

    birth: str
    feeding: Feeding
    probiotic: Probiotic | None
    antibiotics: Spell | None
    emptying: Emptying
    days: int
    without: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
