"""Fact: arms share their luck, also where the start moves, and that cuts the variance of what is compared between them."""

from collections.abc import Iterator

import numpy as np

from milkway.simulation.diary import clinical
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Diagnosis, Trajectory
from verification.dyads import Life, live_early
from verification.fact import Fact

DYADS, END, HYPOTHESIS = 1_000, 84, 0.15
TITLE = "Pairing"
ABOUT = f"""The complete model, {DYADS} dyads of the general population to day {END}. The contrast is product against placebo,
where the product takes {HYPOTHESIS:g} of the inflammatory drive (a hypothesis, no finding). Three ways to simulate
it: the same dyads with the same luck in both arms; the same dyads with other luck; other dyads. The error is that of
the ratio or of the correlation (bootstrap over dyads, standard deviation of 500). A ratio of 10 means that ten times
fewer dyads give the same precision."""
ACTS = (("effect_immunomodulation", HYPOTHESIS),)
BOOTSTRAPS = 500


def outcomes(run: Trajectory) -> dict[str, np.ndarray]:
    """Return (dyad,) numbers after birth: pain, clinical days, inflamed ducts, and what lives in the infant at the end."""
    after = run.diary_days >= 0
    ill = clinical(run.reported[:, after], run.signs, Diagnosis())
    stocks = ("infant_gut__bifidobacterium", "infant_gut__bacteroides", "left_milk__s_aureus")
    return {
        "mean breast pain": run.level[:, after, run.signs.index("breast_pain")].mean(axis=1),
        "days of clinical mastitis": ill.sum(axis=1).astype(float),
        "days with an inflamed duct": run.exposed("left_breast__inflamed_duct")[:, after].sum(axis=1).astype(float),
        **{f"log10 cells of {name}, day 35": np.log10(run.amount(name, 35) + 1) for name in stocks},
    }


def lived(life: Life) -> dict[str, np.ndarray]:
    """Return the outcomes of a life."""
    run = live_early(life, Solver(), exposures=("left_breast__inflamed_duct",))
    assert (run.status == 0).all()
    return outcomes(run)


def facts(dyads: int = DYADS) -> Iterator[Fact]:
    """Yield how much luck in common cuts the variance, and how much of it is left where the start moves."""
    placebo = lived(Life(dyads, product=None, end=END, settings=ACTS))
    product = lived(Life(dyads, end=END, settings=ACTS))
    lucky = lived(Life(dyads, end=END, settings=ACTS, luck=12))
    others = lived(Life(dyads, end=END, settings=ACTS, seed=13, luck=13))
    for name in ("mean breast pain", "days of clinical mastitis"):
        arms = placebo[name], product[name]
        for says, third in (("other luck", lucky[name]), ("other dyads", others[name])):
            ratio, error = _ratio(*arms, third)
            yield Fact(
                f"{name}: variance with {says} / with common luck", f"{ratio:.3g}", "> 1", f"{error:.2g}", ratio > 1 + error
            )
    yield from _moved(placebo, dyads)


def _moved(placebo: dict[str, np.ndarray], dyads: int) -> Iterator[Fact]:
    """Yield how alike dyads are after birth where the run starts a week earlier, as where a birth is a week late."""
    earlier = lived(Life(dyads, product=None, start=-14, end=END, settings=ACTS))
    lucky = lived(Life(dyads, product=None, end=END, settings=ACTS, luck=12))
    for name, usual in placebo.items():
        moved, changed = earlier[name], lucky[name]
        error = float(np.sqrt((moved.var() + usual.var()) / dyads))
        same = abs(moved.mean() - usual.mean()) <= 4 * error
        says = f"start a week earlier, {name}: mean"
        yield Fact(says, f"{moved.mean():.4g}", f"{usual.mean():.4g}", f"{error:.2g} (unpaired)", bool(same))
        kept, kept_error = _correlation(usual, moved)
        lost, _ = _correlation(usual, changed)
        expected = f"above {lost:.3f}, that with other luck"
        yield Fact(f"start a week earlier, {name}: correlation", f"{kept:.3f}", expected, f"{kept_error:.2g}", kept > lost)


def _ratio(placebo: np.ndarray, product: np.ndarray, third: np.ndarray) -> tuple[float, float]:
    """Return var(third - placebo) / var(product - placebo) and its error."""

    def ratio(who: np.ndarray) -> float:
        return float(np.var(third[who] - placebo[who]) / max(np.var(product[who] - placebo[who]), 1e-300))

    return ratio(np.arange(len(placebo))), float(np.std([ratio(who) for who in _resampled(len(placebo))]))


def _correlation(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    def correlation(who: np.ndarray) -> float:
        deviations = x[who] - x[who].mean(), y[who] - y[who].mean()
        return float((deviations[0] * deviations[1]).mean() / max(x[who].std() * y[who].std(), 1e-300))

    return correlation(np.arange(len(x))), float(np.std([correlation(who) for who in _resampled(len(x))]))


def _resampled(dyads: int) -> Iterator[np.ndarray]:
    generator = np.random.default_rng(1)
    for _ in range(BOOTSTRAPS):
        yield generator.integers(0, dyads, dyads)
