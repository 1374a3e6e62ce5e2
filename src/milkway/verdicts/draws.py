"""Whose parameters are drawn: half of the dyads have the medians of the table in use, the others have medians of their draw.

The medians of a draw are one draw of a posterior for the rows that it has, and each other row's own `spread`, which is what is
believed before any calibration. They are the same for the dyads of the draw and in every world; differences between dyads stay.
All values stay within the bounds of their parameters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.cohorts.cohort import Cohort
from milkway.core.bounds import Bounds
from milkway.core.network import Network
from milkway.core.streams import Streams
from milkway.ledger.rows import ParameterRow
from milkway.ledger.tables import ParameterTable

OF_A_DRAW = 8
LEAST_DRAWS = 10  # below it no interval over draws is given


@dataclass(frozen=True)
class Draws:
    """Which draw of the medians each dyad has, and what the draws are.

    Attributes:
        number: (dyad,) draw, 0 where a dyad has the medians of the table in use.
        learned: values by key of each draw of a posterior; empty where draws are from the spread of the tables.
    """

    number: np.ndarray
    learned: tuple[Mapping[str, float], ...] = ()

    @property
    def count(self) -> int:
        """Return how many draws there are besides the tables' medians."""
        return int(self.number.max(initial=0))


def draws_among(dyads: int) -> int:
    """Return how many whole draws of eight half of so many dyads make."""
    return dyads // 2 // OF_A_DRAW


def plan_draws(dyads: int, learned: Sequence[Mapping[str, float]] = ()) -> Draws:
    """Return the draws of so many dyads: half at the medians of the table, then whole draws of eight.

    Args:
        dyads: in each world.
        learned: values by key, one for each draw; none to draw from the spread of the tables.

    >>> plan_draws(35).number.tolist() == [0] * 19 + [1] * 8 + [2] * 8
    True
    """
    count = min(draws_among(dyads), len(learned)) if learned else draws_among(dyads)
    drawn = np.repeat(np.arange(1, count + 1), OF_A_DRAW)
    return Draws(np.concatenate([np.zeros(dyads - len(drawn), dtype=np.int64), drawn]), tuple(learned[:count]))


def drawn(cohort: Cohort, network: Network, table: ParameterTable, draws: Draws, streams: Streams) -> Cohort:
    """Return the cohort with the medians of its draws.

    Args:
        cohort: dyads with parameters about the tables' medians.
        network: names the parameters.
        table: medians and their spread.
        draws: which draw each dyad has.
        streams: source of chance.
    """
    parameters, known = cohort.parameters.copy(), frozenset[str]().union(*draws.learned)
    for column, parameter in enumerate(network.parameters):
        row = None if parameter.key in known else table.rows.get(parameter.key)
        if row is not None and row.spread is not None and row.distribution in ("lognormal", "normal"):
            moved = _moved(parameters[:, column], parameter.within, row, streams.normal(f"median {row.number}", draws.number))
            parameters[:, column] = np.where(draws.number > 0, moved, parameters[:, column])
    return Cohort(cohort.dyads, cohort.covariates, _learned(parameters, network, table, draws))


def _learned(given: np.ndarray, network: Network, table: ParameterTable, draws: Draws) -> np.ndarray:
    """Return (dyad, parameter) with the medians of each dyad's draw of the posterior."""
    parameters, columns = given.copy(), network.parameter_index
    for number, values in enumerate(draws.learned, start=1):
        own = draws.number == number
        for key, value in values.items():
            if key in columns:
                column, row = columns[key], table.rows[key]
                if row.distribution == "normal":
                    parameters[own, column] += value - row.value
                elif row.value > 0:
                    parameters[own, column] *= value / row.value
                parameters[own, column] = network.parameters[column].within.keep(parameters[own, column])
    return parameters


def _moved(values: np.ndarray, within: Bounds, row: ParameterRow, z: np.ndarray) -> np.ndarray:
    assert row.spread is not None
    return within.keep(values + row.spread * z if row.distribution == "normal" else values * row.spread**z)
