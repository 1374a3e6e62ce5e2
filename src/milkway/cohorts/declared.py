"""The evidence tables that ship, as the complete model declares them: no row missing, each in its unit and within its bounds."""

from functools import cache

from milkway.biology.models import COMPLETE
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
    return network, declared(network, table)
