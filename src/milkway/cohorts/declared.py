"""The evidence tables that ship, as the complete model declares them: no row missing, each in its unit and within its bounds."""

from dataclasses import replace
from difflib import get_close_matches
from functools import cache

from milkway.biology.models import COMPLETE
from milkway.core.errors import InputError, Mistake
from milkway.core.model import Model
from milkway.core.network import Network, declared_by, expand
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


def declared_for(model: Model) -> ParameterTable:
    """Return the tables that ship as the parameters of a model; what only this model has is open for values of a user.

    Raises:
        InputError: a parameter of a name that ships is declared in another unit, or an index is missing; all of them.
    """
    if model is COMPLETE:
        return declared_parameters()
    table, known = declared_parameters(), {one.key: one for one in declared_by(COMPLETE)}
    units = {one.name: one.unit for one in known.values()}
    own = {one.key: one for one in declared_by(model)}
    mistakes = [
        Mistake(key, f"unit {one.unit}", f"unit {units[one.name]}, or another name: the tables have one of this name")
        for key, one in own.items()
        if one.name in units and one.unit != units[one.name]
    ]
    mistakes += [Mistake(key, "no index", f"one of {one.per}") for key, one in own.items() if one.per and not one.index]
    if mistakes:
        raise InputError(f"model {model.name}", mistakes)
    bounds = {**table.bounds, **{key: one.within for key, one in own.items()}}
    return replace(table, model=model, bounds=bounds, open={key: one for key, one in own.items() if key not in known})


def model_of(table: ParameterTable) -> Model:
    """Return the model whose parameters a table holds: the complete one unless it says another."""
    return COMPLETE if table.model is None else table.model


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
    for key in network.parameter_index:
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
