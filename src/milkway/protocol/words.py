"""The names that a protocol may use, as a model and its tables define them."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from milkway.core.bounds import Bounds
from milkway.core.network import Network


@dataclass(frozen=True)
class Words:
    """Names of the chosen model.

    Attributes:
        parameters: the unit of each, by key.
        bounds: the values that each parameter may have, by key.
        populations: those that ship.
    """

    processes: frozenset[str]
    taxa: frozenset[str]
    sites: frozenset[str]
    stocks: frozenset[str]
    exposures: frozenset[str]
    parameters: Mapping[str, str]
    bounds: Mapping[str, Bounds]
    signs: frozenset[str]
    populations: frozenset[str]


def words_of(network: Network, populations: Iterable[str]) -> Words:
    """Return the names of a network.

    Args:
        network: of the complete model, so that a protocol may name what it knocks out.
        populations: names of those that ship.
    """
    return Words(
        processes=frozenset(process.name for process in network.model.processes),
        taxa=frozenset(taxon.name for taxon in network.model.taxa),
        sites=frozenset(stock.site for stock in network.stocks),
        stocks=frozenset(stock.key for stock in network.stocks) | frozenset(watch.name for watch in network.watches),
        exposures=frozenset(item.key for item in network.exposures),
        parameters={item.key: str(item.unit) for item in network.parameters},
        bounds=network.bounds,
        signs=frozenset(sign.name for sign in network.signs),
        populations=frozenset(populations),
    )


def suggest(found: str, known: Iterable[str]) -> str:
    """Return what is allowed, the nearest name first.

    >>> suggest("placeboo", ["placebo", "product"])
    'placebo (did you mean that?), product'
    """
    names = sorted(known)
    near = difflib.get_close_matches(str(found), names, n=2)
    first = [f"{near[0]} (did you mean that?)", *near[1:]] if near else []
    rest = [name for name in names if name not in near]
    shown = (first + rest)[:12]
    return ", ".join(shown) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
