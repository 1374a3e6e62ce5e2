"""The mean cumulative number of episodes of the women of one arm, with a variance that lets women differ.

On each day the episodes that begin are divided by the women still followed, and the shares add up. Nothing is assumed of how
episodes of one woman follow each other; leaving must not depend on her episodes.
"""

import numpy as np


def mean_cumulative(begin: np.ndarray) -> float:
    """Return the mean number of episodes per woman by the last day on which anybody was followed.

    Args:
        begin: (woman, day) episodes that begin on each day since enrolment, NaN from the day on which she is no longer followed.

    Source: Nelson 1988 (nelson1988).

    >>> mean_cumulative(np.array([[0.0, 1.0], [1.0, np.nan]]))
    1.5
    """
    return float(_shares(begin)[2].sum())


def deviations(begin: np.ndarray) -> np.ndarray:
    """Return (woman,) what each moves the mean by, times the women; their squares give its variance.

    On days on which few are followed each deviates less from the mean of these few than from the true one, as much as in a
    sample of so many; where all are followed alike nothing changes.

    Source: robust variance of Lawless and Nadeau 1995 (lawless1995).
    """
    began, women, share = _shares(begin)
    spare = np.sqrt(women / np.maximum(women - 1, 1) * (len(begin) - 1) / len(begin))
    return len(begin) * np.where(np.isfinite(begin), (began - share) / women * spare, 0.0).sum(axis=1)


def exposure(begin: np.ndarray) -> float:
    """Return how many women the mean rests on: itself divided by the variance it has if episodes are Poisson's."""
    began, women, share = _shares(begin)
    variance = float((began.sum(axis=0) / women**2).sum())
    return float(share.sum()) / variance if variance > 0 else float(women.mean())


def _shares(begin: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (woman, day) episodes while followed; (day,) women followed, and episodes of each."""
    followed = np.isfinite(begin)
    women = np.maximum(followed.sum(axis=0), 1)
    began = np.where(followed, begin, 0.0)
    return began, women, began.sum(axis=0) / women
