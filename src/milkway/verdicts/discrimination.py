"""Which measurement would tell two hypotheses on the product apart, and whether the published result already does.

For every pair of hypotheses and every measurement of the product's arm: the difference of means relative to its noise, which
is how women differ plus the error of the assay, and from it the women per arm that a trial of one hypothesis against the
other would need (two-sided 5 %, power 80 %). All dyads count, so that the spread of the parameters is part of the noise.

A difference counts only if the paired worlds show it beyond chance, at 5 % over all measurements of a pair (Bonferroni): the
largest of many differences would else always seem to tell something.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.special import ndtri

from milkway.verdicts.compared_quantities import QUANTITIES, Seen
from milkway.verdicts.draws import Draws
from milkway.verdicts.paired_contrasts import Interval, difference

NEEDED = (1.959963984540054 + 0.8416212335729143) ** 2  # two-sided 5 % and power 80 %, squared quantiles of the normal
COUNTED = ("strain_in_milk", "strain_in_milk_after", "staphylococci_day_28", "s_aureus_day_28")
RATED = ("mean_pain",)
MEASURED = (
    *COUNTED,
    *RATED,
    *("leucocytes_day_28", "protective_share_day_28", "protective_share_day_140"),
    *("mild_mastitis", "clinical_mastitis", "days_in_pain"),
)
DOTS = 20  # of a paired difference; each stands for one woman in twenty
CLEAR = float(ndtri(1 - 0.05 / 2 / len(MEASURED)))  # standard errors that a paired difference must exceed


@dataclass(frozen=True)
class Errors:
    """Standard deviations of what the laboratory and the diary add: a count (log10) and a mean rating of pain."""

    count: float
    rating: float


@dataclass(frozen=True)
class Telling:
    """How far a measurement sets two hypotheses apart.

    Attributes:
        pair: of hypotheses.
        quantity: key of what is measured.
        difference: of means, second less first.
        noise: standard deviation of one woman's measurement.
        women: per arm, to tell the two apart; None where no difference is seen beyond chance.
        over_draws: interval that holds 95 % of the mean differences of draws of the parameters; None of too few.
        dots: evenly spaced quantiles of the differences of the same woman, second less first.
    """

    pair: tuple[str, str]
    quantity: str
    difference: float
    noise: float
    women: int | None
    over_draws: Interval | None = None
    dots: tuple[float, ...] = ()


def telling(worlds: Mapping[str, Seen], errors: Errors, draws: Draws) -> tuple[Telling, ...]:
    """Return every measurement for every pair of hypotheses, the most telling first.

    Args:
        worlds: of the product, by hypothesis.
        errors: of assays.
        draws: whose parameters each dyad has.
    """
    found = [_of(pair, name, worlds, errors, draws) for pair in combinations(worlds, 2) for name in MEASURED]
    return tuple(sorted(found, key=lambda one: (one.pair, math.inf if one.women is None else one.women)))


def best(found: tuple[Telling, ...], pair: tuple[str, str]) -> Telling | None:
    """Return the measurement that tells a pair apart with the fewest women, or nothing where none does."""
    first = next(one for one in found if one.pair == pair)
    return first if first.women is not None else None


def _of(pair: tuple[str, str], name: str, worlds: Mapping[str, Seen], errors: Errors, draws: Draws) -> Telling:
    first, second = (QUANTITIES[name].of(worlds[one]) for one in pair)
    there = np.isfinite(first) & np.isfinite(second)
    change = (second - first)[there]
    if len(change) < 2:
        return Telling(pair, name, 0.0, 0.0, None)
    noise = _noise(name, first[there], second[there], errors)
    mean, error = float(change.mean()), float(change.std(ddof=1) / math.sqrt(len(change)))
    apart = abs(mean) > CLEAR * error and noise > 0
    women = max(2, math.ceil(2 * NEEDED * (noise / mean) ** 2)) if apart else None
    return Telling(pair, name, mean, noise, women, difference(second, first, draws).over_draws, _dots(change))


def _dots(change: np.ndarray) -> tuple[float, ...]:
    return tuple(np.quantile(change, (np.arange(DOTS) + 0.5) / DOTS).tolist())


def _noise(name: str, first: np.ndarray, second: np.ndarray, errors: Errors) -> float:
    assay = errors.count if name in COUNTED else errors.rating if name in RATED else 0.0
    return math.sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2 + assay**2)
