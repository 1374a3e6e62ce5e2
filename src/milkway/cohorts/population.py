"""A population: the covariates of its dyads, how each is distributed, and which parameter or exposure it acts on."""

import math
from collections.abc import Iterator
from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from milkway.core.brief import brief
from milkway.core.errors import Mistake
from milkway.core.units import UnitError, parse_unit
from milkway.ledger.parsing import STRICT
from milkway.ledger.sources import split_keys

Kind = Literal["measured", "derived", "calibrated", "tuned", "expert", "placeholder", "definition"]


@dataclass(config=STRICT, frozen=True)
class Effect:
    """What a covariate does to one parameter or exposure.

    A parameter is set (`sets`) or multiplied (`multiplies`) by the covariate's value; where the covariate is a yes or no,
    by `to` if yes and, when setting, by `absent` if no. An exposure holds level `to` from `from_day` up to `until_day`
    (days since birth; without an end it stays) in dyads whose covariate is a yes.
    """

    kind: Kind
    sets: str = ""
    multiplies: str = ""
    exposure: str = ""
    to: float | None = None
    absent: float | None = None
    from_day: int | None = None
    until_day: int | None = None
    source: str = ""
    locator: str = ""
    note: str = ""


@dataclass(config=STRICT, frozen=True)
class Covariate:
    """A property in which dyads differ, with the source of its distribution.

    Either a yes or no with `chance` (`chance_if` names earlier covariates and the chance where these are a yes), or a
    log-normal (`median`, `gsd`), or a normal (`mean`, `sd`), the latter two cut at `low` and `high`; in `unit`.
    """

    name: str
    meaning: str
    kind: Kind
    unit: str = "dimensionless"
    chance: float | None = None
    chance_if: dict[str, float] = Field(default_factory=dict)
    median: float | None = None
    gsd: float | None = None
    mean: float | None = None
    sd: float | None = None
    low: float = -math.inf
    high: float = math.inf
    source: str = ""
    locator: str = ""
    note: str = ""
    effects: tuple[Effect, ...] = Field(default=(), alias="effect")


@dataclass(config=STRICT, frozen=True)
class Population:
    """A named population; `who` are the kinds of people whose data it may borrow without a warning.

    `based_on` names the population whose covariates it has, save those that it states itself.
    """

    name: str
    about: str
    who: tuple[str, ...]
    based_on: str = ""
    covariates: tuple[Covariate, ...] = Field(default=(), alias="covariate")

    __repr__ = brief

    def sets(self) -> dict[str, str]:
        """Return the parameters that covariates set in every dyad, each with the covariate."""
        return {effect.sets: one.name for one in self.covariates for effect in one.effects if effect.sets}

    def sources(self) -> tuple[str, ...]:
        """Return the keys of the sources that its numbers rest on, in alphabetical order."""
        named = {key for item in _statements(self) for key in split_keys(item.source)}
        return tuple(sorted(named))


def population_mistakes(population: Population) -> list[Mistake]:
    """Return everything that is wrong with a population, given that every key has the right type."""
    mistakes = []
    earlier: list[str] = []
    for covariate in population.covariates:
        where = f"covariate {covariate.name}"
        if covariate.name in earlier:
            mistakes.append(Mistake(where, "a second one", "one covariate per name"))
        unknown = [name for name in covariate.chance_if if name not in earlier]
        mistakes += [Mistake(f"{where} chance_if", name, f"an earlier covariate: {', '.join(earlier)}") for name in unknown]
        mistakes += _distribution_mistakes(where, covariate) + _statement_mistakes(where, covariate)
        for effect in covariate.effects:
            mistakes += _effect_mistakes(f"{where} effect", covariate, effect)
        earlier.append(covariate.name)
    return mistakes


def _statements(population: Population) -> Iterator[Covariate | Effect]:
    for covariate in population.covariates:
        yield covariate
        yield from covariate.effects


def _distribution_mistakes(where: str, covariate: Covariate) -> list[Mistake]:
    given = {name for name in ("chance", "median", "gsd", "mean", "sd") if getattr(covariate, name) is not None}
    mistakes = []
    if given not in ({"chance"}, {"median", "gsd"}, {"mean", "sd"}):
        mistakes.append(Mistake(where, ", ".join(sorted(given)) or "no distribution", "chance; median and gsd; or mean and sd"))
    chances = [covariate.chance, *covariate.chance_if.values()]
    mistakes += [Mistake(f"{where} chance", str(c), "0 to 1") for c in chances if c is not None and not 0 <= c <= 1]
    if covariate.gsd is not None and covariate.gsd < 1:
        mistakes.append(Mistake(f"{where} gsd", str(covariate.gsd), "at least 1"))
    if covariate.low >= covariate.high:
        mistakes.append(Mistake(where, f"low {covariate.low}, high {covariate.high}", "low below high"))
    try:
        parse_unit(covariate.unit)
    except UnitError as error:
        mistakes.append(Mistake(f"{where} unit", str(error), "a unit such as mL or 1/day"))
    return mistakes


def _statement_mistakes(where: str, item: Covariate | Effect) -> list[Mistake]:
    mistakes = []
    if item.kind == "measured" and not (item.source and item.locator):
        mistakes.append(Mistake(where, "no source or locator", "both, since it is measured"))
    if item.kind in ("derived", "expert", "placeholder", "definition") and not item.note:
        mistakes.append(Mistake(f"{where} note", "nothing", f"how the number came about, since it is {item.kind}"))
    return mistakes


def _effect_mistakes(where: str, covariate: Covariate, effect: Effect) -> list[Mistake]:
    mistakes = _statement_mistakes(where, effect)
    targets = [name for name in (effect.sets, effect.multiplies, effect.exposure) if name]
    if len(targets) != 1:
        mistakes.append(Mistake(where, ", ".join(targets) or "no target", "one of sets, multiplies, exposure"))
    yes_or_no = covariate.chance is not None
    if yes_or_no != (effect.to is not None):
        mistakes.append(Mistake(f"{where} to", str(effect.to), "a number where the covariate is a yes or no, else nothing"))
    if (effect.absent is not None) != (yes_or_no and bool(effect.sets)):
        mistakes.append(
            Mistake(f"{where} absent", str(effect.absent), "a number where a yes or no sets a parameter, else nothing")
        )
    if (effect.from_day is not None) != bool(effect.exposure):
        mistakes.append(Mistake(f"{where} from_day", str(effect.from_day), "a day for an exposure, else nothing"))
    if effect.until_day is not None and (effect.from_day is None or effect.until_day <= effect.from_day):
        mistakes.append(Mistake(f"{where} until_day", str(effect.until_day), "a day after from_day"))
    return mistakes
