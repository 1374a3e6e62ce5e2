"""Women some of whom have a trait, as a trial sees them, for cases in which the trait decides who falls ill or leaves."""

import numpy as np

from milkway.analysis.missing.women import Women, no_ratings


def with_trait(trait: np.ndarray, ill: np.ndarray, leaves: np.ndarray, load: np.ndarray, limit: float, seed: int) -> Women:
    """Return the women of an arm, without pain.

    Args:
        trait: (woman,) whether she has it.
        ill: (woman, day) whether an episode begins.
        leaves: (woman,) first day that the trial no longer sees.
        load: (woman,) log10 load at the last day.
        limit: of the count.
        seed: of the draw, which numbers the women.
    """
    n, days = ill.shape
    return Women(
        dyads=np.arange(n) + 1000 * seed,
        baseline=trait[:, None].astype(float),
        pain=np.zeros((n, days)),
        begins=np.where(ill.any(axis=1), ill.argmax(axis=1), np.inf),
        ceased=np.full(n, np.inf),
        ends=np.full(n, days),
        leaves=leaves,
        load=np.maximum(load, limit),
        below=load < limit,
        visit=np.full(n, days - 1),
        earlier=np.full(n, np.nan),
        earlier_visit=np.full(n, 1),
        limit=limit,
        ratings=no_ratings(n),
    )
