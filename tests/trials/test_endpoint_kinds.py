"""Endpoints of repeated, recurrent and late things: scored by hand-made days, and refused before anything is simulated."""

from dataclasses import replace

import numpy as np
import pytest
from trial_worlds import SIGNS, exposed_from, scored_arm, still, with_days

from milkway.analysis.registry import MEASURES, SCORES
from milkway.analysis.scores.mastitis_scores import CLINICAL_RECURRENT
from milkway.core.errors import InputError
from milkway.core.streams import Streams
from milkway.protocol.protocol_file import protocol_of
from milkway.protocol.resolve import resolve

ILL = ("breast_pain", "redness", "fever")
ENROLLED = np.full(6, 2)
KINDS = {
    "recurrent": ("clinical_recurrent", ["mean_cumulative_difference", "mean_cumulative_ratio"]),
    "feeding": ("duration_breastfeeding", ["hazard_ratio", "log_rank", "restricted_mean_difference"]),
    "late_abscess": ("abscess_first", ["log_rank"]),
    "harm": ("adverse_any", ["risk_difference_exact"]),
    "late_pain": ("pain_days", ["mean_difference"]),
    "antibiotic": ("antibiotic_any", ["risk_difference"]),
    "courses": ("antibiotic_courses", ["rate_ratio_robust"]),
    "pain": ("pain_visits", ["mixed_difference", "mixed_difference_last"]),
}


def written(kind: str, **changed: object) -> dict[str, object]:
    score, analyses = KINDS[kind]
    places = {"visits": ["entry", "week_4", "end"], "visit": "week_4"}
    visits = {need: places[need] for need in SCORES[score].needs}
    plain = {"name": kind, "label": kind, "unit": "x", "score": score, "population": "randomised", "analyses": analyses}
    return plain | visits | changed


def with_endpoints(protocol, words, *endpoints: dict[str, object], **parts: object):
    tables = resolve(protocol) | {"endpoints": list(endpoints), "used_in_tuning": []} | parts
    return protocol_of(tables, "test", words)


def mistakes(protocol, words, *endpoints: dict[str, object], **parts: object) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        with_endpoints(protocol, words, *endpoints, **parts)
    return {mistake.where: mistake.allowed for mistake in caught.value.mistakes}


@pytest.fixture(scope="module")
def trial(protocol, words):
    return with_endpoints(protocol, words, *(written(kind) for kind in KINDS))


def scored(trajectory, trial, view="observed"):
    return scored_arm("product", trajectory, ENROLLED, trial, Streams(1)).scores[view]


def test_each_episode_counts_on_its_day_since_enrolment(trial, quiet_women):
    found = scored(with_days(quiet_women, 1, [20, 40], ILL), trial)["recurrent"]
    assert np.flatnonzero(found.value[1] > 0).tolist() == [18, 38]
    assert np.nansum(found.value) == 2
    assert CLINICAL_RECURRENT.kind.arm(found).value == pytest.approx(2 / 6)


def test_days_after_leaving_are_missing_not_quiet(trial, quiet_women):
    found = scored(exposed_from(quiet_women, 2, 10, "withdrawn"), trial)["recurrent"]
    assert np.isfinite(found.value[2]).sum() == 8
    assert np.isfinite(found.value[0]).sum() == 110


def test_breastfeeding_lasts_until_it_ends_or_the_trial_does(trial, quiet_women):
    found = scored(exposed_from(quiet_women, 3, 50, "ceased"), trial)["feeding"]
    assert (found.value[3], found.seen[3]) == (48, True)
    assert (found.value[0], found.seen[0]) == (110, False)


def test_an_abscess_counts_from_its_first_day_and_as_an_adverse_event(trial, quiet_women):
    women = exposed_from(quiet_women, 4, 60, "left_breast__abscess")
    found = scored(women, trial)
    assert found["late_abscess"].value[4] == 58
    assert found["harm"].value.tolist() == [0, 0, 0, 0, 1, 0]


def test_fever_is_an_adverse_event_once_it_is_reported(trial, quiet_women):
    women = with_days(with_days(quiet_women, 0, [30], ("fever",)), 1, [30], ("fever",), reported=False)
    assert scored(women, trial)["harm"].value.tolist() == [1, 0, 0, 0, 0, 0]
    assert scored(women, trial, "oracle")["harm"].value.tolist() == [1, 1, 0, 0, 0, 0]


def test_an_antibiotic_counts_once_for_each_course_that_begins_after_enrolment(trial, quiet_women):
    """Woman 0 has her arm's own course, 1 two courses, 2 one after she left, 3 two within one day, and 4 one from before."""
    women = replace(quiet_women, realised=quiet_women.realised.copy())
    drug = women.exposures.index("maternal_antibiotic")
    for woman, first, last in ((0, 2, 9), (1, 3, 9), (1, 50, 60), (2, 20, 30), (3, 30, 37), (3, 37, 44), (4, 0, 7)):
        women.realised[woman, first:last, drug] = 1.0
    women = exposed_from(women, 2, 10, "withdrawn")
    found = scored(women, trial)
    assert found["antibiotic"].value.tolist() == [0, 1, 0, 1, 0, 0]
    assert found["courses"].value.tolist() == [0, 2, 0, 1, 0, 0]
    assert scored(women, trial, "oracle")["courses"].value.tolist() == [0, 2, 1, 1, 0, 0]


