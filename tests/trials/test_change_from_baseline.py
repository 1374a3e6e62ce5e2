"""Change from baseline in a trial: read by hand, refused where it cannot be read, and with women who leave or wean."""

from dataclasses import replace

import numpy as np
import pytest
from own_trials import own_tables
from trial_worlds import exposed_from, scored_arm, still

from milkway.core.errors import InputError
from milkway.core.streams import Streams
from milkway.protocol.known import known_words
from milkway.protocol.protocol_file import protocol_of
from milkway.protocol.resolve import resolve

ENROLLED = np.full(6, 2)
LOAD = {
    "name": "load_change",
    "label": "Change of the load",
    "unit": "log10 CFU/mL",
    "score": "load_change",
    "baseline": "entry",
    "visit": "week_4",
    "group": "staphylococcus",
    "population": "randomised",
    "analyses": ["ancova_difference", "change_difference"],
}
PAIN = {key: value for key, value in LOAD.items() if key != "group"} | {"name": "pain_change", "score": "pain_change"}


def trial(*endpoints: dict, **changed: object):
    return protocol_of(own_tables(endpoints=list(endpoints), **changed), "test", known_words())


def mistakes(*endpoints: dict, **changed: object) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        trial(*endpoints, **changed)
    return {one.where: one.allowed for one in caught.value.mistakes}


def women(times: float = 1.0):
    """Return women whose staphylococci in milk are so many times fewer from day 28 on, and whose pain falls from 6 to 2."""
    found = still(6)
    amounts = found.amounts.copy()
    for site in ("left_milk", "right_milk"):
        amounts[:, found.days >= 28, found.stocks.index(f"{site}__staphylococcus_cons")] /= times
    level = found.level.copy()
    level[:, :20, found.signs.index("breast_pain")] = 6.0
    level[:, 20:, found.signs.index("breast_pain")] = 2.0
    return replace(found, amounts=amounts, level=level)


def true(trajectory, *endpoints: dict):
    return scored_arm("product", trajectory, ENROLLED, trial(*endpoints), Streams(1)).scores["oracle"]


def test_a_change_is_what_is_at_the_visit_less_what_was_at_baseline():
    found = true(women(times=10.0), LOAD, PAIN)
    assert np.diff(found["load_change"].value)[:, 0] == pytest.approx(-1.0)
    assert found["pain_change"].value.tolist() == [[6.0, 2.0]] * 6


def test_a_load_below_the_limit_is_at_it_and_is_told():
    """A hundred per mL a breast, a thousand times fewer: the limit stands in its place."""
    found, culture = true(women(times=1e4), LOAD)["load_change"], trial(LOAD).assays.culture[0]
    assert found.value[:, 1] == pytest.approx(np.log10(culture.limit))
    assert not found.seen.any()


def test_who_left_or_weaned_before_the_visit_has_no_change():
    left = exposed_from(women(), 2, 20, "withdrawn")
    seen = scored_arm("product", left, ENROLLED, trial(LOAD, PAIN), Streams(1)).scores["observed"]
    for name in ("load_change", "pain_change"):
        assert np.isnan(seen[name].value[2]).all()
        assert np.isfinite(seen[name].value[[0, 1, 3, 4, 5]]).all()
    weaned = true(exposed_from(women(), 3, 20, "ceased"), LOAD, PAIN)
    assert np.isnan(weaned["load_change"].value[3]).all()
    assert np.isfinite(weaned["pain_change"].value[3]).all()


def test_an_event_that_is_supposed_away_before_the_visit_leaves_no_change():
    away = PAIN | {"estimand": {"intercurrent": {"formula": "hypothetical"}}}
    seen = scored_arm("product", exposed_from(women(), 1, 15, "formula"), ENROLLED, trial(away), Streams(1)).scores["observed"]
    assert np.isnan(seen["pain_change"].value[1]).all()
    after = scored_arm("product", exposed_from(women(), 1, 60, "formula"), ENROLLED, trial(away), Streams(1)).scores["observed"]
    assert np.isfinite(after["pain_change"].value).all()


def test_a_change_needs_a_baseline_before_its_visit_by_one_assay():
    tables = own_tables()
    (culture,) = tables["assays"]["culture"]
    parted = tables["assays"] | {
        "culture": [culture | {"visits": ["entry"]}, culture | {"name": "later", "visits": ["week_4", "end"]}]
    }
    whole = {key: value for key, value in LOAD.items() if key != "baseline"}
    assert mistakes(whole) == {"endpoints[1].baseline": "the visit from which the change counts, for load_change"}
    assert mistakes(LOAD | {"baseline": "end"})["endpoints[1].baseline"] == "a visit before week_4 (day 28): entry"
    assert "later at week_4, end" in mistakes(LOAD, assays=parted)["endpoints[1].baseline"]
    told = mistakes(whole | {"score": "load", "baseline": "entry", "analyses": ["log10_difference"]})
    assert told == {"endpoints[1].baseline": "left out, since load is no change from baseline"}


def test_mistakes_of_several_changes_are_told_at_once():
    told = mistakes(PAIN | {"analyses": ["mean_difference"]}, PAIN | {"name": "b", "baseline": "week_5"})
    assert set(told) == {"endpoints[1].analyses", "endpoints[2].baseline"}
    assert told["endpoints[1].analyses"].startswith("analyses for pain_change: ancova_difference, change_difference")
    assert set(mistakes(LOAD | {"baseline": "end"}, PAIN | {"baseline": "end"})) == {
        "endpoints[1].baseline",
        "endpoints[2].baseline",
    }


def test_a_protocol_without_a_change_is_resolved_as_before():
    assert all("baseline" not in one for one in resolve(trial(*own_tables()["endpoints"]))["endpoints"])
    assert resolve(trial(LOAD))["endpoints"][0]["baseline"] == "entry"
