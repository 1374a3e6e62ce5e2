"""Every score and every measure that a protocol may ask for, found in the files that define them: there is no other list."""

from milkway.analysis import measures, scores
from milkway.analysis.measure import Measure
from milkway.analysis.score import Score
from milkway.core.defined import defined

SCORES_FIRST = ("mastitis_scores", "harm_scores", "feeding_scores", "pain_scores", "milk_scores")
MEASURES_FIRST = ("binary", "rates", "loads", "repeated", "logrank", "hazards", "restricted_mean", "recurrent", "clustered")
SCORES: dict[str, Score] = {one.name: one for one in defined(scores, Score, SCORES_FIRST)}
MEASURES: dict[str, Measure] = {one.name: one for one in defined(measures, Measure, MEASURES_FIRST)}


def suited(score: str) -> tuple[str, ...]:
    """Return the names of the measures that suit a score."""
    return tuple(one.name for one in MEASURES.values() if one.kind is SCORES[score].kind)


def scored_by(measure: str) -> tuple[str, ...]:
    """Return the names of the scores that a measure suits."""
    return tuple(one.name for one in SCORES.values() if one.kind is MEASURES[measure].kind)
