"""The tables of settings that ship, one for a protocol that ships, and whether they were made of the numbers in use.

`docs/write_settings.py` makes them at a release. A table keeps a mark of all that it follows from: the equations, the rows of
the tables, the settings, the population and the protocol; where that differs now, a report says so.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from milkway.cohorts.declared import complete_network, declared_parameters
from milkway.compilers.mark import network_mark
from milkway.ledger.setting_values import read_settings
from milkway.protocol.known import is_as_shipped, read_known_protocol
from milkway.protocol.protocol import Protocol, resized
from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.resolve import resolve

NUMBERS = ("value", "spread", "variation", "distribution")


@dataclass(frozen=True)
class KeptTable:
    """A table that ships: the summary of `milkway settings`, the day on which it was made, and whether numbers differ since."""

    summary: dict
    made: str
    stale: bool


def kept_table(protocol: Protocol) -> KeptTable | None:
    """Return the table of a protocol that ships, whatever its size and settings here; None where there is none."""
    if protocol.name not in shipped_protocols():
        return None
    shipped = read_known_protocol(protocol.name)
    kept = read_kept().get(protocol.name)
    if kept is None or not is_as_shipped(resized(replace_settings(protocol, shipped), shipped.design.size)):
        return None
    return KeptTable(kept["summary"], kept["made"], kept["mark"] != numbers_mark(shipped))


def replace_settings(protocol: Protocol, like: Protocol) -> Protocol:
    """Return a protocol under the settings of another."""
    return protocol.under(like.settings.plain)


@cache
def read_kept() -> dict:
    """Return every table that ships, by protocol."""
    return json.loads(files("milkway.planning").joinpath("data", "settings.json").read_text(encoding="utf-8"))


def numbers_mark(protocol: Protocol) -> str:
    """Return a mark of all that a protocol's table follows from."""
    rows = {key: [getattr(row, name) for name in NUMBERS] for key, row in declared_parameters().rows.items()}
    sets = {key: {one.name: dict(one.sets) for one in setting.value} for key, setting in read_settings().items()}
    told = (network_mark(complete_network()), rows, sets, repr(protocol.women.covariates))
    plain = json.dumps([*told, resolve(protocol)], sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]
