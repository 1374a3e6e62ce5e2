"""Parameter sets from what the tables say of their own uncertainty: each row that states a `spread` is drawn from it.

A draw moves the median of a row, for all dyads of the set alike; differences between dyads stay. Rows without a spread stay.
What must be a share of a whole stays within it. Nothing was learned from results: it is what was believed beforehand.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from milkway.comparisons.women import machine
from milkway.core.streams import Streams
from milkway.core.units import parse_unit
from milkway.ledger.rows import ParameterRow
from milkway.ledger.tables import ParameterTable

NOTE = "drawn from the spread of the tables"


def drawn_values(table: ParameterTable, draws: Sequence[int], seed: int) -> tuple[Mapping[str, float], ...]:
    """Return parameter sets: for each draw, by its number, the values, in canonical units, of all rows that state a spread."""
    keys = spread_keys(table)
    return moved(table, keys, luck(keys, draws, seed))


def spread_keys(table: ParameterTable) -> tuple[str, ...]:
    """Return the rows that state a spread from which a value can be drawn."""
    return tuple(key for key, row in table.rows.items() if row.spread is not None and row.distribution in ("lognormal", "normal"))


def luck(keys: Sequence[str], draws: Sequence[int], seed: int) -> np.ndarray:
    """Return (draw, row) standard normal numbers, keyed by the number of the draw and the row."""
    numbers, streams = np.array(draws, dtype=np.int64), Streams(seed)
    columns = [streams.normal(f"median {key}", numbers) for key in keys]
    return np.stack(columns, axis=-1) if columns else np.zeros((len(numbers), 0))


def moved(table: ParameterTable, keys: Sequence[str], z: np.ndarray) -> tuple[Mapping[str, float], ...]:
    """Return for each draw the values of rows at (draw, row) standard normal numbers."""
    shares = _shares(table) if keys else frozenset()
    columns = [_moved(table.rows[key], z[:, i], key in shares).tolist() for i, key in enumerate(keys)]
    return tuple(dict(zip(keys, values, strict=True)) for values in zip(*columns, strict=True)) if keys else ({},) * len(z)


def _moved(row: ParameterRow, z: np.ndarray, share: bool) -> np.ndarray:
    assert row.spread is not None
    if row.distribution == "normal":
        return row.value + row.spread * z
    found = row.value * row.spread**z
    return np.minimum(found, 1.0) if share and row.value <= 1 else found


def _shares(table: ParameterTable) -> frozenset[str]:
    """Return the parameters that are a share of a whole, by what their meaning says."""
    one = parse_unit("dimensionless")
    known = machine(table.keys()).network.parameters
    return frozenset(item.key for item in known if item.meaning.startswith("share") and item.unit == one)
