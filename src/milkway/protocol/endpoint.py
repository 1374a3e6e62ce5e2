"""An endpoint of a protocol: what is scored, in whom, how it is analysed, and what was published."""

import math
from typing import Any, Literal, NamedTuple

from pydantic import Field, ValidationInfo, field_validator

from milkway.analysis.kinds import Way
from milkway.analysis.measure import Measure
from milkway.analysis.registry import ANALYSES, MEASURES, SCORES, suited, suited_alone
from milkway.analysis.score import Need
from milkway.protocol.estimand import Estimand, Target, in_full, misfits
from milkway.protocol.fields import (
    AnalysisName,
    ArmName,
    AssayName,
    Count,
    GroupName,
    MeasureName,
    Part,
    ScoreName,
    Share,
    Text,
    Value,
    VisitName,
    unsaid,
    wrong,
)
from milkway.protocol.subgroup import Subgroup


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


class _Margins(NamedTuple):
    """What a margin may be, in words and between which values; or why there can be none."""

    words: str
    low: float = 0.0
    high: float = 0.0
    why_not: bool = False


def _margins(measure: Measure, better: Way) -> _Margins:
    """Return what a margin of a measure may be where one way is good."""
    if measure.alone:
        return _Margins("left out, as a single arm is compared with none", why_not=True)
    way = measure.favourable(better)
    if way == "neither":
        return _Margins(f'left out, or better "lower" or "higher": with "{better}" nothing is worse', why_not=True)
    if measure.of_no_effect:
        others = ", ".join(
            one.name
            for one in MEASURES.values()
            if one.kind is measure.kind and one.by_centre == measure.by_centre and not one.of_no_effect
        )
        return _Margins(f"left out, as {measure.name} tests no effect alone; or a leading analysis of {others}", why_not=True)
    neutral, least, most = (
        (1.0, 0.0, math.inf) if measure.is_ratio else (0.0, *((-1.0, 1.0) if measure.points else (-math.inf, math.inf)))
    )
    where = f"a {way} {measure.name} is better"
    if way == "lower":
        return _Margins(f"above {neutral:g}{f' and below {most:g}' if most < math.inf else ''}, as {where}", neutral, most)
    return _Margins(f"below {neutral:g}{f' and above {least:g}' if least > -math.inf else ''}, as {where}", least, neutral)


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
    baseline: VisitName | None = Field(
        default=None,
        validate_default=True,
        exclude_if=unsaid,
        description="visit, before that of the endpoint, from which its change counts",
    )
    group: GroupName | None = Field(
        default=None, validate_default=True, description="group of the assay, for a load or a share of reads"
    )
    assay: AssayName | None = Field(
        default=None, description="assay that is read, where several could be; by default the first that the file states"
    )
    population: Literal["completers", "randomised"] = Field(default="completers", description="women who are analysed")
    better: Way = Field(
        default_factory=_usually_good,
        description="which way is good for her; by default lower, and of a time or of women free higher",
    )
    analyses: tuple[AnalysisName, ...] = Field(
        min_length=1,
        description="contrasts between the arms, or with a single arm what is estimated of it, the leading one first; each suits"
        " some scores",
    )
    margin: Value | None = Field(
        default=None,
        description="in a trial that asks whether an arm is not worse than the reference by so much: the value of the leading"
        " analysis, on the worse side of no effect, that its interval must leave out; p is then of it",
    )
    estimand: Estimand = Field(default=Estimand(), validate_default=True, description="the question that it answers")
    subgroups: tuple[Subgroup, ...] = Field(
        default=(), exclude_if=unsaid, description="covariates in whose levels it is analysed too, with the interaction"
    )
    published: Published | None = Field(default=None, description="the result of the real trial, if there is one")

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Return the analyses, the leading one, first, judged against the margin if there is one."""
        leading, *others = (ANALYSES[name] for name in self.analyses)
        return leading if self.margin is None else leading.at(self.margin), *others

    @property
    def leading(self) -> Measure:
        """Return the leading analysis."""
        return self.measures[0]

    @property
    def estimand_plain(self) -> dict[str, Any]:
        """Return the five parts of the estimand as plain values, and the margin if there is one."""
        stated = self.estimand.model_dump(mode="json") | {"variable": self.score, "summary_measure": self.analyses[0]}
        return stated if self.margin is None else stated | {"margin": self.margin}

    @field_validator("visit")
    @classmethod
    def _sampled(cls, found: str | None, info: ValidationInfo) -> str | None:
        if found is None and _needs("visit", info):
            raise wrong(f"the visit of the sample or the question, for {info.data['score']}")
        return found

    @field_validator("baseline")
    @classmethod
    def _changed(cls, found: str | None, info: ValidationInfo) -> str | None:
        if found is None and _needs("baseline", info):
            raise wrong(f"the visit from which the change counts, for {info.data['score']}")
        if found is not None and "score" in info.data and not _needs("baseline", info):
            raise wrong(f"left out, since {info.data['score']} is no change from baseline")
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
        if score is not None and any(ANALYSES[measure].kind is not SCORES[score].kind for measure in found):
            alone = ", ".join(suited_alone(score))
            raise wrong(f"analyses for {score}: {', '.join(suited(score))}; with a single arm {alone}")
        return found

    @field_validator("margin")
    @classmethod
    def _worse(cls, found: float | None, info: ValidationInfo) -> float | None:
        if found is None or not {"analyses", "better"} <= set(info.data):
            return found
        allowed = _margins(ANALYSES[info.data["analyses"][0]], info.data["better"])
        if allowed.why_not or not allowed.low < found < allowed.high:
            raise wrong(allowed.words)
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
