"""The tipping point: how much worse women who left the first arm must have fared until the conclusion turns."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from milkway.analysis.measure import Estimate
from milkway.analysis.missing import imputed_episodes, imputed_loads, imputed_ratings
from milkway.analysis.missing.imputing import shifted
from milkway.analysis.missing.visit_strategies import as_those_who_stay
from milkway.analysis.missing.women import Women
from milkway.core.streams import Streams

NOMINAL = 0.05
ODDS = tuple(float(x) for x in np.log([1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16]))
POINTS = (-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0)
LOG10 = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)


@dataclass(frozen=True)
class Tipping:
    """Estimates by shift, and where the conclusion turns.

    Attributes:
        shifts: of the log odds of an episode on each day, of the log10 load, or of ratings, of women who left the first arm.
        estimates: at each shift.
        tips: the nearest shifts below and above zero at which the 5 % verdict is another than at zero; None if there is none.
    """

    shifts: tuple[float, ...]
    estimates: tuple[Estimate, ...]
    tips: tuple[float | None, float | None]

    @property
    def why_not(self) -> str:
        """Return why there is no verdict that could turn; nothing where there is one."""
        plain = self.estimates[self.shifts.index(0.0)]
        return plain.note if plain.p is None else ""


def risk(first: Women, second: Women, streams: Streams) -> Tipping:
    """Return the tipping point of the risk difference; the shifts are odds of an episode, from a sixteenth to sixteenfold."""
    model, n = imputed_episodes.model_of(first, second, streams), (len(first.ends), len(second.ends))
    return _over(ODDS, lambda shift: imputed_episodes.pooled_risk(model, n, shifted(shift), streams))


def load(first: Women, second: Women, streams: Streams) -> Tipping:
    """Return the tipping point of the difference of mean log10 load; the shifts are log10 loads."""
    return _over(LOG10, lambda shift: imputed_loads.load(first, second, shifted(shift), streams))


def ratings(first: Women, second: Women, streams: Streams) -> Tipping:
    """Return the tipping point of the difference over visits; the shifts are points of each rating after she left."""
    model = imputed_ratings.model_of(first, second, streams)
    return _over(POINTS, lambda by: imputed_ratings.pooled_ratings(model, (first, second), as_those_who_stay, streams, by))


def _over(shifts: tuple[float, ...], analyse: Callable[[float], Estimate]) -> Tipping:
    found = tuple(analyse(shift) for shift in shifts)
    verdicts = [_verdict(one) for one in found]
    plain = verdicts[shifts.index(0.0)]
    turned = [shift for shift, verdict in zip(shifts, verdicts, strict=True) if verdict != plain]
    below, above = [s for s in turned if s < 0], [s for s in turned if s > 0]
    return Tipping(shifts, found, (max(below, default=None), min(above, default=None)))


def _verdict(one: Estimate) -> str:
    return one.direction if one.p is not None and one.p < NOMINAL else "no difference shown"
