"""All that is not free: drawn from its prior in every simulated set, and in every world under a draw of the posterior.

Candidates that screening left out move their rows together, as if they were free; every other row that states a spread is drawn
from it by itself. What is drawn hangs on the number of the draw alone, so that all runs under one draw are of one world.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from milkway.calibration.free import WIDEST, Free, read_free, rows_of, table_at
from milkway.calibration.posterior import Posterior
from milkway.comparisons.spread import NOTE, drawn_values
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable

SEED = 1  # of worlds under a posterior


def rows_alone(
    table: ParameterTable, candidates: Sequence[Free], draws: Sequence[int], seed: int
) -> tuple[Mapping[str, float], ...]:
    """Return, for each draw by its number, the values of all rows with a spread that no candidate moves."""
    moved = {key for one in candidates for key in rows_of(one, table)}
    return tuple({key: value for key, value in one.items() if key not in moved} for one in drawn_values(table, draws, seed))


def world_values(posterior: Posterior, table: ParameterTable, draws: Sequence[int]) -> tuple[Mapping[str, float], ...]:
    """Return the values of all rows that each draw moves: what the posterior says, and the rest from its prior.

    Routes and product effects stay as they are. A row that a free and another candidate move is moved by both.
    """
    candidates, numbers = read_free(), np.array(draws, dtype=np.int64)
    others = [one for one in candidates if one.name not in posterior.names and not one.spiked]
    luck = {one.name: Streams(SEED).normal(f"rest {one.name}", numbers).clip(-WIDEST, WIDEST) for one in others}
    together = {key for one in others for key in rows_of(one, table)}
    found: list[Mapping[str, float]] = []
    for place, (draw, alone) in enumerate(zip(draws, rows_alone(table, candidates, draws, SEED), strict=True)):
        moved = table_at(table, others, {one.name: float(one.values(luck[one.name][place])) for one in others}).rows
        factors = {key: moved[key].value / table.rows[key].value for key in together}
        learned = {key: value * factors.get(key, 1.0) for key, value in posterior.moved(draw).items()}
        found.append(dict(alone) | {key: moved[key].value for key in together} | learned)
    return tuple(found)


def worlds(posterior: Posterior, table: ParameterTable, draws: Sequence[int]) -> tuple[ParameterTable, ...]:
    """Return a table for each draw of a posterior."""
    learned, found = {key for rows in posterior.reference.values() for key in rows}, []
    for draw, values in zip(draws, world_values(posterior, table, draws), strict=True):
        rest = table.replacing({key: value for key, value in values.items() if key not in learned}, "expert", NOTE)
        found.append(posterior.replacing(rest, {key: value for key, value in values.items() if key in learned}, draw))
    return tuple(found)
