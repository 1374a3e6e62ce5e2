# pyright: basic
"""Who was randomised: each covariate by arm, as the first table of a trial report."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from milkway.cohorts.cohort import Cohort
from milkway.protocol.protocol import Arm
from milkway.trials.allocate import Plan
from milkway.trials.entry_questions import ASKED


def baseline_table(covariates: Mapping[str, np.ndarray], plan: Plan, arms: tuple[Arm, ...]) -> pd.DataFrame:
    """Return a row per covariate and arm.

    Args:
        covariates: (candidate,) by name.
        plan: who is in which arm.
        arms: of the protocol.

    Returns:
        Columns covariate, arm, n, kind ("share" or "mean"), value, spread (standard deviation; None for shares), count.
    """
    rows = []
    chosen = {name: values[plan.positions] for name, values in covariates.items()} | {"day_of_enrolment": plan.enrolled}
    for name, values in chosen.items():
        yes_or_no = bool(np.isin(values, [0, 1]).all())
        for number, arm in enumerate(arms):
            rows.append(_row(name, arm.name, values[plan.arm == number].astype(float), yes_or_no=yes_or_no))
    return pd.DataFrame(rows)


def asked_at_entry(covariates: Mapping[str, np.ndarray], positions: np.ndarray) -> np.ndarray:
    """Return (woman, covariate) what a trial asks every woman at entry, of the covariates that her population has.

    Args:
        covariates: (candidate,) by name.
        positions: (woman,) place among the candidates.
    """
    asked = [name for name in ASKED if name in covariates]
    return np.array([covariates[name][positions] for name in asked], dtype=float).reshape(len(asked), len(positions)).T


def asked_table(cohort: Cohort, positions: np.ndarray) -> pd.DataFrame:
    """Return what every woman is asked at entry, a row per identity of a dyad."""
    asked = {name: cohort.covariates[name][positions] for name in ASKED if name in cohort.covariates}
    return pd.DataFrame(asked, index=cohort.dyads[positions])


def _row(name: str, arm: str, values: np.ndarray, *, yes_or_no: bool) -> dict[str, object]:
    n = len(values)
    spread = float(values.std(ddof=1)) if n > 1 and not yes_or_no else None
    return {
        "covariate": name,
        "arm": arm,
        "n": n,
        "kind": "share" if yes_or_no else "mean",
        "value": float(values.mean()) if n else None,
        "spread": spread,
        "count": int(values.sum()) if yes_or_no else None,
    }
