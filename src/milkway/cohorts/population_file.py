"""Read a population by the name of a file that ships or by path, and report every mistake at once."""

import math
from collections.abc import Mapping
from dataclasses import fields, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from milkway.cohorts.population import Covariate, Effect, Population, population_mistakes
from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import parsed, toml_of


def population_names() -> tuple[str, ...]:
    """Return the names of the populations that ship.

    >>> "general" in population_names()
    True
    """
    return tuple(sorted(item.name.removesuffix(".toml") for item in _shelf().iterdir() if item.name.endswith(".toml")))


def read_population(given: str | Path | Population) -> Population:
    """Return a population.

    Args:
        given: the name of one that ships, the path of a TOML file, or a population, which is returned as it is.

    Raises:
        InputError: there is no such population, or every mistake of its file.
    """
    return given if isinstance(given, Population) else stated_in(*_table_of(given))


def stated_in(table: Mapping[str, object], place: str) -> Population:
    """Return the population that plain tables state, completed by the one that it is based on.

    Args:
        table: keys and values as TOML gives them.
        place: file, for messages.

    Raises:
        InputError: every mistake.
    """
    population = _stated(table, place)
    mistakes: list[Mistake] = []
    if population.based_on in population_names():
        population = _completed(population, read_population(population.based_on))
    elif population.based_on:
        mistakes.append(Mistake("based_on", repr(population.based_on), f"{', '.join(population_names())}, or nothing"))
    mistakes += population_mistakes(population)
    if mistakes:
        raise InputError(place, mistakes)
    return population


def stated_population(name: str) -> Population:
    """Return a population that ships with the covariates that its own file states.

    >>> [covariate.name for covariate in stated_population("spain_peripartum_antibiotics").covariates]
    ['caesarean', 'peripartum_antibiotic']
    """
    return _stated(*_table_of(name))


def plain_population(population: Population) -> dict[str, object]:
    """Return a population as a file of its own would state it, what is left out being left out.

    >>> stated_in(plain_population(read_population("general")), "again") == read_population("general")
    True
    """
    covariates = [
        _given(one, {"effect": [_given(effect, {}) for effect in one.effects]} if one.effects else {})
        for one in population.covariates
    ]
    return _given(population, {"covariate": covariates} if covariates else {})


def _given(item: Population | Covariate | Effect, inner: dict[str, object]) -> dict[str, object]:
    """Return the fields of an item that say something, lists of items aside, which stand in `inner`."""
    told = {one.name: getattr(item, one.name) for one in fields(item) if one.name not in ("covariates", "effects")}
    kept = {name: value for name, value in told.items() if value not in ("", None, {}) and value not in (-math.inf, math.inf)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()} | inner


def _table_of(name: str | Path) -> tuple[dict[str, object], str]:
    """Return the tables of a file, and the file's name.

    Raises:
        InputError: there is no such file, or it cannot be read.
    """
    path = Path(name)
    if isinstance(name, str) and name in population_names():
        place: Traversable | Path = _shelf().joinpath(f"{name}.toml")
    elif path.suffix == ".toml":
        place = path
    else:
        raise InputError("population", [Mistake("name", repr(str(name)), f"{', '.join(population_names())}, or a .toml file")])
    return toml_of(place), place.name


def _stated(table: Mapping[str, object], place: str) -> Population:
    """Return what tables state.

    Raises:
        InputError: keys that are unknown, missing or of the wrong type.
    """
    mistakes: list[Mistake] = []
    population = parsed(Population, table, "key", mistakes)
    if population is None:
        raise InputError(place, mistakes)
    return population


def _completed(population: Population, base: Population) -> Population:
    """Return a population with the covariates of another, in their order, its own in place of those of the same name."""
    own = {covariate.name: covariate for covariate in population.covariates}
    kept = tuple(own.pop(covariate.name, covariate) for covariate in base.covariates)
    return replace(population, covariates=(*kept, *own.values()))


def _shelf() -> Traversable:
    return files("milkway.cohorts").joinpath("populations")
