"""The power that a formula gives where one exists: what a textbook would answer of two arms of a stated size."""

from collections.abc import Callable
from dataclasses import dataclass

from milkway.analysis.outcomes import Outcomes

LEVEL = 0.05


@dataclass(frozen=True)
class Planned:
    """Women of two arms whose value exists, as a trial would see them, and how many of them it would analyse.

    Attributes:
        first: the arm that is compared.
        second: the reference.
        n: women analysed in each.
    """

    first: Outcomes
    second: Outcomes
    n: tuple[float, float]


@dataclass(frozen=True)
class Formula:
    """A formula of power at 5 %, two-sided.

    Attributes:
        words: what it compares.
        power: NaN where the arms show nothing to put into it.
    """

    words: str
    power: Callable[[Planned], float]
