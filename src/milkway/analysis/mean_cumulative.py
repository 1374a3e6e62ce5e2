"""The mean cumulative number of episodes of the women of one arm, with a variance that lets women differ.

On each day the episodes that begin are divided by the women still followed, and the shares add up. Nothing is assumed of how
episodes of one woman follow each other; leaving must not depend on her episodes.
"""

import math

import numpy as np


def mean_cumulative(begin: np.ndarray) -> tuple[float, float]:
    """Return the mean number of episodes per woman by the last day on which anybody was followed, and its standard error.

    Args:
        begin: (woman, day) episodes that begin on each day since enrolment, NaN from the day on which she is no longer followed.

    Source: Nelson 1988 (nelson1988); robust variance of Lawless and Nadeau 1995 (lawless1995).

    >>> mean_cumulative(np.array([[0.0, 1.0], [1.0, np.nan]]))[0]
    1.5
    """
    followed = np.isfinite(begin)
    women = np.maximum(followed.sum(axis=0), 1)
    began = np.where(followed, begin, 0.0)
    share = began.sum(axis=0) / women
    own = np.where(followed, (began - share) / women, 0.0).sum(axis=1)
    return float(share.sum()), math.sqrt(float((own**2).sum()))
