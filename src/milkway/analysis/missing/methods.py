"""What is asked of women some of whom left, and every method that answers it: the only list of them, in the order of reports."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from milkway.analysis.aalen_johansen import aalen_johansen, by_day, effective_women
from milkway.analysis.estimate import absent
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import RISK_DIFFERENCE, difference_of_shares, risk_difference
from milkway.analysis.measures.loads import difference_of_logs
from milkway.analysis.missing import imputed_episodes, imputed_loads, imputed_ratings, tipping, visit_strategies, weighting
from milkway.analysis.missing.imputing import Strategy, as_seen, jump_to_reference
from milkway.analysis.missing.tipping import Tipping
from milkway.analysis.missing.visit_strategies import Means
from milkway.analysis.missing.women import LOAD, RATINGS, RISK, Women
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.reasons import NO_WOMEN
from milkway.core.streams import Streams

Analysis = Callable[[Women, Women, Streams], Estimate]
ORACLE = "oracle"  # of all women randomised had nobody left, which no trial sees; every method is set beside it


@dataclass(frozen=True)
class Method:
    """A way to answer a question although women left.

    Attributes:
        name: in results.
        label: as readers see it.
        analyse: the first arm against the reference, by it.
        needs_diary: whether it is nothing without a rating of pain of each day.
    """

    name: str
    label: str
    analyse: Analysis = field(repr=False)
    needs_diary: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked of two arms of women.

    Attributes:
        name: in results.
        title: as readers see it.
        methods: that answer it, who completed the trial first.
        tipping: how much worse women who left the first arm must have fared until the conclusion turns.
        moved: in what unit they are moved; nothing where it is the odds of an episode on each day.
        needs_diary: whether nobody can be moved without a rating of pain of each day.
    """

    name: str
    title: str
    methods: tuple[Method, ...]
    tipping: Callable[[Women, Women, Streams], Tipping] = field(repr=False)
    moved: str = ""
    needs_diary: bool = False

    def method(self, name: str) -> Method:
        """Return one of its methods."""
        return next(one for one in self.methods if one.name == name)


def analyse(endpoint: str, method: str, first: Women, second: Women, streams: Streams) -> Estimate:
    """Return an analysis of the first arm against the second, the reference.

    Args:
        endpoint: a name in `QUESTIONS`.
        method: the name of one of its methods, or `ORACLE`.
        first: women of the first arm, of whom some leave.
        second: women of the reference arm.
        streams: all chance of imputation.
    """
    if method == ORACLE:
        return QUESTIONS[endpoint].methods[0].analyse(_staying(first), _staying(second), streams)
    return QUESTIONS[endpoint].method(method).analyse(first, second, streams)


def risk_of_completers(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the risk difference among women who stayed; right only if leaving has nothing to do with the outcome."""
    counts = [(int((arm.ill & arm.stays).sum()), int(arm.stays.sum())) for arm in (first, second)]
    return risk_difference((counts[0][0], counts[1][0]), (counts[0][1], counts[1][1]))


def load_of_completers(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference of mean log10 load among women with a sample."""
    arms = (first, second)
    return difference_of_logs([arm.load[arm.sampled] for arm in arms], [arm.below[arm.sampled] for arm in arms])


def ratings_of_completers(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference over visits among women who stayed."""
    return first.ratings.measure.between(_outcomes(first, first.stays), _outcomes(second, second.stays))


def ratings_seen(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference over visits by the trial's own model, from every rating that was seen.

    It is right if leaving depends on ratings that were seen.
    """
    return first.ratings.measure.between(*(_outcomes(arm, np.ones(len(arm.dyads), dtype=bool)) for arm in (first, second)))


def censored_risk(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference of Kaplan-Meier risks at the end of the longest follow-up, by the score test of effective numbers.

    It is right if women who leave would have fared as those of their arm who stay. Greenwood's variance with a normal law
    claims too much in small arms, as Wald's interval of a share does, so that shares are judged as if they were counted among
    as many women as would know them as well without leaving.

    Source: Dorey and Korn 1987 (dorey1987).
    """
    arms = (first, second)
    n = (len(first.ends), len(second.ends))
    if 0 in n:
        return absent(RISK_DIFFERENCE, n, NO_WOMEN)
    seen = [(np.minimum(arm.begins, np.minimum(arm.leaves, arm.ends)), arm.ill_seen) for arm in arms]
    curves = [aalen_johansen(*one, np.zeros_like(one[1])) for one in seen]  # nothing competes: one less Kaplan-Meier's
    times, events = (np.concatenate(part) for part in zip(*seen, strict=True))
    both, end = aalen_johansen(times, events, np.zeros_like(events)), float(times.max())
    (risk, women), (other, others) = ((by_day(one, end), effective_women(one, both, end)) for one in curves)
    return difference_of_shares((risk, other), (women, others), n, "Kaplan-Meier; score test of effective numbers")


def _episodes(strategy: Strategy) -> Analysis:
    return lambda first, second, streams: imputed_episodes.risk(first, second, strategy, streams)


def _loads(strategy: Strategy) -> Analysis:
    return lambda first, second, streams: imputed_loads.load(first, second, strategy, streams)


def _ratings(strategy: Means) -> Analysis:
    return lambda first, second, streams: imputed_ratings.ratings(first, second, strategy, streams)


COMPLETERS, WEIGHTING, IMPUTATION, JUMP = (
    "Completers only",
    "Inverse-probability weighting",
    "Multiple imputation",
    "Jump to reference",
)
QUESTIONS: dict[str, Question] = {
    one.name: one
    for one in (
        Question(
            RISK,
            "Women with clinical mastitis, risk difference",
            (
                Method("completers", COMPLETERS, risk_of_completers),
                Method("censoring", "Kaplan-Meier", censored_risk),
                Method("weighting", WEIGHTING, weighting.risk),
                Method("imputation", IMPUTATION, _episodes(as_seen)),
                Method("jump_to_reference", JUMP, _episodes(jump_to_reference)),
            ),
            tipping.risk,
        ),
        Question(
            LOAD,
            "difference of log10 load",
            (
                Method("completers", COMPLETERS, load_of_completers),
                Method("weighting", WEIGHTING, weighting.load),
                Method("imputation", IMPUTATION, _loads(as_seen), needs_diary=True),
                Method("jump_to_reference", JUMP, _loads(jump_to_reference), needs_diary=True),
            ),
            tipping.load,
            "log10",
            needs_diary=True,
        ),
        Question(
            RATINGS,
            "difference of ratings at visits",
            (
                Method("completers", COMPLETERS, ratings_of_completers),
                Method("mixed_model", "Mixed model of what was seen", ratings_seen),
                Method("imputation", IMPUTATION, _ratings(visit_strategies.as_those_who_stay)),
                Method("jump_to_reference", JUMP, _ratings(visit_strategies.jump_to_reference)),
                Method("copy_increments", "Copy increments", _ratings(visit_strategies.copy_increments_in_reference)),
                Method("copy_reference", "Copy reference", _ratings(visit_strategies.copy_reference)),
            ),
            tipping.ratings,
            "points",
        ),
    )
}


def _outcomes(women: Women, kept: np.ndarray) -> Outcomes:
    """Return the ratings of some women of an arm as a score."""
    return Outcomes(women.rated[kept], women.ends[kept], np.ones(int(kept.sum()), dtype=bool))


def _staying(women: Women) -> Women:
    return replace(women, leaves=women.ends + 1)
