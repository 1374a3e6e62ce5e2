"""Expressions as they are written: what is refused, and what stands between the brackets."""

import pytest

from milkway.core.declare import Site, exposure
from milkway.core.expression import DAY, exp, log, number, saturating, smaller, total, where
from milkway.core.units import UnitError, parse_unit

POND = Site("pond", "mother", "", "pond")
X, Y = POND.state("x", "dimensionless"), POND.state("y", "dimensionless")
MILK = POND.state("milk", "mL")


@pytest.mark.parametrize("power", [0, -1])
def test_a_power_below_one_is_refused(power):
    with pytest.raises(UnitError, match=f"positive integer, found {power}"):
        X**power


def test_a_power_has_the_power_of_the_unit():
    assert [(MILK**power).unit for power in (1, 2)] == [parse_unit("mL"), parse_unit("mL^2")]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (X + Y * 2, "(pond__x + (pond__y * 2))"),
        (1 - X, "(1 - pond__x)"),
        (2 / X, "(2 / pond__x)"),
        (3 * X, "(3 * pond__x)"),
        (1 + X, "(1 + pond__x)"),
        (X - 1, "(pond__x - 1)"),
        (-X, "(0 - pond__x)"),
        (X**3, "(pond__x ^ 3)"),
        (saturating(X, Y), "(pond__x / (pond__x + pond__y))"),
        (exp(log(X)), "exp(log(pond__x))"),
        (smaller(X, 1), "min(pond__x, 1)"),
        (where(X, Y, 1, 0), "where(pond__x, pond__y, 1, 0)"),
        (DAY / number(7, "day"), "(day / 7)"),
        (total([X, Y, X]), "((pond__x + pond__y) + pond__x)"),
        (total([]), "0"),
    ],
)
def test_an_expression_is_text_with_all_its_brackets(expression, text):
    assert str(expression) == text


def test_nothing_has_whatever_unit_stands_beside_it():
    assert (0 + MILK).unit == (MILK - 0).unit == where(MILK, 0, MILK, 0).unit == parse_unit("mL")
    for wrong in (lambda: 1 + MILK, lambda: MILK - 1):
        with pytest.raises(UnitError, match=r"mL"):
            wrong()


def test_an_exposure_is_nought_unless_it_is_planned():
    assert [exposure("fed", "dimensionless", "", *planned).planned for planned in ((), (1.0,))] == [0.0, 1.0]
