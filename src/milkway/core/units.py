"""Units: text such as "CFU/mL" or "1/day" as a dimension, and amounts in canonical units (cell, mL, day, mg, micromole)."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from milkway.core.numerals import NUMBER, read_number

BASES = ("cell", "mL", "day", "mg", "micromole")
NAMES = {  # of each unit: how many of what it is
    ("cell", "cells", "CFU", "CFUs", "cfu"): (1, "cell"),
    ("mL", "ml"): (1, "mL"),
    ("L", "liter", "liters", "litre", "litres"): (1000, "mL"),
    ("day", "days", "d"): (1, "day"),
    ("week", "weeks"): (7, "day"),
    ("hour", "hours", "h"): (Fraction(1, 24), "day"),
    ("minute", "minutes", "min"): (Fraction(1, 24 * 60), "day"),
    ("mg",): (1, "mg"),
    ("g", "gram", "grams"): (1000, "mg"),
    ("kg",): (1000000, "mg"),
    ("micromole", "micromoles", "micromol", "umol"): (1, "micromole"),
    ("mmol",): (1000, "micromole"),
    ("mM",): (1, "micromole/mL"),
    ("percent", "%"): (Fraction(1, 100), ""),
}
FACTOR = r"(?:%|[A-Za-z]+(?:(?:\^|\*\*)-?[0-9])?)"
BELOW = rf"(?: ?/ ?(?:1|{FACTOR}))"
ABOVE = rf"{FACTOR}(?: ?\* ?{FACTOR})*"
UNIT = rf"(?:1|{ABOVE}){BELOW}*"
AMOUNT = rf"{NUMBER} *(?:1?{BELOW}+|{ABOVE}{BELOW}*|)"


@dataclass(frozen=True)
class Unit:
    """A dimension: the exponents of the canonical bases, in the order of `BASES`."""

    exponents: tuple[int, ...]

    def __mul__(self, other: "Unit") -> "Unit":
        """Return the unit of a product."""
        return _unit(tuple(a + b for a, b in zip(self.exponents, other.exponents, strict=True)))

    def __truediv__(self, other: "Unit") -> "Unit":
        """Return the unit of a quotient."""
        return _unit(tuple(a - b for a, b in zip(self.exponents, other.exponents, strict=True)))

    def __pow__(self, power: int) -> "Unit":
        """Return the unit of an integer power."""
        return _unit(tuple(a * power for a in self.exponents))

    def __str__(self) -> str:
        """Return the unit in canonical bases, as in "cell/mL" or "1/day"."""
        above = [_power(b, e) for b, e in zip(BASES, self.exponents, strict=True) if e > 0]
        below = [_power(b, -e) for b, e in zip(BASES, self.exponents, strict=True) if e < 0]
        if not above and not below:
            return "dimensionless"
        return "/".join(["*".join(above) or "1", *below])


@cache
def _unit(exponents: tuple[int, ...]) -> Unit:
    return Unit(exponents)


def _power(base: str, exponent: int) -> str:
    return base if exponent == 1 else f"{base}^{exponent}"


DIMENSIONLESS = _unit((0, 0, 0, 0, 0))


class UnitError(ValueError):
    """Two units do not fit, or a text is not a unit."""


@cache
def parse_unit(text: str) -> Unit:
    """Return the dimension that a text names.

    Raises:
        UnitError: the text is not a unit known here.

    >>> str(parse_unit("CFU/mL"))
    'cell/mL'
    """
    return _convert(text)[1]


@cache
def scale(text: str) -> float:
    """Return how many canonical units one unit of the text is.

    >>> scale("1/hour")
    24.0
    """
    return float(_convert(text)[0])


def read_amount(text: str, unit: Unit) -> float:
    """Return an amount such as "3e9 CFU/day" in canonical units.

    Args:
        text: a number and then a unit; all of it must be understood.
        unit: the dimension that the amount must have.

    Raises:
        UnitError: the text is no amount, or has another dimension.

    >>> read_amount("2 weeks", parse_unit("day"))
    14.0
    """
    plain = text.strip(" ")
    digits = re.match(NUMBER, plain) if re.fullmatch(AMOUNT, plain) else None
    number = read_number(digits[0]) if digits is not None else None
    if digits is None or number is None:
        raise UnitError(f"{text!r} is not a number and a unit such as '3.5e9 CFU/day'{_advice(text)}")
    rest = plain[digits.end() :].strip(" ")
    factor, found = _convert(f"1{rest}" if rest.startswith("/") else rest)
    if found != unit:
        raise UnitError(f"{text!r} is in {found}, not in {unit}")
    return number * factor.numerator / factor.denominator


def _advice(text: str) -> str:
    """Return what a writer of another country, or of a word processor, should change."""
    if "," in text:
        return "; the decimal sign is a point, and thousands are not set apart"
    strange = sorted({character for character in text if not character.isascii()})
    return f"; {', '.join(map(ascii, strange))} is no character of it" if strange else ""


def _convert(text: str) -> tuple[Fraction, Unit]:
    """Return how many canonical units a unit is, and its dimension."""
    if text in ("", "dimensionless"):
        return Fraction(1), DIMENSIONLESS
    if re.fullmatch(UNIT, text) is None:
        raise UnitError(f"{text!r} is not a unit, such as CFU/mL, mL/cell/day or cell*mg/mL^2{_advice(text)}")
    above, *below = re.split(r" ?/ ?", text.replace("**", "^"))
    factor, unit = Fraction(1), DIMENSIONLESS
    for one, sign in [*((one, 1) for one in re.split(r" ?\* ?", above)), *((one, -1) for one in below)]:
        name, _, power = one.partition("^")
        size, base = _known(name, text)
        factor, unit = factor * size ** (sign * int(power or 1)), unit * base ** (sign * int(power or 1))
    return factor, unit


def _known(name: str, text: str) -> tuple[Fraction, Unit]:
    """Return how many of what a name of a unit stands for."""
    if name == "1":
        return Fraction(1), DIMENSIONLESS
    if name in BASES:
        return Fraction(1), _unit(tuple(int(base == name) for base in BASES))
    for names, (size, of) in NAMES.items():
        if name in names:
            return Fraction(size), _convert(of)[1]
    raise UnitError(f"{text!r}: {name!r} is not a unit known here ({', '.join(one for names in NAMES for one in names)})")
