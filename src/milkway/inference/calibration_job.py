"""A calibration from published results to its posterior and its page, in a folder where a killed one goes on; and its folds."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np

from milkway.core.writing import write_whole
from milkway.inference.calibration import EVERYBODY, Calibrated, calibrate, infant_worlds, women_worlds
from milkway.inference.calibration_page import page
from milkway.inference.checked_worlds import Checked, checked_worlds
from milkway.inference.fold_scores import Block, incidence, milk_loads, risk_factors
from milkway.inference.folds import Fold, fold
from milkway.inference.gauss_newton import Effort
from milkway.inference.halves import APART, Sizes
from milkway.inference.infant_fold_scores import infants
from milkway.inference.kept_sets import Bench, sets_of
from milkway.inference.learned_numbers import Learned, disputed_numbers, searched_numbers
from milkway.inference.learned_posterior import learned_posterior, worlds_posterior
from milkway.inference.posterior import MADE, Posterior, write_posterior
from milkway.inference.skill_table import told_blocks
from milkway.inference.transfer import ROUTE, Asked, asked, transfer_simulator
from milkway.inference.transfer_weights import ENOUGH, Weighed, weigh
from milkway.inference.treated_fold_scores import STUDY, WORLDS, treated_infants, treated_simulator
from milkway.inference.whole_worlds import Worlds
from milkway.ledger.tables import ParameterTable

LIBRARIES = ("arviz-stats", "scipy", "numpy")
OF_INFANTS = ("shao2019", "jakobsen2025")  # clusters
SCORED = ("shao2019", "jakobsen2025", "melbourne", "glasgow", "michigan", "biosearch", "milkbank2023", "chinastasis")


@dataclass(frozen=True)
class Plan:
    """How much a calibration does: sizes, sets of the transfer stage (none without women), and the clusters of its folds."""

    sizes: Sizes
    transfer: int
    folds: tuple[str, ...] = SCORED

    @property
    def work(self) -> float:
        """Return about how many sets are simulated."""
        return float(self.sizes.sets + self.transfer)


FULL = Plan(Sizes(Effort(8, 140, 4, 240), 64, Effort(8, 90, 2, 120), 0.1, 24, 12, 96, 32, (0.15, 96)), 192)
INFANTS = Plan(replace(FULL.sizes, women=None), 0, OF_INFANTS)
SMOKE = Plan(Sizes(Effort(1, 20, 1, 20), 8, Effort(1, 12, 1, 12), 0.01, 2, 2, 6, 6, (0.01, 8)), 6, ("shao2019", "glasgow"))
SMOKE_INFANTS = Plan(replace(SMOKE.sizes, women=None), 0, OF_INFANTS[:1])


def plan_of(*, women: bool, smoke: bool) -> Plan:
    """Return how much is done: with women or infants' guts alone, at full size or as little as shows that everything works."""
    if smoke:
        return SMOKE if women else SMOKE_INFANTS
    return FULL if women else INFANTS


@dataclass(frozen=True)
class OfWomen:
    """What a calibration with women says beside: what was asked of the route and a product, weights, worlds checked, failures."""

    given: Asked
    weighed: Weighed
    checked: Checked
    lost: int

    @property
    def told(self) -> bool:
        """Return whether weights are worth enough sets to say anything of a route or a product."""
        return self.weighed.effective >= ENOUGH


