"""Every measure is known everywhere: what it suits, which way it is favourable, how it is computed, printed and planned."""

import numpy as np
import pytest

from milkway.analysis.kinds import CHANGE, COUNT, LOAD, NUMBER, NUMBERS, RECURRENCE, TIME
from milkway.analysis.measure import Estimate
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES, SCORES, scored_by, suited
from milkway.protocol.interim import Interim
from milkway.trials.stopping import benefit, stopping

WOMEN = 24
LOOKS = Interim.model_validate({"fractions": (0.5,), "bounds": "pocock", "basis": {"kind": "placeholder", "note": "a test"}})


def arm(score: str, *, ill: bool) -> Outcomes:
    """Return women of an arm that does badly or well, whatever is scored: many ill, early, in pain, with many bacteria."""
    draw, centre = np.random.default_rng(1 + ill), np.arange(WOMEN) % 6 + 6 * ill
    share = draw.random(WOMEN) < (0.8 if ill else 0.2)
    kind = SCORES[score].kind
    if kind is TIME:
        days = np.where(share, draw.integers(5, 30 if ill else 60, WOMEN), 84).astype(float)
        return Outcomes(days, days, share, centre)
    if kind is RECURRENCE:
        value = (draw.random((WOMEN, 84)) < (0.05 if ill else 0.01)).astype(float)
        return Outcomes(value, np.full(WOMEN, 84.0), value.any(axis=1), centre)
    if kind is NUMBERS:
        value = draw.normal(6 if ill else 2, 1, (WOMEN, 3))
    elif kind is CHANGE:
        before = draw.normal(4, 1, WOMEN)
        value = np.column_stack([before, before + draw.normal(2 if ill else -2, 1, WOMEN)])
    elif kind is NUMBER:
        value = draw.normal(6 if ill else 2, 2, WOMEN)
    elif kind is LOAD:
        value = 10 ** draw.normal(5 if ill else 3, 0.5, WOMEN)
    elif kind is COUNT:
        value = draw.poisson(2.5 if ill else 0.5, WOMEN).astype(float)
    else:
        value = (share if SCORES[score].good == "lower" else ~share).astype(float)
    return Outcomes(value, np.full(WOMEN, 84.0), np.ones(WOMEN, dtype=bool), centre)


PAIRS = [(measure, score) for measure in MEASURES for score in scored_by(measure)]


def test_every_score_has_a_measure_and_every_measure_a_score():
    assert [one.name for one in MEASURES.values()] == list(MEASURES)
    assert [one.name for one in SCORES.values()] == list(SCORES)
    assert all(scored_by(measure) for measure in MEASURES)
    assert all(suited(score) for score in SCORES)


@pytest.mark.parametrize(("measure", "score"), PAIRS)
def test_an_arm_that_does_better_is_seen_to_do_better(measure, score):
    """Fewer are ill, later, with less pain and fewer bacteria: whichever contrast is asked for says benefit."""
    well, badly, better = arm(score, ill=False), arm(score, ill=True), SCORES[score].good
    found = MEASURES[measure].between(well, badly)
    assert found.direction == MEASURES[measure].favourable(better)
    assert benefit(found, better) > 0 > benefit(MEASURES[measure].between(badly, well), better)


@pytest.mark.parametrize(("measure", "score"), [(m, s) for m, s in PAIRS if MEASURES[m].scale == "hazard"])
def test_a_look_at_a_time_to_a_harm_stops_for_benefit_where_the_harm_comes_later(measure, score):
    """What the hazard says of the event is told against the endpoint, whose longer time is good."""
    well, badly = arm(score, ill=False), arm(score, ill=True)
    told = [
        stopping(LOOKS, (24, 48), [MEASURES[measure].between(*pair)] * 2, "higher").looks[-1].decision
        for pair in ((well, badly), (badly, well))
    ]
    assert told == ["stop: benefit", "stop: harm"]


def test_where_neither_way_is_good_a_higher_estimate_counts_as_positive():
    higher = Estimate(MEASURES["risk_difference"], 0.2, 0.1, 0.3, 0.01, (20, 20))
    assert benefit(higher, "neither") > 0


def test_measures_that_count_centres_suit_what_others_suit():
    by_centre = [one for one in MEASURES.values() if one.by_centre]
    assert by_centre
    assert all(MEASURES[one.name.removesuffix("_clustered")].kind is one.kind for one in by_centre)


@pytest.mark.parametrize(("measure", "score"), dict(PAIRS).items())
def test_after_looks_p_and_interval_agree_whatever_is_measured(measure, score):
    """The stagewise p is below .05 exactly where its interval excludes no effect; the bound is reached where the other does."""
    well, badly = arm(score, ill=False), arm(score, ill=True)
    neutral = 1.0 if MEASURES[measure].is_ratio else 0.0
    first = [one.taking(np.arange(WOMEN) < WOMEN // 2) for one in (well, badly)]
    for pair in ((well, badly), (well, well), first):
        found = MEASURES[measure].between(*pair)
        for looks in ([found, found], [MEASURES[measure].between(*first), found]):
            told = stopping(LOOKS, (24, 48), looks, "higher")
            excluded = [not one.low <= neutral <= one.high for one in (told.unbiased, told.repeated) if one.low is not None]
            assert excluded in ([], [told.stagewise < 0.05, told.claims], [told.claims])
