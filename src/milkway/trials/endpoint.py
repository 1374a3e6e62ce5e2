"""An endpoint of a protocol: what is scored, in whom, how it is analysed, and what was published."""

from typing import Literal, Self

from pydantic import Field, model_validator

from milkway.trials.fields import ArmName, Count, GroupName, Part, Share, Text, Value, VisitName, wrong

Score = Literal[
    "clinical_any",
    "clinical_episodes",
    "clinical_first",
    "clinical_recurrence",
    "mild_any",
    "abscess_any",
    "cessation",
    "pain_max",
    "pain_mean",
    "load",
    "strain_detected",
]
Measure = Literal[
    "risk_difference",
    "risk_ratio",
    "odds_ratio",
    "rate_ratio",
    "rate_ratio_robust",
    "rate_ratio_negative_binomial",
    "log10_difference",
    "mean_difference",
    "log_rank",
]
SHARES = ("clinical_any", "clinical_recurrence", "mild_any", "abscess_any", "cessation", "strain_detected")
EPISODES = ("clinical_episodes",)
SUITS: dict[str, tuple[str, ...]] = {
    "risk_difference": SHARES,
    "risk_ratio": SHARES,
    "odds_ratio": SHARES,
    "rate_ratio": EPISODES,
    "rate_ratio_robust": EPISODES,
    "rate_ratio_negative_binomial": EPISODES,
    "log10_difference": ("load",),
    "mean_difference": ("pain_max", "pain_mean"),
    "log_rank": ("clinical_first",),
}


class PublishedArm(Part):
    """What was printed of one arm, or follows by arithmetic from what was printed."""

    value: Value | None = None
    count: int | None = Field(default=None, ge=0, strict=True)
    n: Count | None = None


class PublishedContrast(Part):
    """A printed contrast; what was not printed is left out."""

    measure: Measure
    estimate: Value | None = None
    low: Value | None = None
    high: Value | None = None
    p: Share | None = None
    kind: Literal["read", "derived"]
    note: str = ""


class Published(Part):
    """The published result of an endpoint."""

    arms: dict[ArmName, PublishedArm] = {}
    contrasts: tuple[PublishedContrast, ...] = ()
    source: Text
    locator: Text
    note: str = ""


class Endpoint(Part):
    """A number per woman and its analyses, the leading one first."""

    name: Text
    label: Text
    unit: Text
    score: Score
    visit: VisitName | None = None
    group: GroupName | None = Field(default=None, description="group of the culture, for a load")
    population: Literal["completers", "randomised"] = "completers"
    better: Literal["lower", "higher", "neither"] = "lower"
    analyses: tuple[Measure, ...] = Field(min_length=1)
    published: Published | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        unfit = [measure for measure in self.analyses if self.score not in SUITS[measure]]
        if unfit:
            raise wrong(f"analyses for {self.score}: {', '.join(m for m, scores in SUITS.items() if self.score in scores)}")
        if self.score == "load" and (self.visit is None or self.group is None):
            raise wrong("a load with its visit and group")
        return self
