"""Every row of the parameter tables as plain values: its number, kind and source, what was believed of it, where it is used."""

import re
from dataclasses import replace

import numpy as np
from scipy.special import betaincinv, ndtri

from milkway.biology.models import ROUTES
from milkway.cohorts.declared import complete_network, declared_parameters
from milkway.compilers.equations import standing
from milkway.compilers.readable import grouped, readable, sentence
from milkway.core.bounds import ANY, Bounds
from milkway.core.model import Process
from milkway.core.network import Network, expand
from milkway.explorer.evidence_answers import entry
from milkway.explorer.held import held
from milkway.inference.posterior import MIDDLE, read_posterior, ships
from milkway.ledger.rows import ParameterRow
from milkway.ledger.sources import split_keys

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
NAME = r"(?<![A-Za-z0-9_]){}(?![A-Za-z0-9_])"


@held
def parameters() -> dict:
    """Return a line for each row: its value, unit, kind, sources, mechanisms, and quantiles of what is believed of it.

    `believed` is of the median before any calibration, `women` how women differ about it, `learned` the posterior that ships.
    """
    network, table = complete_network(), declared_parameters()
    meanings = {one.name: one.meaning for one in network.parameters}
    used, learned = _mechanisms(), _learned()
    return {
        "shares": SHARES,
        "routes": [process.name for process in ROUTES],
        "rows": [
            {
                "key": row.key,
                "meaning": meanings.get(row.parameter, ""),
                **{name: getattr(row, name) for name in ("value", "unit", "kind", "locator")},
                "sources": list(split_keys(row.source)),
                "tuned_on": list(row.tuned_on),
                "mechanisms": used.get(row.parameter, []),
                "believed": quantiles(row, row.spread, table.bounds.get(row.key, ANY)),
                "women": quantiles(row, row.variation, table.bounds.get(row.key, ANY)),
                "learned": learned.get(row.key),
            }
            for row in sorted(table.rows.values(), key=lambda row: row.kind == "off")  # last
        ],
    }


def entry_with_equations(name: str) -> dict:
    """Return all that is on record of a name; of a parameter also the equations that it stands in.

    Raises:
        InputError: nothing is called so; the nearest names are told.
    """
    found = entry(name)
    return found | ({"used": where_used(found["id"])} if found["kind"] == "parameter" else {})


def where_used(key: str) -> list[dict]:
    """Return the mechanisms that use a parameter, each with the equations that its name stands in."""
    name = key.partition("[")[0]
    return [
        {
            "mechanism": process.name,
            "about": process.about,
            "equations": [
                {"form": form, "names": names}
                for form, names in _equations()[process.name]
                if re.search(NAME.format(re.escape(name)), form)
            ],
        }
        for process in complete_network().model.processes
        if process.name in _mechanisms().get(name, [])
    ]


def quantiles(row: ParameterRow, spread: float | None, within: Bounds) -> list[float] | None:
    """Return the quantiles `SHARES` of a row with a spread about its value, within its bounds; None where none is stated.

    >>> row = next(one for one in declared_parameters().rows.values() if one.distribution == "lognormal" and one.value == 1)
    >>> quantiles(row, 1.0, ANY)
    [1.0, 1.0, 1.0, 1.0, 1.0]
    """
    if spread is None:
        return None
    z = ndtri(np.array(SHARES))
    match row.distribution:
        case "lognormal":
            values = row.value * spread**z
        case "normal":
            values = row.value + spread * z
        case "beta":
            size = row.value * (1 - row.value) / spread**2 - 1
            values = betaincinv(row.value * size, (1 - row.value) * size, np.array(SHARES))
        case _:
            return None
    return within.keep(values).tolist()


@held
def _learned() -> dict[str, list[float]]:
    """Return quantiles of each row that the posterior learned."""
    if not ships():
        return {}
    found = read_posterior()
    draws = np.delete(found.values, MIDDLE, axis=0)
    return {key: np.quantile(draws[:, i], SHARES).tolist() for i, key in enumerate(found.keys) if key in found.learned}


@held
def _mechanisms() -> dict[str, list[str]]:
    """Return the names of the mechanisms that use each parameter, by its name."""
    used: dict[str, list[str]] = {}
    for process in complete_network().model.processes:
        for name in dict.fromkeys(one.name for one in _networks()[process.name].parameters):
            used.setdefault(name, []).append(process.name)
    return used


@held
def _equations() -> dict[str, list[tuple[str, list[str]]]]:
    """Return the equations of each mechanism, one for all taxa, substances or sides that share a form."""
    model = complete_network().model
    return {process.name: grouped(_lines(process), model) for process in model.processes}


def _lines(process: Process) -> list[str]:
    terms = [sentence(term) for term in standing(process, complete_network())]
    return terms + [f"{one.name} = {readable(one.of)}" for one in _networks()[process.name].algebraics]


@held
def _networks() -> dict[str, Network]:
    """Return the network of each mechanism alone."""
    model, known = complete_network().model, frozenset(one.key for one in complete_network().parameters)
    return {process.name: expand(replace(model, processes=(process,)), known) for process in model.processes}
