"""An endpoint of a protocol: what is scored, in whom, how it is analysed, and what was published."""

from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from milkway.analysis.kinds import Way
from milkway.analysis.registry import MEASURES, SCORES, suited
from milkway.analysis.score import Need
from milkway.protocol.estimand import Estimand, Target, in_full, misfits
from milkway.protocol.fields import (
    ArmName,
    Count,
    GroupName,
    MeasureName,
    Part,
    ScoreName,
    Share,
    Text,
    Value,
    VisitName,
    wrong,
)


class PublishedArm(Part):
    """What was printed of one arm, or follows by arithmetic from what was printed."""

    value: Value | None = Field(default=None, description="in the unit of the endpoint")
    count: int | None = Field(default=None, ge=0, strict=True, description="women or episodes counted")
    n: Count | None = Field(default=None, description="women analysed")


class PublishedContrast(Part):
    """A printed contrast; what was not printed is left out."""

    measure: MeasureName = Field(description="what was printed")
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


def _usually_good(known: dict[str, Any]) -> Way:
    """Return the way of a score that is good unless the protocol says otherwise."""
    return SCORES[known["score"]].ways[0] if "score" in known else "lower"


def _needs(need: Need, info: ValidationInfo) -> bool:
    """Return whether the score of the endpoint that is read needs something."""
    return "score" in info.data and need in SCORES[info.data["score"]].needs


class Endpoint(Part):
    """A number per woman and its analyses, the leading one first."""

    name: Text = Field(description="short name by which this file refers to the endpoint")
    label: Text = Field(description="as a reader of the report sees it")
    unit: Text = Field(description="as a reader of the report sees it")
    score: ScoreName = Field(description="what is scored of each woman")
    visit: VisitName | None = Field(default=None, validate_default=True, description="visit of the sample or the question")
    visits: tuple[VisitName, ...] = Field(default=(), validate_default=True, description="visits at which pain is rated")
    group: GroupName | None = Field(default=None, validate_default=True, description="group of the culture, for a load")
    population: Literal["completers", "randomised"] = Field(default="completers", description="women who are analysed")
    better: Way = Field(
        default_factory=_usually_good,
        description="which way is good for her; by default lower, and of a time or of women free higher",
    )
    analyses: tuple[MeasureName, ...] = Field(
        min_length=1, description="contrasts between the arms, the leading one first; each suits some scores"
    )
    estimand: Estimand = Field(default=Estimand(), validate_default=True, description="the question that it answers")
    published: Published | None = Field(default=None, description="the result of the real trial, if there is one")

    @field_validator("visit")
    @classmethod
    def _sampled(cls, found: str | None, info: ValidationInfo) -> str | None:
        if found is None and _needs("visit", info):
            raise wrong(f"the visit of the sample or the question, for {info.data['score']}")
        return found

    @field_validator("visits")
    @classmethod
    def _repeated(cls, found: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if _needs("visits", info) and len(set(found)) < 2:
            raise wrong(f"at least two visits, for {info.data['score']}; with one day, use another score")
        return found

    @field_validator("group")
    @classmethod
    def _counted(cls, found: str | None, info: ValidationInfo) -> str | None:
        if found is None and _needs("group", info):
            raise wrong(f"the group of the culture that is counted, for {info.data['score']}")
        return found

    @field_validator("better")
    @classmethod
    def _good(cls, found: Way, info: ValidationInfo) -> Way:
        score = info.data.get("score")
        if score is not None and found not in SCORES[score].ways:
            raise wrong(" or ".join(f'"{way}"' for way in SCORES[score].ways) + f", as {score} counts what is good or bad")
        return found

    @field_validator("analyses")
    @classmethod
    def _fits(cls, found: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        score = info.data.get("score")
        if score is not None and any(MEASURES[measure].kind is not SCORES[score].kind for measure in found):
            raise wrong(f"analyses for {score}: {', '.join(suited(score))}")
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
