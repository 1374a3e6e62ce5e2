"""Parameter sets from what the tables say of their own uncertainty: each row that states a `spread` is drawn from it.

A draw moves the median of a row, for all dyads of the set alike; differences between dyads stay. Rows without a spread stay.
What must be a share of a whole stays within it. Nothing was learned from results: it is what was believed beforehand.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import ndtri

from milkway.comparisons.women import machine
from milkway.core.streams import Streams
from milkway.core.units import parse_unit
from milkway.ledger.rows import ParameterRow
from milkway.ledger.tables import ParameterTable

NOTE = "drawn from the spread of the tables"


def drawn_values(table: ParameterTable, draws: Sequence[int], seed: int) -> tuple[Mapping[str, float], ...]:
    """Return parameter sets: for each draw, by its number, the values, in canonical units, of all rows that state a spread."""
    shares, numbers = _shares(table), np.array(draws, dtype=np.int64)
    columns = {
        key: _moved(row, Streams(seed).uniform(f"median {key}", numbers), key in shares)
        for key, row in table.rows.items()
        if row.spread is not None and row.distribution in ("lognormal", "normal")
    }
    return tuple({key: float(values[place]) for key, values in columns.items()} for place in range(len(numbers)))


def _moved(row: ParameterRow, luck: np.ndarray, share: bool) -> np.ndarray:
    assert row.spread is not None
    if row.distribution == "normal":
        return row.value + row.spread * ndtri(luck)
    moved = row.value * row.spread ** ndtri(luck)
    return np.minimum(moved, 1.0) if share and row.value <= 1 else moved


def _shares(table: ParameterTable) -> frozenset[str]:
    """Return the parameters that are a share of a whole, by what their meaning says."""
    one = parse_unit("dimensionless")
    known = machine(table.keys()).network.parameters
    return frozenset(item.key for item in known if item.meaning.startswith("share") and item.unit == one)
