"""A number is understood whole or not at all, whoever gives it."""

import numpy as np
import pytest

from milkway.core.numerals import number_of, read_number, read_whole, whole_of


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0.0), ("-0.0", 0.0), ("0e999", 0.0), ("+.5", 0.5), ("5.", 5.0), ("1e-320", 1e-320), ("-1.7e308", -1.7e308)],
)
def test_a_text_that_writes_a_number_is_that_number(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", ".", "1e", "1e400", "-1e400", "1e-400", "0.0000001e-400", "1 ", "1_0", "nan", "inf", "0x1"])
def test_a_text_that_a_computer_would_hold_as_another_number_or_none_is_no_number(text):
    assert read_number(text) is None


def test_a_whole_number_is_one_that_64_bits_hold():
    assert [whole_of(given) for given in (2**63 - 1, 1 - 2**63, 2**63, -(2**63))] == [2**63 - 1, 1 - 2**63, None, None]
    assert [read_whole("9" * length) for length in (19, 20)] == [9999999999999999999, None]
    assert [whole_of(given) for given in (np.int32(7), np.array(7), np.array([7, 8]), np.float64(7.0))] == [7, 7, None, None]


def test_an_argument_that_no_float_holds_is_no_number():
    assert [number_of(given) for given in (10**400, np.float32(0.5), np.array([1.0]), 1j, float("-inf"))] == [
        None,
        0.5,
        None,
        None,
        None,
    ]
