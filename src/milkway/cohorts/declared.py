"""The evidence tables that ship, as the complete model declares them: no row missing, each in its unit and within its bounds."""

from difflib import get_close_matches
from functools import cache

from milkway.biology.models import COMPLETE
from milkway.core.errors import InputError, Mistake
from milkway.core.network import Network, expand
from milkway.ledger.tables import ParameterTable, declared, read_parameters


def declared_parameters() -> ParameterTable:
    """Return the tables that ship.

    Raises:
        InputError: rows that the model needs are missing, or cannot be what it declares; all of them, with their files.
    """
    return _shipped()[1]


def complete_network() -> Network:
    """Return the complete model, written out for the tables that ship.

    Raises:
        InputError: as `declared_parameters` does.
    """
    return _shipped()[0]


@cache
def _shipped() -> tuple[Network, ParameterTable]:
    table = read_parameters()
    network = expand(COMPLETE, table.keys(), table.files())
    mistakes = _of_nothing(network, table)
    if mistakes:
        raise InputError("parameters", mistakes)
    return network, declared(network, table)


def _of_nothing(network: Network, table: ParameterTable) -> list[Mistake]:
    """Return the rows of a taxon, partner, resource or site that the parameter they name does not have."""
    known: dict[str, list[str]] = {}
    for key in network.parameter_index():
        known.setdefault(key.partition("[")[0], []).append(key)
    return [
        Mistake(table.places.get(key, key), key, _rows_like(key, known.get(row.parameter, [])))
        for key, row in table.rows.items()
        if row.parameter in known and key not in known[row.parameter]
    ]


def _rows_like(key: str, known: list[str]) -> str:
    """Return the rows that a parameter may have, the nearest first."""
    near = get_close_matches(key, known, n=12)
    return "a row of this parameter as the model knows it: " + ", ".join(near or known[:12])
