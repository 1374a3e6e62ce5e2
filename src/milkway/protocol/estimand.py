"""The question that an endpoint answers, in the words of ICH E9(R1): whom, which treatment, and what of intercurrent events.

The variable is the endpoint's score and the summary measure its leading analysis, so they are not stated again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from milkway.analysis.kinds import SHARE
from milkway.analysis.measures.restricted_mean import RESTRICTED_MEAN_DIFFERENCE
from milkway.analysis.registry import SCORES
from milkway.protocol.events import CESSATION, EVENTS, LEAVING
from milkway.protocol.fields import Part, wrong
from milkway.protocol.words import suggest

POLICY, HYPOTHETICAL, ON_TREATMENT, COMPOSITE = "treatment_policy", "hypothetical", "while_on_treatment", "composite"
STRATEGIES = (POLICY, HYPOTHETICAL, ON_TREATMENT, COMPOSITE)


def _one_of(known: tuple[str, ...]) -> AfterValidator:
    def check(found: str) -> str:
        if found not in known:
            raise wrong(suggest(found, known))
        return found

    return AfterValidator(check)


EventName = Annotated[str, _one_of(tuple(EVENTS)), WithJsonSchema({"type": "string", "enum": list(EVENTS)})]
Strategy = Annotated[str, _one_of(STRATEGIES), WithJsonSchema({"type": "string", "enum": list(STRATEGIES)})]


class Estimand(Part):
    """What an endpoint estimates; events that are not stated are treated as in the trials that ship: by treatment policy."""

    population: Literal["randomised"] = Field(default="randomised", description="all women randomised")
    treatment: Literal["as_assigned"] = Field(default="as_assigned", description="the arm that a woman is randomised to")
    intercurrent: dict[EventName, Strategy] = Field(default={}, description="a strategy for each intercurrent event")

    def treated_by(self, strategy: str) -> tuple[str, ...]:
        """Return the events that a strategy is for."""
        return tuple(event for event, chosen in self.intercurrent.items() if chosen == strategy)


@dataclass(frozen=True)
class Target:
    """What of an endpoint decides which strategies suit it: its score, who is analysed, which way is better, its analyses."""

    score: str
    population: str
    better: str
    analyses: tuple[str, ...]


def in_full(estimand: Estimand, target: Target) -> Estimand:
    """Return the estimand with a strategy for every event.

    That of an event that is not stated is treatment policy; there is no milk after the end of breastfeeding, so that for what
    is measured in milk only visits before it count.
    """
    stated = estimand.intercurrent
    default = {CESSATION: ON_TREATMENT} if SCORES[target.score].of_milk else {}
    full = {event: stated.get(event, default.get(event, POLICY)) for event in EVENTS}
    return estimand.model_copy(update={"intercurrent": full})


def misfits(estimand: Estimand, target: Target) -> list[str]:
    """Return what is wrong with an estimand for an endpoint, with what would fit."""
    return [f"intercurrent.{event} = {fits}" for event, fits in _misfits(estimand, target)]


def _misfits(estimand: Estimand, target: Target) -> Iterator[tuple[str, str]]:
    scored = SCORES[target.score]
    for event, strategy in estimand.intercurrent.items():
        if event == scored.is_event and strategy != POLICY:
            yield event, f'"{POLICY}" for {target.score}, which is that event itself'
        elif event == CESSATION and scored.of_milk and strategy == POLICY:
            yield event, f'"{ON_TREATMENT}" or "{HYPOTHETICAL}" for {target.score}: there is no milk after that event'
        elif strategy == COMPOSITE and not _has_bad(target):
            yield event, f"{_listed(COMPOSITE)} for {target.score}: {_why_not_bad(target)}"
        elif strategy == ON_TREATMENT and RESTRICTED_MEAN_DIFFERENCE.name in target.analyses:
            yield event, f"{_listed(ON_TREATMENT)} for a restricted mean, which needs days that all women could have"
        elif event == LEAVING and strategy in (COMPOSITE, ON_TREATMENT) and target.population == "completers":
            yield event, f'"{POLICY}" or "{HYPOTHETICAL}" where only completers are analysed; or population = "randomised"'


def _has_bad(target: Target) -> bool:
    kind = SCORES[target.score].kind
    return kind.with_bad is not None and (kind is not SHARE or target.better != "neither")


def _why_not_bad(target: Target) -> str:
    if SCORES[target.score].kind is SHARE:
        return 'an event is no outcome where better = "neither"'
    return "an event is an outcome only of a share of women or of a time, such as clinical_any or clinical_first"


def _listed(without: str) -> str:
    return " or ".join(f'"{strategy}"' for strategy in STRATEGIES if strategy != without)