def test_an_antibiotic_around_birth_is_not_for_the_breast_of_a_woman_enrolled_in_pregnancy(trial, quiet_women):
    women = replace(quiet_women, diary_days=np.arange(-20, 92), realised=quiet_women.realised.copy())
    women.realised[0, 20:22, women.exposures.index("maternal_antibiotic")] = 1.0  # the day of birth and the next
    women.realised[1, 21:22, women.exposures.index("maternal_antibiotic")] = 1.0  # the day after birth
    whole = trial.model_copy(update={"endpoints": tuple(one for one in trial.endpoints if one.name == "antibiotic")})
    found = scored_arm("product", women, np.full(6, -15), whole, Streams(1)).scores["observed"]["antibiotic"]
    assert found.value.tolist() == [0, 1, 0, 0, 0, 0]


def test_pain_is_rated_at_each_visit_until_she_leaves(trial, quiet_women):
    women = replace(quiet_women, level=quiet_women.level.copy())
    women.level[:, :, SIGNS.index("breast_pain")] = 5.0
    found = scored(exposed_from(women, 2, 10, "withdrawn"), trial, "observed")["pain"]
    assert np.isfinite(found.value).sum(axis=1).tolist() == [3, 3, 1, 3, 3, 3]
    assert scored(women, trial, "oracle")["pain"].value.tolist() == [[5.0, 5.0, 5.0]] * 6


def test_days_with_pain_count_from_the_day_of_the_visit_on(trial, quiet_women):
    """Week 4 is day 28: the day before does not count, the day and the day after do, and none after she leaves."""
    women = with_days(with_days(quiet_women, 0, [27, 28, 29, 111], ILL[:1]), 1, [27], ILL[:1])
    women = with_days(exposed_from(women, 2, 30, "withdrawn"), 2, [29, 30], ILL[:1])
    women = exposed_from(women, 3, 28, "withdrawn")
    found = scored(women, trial)["late_pain"].value
    assert found[:3].tolist() == [3, 0, 1]
    assert np.isnan(found[3])
    assert scored(women, trial, "oracle")["late_pain"].value[2] == 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_women_in_two_arms_do_not_differ_in_any_kind_of_endpoint(trial, kind):
    women = with_days(still(40), 7, [30, 60], ILL)
    women = exposed_from(exposed_from(women, 8, 50, "ceased"), 9, 20, "right_breast__abscess")
    one = scored_arm("x", women, np.full(40, 2), trial, Streams(1)).scores["observed"][kind]
    for measure in KINDS[kind][1]:
        found = MEASURES[measure].between(one, one)
        assert found.direction in ("same", "unknown")
        assert found.p is None or found.p == pytest.approx(1.0)


def test_women_can_be_drawn_from_a_score_of_any_shape(trial, quiet_women):
    for one in scored(quiet_women, trial).values():
        drawn = one.taking(np.array([0, 0, 5]))
        assert (len(drawn.value), len(drawn.time), len(drawn.seen)) == (3, 3, 3)


def test_an_analysis_that_does_not_fit_is_found_at_its_key_with_those_that_do(protocol, words):
    found = mistakes(protocol, words, written("recurrent"), written("feeding", analyses=["risk_ratio"]))
    assert found == {
        "endpoints[2].analyses": "analyses for duration_breastfeeding: log_rank, hazard_ratio,"
        " restricted_mean_difference, subdistribution_hazard_ratio, cumulative_incidence_difference, cumulative_incidence_ratio;"
        " with a single arm share_free"
    }


def test_pain_at_one_visit_is_no_repeated_measure(protocol, words):
    found = mistakes(protocol, words, written("pain", visits=["end"]))
    assert list(found) == ["endpoints[1].visits"]


def test_a_load_needs_a_visit_and_a_group_and_the_strain_a_visit(protocol, words):
    load = written("harm", name="load", score="load", analyses=["log10_difference"])
    strain = written("harm", score="strain_detected", analyses=["risk_difference"])
    assert set(mistakes(protocol, words, load, strain)) == {
        "endpoints[1].visit",
        "endpoints[1].group",
        "endpoints[2].visit",
    }


def test_claims_name_endpoints_of_the_protocol_once_each(protocol, words):
    both = {"multiplicity": {"method": "holm", "endpoints": ["harm", "harms"]}}
    assert "harm (did you mean that?)" in mistakes(protocol, words, written("harm"), **both)["multiplicity.endpoints[2]"]
    twice = {"multiplicity": {"method": "holm", "endpoints": ["harm", "harm"]}}
    assert list(mistakes(protocol, words, written("harm"), **twice)) == ["multiplicity.endpoints"]
