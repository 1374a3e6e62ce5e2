"""Measure all solvers side by side and write the section and the picture of docs/performance.md; takes about ten minutes."""

import statistics
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.peers.compiled import OneDyad, compile_for_one
from benchmarks.peers.lives import Life, lives
from benchmarks.peers.ours import run_ours
from benchmarks.peers.page import Row, write_section
from benchmarks.peers.picture import draw
from benchmarks.peers.programs import load_copasi, load_roadrunner, run_copasi, run_roadrunner
from benchmarks.peers.segments import Lived, errors, live
from benchmarks.peers.solvers import cvode, lsoda
from benchmarks.peers.starting import starting
from milkway.core.network import Network
from milkway.simulation.machine import Machine, absolute_tolerances, build

DOCS = Path(__file__).parents[2] / "docs"
RUNS = 3
TIGHT = 1e-11
OURS = (1e-3, 2e-4, 1e-4, 5e-5, 2e-5, 1e-5, 1e-6, 1e-8)
WITH_DERIVATIVES = ((3e-5, 3e-4), (1e-5, 1e-4), (5e-6, 5e-5), (1e-6, 1e-5), (1e-8, 1e-7))
EXPORTED = ((1e-5, 1e-6), (1e-6, 1e-6), (1e-7, 1e-6), (1e-9, 1e-6))


@dataclass(frozen=True)
class Bench:
    """The dyads, their equations compiled for us and for others, the reference (life, day, stock), and what was measured."""

    lives: list[Life]
    machine: Machine
    one: OneDyad
    reference: np.ndarray
    rows: list[Row] = field(default_factory=list)

    @property
    def network(self) -> Network:
        """Return what all solve."""
        return self.machine.network

    def note(self, solver: str, setting: str, seconds: list[float], python: float, amounts: np.ndarray) -> None:
        """Keep a measurement: s a dyad of each run, and amounts (life, day, stock)."""
        cells = [i for i, stock in enumerate(self.network.stocks) if str(stock.unit) == "cell"]
        strain = [i for i, stock in enumerate(self.network.stocks) if stock.key.endswith("__strain")]
        grown = float(np.abs(amounts[:-1][..., strain]).max())  # nobody but the last takes the strain
        error = errors(amounts, self.reference[: len(amounts)], cells)
        self.rows.append(Row(solver, setting, 1e3 * statistics.median(seconds), 1e3 * python, error, grown, len(seconds)))
        sys.stdout.write(f"{time.strftime('%H:%M:%S')} {self.rows[-1]}\n")
        sys.stdout.flush()

    def each(self, solver: str, setting: str, runs: int, lived: Callable[[int], Lived]) -> None:
        """Measure a solver that takes one dyad at a time; a dyad that it cannot finish is told, not counted."""
        try:
            done = [[lived(place) for place in range(len(self.lives))] for _ in range(runs)]
        except (ArithmeticError, RuntimeError) as error:
            sys.stdout.write(f"{solver} {setting} did not finish: {error}\n")
            return
        seconds = [statistics.mean(one.seconds for one in run) for run in done]
        python = statistics.mean(one.python for one in done[-1])
        self.note(solver, setting, seconds, python, np.array([one.amounts for one in done[-1]]))


def main() -> None:
    """Measure and write."""
    warnings.filterwarnings("ignore", message="Custom sparse Jacobian")
    bench = _prepare()
    _ours(bench)
    _with_our_derivatives(bench)
    _programs(bench)
    draw(bench.rows, DOCS / "pictures" / "work_precision.svg")
    write_section(bench.rows, starting(), DOCS / "performance.md")


def _prepare() -> Bench:
    several = lives()
    machine = build(several[0].network)
    return Bench(several, machine, compile_for_one(machine.network), run_ours(machine, several, TIGHT).amounts)


def _ours(bench: Bench) -> None:
    for tolerance in OURS:
        done = [run_ours(bench.machine, bench.lives, tolerance) for _ in range(RUNS)]
        bench.note("Milkway", f"{tolerance:g}", [run.seconds for run in done], 0.0, done[-1].amounts)


def _with_our_derivatives(bench: Bench) -> None:
    def measured(name: str, integrate: Callable, tolerance: float, share: float, runs: int) -> None:
        run = integrate(tolerance, share * absolute_tolerances(bench.network, 1e-4))
        bench.each(name, f"{tolerance:g}, {share:g}", runs, lambda place: live(bench.machine, bench.one, bench.lives[place], run))

    for tolerance, share in WITH_DERIVATIVES:
        measured("CVODE, our derivatives, finite differences", partial(cvode, "difference"), tolerance, share, RUNS)
        measured("CVODE, our derivatives and Jacobian, dense", partial(cvode, "dense"), tolerance, share, RUNS)
    for tolerance, share in WITH_DERIVATIVES[1:2]:
        measured("CVODE, our derivatives and Jacobian, SuperLU", partial(cvode, "sparse"), tolerance, share, 1)
    for tolerance, share in WITH_DERIVATIVES[:4]:
        measured("SciPy LSODA, our derivatives and Jacobian", lsoda, tolerance, share, RUNS)


def _programs(bench: Bench) -> None:
    runners = [load_roadrunner(life) for life in bench.lives]
    for tolerance, absolute in EXPORTED:
        year = partial(run_roadrunner, tolerance=tolerance, absolute=absolute)
        bench.each("libRoadRunner on the export", _of(tolerance, absolute), RUNS, lambda place, run=year: run(runners[place]))
    models = [load_copasi(life) for life in bench.lives]
    for tolerance, absolute in ((1e-4, 1e-3), (1e-6, 1e-6)):
        year = partial(run_copasi, tolerance=tolerance, absolute=absolute)
        bench.each("COPASI on the export", _of(tolerance, absolute), 1, lambda i, run=year: run(models[i], bench.lives[i]))


def _of(tolerance: float, absolute: float) -> str:
    return f"{tolerance:g}, {absolute:g} cell or micromole"


if __name__ == "__main__":
    main()
