"""Whose parameters are drawn: half of the dyads have the tables' medians, the others have medians drawn from their spread.

A draw moves the median of each row by its own `spread`, the same for the dyads of the draw and in every world; differences
between dyads stay. What must be a share of a whole stays within it. The spread is what is believed before any calibration.
"""

from dataclasses import dataclass

import numpy as np

from milkway.cohorts.cohort import Cohort
from milkway.core.declare import Parameter
from milkway.core.network import Network
from milkway.core.streams import Streams
from milkway.core.units import parse_unit
from milkway.ledger.rows import ParameterRow
from milkway.ledger.tables import ParameterTable

OF_A_DRAW = 8
LEAST_DRAWS = 10  # below it no interval over draws is given


@dataclass(frozen=True)
class Draws:
    """Which draw of the medians each dyad has: (dyad,), 0 where it has the tables' medians."""

    number: np.ndarray

    @property
    def count(self) -> int:
        """Return how many draws there are besides the tables' medians."""
        return int(self.number.max(initial=0))


def plan_draws(dyads: int) -> Draws:
    """Return the draws of so many dyads: half at the tables' medians, then whole draws of eight.

    >>> plan_draws(35).number.tolist() == [0] * 19 + [1] * 8 + [2] * 8
    True
    """
    count = dyads // 2 // OF_A_DRAW
    drawn = np.repeat(np.arange(1, count + 1), OF_A_DRAW)
    return Draws(np.concatenate([np.zeros(dyads - len(drawn), dtype=np.int64), drawn]))


def drawn(cohort: Cohort, network: Network, table: ParameterTable, draws: Draws, streams: Streams) -> Cohort:
    """Return the cohort with the medians of its draws.

    Args:
        cohort: dyads with parameters about the tables' medians.
        network: names the parameters.
        table: medians and their spread.
        draws: which draw each dyad has.
        streams: source of chance.
    """
    parameters = cohort.parameters.copy()
    for column, parameter in enumerate(network.parameters):
        row = table.rows.get(parameter.key)
        if row is not None and row.spread is not None and row.distribution in ("lognormal", "normal"):
            moved = _moved(parameters[:, column], parameter, row, streams.normal(f"median {row.key}", draws.number))
            parameters[:, column] = np.where(draws.number > 0, moved, parameters[:, column])
    return Cohort(cohort.dyads, cohort.covariates, parameters)


def _moved(values: np.ndarray, parameter: Parameter, row: ParameterRow, z: np.ndarray) -> np.ndarray:
    assert row.spread is not None
    if row.distribution == "normal":
        return values + row.spread * z
    moved = values * row.spread**z
    share = parameter.meaning.startswith("share") and parameter.unit == parse_unit("dimensionless")
    return np.where(share & (values <= 1), np.minimum(moved, 1.0), moved)
