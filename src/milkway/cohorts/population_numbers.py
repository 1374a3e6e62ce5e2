"""The numbers of the populations that ship: how covariates are distributed, and what they do, each with its kind."""

import math
from collections.abc import Iterator

from milkway.cohorts.population import Covariate, Effect
from milkway.cohorts.population_file import population_names, stated_population
from milkway.core.units import parse_unit, scale
from milkway.ledger.stated_number import Number

IN_UNIT = ("median", "mean", "sd", "low", "high")  # in the unit of the covariate
PURE = ("chance", "gsd")


def numbers_of_populations() -> Iterator[Number]:
    """Yield the numbers that each file states; an effect that is the covariate's own value has none.

    >>> next(one.value for one in numbers_of_populations() if one.key == "general.caesarean.chance")
    0.266
    """
    for name in population_names():
        for covariate in stated_population(name).covariates:
            yield from _of_covariate(name, covariate)
            for effect in covariate.effects:
                yield from _of_effect(name, covariate, effect)


def _of_covariate(population: str, one: Covariate) -> Iterator[Number]:
    stated = {what: getattr(one, what) for what in (*PURE, *IN_UNIT)}
    stated |= {f"chance_if.{name}": chance for name, chance in one.chance_if.items()}
    for what, value in stated.items():
        if value is not None and math.isfinite(value):
            unit = one.unit if what in IN_UNIT else "dimensionless"
            yield _number(population, f"{one.name}.{what}", one.name, value, unit, one)


def _of_effect(population: str, covariate: Covariate, one: Effect) -> Iterator[Number]:
    target = one.sets or one.multiplies or one.exposure
    unit = covariate.unit if one.sets else "dimensionless"
    stated = (
        ("to", one.to, unit),
        ("absent", one.absent, unit),
        ("from_day", one.from_day, "day"),
        ("until_day", one.until_day, "day"),
    )
    for what, value, its in stated:
        if value is not None:
            yield _number(population, f"{covariate.name}.{target}.{what}", target, value, its, one)


def _number(population: str, key: str, parameter: str, value: float, unit: str, of: Covariate | Effect) -> Number:
    return Number(
        key=f"{population}.{key}",
        parameter=parameter,
        value=value * scale(unit),
        unit=str(parse_unit(unit)),
        kind=of.kind,
        place=f"population {population}.toml",
        source=of.source,
        locator=of.locator,
        note=of.note,
    )
