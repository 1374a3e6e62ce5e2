"""Women of every set, and what is fitted of them: every result of the catalogue whose sampling error is known.

Results of the product and of the disputed route are not here (`transfer.py`), shares of reads neither (`infant_summaries.py`).
Shares are log odds, rates and ratios logs, volumes logs; each is off by what the model is believed to miss (`DISCREPANCY`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from milkway.inference.coordinates import Number, table_at
from milkway.inference.gauss_newton import Observations
from milkway.inference.observed import error_on_scale, on_scale
from milkway.inference.prior_scales import DISCREPANCY, SPREAD
from milkway.inference.targets import printed
from milkway.ledger.tables import ParameterTable
from milkway.published.catalogue import Result, results
from milkway.published.modelled import Measured, measure
from milkway.published.panels import PANELS
from milkway.published.sampling_laws import Below
from milkway.simulation.solver import Solver

SOLVER = Solver(tolerance=1e-3, chunk=96, threads=1)  # a step's error is far below that of the few dyads of a set
OF_THE_ROUTE = ("soto2014", "lcs_australia", "lcs_vietnam")  # studies
OF_INFANTS = ("nagpal2017", "lindberg2004", "mitchell2020")  # studies: no result of a woman may move what was searched for guts
TWICE = {  # of women who are counted already, or numbers that stand in the tables or a population themselves
    "amir2007.episodes_per_affected_woman": "of the women of the result above it",
    "wilson2020.episodes_per_1000_weeks": "a synthesis that may hold three of the cohorts",
    "hurtado2017.episodes_placebo": "of the women ill of the same arm",
    "saint1984.milk_day_1": "milk_need_first is this number",
    "saint1984.milk_day_5": "milk_need_rise is made of it",
    "buck2014.nipple_damage_by_week_8": "trauma_hazard is computed from that study's week 8",
    "foxman2002.ill_with_earlier_child": "previous_mastitis multiplies frailty by this very ratio",
    "cullinane2015.nipple_damage": "latch_trouble was tuned to it",
    "cullinane2015.nipple_shield": "latch_trouble was tuned to it",
    "amir2006.mother_carries_s_aureus": "the population says that it acts on nothing, because of this result",
    "amir2006.infant_carries_s_aureus": "its reader has a constant of the same study",
}
OF_THE_PRODUCT = {panel.name for panel in PANELS if panel.product}


@dataclass(frozen=True)
class WomenData:
    """Results of women, in the order of the catalogue.

    Attributes:
        results: of the catalogue.
        scales: on which each is predicted.
        value: (result,) as printed.
        error: (result,) of sampling.
    """

    results: tuple[Result, ...]
    scales: tuple[str, ...]
    value: np.ndarray
    error: np.ndarray

    @property
    def panels(self) -> tuple[str, ...]:
        """Return the panels from which they are read."""
        return tuple(dict.fromkeys(one.panel for one in self.results))

    def seen(self, used: np.ndarray) -> Observations:
        """Return some of them as observations."""
        return Observations(self.value[used], np.diag(self.error[used] ** 2 + DISCREPANCY**2))


def no_women() -> WomenData:
    """Return no results of women, for a calibration of infants' guts alone."""
    return WomenData((), (), np.zeros(0), np.zeros(0))


def women_data() -> WomenData:
    """Return what is fitted."""
    chosen = tuple(one for one in results() if _of_women(one))
    scales, values, errors = zip(*(printed(one) for one in chosen), strict=True)
    spread = [SPREAD / sqrt(getattr(one.law, "n", None) or 1) for one in chosen]
    return WomenData(chosen, scales, np.array(values), np.where(np.isfinite(errors), errors, spread))


def women_simulator(
    table: ParameterTable, known: Sequence[Number], data: WomenData, size: float
) -> Callable[[np.ndarray, int], np.ndarray]:
    """Return what simulates the panels at a share of their usual size, on one processor: values, then Monte-Carlo errors."""

    def simulate(z: np.ndarray, seed: int) -> np.ndarray:
        found = {one.result: one for one in measure(table_at(table, known, z[: len(known)]), data.panels, size, seed, SOLVER)}
        each = [(scale, found[one.name]) for one, scale in zip(data.results, data.scales, strict=True)]
        return np.array([_on(scale, one) for scale, one in each]).T.reshape(-1)

    return simulate


def _on(scale: str, one: Measured) -> tuple[float, float]:
    """Return what was measured and its Monte-Carlo error on a scale; NaN where nobody could be."""
    if one.n <= 0:
        return float("nan"), float("nan")
    value, n, error = np.array(one.value), np.array(one.n), np.array(one.error)
    return float(on_scale(scale, value, n)), float(error_on_scale(scale, value, n, error))


def _of_women(one: Result) -> bool:
    product = one.panel in OF_THE_PRODUCT or one.study in (*OF_THE_ROUTE, *OF_INFANTS) or one.name in TWICE
    known = one.law.known and not isinstance(one.law, Below)
    return known and not product and one.unit != "share of reads" and one.use != "context"
