"""What makes a trial this run and no other: its protocol, its seed, and the set of parameters."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from milkway.arguments import draws_of, seed_of
from milkway.biology.models import COMPLETE
from milkway.cohorts.chosen import Chosen, model_identity, parameters_for
from milkway.cohorts.declared import declared_for
from milkway.core.errors import InputError, Mistake
from milkway.core.model import Model
from milkway.core.writing import write_whole
from milkway.folder import IDENTITY
from milkway.ledger.own_values import with_settings, with_yours
from milkway.ledger.tables import ParameterTable
from milkway.protocol.known import read_known_protocol, words_with
from milkway.protocol.protocol import Protocol, resized
from milkway.protocol.protocol_file import protocol_of, shipped_protocols
from milkway.protocol.resolve import resolve, to_toml
from milkway.protocol.words import Words

PROTOCOL = "protocol.toml"
VALUES = "values.toml"
TABLES = "tables"
LEARNED = (TABLES, "posterior")


@dataclass(frozen=True)
class AskedTrial:
    """A trial as it is simulated.

    Attributes:
        protocol: of the size asked for.
        seed: of all chance.
        parameters: "tables" or "posterior".
        draws: worlds simulated beside that of the middle of the posterior.
        values: of one's own, in place of rows of the tables.
        model: its mechanisms.
    """

    protocol: Protocol
    seed: int
    parameters: str = TABLES
    draws: int = 0
    values: Mapping[str, float] = field(default_factory=dict[str, float])
    model: Model = COMPLETE

    def table(self) -> ParameterTable:
        """Return the tables as the model declares them, with the values of one's own and what the protocol's settings set."""
        return with_settings(with_yours(declared_for(self.model), self.values), self.protocol.settings.plain)

    def model_identity(self) -> dict:
        """Return what tells the model from others: nothing of the complete one."""
        return model_identity(self.model, self.table())

    def identity(self) -> dict:
        """Return all of this as plain values, as `run.json` keeps them."""
        protocol = self.protocol
        plain = {"name": protocol.name, "dyads": protocol.design.size, "seed": self.seed, "protocol": resolve(protocol)}
        plain |= {} if self.parameters == TABLES else {"parameters": self.parameters, "draws": self.draws}
        return plain | ({"values": dict(self.values)} if self.values else {}) | self.model_identity()


def keep_protocol(asked: AskedTrial, folder: Path) -> None:
    """Write the protocol with every default, and values of one's own, into the folder, from which the run can be asked for again.

    Raises:
        OSError: it cannot be written.
    """
    write_whole(folder / PROTOCOL, to_toml(resolve(asked.protocol)).encode())
    if asked.values:
        write_whole(folder / VALUES, to_toml(dict(asked.values)).encode())


def asked_of(identity: dict, model: Chosen, mistakes: list[Mistake]) -> AskedTrial | None:
    """Return what a kept identity asks for; what cannot be asked for any more is a mistake.

    Args:
        identity: of the run.
        model: with which it is to be drawn again, since a folder cannot hold mechanisms.
        mistakes: added to.
    """
    own = identity.get("model")
    if isinstance(own, dict) and model.left is COMPLETE:
        mistakes.append(Mistake("model", "the complete one", f"that of this run: {own.get('name')}, as FILE.py:NAME"))
        return None
    wrong: list[Mistake] = []
    parameters = identity.get("parameters", TABLES)
    if parameters not in LEARNED:
        wrong.append(Mistake("parameters", repr(parameters), " or ".join(LEARNED)))
    seed = seed_of(identity.get("seed"), wrong)
    draws = draws_of(identity.get("draws", 0), str(parameters), wrong)
    table, yours = parameters_for(model, identity.get("values", {}), wrong)
    protocol = _protocol(identity.get("protocol"), words_with(table), wrong)
    found = None if protocol is None or wrong else AskedTrial(protocol, seed, str(parameters), draws, yours, model.left)
    if found is not None:
        wrong += _changed(identity, json.loads(json.dumps(found.identity())))
    mistakes += [Mistake(f"{IDENTITY}: {one.where}", one.found, one.allowed) for one in wrong]
    return None if wrong else found


def command_of(asked: AskedTrial, folder: Path, *, missing: bool = False) -> str:
    """Return the command that makes this run, or completes it."""
    words = ["milkway", "trial", *_named(asked.protocol, folder), "--seed", str(asked.seed)]
    words += ["--parameters", asked.parameters, *(["--draws", str(asked.draws)] if asked.draws else [])]
    words += ["--values", str(folder / VALUES)] if asked.values else []
    words += [] if asked.model is COMPLETE else ["--model", "FILE.py:NAME"]
    return shlex.join([*words, *(["--missing"] if missing else []), "--out", str(folder)])


def _named(protocol: Protocol, folder: Path) -> tuple[str, ...]:
    """Return how a command names a protocol: by the file in the folder, by a name that ships, or by a file not known here."""
    kept, size = folder / PROTOCOL, protocol.design.size
    if kept.is_file() and kept.read_bytes() == to_toml(resolve(protocol)).encode():
        return (str(kept),)
    if protocol.name in shipped_protocols() and resized(read_known_protocol(protocol.name), size) == protocol:
        return (protocol.name, "--dyads", str(size))
    return ("PROTOCOL.toml",)


def _protocol(plain: object, words: Words, mistakes: list[Mistake]) -> Protocol | None:
    if not isinstance(plain, dict):
        mistakes.append(Mistake("protocol", "nothing" if plain is None else repr(plain)[:60], "the protocol as it was resolved"))
        return None
    try:
        return protocol_of(plain, IDENTITY, words)
    except InputError as error:
        mistakes += error.mistakes
        return None


def _changed(identity: dict, again: dict) -> list[Mistake]:
    """Return what a kept identity says in other words than it would be kept in today."""
    flat, ours = _leaves(identity), _leaves(again)
    places = [place for place in dict.fromkeys((*flat, *ours)) if flat.get(place) != ours.get(place)]
    return [Mistake(place, flat.get(place, "nothing"), ours.get(place, "no such key in this version")) for place in places]


def _leaves(value: object, place: str = "") -> dict[str, str]:
    """Return every value of plain tables and lists by its place, as JSON."""
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        parts = (
            _leaves(one, f"{place}[{key}]" if isinstance(value, list) else f"{place}.{key}".lstrip(".")) for key, one in items
        )
        return {inner: leaf for part in parts for inner, leaf in part.items()}
    return {place: json.dumps(value, ensure_ascii=False)}
