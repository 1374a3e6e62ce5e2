"""The level of the reference arm at which the power of a planned trial crosses its target, so that go turns to no-go or back.

Power is that of the drawn trials at the planned level. How it changes with the level is a formula's: its normal quantile less
that of no effect moves in proportion to the formula's own, the true ratio and the women analysed held. The way to the level
is told in log odds for a share and in logarithms for a number of episodes, as what moves a level adds up there.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from scipy import stats
from scipy.special import expit, logit

from milkway.analysis.kinds import SHARE, Kind
from milkway.analysis.laws import Z, root
from milkway.planning.formula_size import WORDS, Compared, power_by_formula
from milkway.planning.operating_characteristics import Estimated
from milkway.protocol.endpoint import Endpoint

LEAST, MOST = 1e-4, 100.0  # levels between which the crossing is looked for; a share ends before 1
INSIDE = 1e-4  # powers of drawn trials nearer to 0 or 1 than this cannot be told from them
END = 1e-15  # and powers of a formula
CHANCE = "no more power than chance has"
NOWHERE = "no level of the reference arm takes power there"


@dataclass(frozen=True)
class Crossing:
    """Where the power of a trial crosses its target; NaN where it does not.

    Attributes:
        hypothesis: of the product.
        arm: compared with the reference.
        n: women randomised.
        power: of the drawn trials at the planned level, with its error.
        target: power wanted.
        level: of the reference arm, as planned.
        wanted: the level at which power is the target.
        shift: from the one to the other, in log odds of a share or in logarithms of a number.
        error: Monte-Carlo standard error of the shift, from that of the power; infinite where it has no end.
        why_not: why there is no such level; nothing where there is.
    """

    hypothesis: str
    arm: str
    n: int
    power: Estimated
    target: float
    level: float
    wanted: float
    shift: float
    error: float
    why_not: str = ""

    @property
    def go(self) -> bool:
        """Return whether the trial has the power that is wanted."""
        return self.power.value >= self.target

    @property
    def decided(self) -> bool:
        """Return whether power differs from the target by more than its 95 % Monte-Carlo error."""
        return abs(self.power.value - self.target) > Z * error_of(self.power)


def why_no_formula(endpoint: Endpoint, kind: Kind) -> str:
    """Return why no formula says how the power of an endpoint changes with the reference arm; nothing where one does."""
    if kind not in WORDS:
        return f"there is no formula of {kind.words}"
    return "there is no formula of a margin" if endpoint.leading.margin is not None else ""


def crossing(compared: Compared, named: tuple[str, str, int], power: Estimated, target: float) -> Crossing:
    """Return where the power of a trial crosses its target.

    Args:
        compared: its arms as planned.
        named: hypothesis, arm compared with the reference, and women randomised.
        power: of the drawn trials.
        target: power wanted.

    >>> arms = Compared(SHARE, 0.25, 0.6, (0.5, 0.5))  # 500 women have 80 % power of 15 % against 25 %
    >>> found = crossing(arms, ("both", "product", 300), Estimated(0.58, 0.0, 0.0), 0.8)
    >>> found.go, round(found.wanted, 2)  # with 300 women 37 % have to be ill
    (False, 0.37)
    """
    n, level = named[2], compared.level

    def at(found: float) -> float:
        return _shift(compared, n, found, target)

    shift, error = at(power.value), error_of(power)
    why_not = "" if math.isfinite(shift) else (CHANCE if _signal(power.value) <= 0 else NOWHERE)
    wanted = math.nan if why_not else float(_back(compared.kind)(_scale(compared.kind)(level) + shift))
    return Crossing(*named, power, target, level, wanted, shift, _error(at, power.value, shift, error), why_not)


def moved_by(kind: Kind, level: float, other: float) -> float:
    """Return the way from one level to another, in log odds of a share or in logarithms of a number.

    >>> round(moved_by(SHARE, 0.5, 0.75), 4)  # odds of 1 and of 3
    1.0986
    """
    return float(_scale(kind)(other) - _scale(kind)(level))


def error_of(power: Estimated) -> float:
    """Return the Monte-Carlo error of a power; that of the trials alone where the pool's women show none."""
    return power.error if math.isfinite(power.error) else power.replicates


def _shift(compared: Compared, n: int, power: float, target: float) -> float:
    """Return the way to the level at which power is the target where it is `power` as planned; NaN where there is none."""
    scale, back = _scale(compared.kind), _back(compared.kind)
    here, seen, needed = _signal(power_by_formula(compared, n)), _signal(_inside(power)), _signal(target)
    if not (compared.level > 0 and min(here, seen, needed) > 0):
        return math.nan
    most = min(1.0, 1 / compared.ratio) * (1 - LEAST) if compared.kind is SHARE else MOST

    def short(at: float) -> float:
        return _signal(power_by_formula(replace(compared, level=float(back(at))), n)) - here * needed / seen

    low, high = float(scale(LEAST)), float(scale(most))
    if not short(low) < 0 < short(high):
        return math.nan
    return root(short, low, high) - float(scale(compared.level))


def _error(at: Callable[[float], float], power: float, shift: float, error: float) -> float:
    """Return half the way between the crossings of a power one standard error higher and lower."""
    ends = [at(power + sign * error) - shift for sign in (1, -1)]
    there = [abs(one) for one in ends if math.isfinite(one)]
    return sum(there) / len(there) if there else math.inf


def _inside(power: float) -> float:
    return min(max(power, INSIDE), 1 - INSIDE)


def _signal(power: float) -> float:
    """Return the distance of an estimate from no effect in standard errors, of trials that have this power."""
    return float(stats.norm.ppf(min(max(power, END), 1 - END))) + Z


def _scale(kind: Kind) -> Callable[[float], float]:
    return logit if kind is SHARE else math.log


def _back(kind: Kind) -> Callable[[float], float]:
    return expit if kind is SHARE else math.exp
