"""A fact that was checked: what was found, what must be so, how far chance alone moves it, and the verdict."""

import math
from dataclasses import dataclass

import numpy as np

ERRORS = 4.0  # standard errors allowed to one comparison; the seeds are fixed, and a page holds some hundred comparisons


@dataclass(frozen=True)
class Fact:
    """One line of the page.

    Attributes:
        says: the fact, in words.
        found: the statistic.
        expected: the expectation, or the range that it must keep to.
        error: the Monte-Carlo standard error.
        holds: the verdict; None where the line reports a size and nothing is demanded.
    """

    says: str
    found: str
    expected: str
    error: str
    holds: bool | None

    @property
    def verdict(self) -> str:
        """Return the verdict in words."""
        return {True: "holds", False: "**fails**", None: "reported"}[self.holds]

    def row(self) -> str:
        """Return the fact as a row of a Markdown table."""
        return f"| {self.says} | {self.found} | {self.expected} | {self.error} | {self.verdict} |"


def mean_is(says: str, sample: np.ndarray, expected: float) -> Fact:
    """Return whether the mean of a sample (run,) is as expected, within `ERRORS` standard errors."""
    error = float(np.std(sample)) / math.sqrt(len(sample))
    found = float(np.mean(sample))
    return Fact(says, f"{found:.5g}", f"{expected:.5g}", f"{error:.2g}", abs(found - expected) <= ERRORS * error)


def share_is(says: str, sample: np.ndarray, expected: float) -> Fact:
    """Return whether the share of a sample (run,) is as expected, within `ERRORS` standard errors of what is expected."""
    error = math.sqrt(expected * (1 - expected) / len(sample))
    found = float(np.mean(sample))
    return Fact(says, f"{found:.5g}", f"{expected:.5g}", f"{error:.2g}", abs(found - expected) <= ERRORS * error)


def variance_is(says: str, sample: np.ndarray, expected: float) -> Fact:
    """Return whether the variance of a sample (run,) is as expected, within `ERRORS` standard errors."""
    squares = (sample - np.mean(sample)) ** 2
    error = float(np.std(squares)) / math.sqrt(len(sample))
    found = float(np.mean(squares))
    return Fact(says, f"{found:.5g}", f"{expected:.5g}", f"{error:.2g}", abs(found - expected) <= ERRORS * error)


def means_agree(says: str, sample: np.ndarray, other: np.ndarray) -> Fact:
    """Return whether two independent samples have one mean, within `ERRORS` standard errors."""
    error = math.sqrt(np.var(sample) / len(sample) + np.var(other) / len(other))
    found, expected = float(np.mean(sample)), float(np.mean(other))
    return Fact(says, f"{found:.5g}", f"{expected:.5g}", f"{error:.2g}", abs(found - expected) <= ERRORS * error)


def variances_agree(says: str, sample: np.ndarray, other: np.ndarray) -> Fact:
    """Return whether two independent samples have one variance, within `ERRORS` standard errors."""
    return means_agree(says, (sample - sample.mean()) ** 2, (other - other.mean()) ** 2)
