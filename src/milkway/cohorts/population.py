"""A population: the covariates of its dyads, how each is distributed, and which parameter or exposure it acts on."""

import math
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from milkway.core.bounds import Bounds
from milkway.core.brief import brief
from milkway.core.errors import Mistake
from milkway.core.units import UnitError, parse_unit, scale
from milkway.ledger.parsing import STRICT
from milkway.ledger.sources import split_keys

Kind = Literal["measured", "derived", "calibrated", "tuned", "expert", "placeholder", "definition"]
OF_KIND = "what kind of number it is: measured names source and locator, derived, expert, placeholder and definition a note"
OF_SOURCE = "keys of the bibliography, with ; between them"
OF_LOCATOR = "place in the source"
OF_NOTE = "how the number came about"


@dataclass(config=STRICT, frozen=True)
class Effect:
    """What a covariate does to one parameter or exposure.

    A parameter is set (`sets`) or multiplied (`multiplies`) by the covariate's value; where the covariate is a yes or no,
    by `to` if yes and, when setting, by `absent` if no. An exposure holds level `to` from `from_day` up to `until_day`
    (days since birth; without an end it stays) in dyads whose covariate is a yes.
    """

    kind: Kind = Field(description=OF_KIND)
    sets: str = Field(default="", description="parameter that the covariate sets; one of sets, multiplies and exposure")
    multiplies: str = Field(default="", description="parameter that it multiplies")
    exposure: str = Field(default="", description="exposure that it holds, where it is a yes")
    to: float | None = Field(default=None, description="value, factor or level where it is a yes; left out of a quantity")
    absent: float | None = Field(default=None, description="value that it sets where it is a no")
    from_day: int | None = Field(default=None, description="first day of the exposure, since birth")
    until_day: int | None = Field(default=None, description="day on which the exposure ends; without one it stays")
    source: str = Field(default="", description=OF_SOURCE)
    locator: str = Field(default="", description=OF_LOCATOR)
    note: str = Field(default="", description=OF_NOTE)


@dataclass(config=STRICT, frozen=True)
class Covariate:
    """A property in which dyads differ, with the source of its distribution.

    Either a yes or no with `chance` (`chance_if` names earlier covariates and the chance where these are a yes), or a
    log-normal (`median`, `gsd`), or a normal (`mean`, `sd`), the latter two cut at `low` and `high`; in `unit`.
    """

    name: str = Field(min_length=1, description="by which protocols name it")
    meaning: str = Field(description="in words")
    kind: Kind = Field(description=OF_KIND)
    unit: str = Field(default="dimensionless", description="of a quantity, such as mL or 1/day")
    chance: float | None = Field(default=None, description="of a yes, for a yes or no; 0 to 1")
    chance_if: dict[str, float] = Field(default_factory=dict, description="chance of a yes where an earlier covariate is a yes")
    median: float | None = Field(default=None, description="of a log-normal quantity")
    gsd: float | None = Field(default=None, description="its geometric standard deviation, at least 1")
    mean: float | None = Field(default=None, description="of a normal quantity")
    sd: float | None = Field(default=None, description="its standard deviation")
    low: float = Field(default=-math.inf, description="where the quantity is cut from below")
    high: float = Field(default=math.inf, description="where it is cut from above")
    source: str = Field(default="", description=OF_SOURCE)
    locator: str = Field(default="", description=OF_LOCATOR)
    note: str = Field(default="", description=OF_NOTE)
    effects: tuple[Effect, ...] = Field(default=(), alias="effect", description="what it does to a parameter or an exposure")


@dataclass(config=STRICT, frozen=True)
class Population:
    """A named population; `who` are the kinds of people whose data it may borrow without a warning.

    `based_on` names the population whose covariates it has, save those that it states itself.
    """

    name: str = Field(min_length=1, description="short name")
    about: str = Field(min_length=1, description="who the women are, as a reader of the report sees it")
    who: tuple[str, ...] = Field(
        min_length=1, description="kinds of people whose numbers they may borrow without a warning, as quantities name them"
    )
    based_on: str = Field(default="", description="a population that ships, whose covariates they have save those stated here")
    covariates: tuple[Covariate, ...] = Field(
        default=(), alias="covariate", description="a property in which dyads differ; one named as in based_on replaces it"
    )

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


def effect_mistakes(population: Population, units: Mapping[str, str], bounds: Mapping[str, Bounds]) -> list[Mistake]:
    """Return effects on parameters that are unknown, have another unit, or cannot have such a value.

    Args:
        population: covariates and what these act on.
        units: of each parameter, by key.
        bounds: the values that a parameter may have, by key.
    """
    mistakes: list[Mistake] = []
    for covariate in population.covariates:
        for effect in covariate.effects:
            key, where = effect.sets or effect.multiplies, f"covariate {covariate.name} effect"
            if key and key not in units:
                near = get_close_matches(key, units, n=3)
                mistakes.append(Mistake(where, key, f"a key of the parameter tables{f': {", ".join(near)}' if near else ''}"))
            elif effect.sets and parse_unit(covariate.unit) != parse_unit(units[key]):
                mistakes.append(Mistake(f"{where} on {key}", f"unit {covariate.unit}", f"unit {units[key]}"))
            elif effect.sets in bounds:
                heights = [height * scale(covariate.unit) for height in (effect.to, effect.absent) if height is not None]
                allowed = bounds[effect.sets]
                mistakes += [Mistake(f"{where} on {key}", f"{one:g}", str(allowed)) for one in heights if not allowed.holds(one)]
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
    if covariate.chance_if and covariate.chance is None:
        mistakes.append(Mistake(f"{where} chance_if", ", ".join(covariate.chance_if), "nothing beside a quantity"))
    if covariate.gsd is not None and not 1 <= covariate.gsd < math.inf:
        mistakes.append(Mistake(f"{where} gsd", str(covariate.gsd), "at least 1"))
    if covariate.median is not None and not 0 < covariate.median < math.inf:
        mistakes.append(Mistake(f"{where} median", str(covariate.median), "above 0"))
    if covariate.mean is not None and not math.isfinite(covariate.mean):
        mistakes.append(Mistake(f"{where} mean", str(covariate.mean), "a number"))
    if covariate.sd is not None and not 0 <= covariate.sd < math.inf:
        mistakes.append(Mistake(f"{where} sd", str(covariate.sd), "at least 0"))
    if not covariate.low < covariate.high:
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
    heights = [height for height in (effect.to, effect.absent) if height is not None and not math.isfinite(height)]
    mistakes += [Mistake(where, str(height), "a number") for height in heights]
    yes_or_no = covariate.chance is not None
    if yes_or_no != (effect.to is not None):
        mistakes.append(Mistake(f"{where} to", str(effect.to), "a number where the covariate is a yes or no, else nothing"))
    if effect.exposure and not yes_or_no:
        mistakes.append(Mistake(f"{where} exposure", effect.exposure, "a covariate that is a yes or no, with chance"))
    if (effect.absent is not None) != (yes_or_no and bool(effect.sets)):
        mistakes.append(
            Mistake(f"{where} absent", str(effect.absent), "a number where a yes or no sets a parameter, else nothing")
        )
    if (effect.from_day is not None) != bool(effect.exposure):
        mistakes.append(Mistake(f"{where} from_day", str(effect.from_day), "a day for an exposure, else nothing"))
    if effect.until_day is not None and (effect.from_day is None or effect.until_day <= effect.from_day):
        mistakes.append(Mistake(f"{where} until_day", str(effect.until_day), "a day after from_day"))
    return mistakes
