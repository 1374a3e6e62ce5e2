"""Parameter sets from what the tables say of their own uncertainty: each row that states a `spread` is drawn from it.

A draw moves the median of a row, for all dyads of the set alike; differences between dyads stay. Rows without a spread stay.
Or each dyad has a draw of her own, so that a pool of dyads holds as many parameter sets as dyads.
All stay within the bounds of their parameters. Nothing was learned from results: it is what was believed beforehand.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from milkway.cohorts.sample import Medians, as_tabled
from milkway.core.streams import Streams
from milkway.ledger.rows import ParameterRow
from milkway.ledger.tables import ParameterTable

NOTE = "drawn from the spread of the tables"


def drawn_values(table: ParameterTable, draws: Sequence[int], seed: int) -> tuple[Mapping[str, float], ...]:
    """Return parameter sets: for each draw, by its number, the values, in canonical units, of all rows that state a spread."""
    keys = spread_keys(table)
    return moved(table, keys, luck([table.rows[key].number for key in keys], draws, seed))


def spread_keys(table: ParameterTable) -> tuple[str, ...]:
    """Return the rows that state a spread from which a value can be drawn."""
    return tuple(key for key, row in table.rows.items() if row.spread is not None and row.distribution in ("lognormal", "normal"))


def own_medians(table: ParameterTable, seed: int) -> Medians:
    """Return what makes each dyad's median of a row that states a spread a draw of her own: that by the number of the dyad."""
    keys = frozenset(spread_keys(table))

    def medians(row: ParameterRow, dyads: np.ndarray) -> np.ndarray:
        if row.key not in keys:
            return as_tabled(row, dyads)
        return table.kept(row.key, _moved(row, luck([row.number], dyads.tolist(), seed)[:, 0]))

    return medians


def luck(of: Sequence[str], draws: Sequence[int], seed: int) -> np.ndarray:
    """Return (draw, row) standard normal numbers, keyed by the number of the draw and by what rows that move together share."""
    numbers, streams = np.array(draws, dtype=np.int64), Streams(seed)
    columns = [streams.normal(f"median {one}", numbers) for one in of]
    return np.stack(columns, axis=-1) if columns else np.zeros((len(numbers), 0))


def moved(table: ParameterTable, keys: Sequence[str], z: np.ndarray) -> tuple[Mapping[str, float], ...]:
    """Return for each draw the values of rows at (draw, row) standard normal numbers."""
    columns = [table.kept(key, _moved(table.rows[key], z[:, i])).tolist() for i, key in enumerate(keys)]
    return tuple(dict(zip(keys, values, strict=True)) for values in zip(*columns, strict=True)) if keys else ({},) * len(z)


def _moved(row: ParameterRow, z: np.ndarray) -> np.ndarray:
    assert row.spread is not None
    return row.value + row.spread * z if row.distribution == "normal" else row.value * row.spread**z
