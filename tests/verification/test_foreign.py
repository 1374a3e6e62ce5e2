"""Two hundred trials drawn over the edges, analysed by R: p, bounds and estimates of every measure that a program there can give.

An interval of an inverted test is handed to R, which must find Student's quantile at its bounds. Repeated ratings are compared in
`test_repeated_model.py`, looks in `test_looks_foreign.py`.
"""

import math
import shutil
import subprocess
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from verification.edge_arms import FEWEST
from verification.edge_laws import CENTRES, LAWS, WOMEN

from milkway.analysis.kinds import COUNT, LOAD, NUMBER, RECURRENCE, SHARE, TIME
from milkway.analysis.mean_cumulative import deviations
from milkway.analysis.registry import MEASURES

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("edges.R")
KINDS = {
    "shares": (SHARE, False),
    "counts": (COUNT, False),
    "times": (TIME, False),
    "numbers": (NUMBER, False),
    "loads": (LOAD, False),
    "histories": (RECURRENCE, False),
    "centre_numbers": (NUMBER, True),
    "equal_centres": (NUMBER, True),
}
# Referred to the normal law; of the others' statistics to Student's, two degrees of freedom fewer than women.
NORMAL = ("rate_ratio", "log10_difference")
# Iterations of R end at 1e-9 of a likelihood, whose root is a statistic; loads lie between 301 nodes of their profile; Kenward's
# and Roger's degrees of freedom rest on numerical derivatives.
CLOSE = {
    "log10_difference": 5e-3,
    "rate_ratio_negative_binomial": 2e-3,
    "hazard_ratio": 1e-4,
    "odds_ratio": 1e-4,
    "mean_difference_clustered": 1e-4,
}


def drawn(name, each):
    """A few trials of each law at each size: (trial, arms)."""
    laws, draw = LAWS[KINDS[name]], np.random.default_rng(crc32(name.encode()))
    for law in laws:
        for sizes in (CENTRES if KINDS[name][1] else WOMEN)[1:]:
            for _ in range(each):
                arms = law.first(draw, sizes[0]).known(), law.reference(draw, sizes[1]).known()
                if any(arm.competing for arm in arms):
                    continue  # R's survival knows of one event; what competes is compared in `test_competing.py`
                yield tuple(alike(arm) for arm in arms) if name == "equal_centres" else arms


def alike(arm):
    """As many women of each centre: the first three."""
    place = np.arange(len(arm.centre)) - np.searchsorted(arm.centre, arm.centre)
    return arm.taking(place < FEWEST)


def rows(name, trial, arms):
    """One trial for R: a row for each woman, or each of her stretches up to an episode or her end."""
    for arm, found in zip((1, 0), arms, strict=True):
        centre = found.centre if len(found.centre) else np.zeros(len(found.time))
        for woman in range(len(found.time)):
            own = {"trial": trial, "arm": arm, "woman": woman, "centre": centre[woman], "time": found.time[woman]}
            if name != "histories":
                yield own | {"value": found.value[woman], "seen": int(found.seen[woman])}
                continue
            days = np.flatnonzero(found.value[woman] == 1) + 1
            end = int(np.isfinite(found.value[woman]).sum())
            stops = [*days, end] if not len(days) or days[-1] < end else list(days)
            for start, stop in zip([0, *stops[:-1]], stops, strict=True):
                yield own | {"start": start, "value": stop, "seen": int(stop in days), "last": last_day(arms)}


def last_day(arms):
    return min(int((np.isfinite(arm.value).sum(axis=0) >= max(0.1 * len(arm.value), 3)).sum()) for arm in arms)


def ours(name, arms):
    """What each measure says: by name, its estimate, bounds and p, on the scale on which it is judged."""
    kind, by_centre = KINDS[name]
    return {one.name: one.between(*arms) for one in MEASURES.values() if (one.kind, one.by_centre) == (kind, by_centre)}


def shown(found, what):
    value = getattr(found, what)
    if value is None or what == "p" or not found.measure.is_ratio:
        return value
    return math.log(value) if value > 0 else -math.inf


def bounds(found):
    """Where R is asked for the statistic: at the finite bounds of an estimate, and at no effect."""
    asked = {"at low": shown(found, "low"), "at high": shown(found, "high"), "at none": None if found.p is None else 0.0}
    return {what: value for what, value in asked.items() if value is not None and math.isfinite(value)}


@pytest.mark.parametrize("name", KINDS)
def test_r_says_the_same(name, tmp_path):
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    trials = list(drawn(name, 5 if name == "equal_centres" else 1))
    answers = [ours(name, arms) for arms in trials]
    pd.DataFrame([row for trial, arms in enumerate(trials) for row in rows(name, trial, arms)]).to_csv(
        tmp_path / f"{name}.csv", index=False
    )
    asked = [
        {"trial": trial, "measure": measure, "what": what, "value": value}
        for trial, answer in enumerate(answers)
        for measure, found in answer.items()
        for what, value in bounds(found).items()
    ]
    pd.DataFrame(asked).to_csv(tmp_path / "bounds.csv", index=False)
    done = subprocess.run(["Rscript", SCRIPT, tmp_path, name], capture_output=True, text=True, check=False)
    if "there is no package" in done.stderr:
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stderr
    told = pd.read_csv(tmp_path / "told.csv")
    judged = [(row.measure, *agree(answers[row.trial][row.measure], row, trials[row.trial]), row) for row in told.itertuples()]
    assert [one for one in judged if not one[1]] == []
    # Where R gives nothing a measure is not compared: most of them are in most trials.
    assert min(told.groupby("measure").trial.nunique()) >= 15


def agree(found, row, arms):
    """Whether R's number is ours, and ours."""
    law = stats.norm if row.measure in NORMAL else stats.t(women(found, arms) - 2)
    said = 2 * law.sf(abs(row.value)) if row.what == "at none" else row.value
    sides = {"at low": float(law.ppf(0.975)), "at high": float(law.ppf(0.025)), "at none": found.p}
    if row.what in sides:
        right = sides[row.what]
    else:
        right = shown(found, row.what) if row.what in ("p", "low", "high", "estimate") else spread(arms, row.what)
    tolerance = CLOSE.get(row.measure, 1e-6)
    return right is not None and abs(said - right) <= tolerance * max(1.0, abs(right)), right


def women(found, arms):
    return sum(len(arm.observed().time) for arm in arms) if found.measure.kind is COUNT else sum(found.n)


def spread(arms, what):
    last = last_day(arms)
    arm = arms[0 if what == "first" else 1].value[:, :last]
    return float((deviations(arm) ** 2).sum())
