"""A calibration from published results to its posterior and its page, in a folder where a killed one goes on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np

from milkway.core.writing import write_whole
from milkway.inference.better_than_tables import Compared, Decision, compare, told
from milkway.inference.calibration_page import page
from milkway.inference.diagnostics import Checks, Diagnostics, coverage, diagnose, failed, of_left_out
from milkway.inference.fit import Calibration, Question, Sizes, calibrate
from milkway.inference.free import check_priors, read_free
from milkway.inference.nuisance import alone
from milkway.inference.nuts import Effort
from milkway.inference.posterior import Posterior, write_posterior
from milkway.inference.shipped_draws import learned_posterior
from milkway.inference.simulated_results import panels_of, simulator
from milkway.inference.targets import targets, unreported
from milkway.inference.waves import Bench
from milkway.ledger.studies import read_studies
from milkway.ledger.tables import ParameterTable
from milkway.published.catalogue import results

OWN_LUCK = 1000  # added to the seed
LIBRARIES = ("jax", "numpyro", "SALib", "scipy", "numpy")
ENDPOINTS = (
    "amir2007.women_with_mastitis_26_weeks",
    "hurtado2017.women_with_mastitis_placebo",
    "hurtado2017.women_with_mastitis_strain",
    "jimenez2008.staphylococci_strain_day_30",
    "arroyo2010.well_strain_day_21",
    "jimenez2008.strain_in_milk",
)


@dataclass(frozen=True)
class Plan:
    """How much a calibration does: share of the usual numbers of dyads, sets, checks, size and draws of the last comparison."""

    size: float
    sizes: Sizes
    checks: Checks
    compared: tuple[float, int]

    @property
    def work(self) -> float:
        """Return the steps of which progress is told: sets, synthetic data sets, studies left out, last comparisons."""
        return float(self.sizes.first + self.sizes.second + 4 + 2 * self.compared[1])


USUAL = Effort(16, 600, 500)
FULL = Plan(0.1, Sizes(256, 128, 15, USUAL), Checks(48, 100, Effort(1, 300, 300), ENDPOINTS), (0.25, 24))
TINY = Effort(2, 20, 50, 3)
SMOKE = Plan(0.02, Sizes(10, 2, 12, TINY), Checks(1, 1, TINY, ENDPOINTS[:1]), (0.02, 2))


def run(plan: Plan, table: ParameterTable, folder: Path, made_from: str, seed: int, tell: Callable[[str, float], None]) -> dict:
    """Calibrate, check, compare with the tables as they are, write the posterior and `calibration.md`.

    Args:
        plan: how much.
        table: reference.
        folder: of the run, where finished sets are kept.
        made_from: mark of code and numbers, kept beside the posterior.
        seed: of all chance.
        tell: is told of progress.

    Returns:
        The summary as plain values.
    """
    data, candidates = targets(results(), tuple(read_studies().values())), read_free()
    check_priors(candidates, table)
    panels = panels_of(results(), [one.name for one in data])
    made = f"{made_from} {panels} {plan.size}"
    rows = alone(table, candidates, seed + OWN_LUCK)
    bench = Bench(candidates, table, simulator(panels, plan.size), folder, made, tell, rows)
    found = calibrate(Question(data, unreported(data)), bench, plan.sizes, seed)
    checked = diagnose(found, plan.checks, seed, tell)
    posterior = learned_posterior(found, rows, seed)
    compared = compare(posterior, table, plan.compared, seed, tell)
    decision = Decision(compared.held_out, compared.alone, of_left_out(checked)[:2], float(checked.r_hat.max()))
    widths = np.median(found.draws.discrepancy, axis=0).tolist()
    posterior = replace(posterior, discrepancy=dict(zip(found.topics, widths, strict=True)), better=decision.better)
    write_posterior(posterior, folder, _made(plan, made_from, seed, found, decision))
    write_whole(folder / "calibration.md", page(found, checked, told(compared, decision)).encode())
    return _summary(found, checked, compared, posterior, folder) | {"default": "posterior" if decision.better else "tables"}


def _made(plan: Plan, made_from: str, seed: int, found: Calibration, decision: Decision) -> dict[str, object]:
    lost, sets = failed(found)
    return {
        "made_by": "milkway calibrate",
        "code": made_from,
        "seed": seed,
        "size": plan.size,
        "sets": sets,
        "failed": lost,
        "r_hat": round(decision.r_hat, 4),
        "held_out": list(decision.held_out),
        "alone": list(decision.alone),
        "left_out": list(decision.left_out),
        "versions": [f"{name} {version(name)}" for name in LIBRARIES],
    }


def _summary(found: Calibration, checked: Diagnostics, compared: Compared, posterior: Posterior, folder: Path) -> dict:
    lost, sets = failed(found)
    half, most = coverage(checked.predicted)
    return {
        "results": len(found.question.data),
        "sets": sets,
        "failed": lost,
        "free": [
            {
                "name": one.name,
                "low": one.quantiles[0],
                "median": one.quantiles[1],
                "high": one.quantiles[2],
                "contraction": one.contraction,
                "zero": None if np.isnan(one.zero[0]) else one.zero[0],
            }
            for one in checked.learned
        ],
        "r_hat": float(checked.r_hat.max()),
        "ranks_p": float(checked.ranks.p_values().min()),
        "within_50": half,
        "within_90": most,
        "held_out": dict(zip(("posterior", "tables"), compared.held_out, strict=True)) | {"results": compared.results},
        "alone": dict(zip(("posterior", "tables"), compared.alone, strict=True)),
        "draws": len(posterior.draws),
        "folder": str(folder),
    }
