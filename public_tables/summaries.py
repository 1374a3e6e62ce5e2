"""What ships of an occasion: per guild mean, spread and quantiles over infants, and how alike visits of one infant are."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from milkway.published.alike import bray_curtis, rank_correlations
from milkway.published.distribution import PROBABILITIES, effective, quantile_table
from public_tables.guilds import GUILDS
from public_tables.occasions import (
    FEWEST,
    LATE,
    LEAST,
    POOLED,
    RIVALLED,
    Occasion,
    at,
    equal_cohorts,
    occasions,
    pooled,
    rivals,
    visits,
)

KEY = ("study", "birth", "antibiotic", "first", "last")
QUANTILES = tuple(f"q{100 * p:g}" for p in PROBABILITIES)
OF_LAWS = (*KEY, "law", "guild", "n", "effective", "cohorts", "mean", "sd", "above_1_percent", *QUANTILES)
NO_PLACES = ("",) * (1 + len(QUANTILES))
OF_PAIRS = ("study", "birth", "antibiotic", "first", "last", "later_first", "later_last", "n", "measure", "guild", "value")


def laws(samples: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Return rows with columns `OF_LAWS`: of an occasion's own infants, then of its rival, where enough infants are.

    Small cohorts stand pooled as well, each counting the same, since together they have enough infants for quantiles.

    Of fewer than `FEWEST` infants there are no quantiles, and no rival.
    """
    for occasion in occasions():
        own = at(samples, occasion)
        if len(own) < LEAST:
            continue
        yield from _rows(occasion, "cohort", own, np.ones(len(own)))
        rivalled = (
            len(own) >= FEWEST
            and occasion.study in RIVALLED
            and occasion.antibiotic != "yes"
            and (occasion.first, occasion.last) not in LATE
        )
        other = rivals(samples, occasion) if rivalled else None
        if other is not None:
            yield from _rows(occasion, "rival", other, equal_cohorts(other))
        if occasion.study == POOLED[0] and (occasion.first, occasion.last) in POOLED[1]:
            both = pooled(samples, occasion)
            yield from _rows(occasion, "pooled", both, equal_cohorts(both))


def pairs(samples: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Return rows with columns `OF_PAIRS`, of infants seen at both visits.

    `rank_correlation` is Spearman's, of a guild that differs between infants; `bray_curtis_within` is the median over infants of
    the dissimilarity of their own visits, `bray_curtis_between` that of one infant's first and another's second visit.
    """
    for before, after in visits():
        first, second = (at(samples, one).set_index("infant")[list(GUILDS)] for one in (before, after))
        both = first.index.intersection(second.index)
        if len(both) < LEAST:
            continue
        x, y = first.loc[both].to_numpy(), second.loc[both].to_numpy()
        key = (before.study, before.birth, before.antibiotic, before.first, before.last, after.first, after.last, len(both))
        for guild, correlation in zip(GUILDS, rank_correlations(x, y), strict=True):
            if not np.isnan(correlation):
                yield *key, "rank_correlation", guild, float(correlation)
        for where, apart in zip(("within", "between"), bray_curtis(x, y), strict=True):
            yield *key, f"bray_curtis_{where}", "all", apart


def _rows(occasion: Occasion, law: str, chosen: pd.DataFrame, weights: np.ndarray) -> Iterator[tuple[object, ...]]:
    weights = weights / weights.sum()
    sizes = chosen.groupby("study").size()
    cohorts = "; ".join(f"{study} {n}" for study, n in sizes.items())
    key = (occasion.study, occasion.birth, occasion.antibiotic, occasion.first, occasion.last, law)
    size = effective(weights)
    for guild in GUILDS:
        share = chosen[guild].to_numpy()
        mean = float(weights @ share)
        sd = float(np.sqrt(weights @ (share - mean) ** 2 * size / (size - 1)))
        places = (float(weights @ (share > 0.01)), *quantile_table(share, weights)) if len(chosen) >= FEWEST else NO_PLACES
        yield *key, guild, len(chosen), size, cohorts, mean, sd, *places
