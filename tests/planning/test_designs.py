"""Designs that differ from a protocol: what they change, whom they recruit, and what cannot be changed so."""

import math

import numpy as np
import pytest
from scipy import stats
from synthetic_pools import exactly, pool_of

from milkway.core.errors import InputError
from milkway.planning.compared_designs import needed_for
from milkway.planning.planned_truth import truth_mistakes
from milkway.planning.prepared_designs import designs_of
from milkway.planning.recruitment import only
from milkway.planning.usual_designs import left_by, usual_designs
from milkway.protocol.changes import changed
from milkway.protocol.known import known_words, read_known_protocol
from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.variant import Among, Variant


@pytest.fixture(scope="module")
def words():
    return known_words()


@pytest.fixture(scope="module")
def protocol():
    return read_known_protocol("hurtado2017")


@pytest.mark.parametrize("name", shipped_protocols())
def test_the_usual_designs_of_a_protocol_that_ships_are_protocols_themselves(name, words):
    planned, *others = designs_of(read_known_protocol(name), read_known_protocol(name).endpoints[0].name, words)
    assert {one.variant.about for one in others} >= {"dose", "history", "endpoint"}
    for one in others:
        same = one.protocol == planned.protocol and one.endpoint == planned.endpoint
        assert not same or one.variant.among


def test_designs_that_women_feel_alike_share_a_pool(protocol, words):
    found = {one.variant.about: one.simulated for one in designs_of(protocol, "clinical_mastitis", words)}
    for about in ("endpoint", "retention", "history", "carriage", "visit"):
        assert found[about] == found["protocol"]
    for about in ("dose", "start", "run-in", "follow-up"):
        assert found[about] != found["protocol"]


def test_a_value_is_changed_by_its_place_and_nothing_else_is(protocol, words):
    found = changed(protocol, {"visits.week_4.day": "6 weeks", "dropout.share": 0.1}, "x", words)
    assert [visit.day.number for visit in found.visits] == [7, 42, 112]
    assert found.dropout.share == 0.1
    assert found.model_copy(update={"visits": protocol.visits, "dropout": protocol.dropout}) == protocol


def test_every_place_that_does_not_exist_is_told_with_the_nearest(protocol, words):
    with pytest.raises(InputError) as wrong:
        changed(protocol, {"visits.weak_4.day": 30, "leaving.share": 0.1}, "x", words)
    told = [mistake.allowed for mistake in wrong.value.mistakes]
    assert told[0].startswith("week_4 (did you mean that?)")
    assert "dropout" in told[1]


def test_mistakes_of_all_stated_designs_are_told_at_once(protocol, words):
    stated = (
        Variant(name="late", changes={"visits.week_4.day": 400}),
        Variant(name="ill before", among=(Among(covariate="previous_mastits", at_least=1.0),)),
    )
    with pytest.raises(InputError) as wrong:
        designs_of(protocol.model_copy(update={"designs": stated}), "clinical_mastitis", words)
    told = str(wrong.value)
    assert "between -28 and 112" in told
    assert "previous_mastitis (did you mean that?)" in told


def test_what_leaves_in_a_run_in_and_after_it_is_what_leaves_in_all(protocol):
    whole = 112 - 3.5  # the window is days 1 to 6
    first, rest = (left_by(protocol, 0.5, days) for days in (7, whole - 7))
    assert (1 - first) * (1 - rest) == pytest.approx(0.5)


def test_women_needed_are_those_of_the_normal_formula():
    signal = 0.11
    power = float(stats.norm.cdf(signal * math.sqrt(300) - stats.norm.ppf(0.975)))
    expected = ((stats.norm.ppf(0.8) + stats.norm.ppf(0.975)) / signal) ** 2
    assert needed_for(0.8, power, 300) == pytest.approx(expected)
    assert needed_for(0.8, 0.02, 300) == math.inf


def test_some_women_of_a_pool_are_the_pool_of_these_women():
    pool, chosen = exactly(100, 20, 40), np.arange(100) % 3 == 0
    arms = {name: pool.scores["observed"]["effect"][name].taking(chosen) for name in ("product", "placebo")}
    expected, found = pool_of(pool.endpoint, arms), only(pool, chosen)
    for view in ("observed", "oracle"):
        for name in ("product", "placebo"):
            assert (found.scores[view]["effect"][name].value == expected.scores[view]["effect"][name].value).all()


def test_a_trial_may_begin_later_only_if_women_still_have_days_before_all_that_is_fixed(protocol, words):
    """All that is fixed must lie at least three days after the last enrolment of the later trial."""
    last, fortnight, run_in = protocol.design.enrolment[1], "two weeks later", "a week in which 80 % of capsules are taken"
    arms = {one["name"]: one["courses"] for one in protocol.model_dump(mode="json", exclude_none=True)["arms"]}

    def later(taken_until: int, **changes: str) -> set[str]:
        short = {f"arms.{name}.courses": [one | {"until": taken_until} for one in courses] for name, courses in arms.items()}
        made = changed(protocol, short | {key.replace("__", "."): value for key, value in changes.items()}, "x", words)
        return {one.name for one in usual_designs(made, "clinical_mastitis")} & {fortnight, run_in}

    assert (later(last + 17), later(last + 16)) == ({fortnight, run_in}, {run_in})
    assert (later(last + 10), later(last + 9)) == ({run_in}, set())
    assert later(last + 17, dropout__by=f"{last + 9} days") == set()


def test_a_trial_that_enrols_at_a_diagnosis_does_not_begin_later():
    asked = read_known_protocol("arroyo2010")
    assert asked.design.at == "diagnosis"
    assert not {"start", "run-in"} & {one.about for one in usual_designs(asked, asked.endpoints[0].name)}


@pytest.mark.parametrize(
    ("endpoint", "right", "wrong"),
    [
        ("clinical_mastitis", (0.01, 1, "0.7", "protocol", None), (0, -0.5, 1.01, "much")),
        ("staphylococcus_load", (-2, 0, "protocol"), (0.01, None)),
    ],
)
def test_a_truth_is_of_a_product_that_does_no_harm(protocol, endpoint, right, wrong):
    name = endpoint if any(one.name == endpoint for one in protocol.endpoints) else _of_load(protocol)
    assert [truth for truth in right if truth_mistakes(protocol, name, truth)] == []
    assert [truth for truth in wrong if not truth_mistakes(protocol, name, truth)] == []


def _of_load(protocol) -> str:
    return next(one.name for one in protocol.endpoints if one.score == "load")
