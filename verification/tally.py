"""Counting over many trials: claims, intervals that hold the truth, trials without an answer, and notes that own up."""

import math
from dataclasses import dataclass, field

from milkway.analysis.measure import Estimate

LEVEL = 0.05
# What a measure says in its note where it is known not to hold.
SAYS = ("somewhat too small", "episodes as if independent", "may be too narrow")


@dataclass(frozen=True)
class Found:
    """How many trials claim a difference, hold the truth, have no answer, and say that they may not hold."""

    claims: int
    holds: int
    absent: int
    says: int


@dataclass
class Tally:
    """Counts of trials, whose truth is given unless it is no difference: then to hold it is not to claim one."""

    truth: float | None = None
    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def add(self, answer: Estimate) -> None:
        """Count a trial."""
        claims = answer.p is not None and answer.p < LEVEL
        holds = not claims if self.truth is None else _holds(answer, self.truth)
        says = any(words in answer.note for words in SAYS)
        for place, counted in enumerate((claims, holds, answer.p is None, says)):
            self.counts[place] += counted

    def found(self) -> Found:
        """Return the counts."""
        return Found(*self.counts)


def _holds(answer: Estimate, truth: float) -> bool:
    """Return whether the interval holds the truth; one that does not exist leaves nothing out."""
    low, high = (-math.inf if answer.low is None else answer.low), (math.inf if answer.high is None else answer.high)
    rounding = 1e-9 * max(1.0, abs(truth))
    return low - rounding <= truth <= high + rounding
