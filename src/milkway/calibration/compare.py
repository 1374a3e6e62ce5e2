"""Is the posterior better than the tables tuned by hand? Both are simulated and scored on results that were not fitted.

The score of a result is the log of the probability of what was printed, on a scale without bounds, if the truth is what was
simulated give or take a discrepancy of a factor of 1.35, a spread of one decade where none was printed, and the Monte-Carlo
error: the same for both. Results without a known sampling error, or of the same women as fitted ones, count too: "check" is what
was kept aside before any fit was seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from milkway.calibration.observed import error_on_scale, on_scale
from milkway.calibration.posterior import Posterior
from milkway.calibration.targets import printed
from milkway.comparisons.measure import Measured, measure
from milkway.comparisons.results import Result, results
from milkway.ledger.tables import ParameterTable

DISCREPANCY = 0.3


@dataclass(frozen=True)
class Compared:
    """Mean log score per held-out result, of the posterior's central draw and of the tables, and each of them.

    Attributes:
        rows: name, published, tables, posterior; in the unit of the result.
        posterior_score: mean log score.
        table_score: mean log score.
        results: how many.
        better: share of results that the posterior scores higher.
    """

    rows: tuple[tuple[str, float, float, float], ...]
    posterior_score: float
    table_score: float
    results: int
    better: float


def compare(posterior: Posterior, table: ParameterTable, size: float, seed: int, tell: Callable[[str, float], None]) -> Compared:
    """Return the scores of both on results marked for checking."""
    held = [one for one in results() if one.use == "check"]
    panels = tuple(dict.fromkeys(one.panel for one in held))
    measured: list[dict[str, Measured]] = []
    for used in (table, posterior.table(table, posterior.central())):
        measured.append({one.result: one for one in measure(used, panels, size, seed)})
        tell("comparing with the tables", 1.0)
    both = [one for one in held if all(np.isfinite(found[one.name].value) and found[one.name].n > 0 for found in measured)]
    scores = np.array([[_score(one, found[one.name]) for one in both] for found in measured])
    rows = tuple((one.name, one.value, measured[0][one.name].value, measured[1][one.name].value) for one in both)
    tables, learned = scores.mean(axis=1).tolist() if both else (0.0, 0.0)
    return Compared(rows, learned, tables, len(both), float((scores[1] > scores[0]).mean()) if both else 0.0)


def told(compared: Compared) -> Sequence[str]:
    """Return what is said of it, as Markdown."""
    verdict = "higher" if compared.posterior_score > compared.table_score else "lower"
    lines = [f"| {name} | {value:.3g} | {hand:.3g} | {learned:.3g} |" for name, value, hand, learned in compared.rows]
    return (
        "## Against the tables tuned by hand\n",
        f"On {compared.results} results kept aside the central draw of the posterior scores {verdict}: mean log score "
        f"{compared.posterior_score:.2f}, the tables {compared.table_score:.2f}; it is nearer on {compared.better:.0%} of them. "
        "One draw is scored, and chains that disagree can move it by more than this difference: studies left out (below) count "
        "for more. Product effects are those of the tables (none) in both.\n",
        "| result | published | tables | posterior |\n|---|---|---|---|",
        "\n".join(lines) + "\n",
    )


def _score(result: Result, found: Measured) -> float:
    scale, value, error = printed(result)
    n = np.array(found.n)
    simulated = on_scale(scale, np.array(found.value), n)
    chance = error_on_scale(scale, np.array(found.value), n, np.array(found.error))
    return float(norm.logpdf(value, simulated, np.sqrt(error**2 + chance**2 + DISCREPANCY**2)))
