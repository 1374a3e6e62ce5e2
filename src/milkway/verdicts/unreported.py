"""What each verdict would be if a completed trial without a readable result had come out one way or another.

Nothing here is a result. Women affected are imagined: as many as the risk of untreated women in a like trial says, times a
ratio. Which way its interval speaks, `direction.py` says, as of every trial.
"""

from dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.ledger.statements import Rated, Unreported
from milkway.ledger.studies import Finding, Study
from milkway.verdicts.direction import estimate_of, speaks
from milkway.verdicts.judge import Found, JudgedPart, Record, judge
from milkway.verdicts.verdict import Word


@dataclass(frozen=True)
class Imagined:
    """A plausible result of an unreported trial and the verdict with it; never a finding.

    Attributes:
        registry: of the trial.
        name: of the result.
        affected: women affected, product and control.
        women: women in these arms.
        ratio: risk ratio.
        low: lower end of its 95 % interval.
        high: upper end.
        direction: what it would say of the part.
        word: the verdict with it.
    """

    registry: str
    name: str
    affected: tuple[int, int]
    women: tuple[int, int]
    ratio: float
    low: float
    high: float
    direction: str
    word: Word


def imagined(judged: JudgedPart, record: Record) -> tuple[Imagined, ...]:
    """Return the plausible results of a part's unreported trials, each with its verdict: benefit, no difference, harm.

    Raises:
        InputError: the ledger lacks a number that they are made from.
    """
    return tuple(one for trial in judged.part.unreported for one in _results(judged, trial, record))


def _results(judged: JudgedPart, trial: Unreported, record: Record) -> list[Imagined]:
    like = record.studies[trial.like]
    risk, ratio = _number(like.finding(*trial.risk)), _number(like.finding(*trial.ratio))
    women = _women(record.studies[trial.study], trial.arms)
    courses = {f"benefit as in {trial.like}": ratio, "no difference": 1.0, "harm of that size": 1 / ratio}
    return [_imagine(judged, trial, name, risk, by, women) for name, by in courses.items()]


def _imagine(judged: JudgedPart, trial: Unreported, name: str, risk: float, ratio: float, women: tuple[int, int]) -> Imagined:
    affected = (round(women[0] * risk * ratio), round(women[1] * risk))
    events = (affected[0], women[0], affected[1], women[1])
    direction = "for" if ratio < 1 else "against"
    rated = Rated(
        id=trial.study,
        direction=direction,
        shown_by="events",
        rated_by="imagined",
        certainty=trial.certainty,
        because=trial.because,
        wanted="fewer",
        events=events,
        same_outcome=True,
        same_exposure=True,
        same_population=True,
    )
    found_ratio = estimate_of(rated)
    assert found_ratio is not None
    speaking = speaks(rated, benefit=judged.part.benefit)
    found = Found(rated, rated.rating, "", "", name, "unknown", False, speaking, frozenset({trial.study}))
    with_it = judge(judged.part, [*judged.found, found])
    return Imagined(
        trial.registry, name, affected, women, found_ratio.value, found_ratio.low, found_ratio.high, speaking, with_it.word
    )


def _women(study: Study, arms: tuple[str, str]) -> tuple[int, int]:
    analysed = {arm.id: arm.analysed for arm in study.arms}
    first, second = (analysed.get(name) for name in arms)
    if first is None or second is None:
        raise InputError("statements", [Mistake(f"unreported {study.id} arms", str(arms), "arms with women analysed")])
    return first, second


def _number(finding: Finding) -> float:
    if finding.value is None:
        raise InputError("statements", [Mistake(f"unreported {finding.name}", "no value", "a result with a value")])
    return finding.value
