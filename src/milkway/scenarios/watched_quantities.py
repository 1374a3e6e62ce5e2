"""Quantities of a what-if run that a reader asks for: loads in milk, the infant's gut, acidity, pain and mastitis."""

from dataclasses import asdict

import numpy as np

from milkway.assays.calibrated_definition import CALIBRATED
from milkway.assays.mastitis import mastitis_days
from milkway.biology.disputed import not_asked_for
from milkway.scenarios.run_scenario import ScenarioRun, milestones
from milkway.simulation.trajectory import STATUS, Trajectory

MILK = (("left_milk", "left_breast__volume"), ("right_milk", "right_breast__volume"))


def in_milk(trajectory: Trajectory, taxa: tuple[str, ...]) -> np.ndarray:
    """Return cells of the taxa per mL of both breasts' milk mixed; (dyad, record day) cell/mL."""
    cells = sum(_all_days(trajectory, f"{site}__{taxon}") for site, _ in MILK for taxon in taxa)
    volume = sum(_all_days(trajectory, key) for _, key in MILK)
    return np.divide(cells, volume, out=np.full_like(volume, np.nan), where=volume > 0)


def in_infant_gut(trajectory: Trajectory, taxa: tuple[str, ...]) -> np.ndarray:
    """Return (taxon, dyad, record day) cells in the infant's gut."""
    return np.array([_all_days(trajectory, f"infant_gut__{taxon}") for taxon in taxa])


def taxa_of(run: ScenarioRun) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the residents, and of the marked strains."""
    taxa = run.network.model.taxa
    return tuple(t.name for t in taxa if not t.marked), tuple(t.name for t in taxa if t.marked)


def summary(run: ScenarioRun) -> dict:
    """Return what came of a scenario as plain values; what does not exist is None."""
    status = {name: int((run.trajectory.status == code).sum()) for code, name in enumerate(STATUS)}
    return {
        "scenario": asdict(run.scenario),
        "seed": run.seed,
        "dyads": len(run.trajectory.dyads),
        "who": "median dyad" if len(run.trajectory.dyads) == 1 else "dyads of the general population",
        "mean_field": run.mean_field,
        "routes": {"on": list(run.scenario.routes), "off": list(not_asked_for(run.scenario.routes))},
        "milestones": [_at(run, day) for day in summary_days(run)],
        "mastitis": _mastitis(run),
        "status": status,
    }


def summary_days(run: ScenarioRun) -> tuple[int, ...]:
    """Return the days that a summary tells."""
    return run.keep.days or milestones(run.scenario.days)


def _at(run: ScenarioRun, day: int) -> dict:
    trajectory = run.trajectory
    residents, marked = taxa_of(run)
    column = list(trajectory.days).index(day)
    gut = in_infant_gut(trajectory, (*residents, *marked))[:, :, column]
    total = gut.sum(axis=0)
    shares = np.divide(gut, total, out=np.full_like(gut, np.nan), where=total > 0)
    return {
        "day": day,
        "milk_residents": spread(in_milk(trajectory, residents)[:, column], "cell/mL"),
        "milk_s_aureus": spread(in_milk(trajectory, ("s_aureus",))[:, column], "cell/mL"),
        "milk_strain": spread(in_milk(trajectory, marked)[:, column], "cell/mL"),
        "infant_gut": spread(total, "cell"),
        "infant_gut_shares": dict(zip((*residents, *marked), map(_mean, shares), strict=True)),
        "infant_gut_ph": spread(_all_days(trajectory, "infant_gut__ph")[:, column], "pH"),
        "breast_pain": spread(pain(trajectory)[:, _until(trajectory, day)], "0-10"),
    }


def spread(values: np.ndarray, unit: str) -> dict:
    """Return the median and the 5th and 95th percentile of (dyad,) values that exist.

    >>> spread(np.array([1.0, np.nan, 3.0]), "cell")["median"]
    2.0
    """
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return {"median": None, "p5": None, "p95": None, "n": 0, "unit": unit}
    low, middle, high = (float(q) for q in np.percentile(known, (5, 50, 95)))
    return {"median": middle, "p5": low, "p95": high, "n": len(known), "unit": unit}


def _mean(values: np.ndarray) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None


def _mastitis(run: ScenarioRun) -> dict:
    """Return clinical mastitis from birth on, from the signs that are truly there."""
    trajectory = run.trajectory
    born = (trajectory.diary_days >= 0)[None, :, None]
    onset = mastitis_days(trajectory.bothered & born, trajectory.signs, CALIBRATED).onset
    first = trajectory.diary_days[onset.argmax(axis=1)][onset.any(axis=1)]
    return {
        "dyads": len(onset),
        "affected": int(onset.any(axis=1).sum()),
        "episodes": int(onset.sum()),
        "first_day": int(first.min()) if len(first) else None,
    }


def pain(trajectory: Trajectory) -> np.ndarray:
    """Return (dyad, day) breast pain, 0 to 10."""
    return np.clip(trajectory.level[:, :, trajectory.signs.index("breast_pain")].astype(float), 0, 10)


def _until(trajectory: Trajectory, day: int) -> int:
    return int(np.searchsorted(trajectory.diary_days, min(day, trajectory.diary_days[-1])))


def _all_days(trajectory: Trajectory, key: str) -> np.ndarray:
    return trajectory.amounts[:, :, trajectory.stocks.index(key)]
