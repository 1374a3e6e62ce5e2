"""What is assumed of ratings that a woman would have given after she left: functions of her mean at each visit in either arm.

Each takes the means that a model predicts of her in her own arm and in the reference, and after how many visits she left; it
returns the means that she is drawn from. What was seen of her moves what was not by the covariance of visits.
"""

from collections.abc import Callable

import numpy as np

Means = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def as_those_who_stay(own: np.ndarray, reference: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Return a woman who left as those of her arm who stayed: missing at random.

    Args:
        own: (woman, visit) mean in her own arm.
        reference: (woman, visit) mean in the reference arm.
        left: (woman,) visits before she left; those after the last at which she was seen are missing because she left.

    >>> as_those_who_stay(np.array([[1.0, 2.0, 3.0]]), np.zeros((1, 3)), np.array([1]))
    array([[1., 2., 3.]])
    """
    del reference, left
    return own


def jump_to_reference(own: np.ndarray, reference: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Return a woman who left with the mean of the reference arm from then on; arguments as for `as_those_who_stay`.

    Source: Carpenter, Roger and Kenward 2013 (carpenter2013).

    >>> jump_to_reference(np.array([[1.0, 2.0, 3.0]]), np.zeros((1, 3)), np.array([1]))
    array([[1., 0., 0.]])
    """
    return np.where(_after(own, left), reference, own)


def copy_increments_in_reference(own: np.ndarray, reference: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Return a woman who left with the mean of her arm at her last visit, and from there on the changes of the reference arm.

    Who left before the first visit is as the reference arm; arguments as for `as_those_who_stay`.

    Source: Carpenter, Roger and Kenward 2013 (carpenter2013).

    >>> copy_increments_in_reference(np.array([[1.0, 2.0, 3.0]]), np.array([[5.0, 6.0, 8.0]]), np.array([1]))
    array([[1., 2., 4.]])
    """
    rows, last = np.arange(len(left)), np.maximum(left - 1, 0)
    ahead = np.where(left > 0, own[rows, last] - reference[rows, last], 0.0)
    return np.where(_after(own, left), reference + ahead[:, None], own)


def copy_reference(own: np.ndarray, reference: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Return a woman who left as one of the reference arm from the start; arguments as for `as_those_who_stay`.

    Source: Carpenter, Roger and Kenward 2013 (carpenter2013).

    >>> copy_reference(np.array([[1.0, 2.0, 3.0]]), np.zeros((1, 3)), np.array([1]))
    array([[0., 0., 0.]])
    """
    return np.where((left < own.shape[1])[:, None], reference, own)


def _after(own: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Return (woman, visit) whether she had left."""
    return np.arange(int(own.shape[1])) >= left[:, None]
