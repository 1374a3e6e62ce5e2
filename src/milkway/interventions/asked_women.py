"""In whom interventions are compared: the women of a protocol or of a population, outside of any trial."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from milkway.assays.calibrated_definition import ASKED, CALIBRATED
from milkway.assays.mastitis import Definition
from milkway.biology.models import DISPUTED_ROUTES
from milkway.cohorts.population import Population
from milkway.cohorts.population_file import population_names, read_population
from milkway.cohorts.sample import sample_covariates
from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake, RunError
from milkway.core.streams import Streams
from milkway.core.typed_files import TomlError, toml_tables, typed_text
from milkway.protocol.eligibility import first_unmet
from milkway.protocol.known import given_protocol, named
from milkway.protocol.protocol import Protocol
from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.words import Words, suggest
from milkway.protocol.worlds import takes_product
from milkway.scenarios.scenario_words import HYPOTHESES, START
from milkway.simulation.trajectory import Diagnosis
from milkway.trials.case_definition import definition_of, diagnosis_of
from milkway.trials.route_settings import usual_setting
from milkway.trials.values import given_values

MOST_LOOKED_AT = 200  # candidates for each who has the covariates that a protocol asks for


@dataclass(frozen=True)
class AskedWomen:
    """Women in whom interventions are compared.

    Attributes:
        name: of the protocol or the population.
        protocol: theirs; that which ships with hypotheses on the product, where a population is asked for.
        own: whether the protocol is that of the women.
        population: of their covariates.
        without: disputed routes that are off.
        values: parameters that hold for all of them, the product's dose among them.
        definition: of mastitis.
        diagnosis: when mastitis is diagnosed, so that care follows.
        start: first day that is simulated.
    """

    name: str
    protocol: Protocol
    own: bool
    population: Population
    without: tuple[str, ...]
    values: Mapping[str, float]
    definition: Definition
    diagnosis: Diagnosis
    start: int

    __repr__ = brief

    def first(self, dyads: int, streams: Streams) -> np.ndarray:
        """Return (dyad,) the identities of the first dyads whose covariates are as the protocol asks.

        Raises:
            RunError: too few have them.
        """
        conditions = self.protocol.eligibility.covariates if self.own else ()
        looked_at = dyads
        while True:
            known = sample_covariates(self.population, looked_at, streams)
            found = np.flatnonzero(first_unmet(conditions, known.covariates, looked_at) == 0)
            if len(found) >= dyads:
                return found[:dyads]
            if looked_at >= MOST_LOOKED_AT * dyads:
                raise RunError(f"only {len(found)} of {looked_at} candidates have the covariates that {self.name} asks for")
            looked_at *= 4


def asked_women(given: object, words: Words, settings: Mapping[str, str]) -> AskedWomen:
    """Return the women of a protocol or of a population.

    Args:
        given: name of one that ships, path of a TOML file, or a `Protocol`.
        words: the names that the model knows.
        settings: that a command asks for.

    Raises:
        InputError: there is no such protocol or population, or every mistake of its file.
    """
    if not isinstance(given, str | Path | Protocol):
        raise InputError("protocol", [Mistake("protocol", repr(given), "a name, the path of a TOML file, or a milkway.Protocol")])
    if isinstance(given, str | Path) and _is_population(given):
        return _of_population(read_population(given), given_protocol(HYPOTHESES, words).under(settings))
    if isinstance(given, str) and Path(given).suffix != ".toml" and given not in shipped_protocols():
        allowed = suggest(given, (*shipped_protocols(), *population_names()))
        raise InputError("protocol", [Mistake("protocol", repr(given), f"{allowed}, or the path of a TOML file")])
    return _of_protocol(given_protocol(given, words).under(settings), named(given))


def _of_population(population: Population, protocol: Protocol) -> AskedWomen:
    without = tuple(route.name for route in DISPUTED_ROUTES)
    return AskedWomen(population.name, protocol, False, population, without, _product(protocol), CALIBRATED, ASKED, START)


def _of_protocol(protocol: Protocol, place: str) -> AskedWomen:
    if takes_product(protocol) is None:
        raise InputError(place, [Mistake("arms", "no arm whose women take the product", "a course of taking_product in an arm")])
    return AskedWomen(
        name=protocol.name,
        protocol=protocol,
        own=True,
        population=protocol.women,
        without=tuple(usual_setting(protocol).without),
        values=given_values(protocol) | _product(protocol),
        definition=definition_of(protocol.mastitis),
        diagnosis=diagnosis_of(protocol.mastitis),
        start=min(START, protocol.begins),
    )


def _product(protocol: Protocol) -> dict[str, float]:
    """Return what the arm that takes the product sets, such as its dose; it does nothing in whom nothing is taken."""
    place = takes_product(protocol)
    return {} if place is None else dict(protocol.arms[place].sets)


def _is_population(given: str | Path) -> bool:
    """Return whether a name, or a file by its keys, is a population."""
    if str(given) in population_names():
        return True
    path = Path(given)
    if str(given) in shipped_protocols() or path.suffix != ".toml":
        return False
    try:
        keys = cast("dict[str, object]", toml_tables(typed_text(path)))
    except (OSError, TomlError, UnicodeDecodeError):
        return False  # told by what reads protocols
    return "covariate" in keys or ("who" in keys and "arms" not in keys)
