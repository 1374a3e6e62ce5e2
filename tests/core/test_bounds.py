"""Bounds keep what lies beyond them at the nearest value that is allowed, and leave all else alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milkway.core.bounds import ANY, CHANGE, GEOMETRIC_SD, NOT_NEGATIVE, PART, PH, POSITIVE, SHARE, SIGNED_SHARE, SOME_SHARE
from milkway.core.declare import parameter
from milkway.core.units import UnitError

EVERY = (ANY, CHANGE, GEOMETRIC_SD, NOT_NEGATIVE, PART, PH, POSITIVE, SHARE, SIGNED_SHARE, SOME_SHARE)
VALUES = st.floats(-1e300, 1e300)


@given(st.sampled_from(EVERY), VALUES)
def test_what_is_kept_is_allowed(bounds, value):
    assert bounds.holds(float(bounds.keep(np.array(value))))


@given(st.sampled_from(EVERY), VALUES)
def test_what_is_allowed_stays_to_the_last_bit(bounds, value):
    if bounds.holds(value):
        assert float(bounds.keep(np.array(value))) == value


@given(st.sampled_from(EVERY), VALUES, VALUES)
def test_the_order_of_values_stays(bounds, one, other):
    low, high = bounds.keep(np.array(sorted((one, other))))
    assert low <= high


def test_all_of_something_can_be_a_share_and_not_a_part():
    assert SHARE.holds(1.0)
    assert not PART.holds(1.0)
    assert 0.999 < float(PART.keep(np.array(1.2))) < 1.0


def test_bounds_are_told_in_words():
    words = {str(one) for one in (SHARE, SOME_SHARE, PART, POSITIVE, NOT_NEGATIVE, SIGNED_SHARE, ANY)}
    assert words == {
        *("0 to 1", "above 0 and at most 1", "above 0 and below 1", "above 0", "at least 0"),
        *("-1 to 1", "any number"),
    }


def test_a_number_without_a_unit_must_say_its_bounds():
    with pytest.raises(UnitError, match="no_one_knows has no unit and must say within="):
        parameter("no_one_knows", "dimensionless", "a share, a ratio or an exponent")


def test_amounts_and_speeds_are_not_negative_unless_it_is_said():
    assert parameter("speed", "1/day", "of something").within == NOT_NEGATIVE
    assert parameter("moment", "day", "before or after birth", within=ANY).within == ANY


def test_an_indexed_parameter_has_the_bounds_of_its_declaration():
    assert parameter("part", "dimensionless", "of a taxon", per=("taxon",), within=SHARE)["someone"].within == SHARE
