"""An endpoint of a protocol: what is scored, in whom, how it is analysed, and what was published."""

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from milkway.trials.protocol.estimand import Estimand, Target, in_full, misfits
from milkway.trials.protocol.fields import ArmName, Count, EndpointName, GroupName, Part, Share, Text, Value, VisitName, wrong
from milkway.trials.protocol.kinds import EPISODES, ON_A_DAY, SAMPLED, SHARES, TIMES, Score

Measure = Literal[
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
SUITS: dict[str, tuple[str, ...]] = {
    "risk_difference": SHARES,
    "risk_difference_exact": SHARES,
    "risk_ratio": SHARES,
    "odds_ratio": SHARES,
    "rate_ratio": EPISODES,
    "rate_ratio_robust": EPISODES,
    "rate_ratio_negative_binomial": EPISODES,
    "log10_difference": ("load",),
    "mean_difference": ("pain_max", "pain_mean"),
    "mixed_difference": ("pain_visits",),
    "mixed_difference_last": ("pain_visits",),
    "log_rank": TIMES,
    "hazard_ratio": TIMES,
    "restricted_mean_difference": TIMES,
    "mean_cumulative_difference": ("clinical_recurrent",),
    "mean_cumulative_ratio": ("clinical_recurrent",),
    "risk_difference_clustered": SHARES,
    "risk_ratio_clustered": SHARES,
    "rate_ratio_clustered": EPISODES,
    "mean_difference_clustered": ("pain_max", "pain_mean"),
}
CLUSTERED = (
    "risk_difference_clustered",
    "risk_ratio_clustered",
    "rate_ratio_clustered",
    "mean_difference_clustered",
)


class PublishedArm(Part):
    """What was printed of one arm, or follows by arithmetic from what was printed."""

    value: Value | None = Field(default=None, description="in the unit of the endpoint")
    count: int | None = Field(default=None, ge=0, strict=True, description="women or episodes counted")
    n: Count | None = Field(default=None, description="women analysed")


class PublishedContrast(Part):
    """A printed contrast; what was not printed is left out."""

    measure: Measure = Field(description="what was printed")
    estimate: Value | None = Field(default=None, description="of the other arm against the reference")
    low: Value | None = Field(default=None, description="lower 95 % bound")
    high: Value | None = Field(default=None, description="upper 95 % bound")
    p: Share | None = Field(default=None, description="as printed")
    kind: Literal["read", "derived"] = Field(description="printed, or arithmetic on what was printed")
    note: str = Field(default="", description="what a reader should know")


class Published(Part):
    """The published result of an endpoint."""

    arms: dict[ArmName, PublishedArm] = Field(default={}, description="by name of the arm")
    contrasts: tuple[PublishedContrast, ...] = Field(default=(), description="printed contrasts between the arms")
    source: Text = Field(description="key of the bibliography")
    locator: Text = Field(description="place in the source")
    note: str = Field(default="", description="what a reader should know")


class Endpoint(Part):
    """A number per woman and its analyses, the leading one first."""

    name: Text = Field(description="short name by which this file refers to the endpoint")
    label: Text = Field(description="as a reader of the report sees it")
    unit: Text = Field(description="as a reader of the report sees it")
    score: Score = Field(description="what is scored of each woman")
    visit: VisitName | None = Field(default=None, validate_default=True, description="visit of the sample or the question")
    visits: tuple[VisitName, ...] = Field(default=(), validate_default=True, description="visits at which pain is rated")
    group: GroupName | None = Field(default=None, validate_default=True, description="group of the culture, for a load")
    population: Literal["completers", "randomised"] = Field(default="completers", description="women who are analysed")
    better: Literal["lower", "higher", "neither"] = Field(default="lower", description="which way is good for her")
    analyses: tuple[Measure, ...] = Field(
        min_length=1, description="contrasts between the arms, the leading one first; each suits some scores"
    )
    estimand: Estimand = Field(default=Estimand(), validate_default=True, description="the question that it answers")
    published: Published | None = Field(default=None, description="the result of the real trial, if there is one")

    @field_validator("visit")
    @classmethod
    def _sampled(cls, found: str | None, info: ValidationInfo) -> str | None:
        if found is None and info.data.get("score") in (*SAMPLED, *ON_A_DAY):
            raise wrong(f"the visit of the sample or the question, for {info.data['score']}")
        return found

    @field_validator("visits")
    @classmethod
    def _repeated(cls, found: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if info.data.get("score") == "pain_visits" and len(set(found)) < 2:
            raise wrong("at least two visits, for pain_visits; with one day, use pain_mean or pain_max")
        return found

    @field_validator("group")
    @classmethod
    def _counted(cls, found: str | None, info: ValidationInfo) -> str | None:
        if found is None and info.data.get("score") == "load":
            raise wrong("the group of the culture that is counted, for load")
        return found

    @field_validator("analyses")
    @classmethod
    def _fits(cls, found: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        score = info.data.get("score")
        if score is not None and any(score not in SUITS[measure] for measure in found):
            raise wrong(f"analyses for {score}: {', '.join(measure for measure, scores in SUITS.items() if score in scores)}")
        return found

    @field_validator("estimand")
    @classmethod
    def _answers(cls, found: Estimand, info: ValidationInfo) -> Estimand:
        known = info.data
        if not {"score", "population", "better", "analyses"} <= set(known):
            return found
        target = Target(known["score"], known["population"], known["better"], known["analyses"])
        wrongs = misfits(found, target)
        if wrongs:
            raise wrong("; ".join(wrongs))
        return in_full(found, target)


class Multiplicity(Part):
    """Endpoints whose leading contrasts are claims that share one chance of a false one."""

    method: Literal["holm", "fixed_sequence"] = Field(description="how p-values are adjusted")
    endpoints: tuple[EndpointName, ...] = Field(min_length=2, description="in the order of testing, for a fixed sequence")

    @field_validator("endpoints")
    @classmethod
    def _once(cls, found: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(found)) < len(found):
            raise wrong("endpoints that differ")
        return found
