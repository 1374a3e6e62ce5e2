"""A population written as a file to start from, each key with its meaning and what is allowed, and the schema of such files."""

from importlib import resources
from typing import Any, cast

from pydantic import TypeAdapter

from milkway.cohorts.population import Population
from milkway.cohorts.population_file import plain_population, stated_population
from milkway.core.typed_files import toml_tables
from milkway.protocol.fields import NAMES
from milkway.protocol.resolve import Plain
from milkway.protocol.schema import DIALECT, OF_POPULATIONS, Schema, as_in_toml, with_names
from milkway.protocol.template import Start, commented
from milkway.protocol.words import Words

TARGETS = {"sets": "parameters", "multiplies": "parameters", "exposure": "exposures"}
HEAD = """#:schema ./{schema}
# A population for protocols: population = "{name}.toml" in a protocol of the same folder. What is not stated here is as in the
# population that it is based on. Every number says what kind it is and where it comes from.
"""


def own_population(start: Start, schema: Schema) -> str:
    """Return a commented population of one's own.

    Args:
        start: name, the population that ships if it is like one, and the file of the schema.
        schema: of populations.
    """
    if start.like:
        plain = plain_population(stated_population(start.like))
    else:
        place = resources.files("milkway.cohorts").joinpath("populations", "start", "own.toml")
        plain = toml_tables(place.read_text(encoding="utf-8"))
    return f"{HEAD.format(schema=start.schema, name=start.name)}\n{commented(plain | {'name': start.name}, schema)}"


def population_schema(words: Words) -> Schema:
    """Return the schema of a population file, in which the names of the model are stated.

    Args:
        words: the names that the model knows.
    """
    made = TypeAdapter(Population).json_schema()
    effect, covariate = (cast("Plain", made["$defs"][name]["properties"]) for name in ("Effect", "Covariate"))
    for key, kind in TARGETS.items():
        effect[key][NAMES] = kind
    for key in ("low", "high"):
        cast("dict[str, Any]", covariate[key]).pop("default", None)  # infinity, which JSON does not have
    schema = with_names(cast("Schema", as_in_toml(made, words)), words, ("exposures", "parameters"))
    return {"$schema": DIALECT, **schema, "title": OF_POPULATIONS}
