"""Every score and every analysis that a protocol may ask for, found in the files that define them: there is no other list."""

from milkway.analysis import levels, measures, scores
from milkway.analysis.kinds import CHANGE, NUMBERS, TIME
from milkway.analysis.measure import Measure
from milkway.analysis.score import FirstEvent, Occurrence, Score
from milkway.core.defined import defined

SCORES_FIRST = (
    "mastitis_scores",
    "harm_scores",
    "antibiotic_scores",
    "feeding_scores",
    "pain_scores",
    "milk_scores",
    "stool_scores",
    "sharing_scores",
)
MEASURES_FIRST = (
    *("binary", "rates", "loads", "repeated", "logrank", "hazards", "restricted_mean", "subdistribution"),
    *("cumulative_incidence", "recurrent", "clustered"),
)
SCORES: dict[str, Score] = {one.name: one for one in defined(scores, Score, SCORES_FIRST)}
MEASURES: dict[str, Measure] = {one.name: one for one in defined(measures, Measure, MEASURES_FIRST)}


LEVELS: dict[str, Measure] = {one.name: one for one in defined(levels, Measure)}
ANALYSES = MEASURES | LEVELS


def first_events() -> tuple[FirstEvent, ...]:
    """Return every first event that a score asks for, those of times first."""
    found = [one.first for one in sorted(SCORES.values(), key=lambda one: one.kind is not TIME) if one.first is not None]
    found += [one.first for one in occurrences()]
    return tuple({one.code: one for one in found}.values())


def occurrences() -> tuple[Occurrence, ...]:
    """Return every event that a score counts."""
    return tuple({one.each.term: one.each for one in SCORES.values() if one.each is not None}.values())


def answered() -> tuple[Score, ...]:
    """Return the scores that are neither of a first event, nor of events that are counted, nor of a sample; ratings first.

    A change is read of the ratings of its two visits, and is none of its own.
    """
    found = (one for one in SCORES.values() if one.first is None and one.each is None and one.taken != "sample")
    found = (one for one in found if one.kind is not CHANGE)
    return tuple(sorted(found, key=lambda one: one.kind is not NUMBERS))


def suited(score: str) -> tuple[str, ...]:
    """Return the names of the contrasts that suit a score."""
    return tuple(one.name for one in MEASURES.values() if one.kind is SCORES[score].kind)


def suited_alone(score: str) -> tuple[str, ...]:
    """Return the names of the levels of a single arm that suit a score."""
    return tuple(one.name for one in LEVELS.values() if one.kind is SCORES[score].kind)


def scored_by(measure: str) -> tuple[str, ...]:
    """Return the names of the scores that a measure suits."""
    return tuple(one.name for one in SCORES.values() if one.kind is MEASURES[measure].kind)
