"""A measure of contrast between two arms, as one object: its name, what it suits, how it is computed; and an estimate of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from milkway.analysis.kinds import Kind, Way
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.power_formula import Formula

Scale = Literal["difference", "ratio", "hazard"]
OTHER: dict[Way, Way] = {"lower": "higher", "higher": "lower", "neither": "neither"}
ROUNDING = 1e-9


@dataclass(frozen=True)
class Measure:
    """A contrast.

    Attributes:
        name: in protocols and results.
        label: as readers see it.
        kind: of score that it suits.
        scale: a difference, whose no effect is 0, or a ratio, whose no effect is 1; a ratio of hazards speaks of the event,
            where the endpoint speaks of the time or share without it.
        compute: the estimate, from the scores of women of two arms whose value exists.
        formula: of its power, where a textbook has one.
        points: whether it is shown in percentage points.
        of_event: whether it speaks of the event where the endpoint speaks of the time without it, as hazards always do.
        by_centre: whether a whole centre counts once, for trials that randomise centres.
        cost: how many trials of the cheapest measure one of it takes, roughly.
    """

    name: str
    label: str
    kind: Kind
    scale: Scale
    compute: Callable[[Outcomes, Outcomes], "Estimate"] = field(repr=False)
    formula: Formula | None = field(default=None, repr=False)
    points: bool = False
    of_event: bool = False
    by_centre: bool = False
    cost: int = 1

    @property
    def is_ratio(self) -> bool:
        """Return whether no effect is 1, and logarithms are what is averaged."""
        return self.scale != "difference"

    def between(self, first: Outcomes, second: Outcomes) -> "Estimate":
        """Return the contrast of the first arm against the second, among women whose value exists."""
        return self.compute(first.known(), second.known())

    def favourable(self, better: Way) -> Way:
        """Return which way the contrast points where the first arm does better.

        Args:
            better: of the endpoint, which for a time is longer, or a larger share still without the event.
        """
        return OTHER[better] if self.of_event or self.scale == "hazard" else better


@dataclass(frozen=True)
class Estimate:
    """The first arm against the second; `n` are women analysed in each; `tests` are p-values of further tests."""

    measure: Measure
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    n: tuple[int, int]
    note: str = ""
    tests: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def direction(self) -> str:
        """Return what the estimate says of the first arm: "lower", "higher", "same" or "unknown"."""
        if self.estimate is None:
            return "unknown"
        neutral = 1.0 if self.measure.is_ratio else 0.0
        if abs(self.estimate - neutral) < ROUNDING:
            return "same"
        return "lower" if self.estimate < neutral else "higher"
