"""Bounds keep what lies beyond them at the nearest value that is allowed, and leave all else alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milkway.core.bounds import (
    ANY,
    GEOMETRIC_SD,
    NOT_NEGATIVE,
    PART,
    PH,
    POSITIVE,
    SHARE,
    SOME_SHARE,
    Bounds,
)
from milkway.core.declare import parameter
from milkway.core.units import UnitError

SIGNED, CHANGE = Bounds(-1.0, 1.0), Bounds(-1.0)
EVERY = (ANY, CHANGE, GEOMETRIC_SD, NOT_NEGATIVE, PART, PH, POSITIVE, SHARE, SIGNED, SOME_SHARE)
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
    words = {str(one) for one in (SHARE, SOME_SHARE, PART, POSITIVE, NOT_NEGATIVE, SIGNED, ANY)}
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


@pytest.mark.parametrize(
    ("bounds", "allowed", "refused"),
    [
        (NOT_NEGATIVE, (0.0, 5e300), (-5e-324,)),
        (POSITIVE, (5e-324, 5e300), (0.0, -1.0)),
        (SHARE, (0.0, 1.0), (-1e-9, np.nextafter(1.0, 2))),
        (SOME_SHARE, (1e-9, 1.0), (0.0, np.nextafter(1.0, 2))),
        (PART, (1e-9, np.nextafter(1.0, 0)), (0.0, 1.0)),
        (PH, (1e-9, 14.0), (0.0, 14.1)),
        (SIGNED, (-1.0, 1.0), (-1.1, 1.1)),
        (CHANGE, (-1.0, 9.0), (-1.1,)),
        (GEOMETRIC_SD, (1.0, 9.0), (0.9,)),
    ],
)
def test_each_end_is_within_its_bounds_or_without_as_is_said(bounds, allowed, refused):
    assert [bounds.holds(value) for value in allowed] == [True] * len(allowed)
    assert [bounds.holds(value) for value in refused] == [False] * len(refused)


def test_what_lies_beyond_an_end_that_is_left_out_is_kept_at_the_next_number_to_it():
    assert PART.keep(np.array([-3.0, 0.0, 1.0, 7.0])).tolist() == [5e-324, 5e-324, 1 - 2**-53, 1 - 2**-53]
    assert SIGNED.keep(np.array([-3.0, 7.0])).tolist() == [-1.0, 1.0]


def test_bounds_that_are_said_in_part_are_told_in_part():
    told = (Bounds(2.0, 5.0, below=True), Bounds(2.0, 5.0, above=True), Bounds(high=3.0), Bounds(high=3.0, below=True))
    assert [str(one) for one in told] == ["at least 2 and below 5", "above 2 and at most 5", "at most 3", "below 3"]
