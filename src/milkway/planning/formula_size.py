"""How many women a textbook's formula asks for: two proportions, or two Poisson rates, of the women who are analysed."""

import math
from dataclasses import dataclass

from milkway.analysis.kinds import COUNT, SHARE, Kind
from milkway.analysis.laws import Occurring, poisson_power, proportions_power
from milkway.analysis.power_formula import LEVEL
from milkway.protocol.protocol import Protocol

WORDS = {SHARE: "two proportions", COUNT: "two Poisson rates"}  # of the kinds of number that have a formula
MOST = 10**7  # women: beyond this there is no number of them


@dataclass(frozen=True)
class Compared:
    """Two arms as a planner supposes them.

    Attributes:
        kind: of number.
        level: of the reference arm, a share or episodes a woman.
        ratio: true level of the product's arm over it.
        analysed: women analysed in the product's arm and in the reference, of each woman randomised in all arms together.
    """

    kind: Kind
    level: float
    ratio: float
    analysed: tuple[float, float]


def analysed_of(protocol: Protocol, arm: str, lost: tuple[float, float]) -> tuple[float, float]:
    """Return the women analysed in an arm and in the reference of each woman randomised in all.

    Args:
        protocol: which allots them.
        arm: compared with the reference.
        lost: share not analysed in the arm and in the reference.
    """
    blocks = {one.name: one.allocation for one in protocol.arms}
    whole = sum(blocks.values())
    return blocks[arm] / whole * (1 - lost[0]), blocks[protocol.reference] / whole * (1 - lost[1])


def power_by_formula(compared: Compared, n: float) -> float:
    """Return the power of so many women randomised; NaN where no such arms exist, as with more ill than women.

    >>> arms = Compared(SHARE, 0.25, 0.6, (0.5, 0.5))
    >>> round(power_by_formula(arms, 500), 2)  # 250 an arm, 15 % against 25 %
    0.8
    """
    level, other = compared.level, compared.level * compared.ratio
    women = n * compared.analysed[0], n * compared.analysed[1]
    if min(level, other) <= 0 or min(women) < 1 or (compared.kind is SHARE and max(level, other) >= 1):
        return math.nan
    if compared.ratio == 1:
        return LEVEL
    if compared.kind is SHARE:
        return proportions_power((other, level), women, LEVEL)
    return poisson_power(Occurring((other, level), 1.0), women, LEVEL)


def women_by_formula(compared: Compared, target: float) -> float:
    """Return the fewest women randomised with at least so much power; infinite where no number has, NaN where there are none.

    >>> women_by_formula(Compared(SHARE, 0.25, 0.6, (0.5, 0.5)), 0.8)
    500.0
    """
    if math.isnan(power_by_formula(compared, MOST)):
        return math.nan
    if power_by_formula(compared, MOST) < target:
        return math.inf
    short, enough = 1, MOST
    while enough - short > 1:
        middle = (short + enough) // 2
        if power_by_formula(compared, middle) >= target:  # NaN with too few women is not
            enough = middle
        else:
            short = middle
    return float(enough)
