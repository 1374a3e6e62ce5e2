"""Who the women of a trial are: a population that ships, by its name, or one of the user's own, in a file beside the protocol."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, cast

from pydantic import Field, PlainSerializer, PlainValidator, ValidationInfo, WithJsonSchema

from milkway.cohorts.population import Population, effect_mistakes
from milkway.cohorts.population_file import plain_population, population_names, read_population, stated_in
from milkway.core.errors import InputError, Mistake
from milkway.protocol.fields import PopulationName, Reading, beside, in_file, wrong
from milkway.protocol.words import Words, suggest

SUFFIX = ".toml"


def population_own_mistakes(population: Population, words: Words) -> Iterator[Mistake]:
    """Yield what a population of the user's own acts on that the model does not have, or not so."""
    found = effect_mistakes(population, words.parameters, words.bounds)
    for covariate in population.covariates:
        for effect in covariate.effects:
            if effect.exposure and effect.exposure not in words.exposures:
                where, allowed = f"covariate {covariate.name} effect", suggest(effect.exposure, words.exposures)
                found.append(Mistake(f"{where} exposure", repr(effect.exposure), allowed))
    yield from (Mistake(f"population {population.name}: {one.where}", one.found, one.allowed) for one in found)


def _women(found: object, info: ValidationInfo) -> str | Population:
    """Return the name of a population that ships, or the population of a file or of a table."""
    if isinstance(found, Population):
        return found
    if isinstance(found, Mapping):
        table = cast("Mapping[str, object]", found)
        return _read(lambda: stated_in(table, "population"), "population")
    if isinstance(found, str) and found.endswith(SUFFIX):
        path = beside(found, info)
        return _read(lambda: read_population(path), found)
    reading = info.context
    names = reading.words.populations if isinstance(reading, Reading) else population_names()
    if not isinstance(found, str) or found not in names:
        raise wrong(f"{suggest(str(found), names)}, or the path of a {SUFFIX} file from the folder of the protocol")
    return found


def _read(read: Callable[[], Population], place: str) -> Population:
    try:
        return read()
    except InputError as error:
        raise in_file(place, error) from error


def _plain(women: str | Population) -> object:
    return women if isinstance(women, str) else plain_population(women)


Women = Annotated[
    str | Population,
    PlainValidator(
        _women,
        json_schema_input_type=PopulationName
        | Annotated[str, Field(pattern=rf"\{SUFFIX}$")]
        | Annotated[Any, WithJsonSchema({"type": "object"})],
    ),
    PlainSerializer(_plain),
]
