"""Is the posterior better than the tables tuned by hand? A rule decides it, on results that were not fitted.

Held out: the score of a result is the log of the mean over draws of the posterior (a mixture; the tables are one draw) of the
probability of what was printed, on a scale without bounds, if the truth is what was simulated give or take a discrepancy of a
factor of 1.35, a spread of one decade where none was printed, and the Monte-Carlo error: the same for both. Results without a
known sampling error, or of the same women as fitted ones, count too: "check" is what was kept aside before any fit was seen.
Left out: the score of each study when it is predicted from all others. The posterior is taken to be better if it scores higher on
both, its chains met, and no more is asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp
from scipy.stats import norm

from milkway.calibration.observed import error_on_scale, on_scale
from milkway.calibration.posterior import Posterior
from milkway.calibration.targets import printed
from milkway.comparisons.measure import Measured, measure
from milkway.comparisons.results import Result, results
from milkway.ledger.tables import ParameterTable

DISCREPANCY = 0.3
MET = 1.01  # R-hat up to which chains have met


@dataclass(frozen=True)
class Compared:
    """Mean log score per held-out result, of draws of the posterior and of the tables, and each of them.

    Attributes:
        rows: name, published, tables, posterior (median of draws); in the unit of the result.
        posterior_score: mean log score.
        table_score: mean log score.
        results: how many.
        better: share of results that the posterior scores higher.
        draws: of the posterior that were simulated.
    """

    rows: tuple[tuple[str, float, float, float], ...]
    posterior_score: float
    table_score: float
    results: int
    better: float
    draws: int


@dataclass(frozen=True)
class Decision:
    """Whether the posterior becomes the default, and the numbers that decide it; the posterior first in each pair."""

    held_out: tuple[float, float]
    left_out: tuple[float, float]
    r_hat: float

    @property
    def better(self) -> bool:
        """Return whether the posterior scores higher on both counts and its chains met.

        >>> Decision((-3.0, -4.0), (-2.0, -2.1), 1.005).better, Decision((-3.0, -4.0), (-2.3, -2.1), 1.005).better
        (True, False)
        """
        return self.held_out[0] > self.held_out[1] and self.left_out[0] > self.left_out[1] and self.r_hat < MET


def compare(
    posterior: Posterior, table: ParameterTable, size: tuple[float, int], seed: int, tell: Callable[[str, float], None]
) -> Compared:
    """Return the scores of both on results marked for checking; `size` is the share of the usual dyads, and the draws."""
    held = [one for one in results() if one.use == "check"]
    panels = tuple(dict.fromkeys(one.panel for one in held))
    measured: list[dict[str, Measured]] = []
    draws = posterior.spaced(size[1])
    for used in (table, *(posterior.table(table, draw) for draw in draws)):
        measured.append({one.result: one for one in measure(used, panels, size[0], seed)})
        tell("comparing with the tables", 1.0)
    both = [one for one in held if _there(measured[0][one.name]) and any(_there(found[one.name]) for found in measured[1:])]
    tables = np.array([_score(one, measured[0][one.name]) for one in both])
    learned = np.array([_mixture([_score(one, found[one.name]) for found in measured[1:]]) for one in both])
    rows = tuple(
        (one.name, one.value, measured[0][one.name].value, float(np.nanmedian([found[one.name].value for found in measured[1:]])))
        for one in both
    )
    better = float((learned > tables).mean()) if both else 0.0
    return Compared(rows, _mean(learned), _mean(tables), len(both), better, len(draws))


def told(compared: Compared, decision: Decision) -> Sequence[str]:
    """Return what is said of it, as Markdown."""
    lines = [f"| {name} | {value:.3g} | {hand:.3g} | {learned:.3g} |" for name, value, hand, learned in compared.rows]
    word = "is the default of `trial` and `simulate`" if decision.better else "is not the default: the tables stay"
    return (
        "## Against the tables tuned by hand\n",
        f"The posterior becomes the default of `trial` and `simulate` if it scores higher than the tables on results kept aside "
        f"and on studies left out, and its chains met (R-hat below {MET}). Mean log score per result (higher is better):\n",
        "| | posterior | tables |\n|---|---|---|",
        f"| {compared.results} results kept aside, mixture of {compared.draws} draws | {compared.posterior_score:.3f} | "
        f"{compared.table_score:.3f} |",
        f"| each study from all others | {decision.left_out[0]:.3f} | {decision.left_out[1]:.3f} |\n",
        f"Largest R-hat {decision.r_hat:.3f}. So the posterior **{word}**. Of the results kept aside it scores "
        f"{compared.better:.0%} higher. The tables were tuned by hand on many of the studies left out here, which favours them. "
        "Product effects are those of the tables (none) in both.\n",
        "| result | published | tables | posterior |\n|---|---|---|---|",
        "\n".join(lines) + "\n",
    )


def _there(found: Measured) -> bool:
    return bool(np.isfinite(found.value)) and found.n > 0


def _mixture(scores: Sequence[float]) -> float:
    """Return the log of the mean probability; a draw in which nobody could be measured says nothing of the result."""
    known = [score for score in scores if np.isfinite(score)]
    return float(logsumexp(known) - np.log(len(known)))


def _mean(scores: np.ndarray) -> float:
    return float(scores.mean()) if len(scores) else 0.0


def _score(result: Result, found: Measured) -> float:
    scale, value, error = printed(result)
    n = np.array(found.n)
    simulated = on_scale(scale, np.array(found.value), n)
    chance = error_on_scale(scale, np.array(found.value), n, np.array(found.error))
    return float(norm.logpdf(value, simulated, np.sqrt(error**2 + chance**2 + DISCREPANCY**2)))
