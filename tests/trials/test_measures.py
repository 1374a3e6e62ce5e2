"""Every measure is known everywhere: what it suits, which way it is favourable, how it is computed, printed and planned."""

from typing import get_args

import numpy as np
import pytest

from milkway.analysis.contrasts import contrast
from milkway.analysis.measure import Estimate
from milkway.analysis.measures import MEASURES, suited
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.score_kinds import Score as ScoreName
from milkway.analysis.score_kinds import good
from milkway.protocol.interim import Interim
from milkway.reports.trial.design_words import SCORED
from milkway.reports.trial.estimand_table import VARIABLE
from milkway.trials.stopping import benefit, stopping

WOMEN = 24
LOOKS = Interim.model_validate({"fractions": (0.5,), "bounds": "pocock", "basis": {"kind": "placeholder", "note": "a test"}})


def arm(score: str, *, ill: bool) -> Outcomes:
    """Return women of an arm that does badly or well, whatever is scored: many ill, early, in pain, with many bacteria."""
    draw, centre = np.random.default_rng(1 + ill), np.arange(WOMEN) % 6 + 6 * ill
    share = draw.random(WOMEN) < (0.8 if ill else 0.2)
    if score in ("clinical_first", "abscess_first", "duration_breastfeeding"):
        days = np.where(share, draw.integers(5, 30 if ill else 60, WOMEN), 84).astype(float)
        return Outcomes(days, days, share, centre)
    if score == "clinical_recurrent":
        value = (draw.random((WOMEN, 84)) < (0.05 if ill else 0.01)).astype(float)
        return Outcomes(value, np.full(WOMEN, 84.0), value.any(axis=1), centre)
    if score == "pain_visits":
        value = draw.normal(6 if ill else 2, 1, (WOMEN, 3))
    elif score in ("pain_max", "pain_mean"):
        value = draw.normal(6 if ill else 2, 1, WOMEN)
    elif score == "load":
        value = 10 ** draw.normal(5 if ill else 3, 0.5, WOMEN)
    elif score == "clinical_episodes":
        value = draw.poisson(2.5 if ill else 0.5, WOMEN).astype(float)
    else:
        value = (share if good(score)[0] == "lower" else ~share).astype(float)
    return Outcomes(value, np.full(WOMEN, 84.0), np.ones(WOMEN, dtype=bool), centre)


PAIRS = [(measure, score) for measure, one in MEASURES.items() for score in one.scores]


def test_no_table_of_measures_or_scores_lacks_one_that_another_has():
    assert [one.name for one in MEASURES.values()] == list(MEASURES)
    assert (
        set(get_args(ScoreName)) == set(SCORED) == set(VARIABLE) == {score for one in MEASURES.values() for score in one.scores}
    )


@pytest.mark.parametrize(("measure", "score"), PAIRS)
def test_an_arm_that_does_better_is_seen_to_do_better(measure, score):
    """Fewer are ill, later, with less pain and fewer bacteria: whichever contrast is asked for says benefit."""
    well, badly, better = arm(score, ill=False), arm(score, ill=True), good(score)[0]
    found = contrast(measure, well, badly)
    assert found.direction == MEASURES[measure].favourable(better)
    assert benefit(found, better) > 0 > benefit(contrast(measure, badly, well), better)


@pytest.mark.parametrize(("measure", "score"), [(m, s) for m, s in PAIRS if MEASURES[m].scale == "hazard"])
def test_a_look_at_a_time_to_a_harm_stops_for_benefit_where_the_harm_comes_later(measure, score):
    """What the hazard says of the event is told against the endpoint, whose longer time is good."""
    well, badly = arm(score, ill=False), arm(score, ill=True)
    told = [
        stopping(LOOKS, (24, 48), [contrast(measure, *pair)] * 2, "higher").looks[-1].decision
        for pair in ((well, badly), (badly, well))
    ]
    assert told == ["stop: benefit", "stop: harm"]


def test_where_neither_way_is_good_a_higher_estimate_counts_as_positive():
    higher = Estimate(MEASURES["risk_difference"], 0.2, 0.1, 0.3, 0.01, (20, 20))
    assert benefit(higher, "neither") > 0


def test_measures_that_count_centres_suit_what_others_suit():
    for score in get_args(ScoreName):
        by_centre = [measure for measure in suited(score) if MEASURES[measure].by_centre]
        assert all(MEASURES[measure.removesuffix("_clustered")].scores == MEASURES[measure].scores for measure in by_centre)
