"""Fact: colonisation, extinction and detection do not depend on the threshold of whole cells, the tolerance or the step."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.stats import norm

from milkway.simulation.solver import Solver
from verification.dyads import COLONISED, DETECTED, END, LOOKED_AT, START, Life, cells, live_early, marks
from verification.fact import Fact

DYADS = 2_000
RISK = 0.01  # of a false alarm in a whole table, shared equally among its comparisons
TITLE = "Threshold, tolerance and step"
ABOUT = f"""The complete model, {DYADS} dyads of the general population that take the product, from day {START} to {END}, at days
{", ".join(map(str, LOOKED_AT[1:]))}, every taxon in milk, ducts, mouth and gut. Counted are: extinct (was there, now
none), detected (at least {DETECTED:.0e} cells) and colonised (at least {COLONISED:.0e}). Dyads are the same and so is
their luck where its keys are the same; so each dyad is compared with itself, by what changed in one direction and in
the other (McNemar 1947). z is the largest of all comparisons; its bound keeps the risk of a false alarm in a line at
{RISK:g}. *Half step* halves the longest step, the leap and the growth per step in compiled code of its own."""


def facts() -> Iterator[Fact]:
    """Yield a fact for each change of the settings."""
    life = Life(DYADS)
    usual = _table(Solver(), life)
    other = _table(Solver(), Life(DYADS, luck=12))
    yield from _compare("another luck (what chance alone does)", usual, other)
    for says, solver in (
        ("threshold 100 to 30", Solver(threshold=30.0)),
        ("threshold 100 to 300", Solver(threshold=300.0)),
        ("tolerance divided by ten", Solver(tolerance=1e-6)),
    ):
        yield from _compare(says, usual, _table(solver, life))
    yield from _compare("half step", usual, _with_short_steps())


def _table(solver: Solver, life: Life) -> np.ndarray:
    run = live_early(life, solver)
    assert (run.status == 0).all()
    return np.array(list(marks(run).values()))


def _with_short_steps() -> np.ndarray:
    """Return the table from a process of its own, whose compiled code has half the step."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "table.npy")
        environment = os.environ | {"MILKWAY_CACHE": place}
        subprocess.run([sys.executable, "-m", "verification.numerics", str(file)], check=True, env=environment)
        return np.load(file)


def write_with_half_step(file: Path) -> None:
    """Halve what bounds a step before anything is compiled, and write the table."""
    from milkway.simulation import acceptance  # noqa: PLC0415  its constants are frozen at the first call

    acceptance.LEAP, acceptance.GROWTH_PER_STEP = 0.5 * acceptance.LEAP, 0.5 * acceptance.GROWTH_PER_STEP
    np.save(file, _table(Solver(longest_step=0.5 * Solver().longest_step), Life(DYADS)))


def _compare(says: str, usual: np.ndarray, other: np.ndarray) -> Iterator[Fact]:
    """Yield a fact for each mark; the arrays are (mark, dyad, day, stock)."""
    gained, lost = (~usual & other).sum(axis=1), (usual & ~other).sum(axis=1)
    changed = gained + lost
    z = (gained - lost) / np.sqrt(np.maximum(changed, 1))
    count = int((changed > 0).sum())
    bound = float(norm.isf(RISK / 2 / max(count, 1)))
    for mark, name in enumerate(("extinct", "detected", "colonised")):
        at = np.unravel_index(np.abs(z[mark]).argmax(), z[mark].shape)
        before, after = usual[mark][:, *at].mean(), other[mark][:, *at].mean()
        day, stock = LOOKED_AT[at[0]], cells()[at[1]]
        found = f"largest abs(z) {abs(z[mark][at]):.2f} ({stock}, day {day}: {before:.3f} to {after:.3f})"
        error = f"{np.sqrt(changed[mark][at]) / usual.shape[1]:.2g}"
        yield Fact(
            f"{says}: {name}", found, f"abs(z) < {bound:.2f} in {count} comparisons", error, bool(abs(z[mark][at]) < bound)
        )


if __name__ == "__main__":
    write_with_half_step(Path(sys.argv[1]))
