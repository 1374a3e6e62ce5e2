"""Read the catalogue of interventions and check every name in it against the model, its tables and the outcomes."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from milkway.cohorts.declared import complete_network, declared_parameters
from milkway.cohorts.population_file import read_population
from milkway.core.errors import InputError, Mistake
from milkway.core.network import Network
from milkway.interventions.dyad_outcomes import OUTCOMES
from milkway.interventions.intervention import Catalogue, Intervention, Pair
from milkway.interventions.line_words import TOPICS
from milkway.ledger.parsing import parsed, toml_of
from milkway.protocol.words import suggest
from milkway.scenarios.prepare import POPULATION

FILE = "catalogue.toml"


@cache
def read_catalogue() -> Catalogue:
    """Return the catalogue that ships.

    Raises:
        InputError: every mistake of it.

    >>> "latch_support" in read_catalogue().named
    True
    """
    return catalogue_of(toml_of(files("milkway.interventions").joinpath("data", FILE)))


def catalogue_of(table: Mapping[str, object]) -> Catalogue:
    """Return the catalogue that plain tables state.

    Raises:
        InputError: every mistake of them.
    """
    mistakes: list[Mistake] = []
    found = parsed(Catalogue, table, "key", mistakes)
    if found is None:
        raise InputError(FILE, mistakes)
    network = complete_network()
    for before, after in pairwise(sorted(one.name for one in found.interventions)):
        mistakes += [Mistake("intervention", repr(after), "one intervention of a name")] if before == after else []
    for one in found.interventions:
        mistakes += _mistakes(one, network)
    for pair in found.pairs:
        mistakes += _pair_mistakes(pair, found.named)
    if mistakes:
        raise InputError(FILE, mistakes)
    return found


def chosen(catalogue: Catalogue, names: Sequence[str], mistakes: list[Mistake]) -> tuple[Intervention, ...]:
    """Return the interventions of some names, all of them for no names; an unknown name is a mistake that lists the catalogue.

    Args:
        catalogue: to choose from.
        names: asked for.
        mistakes: added to.
    """
    known = catalogue.named
    for name in names:
        if name not in known:
            near = suggest(name, known).partition(" (did")[0] if "(did you" in suggest(name, known) else ""
            first = f"{near} (did you mean that?); " if near else ""
            mistakes.append(Mistake("only", repr(name), f"{first}of the catalogue: {', '.join(known)}"))
    return tuple(one for one in catalogue.interventions if not names or one.name in names)


def pairs_among(catalogue: Catalogue, interventions: Iterable[Intervention]) -> tuple[Pair, ...]:
    """Return the pairs of which both parts are there."""
    there = {one.name for one in interventions}
    return tuple(pair for pair in catalogue.pairs if there >= set(pair.of))


def _mistakes(one: Intervention, network: Network) -> list[Mistake]:
    """Return the names of an intervention that nothing has."""
    where = f"intervention {one.name}"
    names = {parameter.name for parameter in network.parameters}
    asked = {
        "through": (one.through, {process.name for process in network.model.processes}),
        "exposure": ([held.exposure for held in one.held], set(network.exposure_index)),
        "among": (one.among, _covariates()),
        "covariates": (one.covariates, _covariates()),
        "multiplies": (one.multiplies, set(network.parameter_index)),
        "sets": (one.sets, set(network.parameter_index)),
        "decided_by": (one.decided_by, names & {row.parameter for row in declared_parameters().rows.values()}),
        "blocks": (one.blocks, set(TOPICS)),
        "by_definition": (one.by_definition, set(OUTCOMES)),
    }
    found = [
        Mistake(f"{where} {key}", repr(name), suggest(name, known))
        for key, (given, known) in asked.items()
        for name in given
        if name not in known
    ]
    if not (one.covariates or one.held or one.multiplies or one.sets):
        found.append(Mistake(where, "nothing that is changed", "covariates, exposure, multiplies or sets"))
    bounds = network.bounds
    found += [
        Mistake(f"{where} sets {key}", f"{value:g}", str(bounds[key]))
        for key, value in one.sets.items()
        if key in bounds and not bounds[key].holds(value)
    ]
    found += [
        Mistake(f"{where} exposure {held.exposure}", f"day {held.from_day} to {held.until_day}", "a first day before the last")
        for held in one.held
        if held.until_day is not None and held.until_day <= held.from_day
    ]
    return found


def _covariates() -> set[str]:
    return {one.name for one in read_population(POPULATION).covariates}


def _pair_mistakes(pair: Pair, known: Mapping[str, Intervention]) -> list[Mistake]:
    """Return why two interventions cannot be done at once."""
    where = f"pair {pair.name}"
    unknown = [Mistake(where, repr(name), suggest(name, known)) for name in pair.of if name not in known]
    if unknown:
        return unknown
    first, second = (known[name] for name in pair.of)
    if first.of == second.of:
        return [Mistake(where, f"both vary {first.of}", "two that do not exclude each other")]
    if first.when_ill != second.when_ill:
        return [Mistake(where, "one of women ill, who are others under the other part", "both of women ill, or neither")]
    against = [name for name, yes in first.among.items() if second.among.get(name, yes) != yes]
    return [Mistake(where, f"{name} yes and no", "women whom both are for") for name in against]
