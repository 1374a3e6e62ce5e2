"""The arrays of a tally, made for a machine and so many groups of lanes."""

from collections.abc import Iterator

import numpy as np

from milkway.compilers.tallies import KINDS, Row
from milkway.simulation.layout import LANES, Rules, Tally, aligned
from milkway.simulation.machine import Machine
from milkway.simulation.rodas import STAGE_SHARES


def make_tally(machine: Machine, rules: Rules, groups: int, unknowns: int) -> Tally:
    """Return a tally in which nothing has moved yet.

    Args:
        machine: whose flows are tallied.
        rules: which stocks hold whole cells, and how these move.
        groups: of lanes, with the guests' one.
        unknowns: of the linear system.
    """
    kernel, network = machine.tallies, machine.network
    stocks = len(network.stocks)
    integer = {network.stocks[place].key: q for q, place in enumerate(rules.dividing)}
    pairs = {(int(q), int(rules.moves[p])): p for q in range(len(rules.dividing)) for p in range(*rules.first_move[q : q + 2])}
    flowing = kernel.rows[: kernel.flowing]
    places = np.array([integer.get(row.stock, -1) for row in flowing], dtype=np.int64)
    order = np.argsort(places, kind="stable")
    return Tally(
        flux=kernel.library.address("flux"),
        slope=kernel.library.address("slope"),
        weights=STAGE_SHARES,
        constants=aligned(groups, max(1, kernel.constants) * LANES),
        moved=np.zeros((groups, len(kernel.rows) + stocks, LANES)),
        flowing=kernel.flowing,
        both=aligned((stocks + unknowns) * LANES),
        here=aligned(max(1, kernel.flowing) * LANES),
        along=aligned(max(1, 2 * kernel.flowing) * LANES),
        step=aligned(max(1, kernel.flowing) * LANES),
        dividing=np.array([integer.get(stock.key, -1) for stock in network.stocks], dtype=np.int64),
        kind=np.array([KINDS.index(row.kind) for row in kernel.rows], dtype=np.int64),
        place=places,
        source=np.array([integer.get(row.origin, -1) for row in flowing], dtype=np.int64),
        pair=np.array(list(_pairs(flowing, integer, pairs)), dtype=np.int64),
        rows=order,
        first=np.searchsorted(places[order], np.arange(len(integer) + 1)),
        afar=np.zeros((len(integer), LANES)),
        sent=np.zeros((max(1, len(rules.moves)), LANES)),
        net=np.zeros((len(integer), LANES)),
        whole=np.zeros((len(integer), LANES)),
    )


def _pairs(rows: tuple[Row, ...], integer: dict[str, int], pairs: dict[tuple[int, int], int]) -> Iterator[int]:
    """Yield the place along the moves of whole cells of each row, -1 if it moves none."""
    for row in rows:
        yield pairs.get((integer.get(row.origin, -1), integer.get(row.target, -1)), -1)
