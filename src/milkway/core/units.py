"""Units: text such as "CFU/mL" or "1/day" as a dimension, and amounts in canonical units (cell, mL, day, mg, micromole)."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pint

BASES = ("cell", "mL", "day", "mg", "micromole")
DEFINITIONS = """
cell = [cells] = cell = CFU = cells = cfu
mL = [volume] = mL = ml
day = [time] = day = d = days
mg = [mass] = mg
micromole = [substance] = umol = micromol
L = 1000 * mL = L = liter
hour = day / 24 = h = hours
minute = hour / 60 = min = minutes
week = 7 * day = week = weeks
g = 1000 * mg = g = gram
kg = 1000 * g = kg
mmol = 1000 * micromole = mmol
mM = micromole / mL = mM
percent = 0.01 = percent
""".strip().splitlines()


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
def _registry() -> pint.UnitRegistry:
    registry = pint.UnitRegistry(None, cache_folder=None)
    for line in DEFINITIONS:
        registry.define(line)
    return registry


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
    return _convert(text)[0]


def read_amount(text: str, unit: Unit) -> float:
    """Return an amount such as "3e9 CFU/day" in canonical units.

    Args:
        text: number and unit.
        unit: the dimension that the amount must have.

    Raises:
        UnitError: the text is no amount, or has another dimension.

    >>> read_amount("2 weeks", parse_unit("day"))
    14.0
    """
    value, found = _convert(text)
    if found != unit:
        raise UnitError(f"{text!r} is in {found}, not in {unit}")
    return value


def _convert(text: str) -> tuple[float, Unit]:
    if text in ("", "dimensionless", "1"):
        return 1.0, DIMENSIONLESS
    try:
        quantity: Any = _registry().Quantity(text).to_base_units()
    except Exception as error:  # noqa: BLE001  pint raises its own, Python's syntax and token errors alike
        raise UnitError(f"{text!r} is not an amount or unit known here ({error})") from error
    powers = {str(name): int(power) for name, power in quantity.unit_items()}
    unknown = set(powers) - set(BASES)
    if unknown:
        raise UnitError(f"{text!r} has no canonical form ({', '.join(sorted(unknown))})")
    return float(quantity.magnitude), _unit(tuple(powers.get(base, 0) for base in BASES))
