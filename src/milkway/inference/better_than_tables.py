"""Is the posterior better than the tables tuned by hand? A rule decides it, on results that were not fitted.

Held out: the score of a result is the log of the mean over worlds of the probability of what was printed, on a scale without
bounds, if the truth is what was simulated give or take a discrepancy of a factor of 1.35, a spread of one decade where none was
printed, and the Monte-Carlo error: the same for both. A mixture of worlds scores higher than one by being wider alone, so like is
set against like: worlds under draws of the posterior against worlds under draws of what the tables say of their own
uncertainty, and the middle of the posterior against the tables as they are, which is what one trial runs under. Results without
a known sampling error, or of the same women as fitted ones, count too: "check" is what was kept aside before any fit was seen.
Left out: the score of each study when it is predicted from all others. The posterior is better if it scores higher on all three
and its chains met.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp
from scipy.stats import norm

from milkway.inference.observed import error_on_scale, on_scale
from milkway.inference.posterior import Posterior
from milkway.inference.targets import printed
from milkway.ledger.tables import ParameterTable
from milkway.published.catalogue import Result, results
from milkway.published.modelled import Measured, measure
from milkway.published.spread import NOTE, drawn_values

DISCREPANCY = 0.3
MET = 1.01  # R-hat up to which chains have met


@dataclass(frozen=True)
class Compared:
    """Mean log score per held-out result of the posterior and of the tables, in this order, and each result.

    Attributes:
        rows: name, published, tables as they are, median over draws of the posterior; in the unit of the result.
        held_out: of worlds under draws.
        alone: of the middle and of the tables as they are.
        results: how many.
        better: share of results that draws of the posterior score higher.
        draws: of each that were simulated.
    """

    rows: tuple[tuple[str, float, float, float], ...]
    held_out: tuple[float, float]
    alone: tuple[float, float]
    results: int
    better: float
    draws: int


@dataclass(frozen=True)
class Decision:
    """Whether the posterior becomes the default, and the numbers that decide it; the posterior first in each pair."""

    held_out: tuple[float, float]
    alone: tuple[float, float]
    left_out: tuple[float, float]
    r_hat: float

    @property
    def better(self) -> bool:
        """Return whether the posterior scores higher on all three counts and its chains met.

        >>> higher, lower = (-3.0, -4.0), (-4.0, -3.0)
        >>> Decision(higher, higher, higher, 1.005).better, Decision(higher, lower, higher, 1.005).better
        (True, False)
        """
        return all(ours > theirs for ours, theirs in (self.held_out, self.alone, self.left_out)) and self.r_hat < MET


def compare(
    posterior: Posterior, table: ParameterTable, size: tuple[float, int], seed: int, tell: Callable[[str, float], None]
) -> Compared:
    """Return the scores of both on results marked for checking; `size` is the share of the usual dyads, and the draws."""
    held = [one for one in results() if one.use == "check"]
    panels = tuple(dict.fromkeys(one.panel for one in held))

    def measured(used: ParameterTable) -> dict[str, Measured]:
        found = {one.result: one for one in measure(used, panels, size[0], seed)}
        tell("comparing with the tables", 1.0)
        return found

    draws = posterior.spaced(size[1])
    as_they_are, central = measured(table), measured(posterior.table(table))
    learned = [measured(posterior.table(table, draw)) for draw in draws]
    believed = [measured(table.replacing(one, "expert", NOTE)) for one in drawn_values(table, draws, seed)]
    sides = ([as_they_are], [central], learned, believed)
    both = [one for one in held if all(any(_there(found[one.name]) for found in side) for side in sides)]
    scores = [np.array([_mixture([_score(one, found[one.name]) for found in side]) for one in both]) for side in sides]
    rows = tuple(
        (one.name, one.value, as_they_are[one.name].value, float(np.nanmedian([found[one.name].value for found in learned])))
        for one in both
    )
    tables, middle, drawn, prior = (_mean(side) for side in scores)
    better = float((scores[2] > scores[3]).mean()) if both else 0.0
    return Compared(rows, (drawn, prior), (middle, tables), len(both), better, len(draws))


def told(compared: Compared, decision: Decision) -> Sequence[str]:
    """Return what is said of it, as Markdown."""
    lines = [f"| {name} | {value:.3g} | {hand:.3g} | {learned:.3g} |" for name, value, hand, learned in compared.rows]
    word = "is the default of `trial` and `simulate`" if decision.better else "is not the default: the tables stay"
    return (
        "## Against the tables tuned by hand\n",
        "The posterior becomes the default of `trial` and `simulate` if it scores higher than the tables on all three lines "
        f"below and its chains met (R-hat below {MET}). Mean log score per result (higher is better):\n",
        "| | posterior | tables |\n|---|---|---|",
        f"| {compared.results} results kept aside, {compared.draws} draws of each with its own uncertainty | "
        f"{compared.held_out[0]:.3f} | {compared.held_out[1]:.3f} |",
        f"| the same, one world: the middle, the tables as they are | {compared.alone[0]:.3f} | {compared.alone[1]:.3f} |",
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
