# pyright: basic
"""Who was randomised: each covariate by arm, as the first table of a trial report."""

import numpy as np
import pandas as pd

from milkway.cohorts.cohort import Cohort
from milkway.protocol.protocol import Arm
from milkway.trials.allocate import Plan
from milkway.trials.entry_questions import ASKED


def baseline_table(covariates: pd.DataFrame, plan: Plan, arms: tuple[Arm, ...]) -> pd.DataFrame:
    """Return a row per covariate and arm.

    Args:
        covariates: a row per candidate.
        plan: who is in which arm.
        arms: of the protocol.

    Returns:
        Columns covariate, arm, n, kind ("share" or "mean"), value, spread (standard deviation; None for shares), count.
    """
    rows = []
    chosen = covariates.iloc[plan.positions].assign(day_of_enrolment=plan.enrolled)
    for name in chosen.columns:
        yes_or_no = bool(chosen[name].isin([0, 1]).all())
        for number, arm in enumerate(arms):
            values = chosen[name].to_numpy(dtype=float)[plan.arm == number]
            rows.append(_row(name, arm.name, values, yes_or_no=yes_or_no))
    return pd.DataFrame(rows)


def asked_at_entry(covariates: pd.DataFrame, positions: np.ndarray) -> np.ndarray:
    """Return (woman, covariate) what a trial asks every woman at entry, of the covariates that her population has.

    Args:
        covariates: a row per candidate.
        positions: (woman,) place among the candidates.
    """
    asked = [name for name in ASKED if name in covariates]
    return covariates[asked].to_numpy(dtype=float)[positions]


def asked_table(cohort: Cohort, positions: np.ndarray) -> pd.DataFrame:
    """Return what every woman is asked at entry, a row per identity of a dyad."""
    asked = [name for name in ASKED if name in cohort.covariates]
    rows = cohort.covariates[asked].iloc[positions]
    return rows.set_axis(cohort.dyads[positions], axis=0)


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
