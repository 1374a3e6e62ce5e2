"""What the infant drinks and eats in a day, and how far its food buffers acid in the colon."""

from functools import cache

from milkway.biology.exposures import BORN, CEASED, FORMULA, SOLIDS
from milkway.biology.lactation import age, milk_removed
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE, SHARE
from milkway.core.declare import parameter
from milkway.core.expression import Expression, derived, larger, smaller

NEED_FIRST = parameter("milk_need_first", "mL/day", "what an infant drinks right after birth")
NEED_RISE = parameter("milk_need_rise", "mL/day/day", "daily rise of what an infant drinks in the first days")
NEED_FULL = parameter("milk_need_full", "mL/day", "what an infant drinks at most")
SOLIDS_SPARE = parameter("solids_spare", "dimensionless", "share of the milk need that full solids replace", within=SHARE)
BUFFER_MILK = parameter(
    "buffer_milk", "micromole/mL", "acid at which pH has fallen by half its range, on human milk", within=POSITIVE
)
BUFFER_FORMULA = parameter(
    "buffer_formula", "micromole/mL", "acid at which pH has fallen by half its range, on formula", within=POSITIVE
)
BUFFER_SOLIDS = parameter("buffer_solids", "dimensionless", "relative rise of the buffer on full solids", within=NOT_NEGATIVE)
OTHER_FLUID = parameter(
    "other_fluid", "mL/day", "fluid other than milk that reaches the colon, buffering as formula", within=POSITIVE
)


def need() -> Expression:
    """Return what the infant wants to drink (mL/day)."""
    return BORN * smaller(NEED_FULL, NEED_FIRST + NEED_RISE * age()) * (1 - SOLIDS_SPARE * SOLIDS)


@cache  # read by many flows, and one expression for all of them
def breast_milk() -> Expression:
    """Return the mother's milk that the infant drinks (mL/day)."""
    return derived("breast_milk_drunk", smaller(need(), milk_removed()), "mL/day")


@cache
def formula_milk() -> Expression:
    """Return formula drunk (mL/day): what milk does not cover, where formula is given or breastfeeding has ended."""
    return derived("formula_drunk", larger(FORMULA, CEASED) * (need() - breast_milk()), "mL/day")


@cache
def infant_buffer() -> Expression:
    """Return the infant colon's buffer constant (mM) for the present food."""
    other = formula_milk() + OTHER_FLUID
    mixed = (BUFFER_MILK * breast_milk() + BUFFER_FORMULA * other) / (breast_milk() + other)
    return mixed * (1 + BUFFER_SOLIDS * SOLIDS)
