"""Read or change a protocol against the names of the complete model, as a user means it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from milkway.biology.models import COMPLETE
from milkway.cohorts.declared import complete_network
from milkway.cohorts.population_file import population_names
from milkway.core.errors import InputError, Mistake
from milkway.core.network import expand
from milkway.ledger.tables import ParameterTable
from milkway.protocol.changes import changed
from milkway.protocol.protocol import Protocol
from milkway.protocol.protocol_file import protocol_of, read_protocol, shipped_protocols
from milkway.protocol.resolve import resolve
from milkway.protocol.words import Words, words_of

NAMED = "the name of a protocol that ships, or the path of a TOML file"


def read_known_protocol(name_or_path: str | Path) -> Protocol:
    """Return a protocol that ships, by name, or that of a TOML file.

    Raises:
        InputError: the file cannot be read, or has mistakes: all of them.
    """
    if not isinstance(cast("object", name_or_path), str | Path):
        raise InputError("protocol", [Mistake("protocol", repr(name_or_path), NAMED)])
    return read_protocol(name_or_path, known_words())


def given_protocol(given: str | Path | Protocol, words: Words) -> Protocol:
    """Return the protocol that a caller gives: by name, as a file, or as an object, which is checked as a file is.

    Args:
        given: by the caller.
        words: the names that the model of the run knows.

    Raises:
        InputError: there is none, or it has mistakes: all of them.
    """
    if isinstance(given, Protocol):
        return protocol_of(resolve(given), named(given), words)
    if not isinstance(cast("object", given), str | Path):
        raise InputError("protocol", [Mistake("protocol", repr(given), f"{NAMED}, or a milkway.Protocol")])
    return read_protocol(given, words)


def named(given: str | Path | Protocol) -> str:
    """Return how messages call a protocol that a caller gives."""
    return f"protocol {given.name}" if isinstance(given, Protocol) else str(given)


def changed_protocol(protocol: Protocol, changes: Mapping[str, object] | None, parts: Mapping[str, object]) -> Protocol:
    """Return a protocol with other values, by place and as whole parts.

    Raises:
        InputError: every place that does not exist, and every mistake of the changed protocol.
    """
    if not isinstance(cast("object", changes), Mapping | None):
        allowed = 'values by place, such as {"dropout.share": 0.1}'
        raise InputError(named(protocol), [Mistake("changes", repr(changes), allowed)])
    twice = sorted(place for place in changes or {} if place.split(".")[0] in parts)
    if twice:
        allowed = "a place that is not within a part that is given whole"
        raise InputError(named(protocol), [Mistake(place, f"{place.split('.')[0]} is given too", allowed) for place in twice])
    return changed(protocol, {**(changes or {}), **parts}, named(protocol), known_words())


def is_as_shipped(protocol: Protocol) -> bool:
    """Return whether a protocol is one that ships, unchanged."""
    return protocol.name in shipped_protocols() and protocol == read_known_protocol(protocol.name)


def words_with(table: ParameterTable) -> Words:
    """Return the names of a table's model, its own among them, and of the populations that ship.

    A process that ships and that the model lacks may be named, since a protocol may leave it out.
    """
    try:
        network = complete_network() if table.model is None else expand(table.model, table.keys())
    except InputError:  # told beside the protocol's mistakes
        return known_words()
    found = words_of(network, population_names())
    return replace(found, processes=found.processes | {one.name for one in COMPLETE.processes})


def known_words() -> Words:
    """Return the names of the complete model and of the populations that ship."""
    return words_of(complete_network(), population_names())
