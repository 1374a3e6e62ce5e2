"""A measure of two arms or of a single one, as one object: its name, what it suits, how it is computed; an estimate of it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from milkway.analysis.kinds import Kind, Way
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.power_formula import Formula
from milkway.analysis.tested_values import Test

Scale = Literal["difference", "ratio", "hazard", "level"]
OTHER: dict[Way, Way] = {"lower": "higher", "higher": "lower", "neither": "neither"}
ROUNDING = 1e-9


@dataclass(frozen=True)
class Measure:
    """A contrast of two arms, or what is estimated of a single one.

    Attributes:
        name: in protocols and results.
        label: as readers see it.
        kind: of score that it suits.
        scale: a difference, whose no effect is 0, or a ratio, whose no effect is 1; a ratio of hazards speaks of the event,
            where the endpoint speaks of the time or share without it; or a level, of one arm alone.
        compute: the estimate, from the scores of women of two arms whose value exists; of a level the second is nobody.
        formula: of its power, where a textbook has one.
        points: whether it is shown in percentage points.
        of_event: whether it speaks of the event where the endpoint speaks of the time without it, as hazards always do.
        by_centre: whether a whole centre counts once, for trials that randomise centres.
        cost: how many trials of the cheapest measure one of it takes, roughly.
        of_no_effect: whether its test is of no effect alone, so that nothing can be said of a margin.
        null: what p and direction are of, in natural logarithms for a ratio: no effect, or the margin of a trial that asks
            whether the first arm is not worse by so much.
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
    of_no_effect: bool = False
    null: float = 0.0

    @property
    def is_ratio(self) -> bool:
        """Return whether no effect is 1, and logarithms are what is averaged."""
        return self.scale in ("ratio", "hazard")

    @property
    def alone(self) -> bool:
        """Return whether it is of one arm, with which nothing is compared."""
        return self.scale == "level"

    def between(self, first: Outcomes, second: Outcomes) -> "Estimate":
        """Return the contrast of the first arm against the second, among women whose value exists."""
        found = self.compute(first.known(), second.known())
        if not self.null:
            return found
        return replace(found, measure=self, p=None if found.test is None else found.test.p(self.null), tests={})

    def shown(self, value: float) -> float:
        """Return a value as readers see it, of the natural logarithm for a ratio; shares differ by no more than all."""
        if self.is_ratio:
            return math.exp(value) if value < math.inf else math.inf
        return min(max(value, -1.0), 1.0) if self.points else value

    def at(self, margin: float) -> "Measure":
        """Return the contrast judged against a margin in place of no effect; further tests, which are of no effect, are left out.

        Args:
            margin: a difference, or a ratio above 0, other than no effect.
        """
        return replace(self, null=math.log(margin) if self.is_ratio else margin)

    @property
    def margin(self) -> float | None:
        """Return the margin on the scale of the contrast; None where p is of no effect."""
        if not self.null:
            return None
        return self.shown(self.null)

    def favourable(self, better: Way) -> Way:
        """Return which way the contrast points where the first arm does better.

        Args:
            better: of the endpoint, which for a time is longer, or a larger share still without the event.
        """
        return OTHER[better] if self.of_event or self.scale == "hazard" else better


@dataclass(frozen=True)
class Estimate:
    """The first arm against the second.

    Attributes:
        measure: of the contrast.
        estimate: None where there is none, as everything else; the note says why.
        low: lower 95 % bound.
        high: upper 95 % bound.
        p: two-sided, of no effect, or of the margin where the measure has one.
        n: women analysed in each; nobody in the second of a level.
        note: of the method, or why something does not exist.
        tests: p-values of further tests.
        test: of every value, from which p and interval are.
        least_sure: the one-sided p of a margin where that of an average is the largest of its settings'.
    """

    measure: Measure
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    n: tuple[int, int]
    note: str = ""
    tests: Mapping[str, float] = field(default_factory=dict[str, float])
    test: Test | None = field(default=None, repr=False, compare=False)
    least_sure: float | None = field(default=None, repr=False)

    @property
    def direction(self) -> str:
        """Return where the estimate lies of no effect, or of the margin: "lower", "higher", "same" or "unknown"."""
        if self.estimate is None or self.measure.alone:
            return "unknown"
        null = self.measure.shown(self.measure.null)
        if abs(self.estimate - null) < ROUNDING:
            return "same"
        return "lower" if self.estimate < null else "higher"

    @property
    def not_worse(self) -> float | None:
        """Return the one-sided p of a margin, None without one.

        It is below 2.5 % exactly where the interval lies on the margin's better side; of an average it is the largest of its
        settings', whatever the interval.
        """
        if not self.measure.null or self.p is None:
            return None
        if self.least_sure is not None:
            return self.least_sure
        better = "lower" if self.measure.null > 0 else "higher"
        return self.p / 2 if self.direction == better else 1 - self.p / 2

    @property
    def claim(self) -> float | None:
        """Return the p by which something is claimed: two-sided, and of a margin twice that of being not worse, at most 1."""
        return self.p if self.not_worse is None else min(1.0, 2 * self.not_worse)