def run(plan: Plan, table: ParameterTable, folder: Path, made_from: str, seed: int, tell: Callable[[str, float], None]) -> dict:
    """Calibrate, check, write the posterior and `calibration.md`.

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
    bench = Bench(folder, f"{made_from} {plan.sizes}", tell)
    found = calibrate(table, bench, plan.sizes, seed)
    if found.data.results:
        women, posterior = _of_women(plan, table, bench, seed, found)
    else:
        women, posterior = None, worlds_posterior(found, table)
    learned = searched_numbers(found)
    if women is not None and women.told:
        learned += disputed_numbers(women.given, women.weighed)
    write_posterior(posterior, folder, _made(plan, made_from, seed, found))
    text = page(found, learned, None if women is None else (women.checked, women.weighed))
    write_whole(folder / "calibration.md", text.encode())
    return _summary(found, learned, women, folder)


def _of_women(plan: Plan, table: ParameterTable, bench: Bench, seed: int, found: Calibrated) -> tuple[OfWomen, Posterior]:
    """Return what is asked of the route and of a product in worlds that know women, and the posterior of all of it."""
    given = asked(table, plan.transfer, seed)
    z = found.worlds.z[np.arange(plan.transfer) % len(found.worlds.z)]
    simulate = transfer_simulator(table, found.known, z, given, plan.sizes.women_each)
    with sets_of("transfer", simulate, bench) as sets:
        which = np.arange(plan.transfer, dtype=float)[:, None]
        y, lost = sets.simulated(which, range(seed + 3 * APART, seed + 3 * APART + plan.transfer))
    weighed = weigh(y, given.disputed[ROUTE] == 0)
    women = OfWomen(given, weighed, checked_worlds(found), lost)
    return women, learned_posterior(found, table, z, given, weighed, seed) if women.told else worlds_posterior(found, table)


def run_folds(
    plan: Plan, table: ParameterTable, folder: Path, made_from: str, seed: int, tell: Callable[[str, float], None]
) -> dict:
    """Leave every scored cluster out, forecast it, and write `folds.json`: the skill of every block.

    Args:
        plan: how much; that of the calibration, whose finished sets are taken over from the same folder.
        table: reference.
        folder: of the calibration.
        made_from: as in `run`.
        seed: as in `run`.
        tell: is told of progress.

    Returns:
        What is in the file.
    """
    bench = Bench(folder, f"{made_from} {plan.sizes}", tell)
    base = calibrate(table, bench, plan.sizes, seed)

    def again(out: frozenset[str]) -> Worlds:
        return women_worlds(base, bench, plan.sizes, seed, out)

    def infants_again(out: frozenset[str]) -> Worlds:
        return infant_worlds(base, bench, plan.sizes, seed, out)

    folds = {name: fold(name, base, again, infants_again) for name in plan.folds}
    told: dict[str, object] = dict(zip(MADE, (made_from, seed, repr(plan.sizes)), strict=True))
    told |= told_blocks((*blocks(folds, base), *_treated(folds, base, bench, plan, seed)), folds, base)
    write_whole(folder / "folds.json", (json.dumps(told, indent=1) + "\n").encode())
    return told


def blocks(folds: Mapping[str, Fold], base: Calibrated) -> tuple[Block, ...]:
    """Return every block with its scores; those of women where their results were fitted."""
    if not base.data.results:
        return (infants(folds),)
    return (infants(folds), incidence(folds, base.data), milk_loads(folds, base.data), risk_factors(folds, base.data))


def _treated(folds: Mapping[str, Fold], base: Calibrated, bench: Bench, plan: Plan, seed: int) -> tuple[Block, ...]:
    """Return the block of treated infants, where the fold without their cohort was made."""
    if STUDY not in folds:
        return ()
    z = folds[STUDY].worlds.z[:WORLDS]
    with sets_of("treated", treated_simulator(base.table, base.known, plan.sizes.infants_each), bench) as sets:
        y, _ = sets.simulated(z, range(seed + 4 * APART, seed + 4 * APART + len(z)))
    return (treated_infants(y),)


def _made(plan: Plan, made_from: str, seed: int, found: Calibrated) -> dict[str, object]:
    return {
        "made_by": "milkway calibrate",
        **dict(zip(MADE, (made_from, seed, repr(plan.sizes)), strict=True)),
        "sets": found.evaluated + plan.transfer,
        "versions": [f"{name} {version(name)}" for name in LIBRARIES],
    }


def _summary(found: Calibrated, learned: tuple[Learned, ...], women: OfWomen | None, folder: Path) -> dict:
    return {
        "results": len(found.data.results),
        "occasions": len(found.occasions),
        "sets": found.evaluated,
        "failed": len((found.women or found.infants).drawn.draws) - len(found.worlds.z) + (0 if women is None else women.lost),
        "free": [
            {
                "name": one.name,
                "low": one.quantiles[0],
                "median": one.quantiles[1],
                "high": one.quantiles[2],
                "contraction": one.contraction,
                "zero": None if np.isnan(one.zero[0]) else one.zero[0],
            }
            for one in learned
        ],
        "within_50": None if women is None else women.checked.within_50,
        "within_90": None if women is None else women.checked.within_90,
        "p_within_90": None if women is None else women.checked.p_within_90,
        "travels": None if women is None else float(women.weighed.share @ women.weighed.travels),
        "effective": None if women is None else women.weighed.effective,
        "left_out": sorted(found.left_out) if found.left_out != EVERYBODY else [],
        "folder": str(folder),
    }
