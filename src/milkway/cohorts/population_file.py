"""Read a population by the name of a file that ships or by path, and report every mistake at once."""

from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from milkway.cohorts.population import Population, population_mistakes
from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import parsed, toml_of


def population_names() -> tuple[str, ...]:
    """Return the names of the populations that ship.

    >>> "general" in population_names()
    True
    """
    return tuple(sorted(item.name.removesuffix(".toml") for item in _shelf().iterdir() if item.name.endswith(".toml")))


def read_population(name: str | Path) -> Population:
    """Return a population.

    Args:
        name: one that ships, or the path of a TOML file.

    Raises:
        InputError: there is no such population, or every mistake of its file.
    """
    population, place, mistakes = _stated(name)
    if population.based_on:
        population = _completed(population, read_population(population.based_on))
    mistakes += population_mistakes(population)
    if mistakes:
        raise InputError(place, mistakes)
    return population


def stated_population(name: str) -> Population:
    """Return a population that ships with the covariates that its own file states.

    >>> [covariate.name for covariate in stated_population("spain_peripartum_antibiotics").covariates]
    ['caesarean', 'peripartum_antibiotic']
    """
    return _stated(name)[0]


def _stated(name: str | Path) -> tuple[Population, str, list[Mistake]]:
    """Return what a file states, the file's name, and what is unknown in it."""
    path = Path(name)
    if isinstance(name, str) and name in population_names():
        place: Traversable | Path = _shelf().joinpath(f"{name}.toml")
    elif path.suffix == ".toml":
        place = path
    else:
        raise InputError("population", [Mistake("name", repr(str(name)), f"{', '.join(population_names())}, or a .toml file")])
    mistakes: list[Mistake] = []
    population = parsed(Population, toml_of(place), place.name, mistakes)
    if population is None:
        raise InputError(place.name, mistakes)
    return population, place.name, mistakes


def _completed(population: Population, base: Population) -> Population:
    """Return a population with the covariates of another, in their order, its own in place of those of the same name."""
    own = {covariate.name: covariate for covariate in population.covariates}
    kept = tuple(own.pop(covariate.name, covariate) for covariate in base.covariates)
    return replace(population, covariates=(*kept, *own.values()))


def _shelf() -> Traversable:
    return files("milkway.cohorts").joinpath("populations")
