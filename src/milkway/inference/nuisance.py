"""All that is not free: drawn from its prior in every simulated set, and moved with what the results say of it in every world.

Candidates that screening left out move their rows together, as if they were free; every other row that states a spread is drawn
from it by itself. What all of them do to the results is seen through a few common factors (`common.py`), whose posterior is
known. A world takes the rest of one simulated set whose factors are like those of the posterior draw, as it was drawn from the
prior, and moves it along the regression of the rest on the factors by what these still differ (Matheron's rule, the update of an
ensemble Kalman filter, Evensen 1994): where results say nothing, a world keeps what was drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.inference.free import WIDEST, Free, rows_of, table_at
from milkway.ledger.tables import ParameterTable
from milkway.published.spread import luck, moved, spread_keys

LIKE = 0.5  # prior standard deviations by which the factors of a set may differ from those of the draw that takes its rest


@dataclass(frozen=True)
class Alone:
    """Rows that state a spread and that no candidate moves.

    Attributes:
        table: reference.
        keys: of the rows.
        seed: of what is drawn.
    """

    table: ParameterTable
    keys: tuple[str, ...]
    seed: int

    def luck(self, numbers: Sequence[int]) -> np.ndarray:
        """Return (set, row) standard normal numbers for sets of these numbers."""
        return luck([self.table.rows[key].number for key in self.keys], numbers, self.seed)

    def values(self, z: np.ndarray) -> tuple[Mapping[str, float], ...]:
        """Return for each set the values of the rows."""
        return moved(self.table, self.keys, z)


def alone(table: ParameterTable, candidates: Sequence[Free], seed: int) -> Alone:
    """Return the rows with a spread that no candidate moves."""
    taken = {key for one in candidates for key in rows_of(one, table)}
    return Alone(table, tuple(key for key in spread_keys(table) if key not in taken), seed)


def conditioned(rest: np.ndarray, factors: np.ndarray, wanted: np.ndarray, seed: int) -> np.ndarray:
    """Return (draw, number) of the rest that go with the factors of draws of the posterior.

    Args:
        rest: (set, number) standard normal numbers drawn for simulated sets.
        factors: (set, factor) that these sets show.
        wanted: (draw, factor) of the posterior.
        seed: of which of the like sets a draw begins with.

    >>> z = np.random.default_rng(0).standard_normal((500, 1))
    >>> found = conditioned(z, z, np.full((200, 1), 2.0), 1)
    >>> bool(np.abs(found - 2.0).max() < 1e-9)
    True
    """
    apart = ((wanted[:, None] - factors) ** 2).sum(axis=-1)
    chance = np.random.default_rng(seed).gumbel(size=apart.shape)
    begun = np.argmax(chance - apart / (2 * LIKE**2), axis=1)
    return rest[begun] + (wanted - factors[begun]) @ along(rest, factors)


def along(rest: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Return (factor, number) how the rest goes with the factors over simulated sets, by least squares."""
    return np.linalg.lstsq(factors, rest, rcond=1e-6)[0]


def rest_values(others: Sequence[Free], rows: Alone, z: np.ndarray) -> list[dict[str, float]]:
    """Return for each draw the values of all rows of the rest.

    Args:
        others: candidates that are not free, to which the first numbers belong.
        rows: to which the others belong.
        z: (draw, number) standard normal numbers.
    """
    together, bounded = [key for one in others for key in rows_of(one, rows.table)], z[:, : len(others)].clip(-WIDEST, WIDEST)
    found = []
    for numbers, by_themselves in zip(bounded, rows.values(z[:, len(others) :]), strict=True):
        chosen = {one.name: float(one.values(number)) for one, number in zip(others, numbers, strict=True)}
        shifted = table_at(rows.table, others, chosen).rows
        found.append({key: shifted[key].value for key in together} | dict(by_themselves))
    return found
