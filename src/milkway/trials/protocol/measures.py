"""Every contrast between two arms that a protocol may ask for, with what is known of each before anything is computed."""

from dataclasses import dataclass
from typing import Literal

from milkway.trials.protocol.kinds import EPISODES, SHARES, TIMES, Way

Scale = Literal["difference", "ratio", "hazard"]
MeasureName = Literal[
    "risk_difference",
    "risk_difference_exact",
    "risk_ratio",
    "odds_ratio",
    "rate_ratio",
    "rate_ratio_robust",
    "rate_ratio_negative_binomial",
    "log10_difference",
    "mean_difference",
    "mixed_difference",
    "mixed_difference_last",
    "log_rank",
    "hazard_ratio",
    "restricted_mean_difference",
    "mean_cumulative_difference",
    "mean_cumulative_ratio",
    "risk_difference_clustered",
    "risk_ratio_clustered",
    "rate_ratio_clustered",
    "mean_difference_clustered",
]
OTHER: dict[Way, Way] = {"lower": "higher", "higher": "lower", "neither": "neither"}
MEANS = ("pain_max", "pain_mean")


@dataclass(frozen=True)
class Measure:
    """A contrast.

    Attributes:
        name: in protocols and results.
        label: as readers see it.
        scores: that it suits.
        scale: a difference, whose no effect is 0, or a ratio, whose no effect is 1; a ratio of hazards speaks of the event,
            where the endpoint speaks of the time or share without it.
        points: whether it is shown in percentage points.
        by_centre: whether a whole centre counts once, for trials that randomise centres.
        cost: how many trials of the cheapest measure one of it takes, roughly.
    """

    name: MeasureName
    label: str
    scores: tuple[str, ...]
    scale: Scale
    points: bool = False
    by_centre: bool = False
    cost: int = 1

    @property
    def is_ratio(self) -> bool:
        """Return whether no effect is 1, and logarithms are what is averaged."""
        return self.scale != "difference"


def favourable(measure: str, better: Way) -> Way:
    """Return which way a contrast points where the first arm does better.

    Args:
        measure: name of the contrast.
        better: of the endpoint, which for a time is longer, or a larger share still without the event.

    >>> favourable("risk_difference", "lower"), favourable("hazard_ratio", "higher")
    ('lower', 'lower')
    """
    return OTHER[better] if MEASURES[measure].scale == "hazard" else better


def suited(score: str) -> tuple[str, ...]:
    """Return the names of the measures that suit a score."""
    return tuple(one.name for one in MEASURES.values() if score in one.scores)


MEASURES: dict[str, Measure] = {
    one.name: one
    for one in (
        Measure("risk_difference", "Risk difference", SHARES, "difference", points=True),
        Measure("risk_difference_exact", "Risk difference (exact test)", SHARES, "difference", points=True),
        Measure("risk_ratio", "Risk ratio", SHARES, "ratio"),
        Measure("odds_ratio", "Odds ratio", SHARES, "ratio"),
        Measure("rate_ratio", "Rate ratio (Poisson)", EPISODES, "ratio"),
        Measure("rate_ratio_robust", "Rate ratio (robust)", EPISODES, "ratio"),
        Measure("rate_ratio_negative_binomial", "Rate ratio (negative binomial)", EPISODES, "ratio", cost=5),
        Measure("log10_difference", "Difference of log10 load", ("load",), "difference", cost=4),
        Measure("mean_difference", "Difference of means", MEANS, "difference"),
        Measure("mixed_difference", "Difference over visits (mixed model)", ("pain_visits",), "difference", cost=20),
        Measure("mixed_difference_last", "Difference at the last visit (mixed model)", ("pain_visits",), "difference", cost=20),
        Measure("log_rank", "Hazard ratio (log-rank)", TIMES, "hazard"),
        Measure("hazard_ratio", "Hazard ratio (Cox)", TIMES, "hazard"),
        Measure("restricted_mean_difference", "Difference of restricted mean days", TIMES, "difference"),
        Measure("mean_cumulative_difference", "Difference of mean episodes (recurrent)", ("clinical_recurrent",), "difference"),
        Measure("mean_cumulative_ratio", "Ratio of mean episodes (recurrent)", ("clinical_recurrent",), "ratio"),
        Measure("risk_difference_clustered", "Risk difference (by centre)", SHARES, "difference", points=True, by_centre=True),
        Measure("risk_ratio_clustered", "Risk ratio (by centre)", SHARES, "ratio", by_centre=True),
        Measure("rate_ratio_clustered", "Rate ratio (by centre)", EPISODES, "ratio", by_centre=True),
        Measure("mean_difference_clustered", "Difference of means (by centre)", MEANS, "difference", by_centre=True),
    )
}
