"""A finding speaks by its interval, alike on both sides, and leans otherwise."""

import math

import pytest

from milkway.ledger.statements import Estimate, Rated
from milkway.verdicts.direction import estimate_of, marks, pooled, speaks


def rated(direction="for", shown="interval", low=0.5, high=0.9, name="a", **changes):
    given = (
        {"estimate": Estimate("risk ratio", math.sqrt(low * high), low, high), "wanted": "fewer"} if shown == "interval" else {}
    )
    return Rated(name, direction, shown, "x", "low", True, True, True, "", **given | changes)


@pytest.mark.parametrize(
    ("low", "high", "benefit", "expected"),
    [
        (0.5, 0.9, True, "for"),
        (0.5, 1.1, True, "uncertain"),
        (0.8, 1.2, True, "against"),  # leaves out a quarter fewer
        (0.8, 1.2, False, "uncertain"),  # not a benefit: only the other side of no effect is against
        (1.1, 2.0, False, "against"),
        (0.8, 0.95, True, "uncertain"),  # there, and too small
        (0.8, 0.95, False, "for"),
    ],
)
def test_an_interval_speaks_for_a_benefit_or_against_it_or_not_at_all(low, high, benefit, expected):
    assert speaks(rated(low=low, high=high), benefit=benefit) == expected
    upside = rated(low=1 / high, high=1 / low, wanted="more")
    if low != 0.8:  # 1.25 is the end of 0.83 to 1.25
        assert speaks(upside, benefit=benefit) == expected


def test_a_null_without_an_interval_and_a_positive_without_a_test_both_only_lean():
    assert speaks(rated("against", "nothing"), benefit=True) == "uncertain"
    assert speaks(rated("for", "nothing"), benefit=True) == "uncertain"
    assert speaks(rated("for", "test", p=0.06), benefit=True) == "uncertain"
    assert speaks(rated("for", "test", p=0.04), benefit=True) == "for"


def test_a_judgement_that_evidence_is_insufficient_has_no_direction():
    assert speaks(rated("none", "nothing"), benefit=True) == "none"


def test_events_make_the_interval_of_the_risk_ratio():
    found = estimate_of(rated(shown="events", events=(16, 139, 30, 152), wanted="fewer"))
    assert (found.value, found.low, found.high) == pytest.approx((0.583, 0.333, 1.023), abs=5e-4)  # Hurtado 2017
    assert math.isfinite(estimate_of(rated(shown="events", events=(0, 20, 5, 20), wanted="fewer")).low)


def test_three_that_only_lean_speak_together_where_their_pooled_interval_speaks():
    three = [rated(low=0.5, high=1.1, name=str(i)) for i in range(3)]
    assert pooled(three, benefit=True) == "for"
    assert pooled(three[:2], benefit=True) == "uncertain"
    assert pooled([*three[:2], rated("against", low=0.5, high=1.1)], benefit=True) == "uncertain"


def test_marks_state_their_source_and_mirror_each_other():
    assert all("doi" in one.because or "same" in one.because for one in marks())
    assert {one.kind for one in marks()} == {"expert"}
