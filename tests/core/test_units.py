"""Units: text to canonical amounts, and errors that name both units."""

import csv
import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milkway.core.declare import Site, Taxon, flow, parameter, pulse, rate
from milkway.core.declare import exposure as declare_exposure
from milkway.core.expression import derived, exp, number
from milkway.core.units import BASES, DIMENSIONLESS, Unit, UnitError, parse_unit, read_amount, scale

UNITS = st.tuples(*(st.integers(-2, 2) for _ in BASES)).map(Unit)
GUT = Site("gut", "mother", "", "gut")
COCCI = Taxon("cocci", "cocci", "")


@given(UNITS)
def test_a_unit_reads_back_from_its_own_text(unit):
    assert parse_unit(str(unit)) == unit
    assert scale(str(unit)) == pytest.approx(1.0)


@given(UNITS, UNITS)
def test_multiplying_and_dividing_units_undo_each_other(x, y):
    assert x * y / y == x
    assert x * x == x**2
    assert x / x == DIMENSIONLESS


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("3e9 CFU/day", 3e9, "cell/day"), ("2 weeks", 14.0, "day"), ("70 mM", 70.0, "micromole/mL"), ("1.5 g/L", 1.5, "mg/mL")],
)
def test_amounts_are_read_in_canonical_units(text, value, unit):
    assert read_amount(text, parse_unit(unit)) == pytest.approx(value)


def test_an_amount_of_a_larger_or_smaller_unit_is_exact():
    day = parse_unit("day")
    assert [read_amount(f"{24 * n} hours", day) for n in range(400)] == list(range(400))
    assert [read_amount(f"{1440 * n} minutes", day) for n in range(400)] == list(range(400))
    assert [read_amount(f"{n} weeks", day) for n in range(400)] == [7 * n for n in range(400)]
    assert [read_amount(f"{n} %", DIMENSIONLESS) for n in range(101)] == [n / 100 for n in range(101)]


def test_units_of_the_tables_are_worth_what_the_international_system_says():
    files = resources.files("milkway.ledger").joinpath("data", "parameters").iterdir()
    texts = {row["unit"] for file in files for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())}
    larger = {"g/day": 1e3, "kg": 1e6, "mmol/day": 1e3, "1/hour": 24.0}
    assert {text for text in texts if scale(text) != larger.get(text, 1.0)} == set()
    assert all(re.fullmatch(r"(dimensionless|1|cell|mL|day|mg|micromole|[/*])+", text) for text in texts - set(larger))


@pytest.mark.parametrize("text", ["3 parsnips", "cell/fortnight of nights", "mole meter"])
def test_an_unknown_unit_is_refused(text):
    with pytest.raises(UnitError):
        parse_unit(text)


@given(UNITS, UNITS)
def test_adding_different_units_names_both(x, y):
    left, right = number(1, str(x)), number(1, str(y))
    if x == y:
        assert (left + right).unit == x
    else:
        with pytest.raises(UnitError) as caught:
            left + right
        assert f" in {x} " in str(caught.value)
        assert str(caught.value).endswith(f" in {y}")


def test_a_flow_whose_rate_does_not_fit_names_both_units():
    slow = parameter("slow", "1/hour", "the unit of a rate in another time unit is still a rate")
    wrong = parameter("wrong", "1/mL", "not a rate")
    flow(slow, out_of=GUT[COCCI])
    with pytest.raises(UnitError, match=r"cell/mL, must be in cell/day"):
        flow(wrong, out_of=GUT[COCCI])


def test_every_term_refuses_what_does_not_fit():
    taking = declare_exposure("taking", "dimensionless", "dosed")
    with pytest.raises(UnitError, match=r"mg.*cell"):
        pulse("dose", number(1, "mg"), into=GUT[COCCI], daily=taking)
    with pytest.raises(UnitError, match="either daily= or at="):
        pulse("dose", number(1, "cell"), into=GUT[COCCI])
    with pytest.raises(UnitError, match=r"dimensionless, must be in 1/day"):
        rate(GUT[COCCI], toward=number(1, "cell"), at=number(1, "dimensionless"))
    with pytest.raises(UnitError, match=r"declared in cell but its expression is in cell/mL"):
        derived("load", GUT[COCCI] / number(1, "mL"), "cell")
    with pytest.raises(UnitError, match=r"exp needs a dimensionless value.*cell"):
        exp(GUT[COCCI])
