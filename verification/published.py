"""Fact: the published stochastic cases that our flows can say have the published means and standard deviations."""

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import fisher_exact

from verification.closed_forms import kendall
from verification.dsmts import Case, Said, Unsayable, read_case, say
from verification.fact import Fact
from verification.worlds import live, world

RUNS, REPEATS, JUDGES = 10_000, 20, 5
HEAVY = "00003"  # nearly extinct at the end: its variance estimate is far from normal, which Y takes it to be
TITLE = "Published stochastic cases"
ABOUT = f"""Cases of the discrete stochastic test suite with their published means and standard deviations at times 1 to 50,
and that suite's own ranges: Z = sqrt(n) (mean - mu) / sigma, and Y = sqrt(n / 2) (s^2 / sigma^2 - 1), with n = {RUNS} runs.
All populations are whole cells here. Case {HEAVY} is nearly extinct at the end, so that Y is far from normal and leaves its
range by luck alone: {REPEATS} repeats are compared with as many of an exact sampler (Kendall 1948). An output that leaves a
range, which luck alone does at some of a hundred comparisons, is judged by {JUDGES} repeats with other luck, of which at most
one may. A case whose expected values are not given is not listed."""


@dataclass(frozen=True)
class Compared:
    """The largest |Z| and |Y| over the times, and how many times are outside the ranges, for one output."""

    output: str
    z: float
    y: float
    outside: int


def data() -> Path:
    """Return the folder of the cases (MILKWAY_DATA, or ../shared/data)."""
    return Path(os.environ.get("MILKWAY_DATA", "../shared/data"), "sbml_stochastic")


def cases() -> list[Case]:
    """Return the cases with expected values."""
    found = (read_case(folder) for folder in sorted(data().iterdir()) if folder.is_dir())
    return [case for case in found if case is not None]


def facts() -> Iterator[Fact]:
    """Yield a fact for each output of each case; a case that cannot be said is reported with the reason."""
    for case in cases():
        says = f"{case.name}: {case.model.getName().split(',')[0]}"
        try:
            said = say(case)
        except Unsayable as reason:
            yield Fact(says, "not expressible", str(reason), "", None)
            continue
        z, y = case.ranges
        for one in compare(case, said, RUNS):
            found = f"largest abs(Z) {one.z:.2f}, abs(Y) {one.y:.2f}; {one.outside} of {2 * (len(case.mean) - 1)} outside"
            again = _outside_again(case, said, one.output) if one.outside else 0
            found += f"; with other luck {again} of {JUDGES} repeats" if one.outside else ""
            yield Fact(f"{says}: {one.output}", found, f"abs(Z) < {z:g}, abs(Y) < {y:g}", "1 (Z and Y)", again <= 1)
        if case.name == HEAVY:
            yield _repeated(case, said, says)


def _outside_again(case: Case, said: Said, output: str) -> int:
    """Return how many of `JUDGES` repeats leave a range."""
    repeats = [compare(case, said, RUNS, seed) for seed in range(2, 2 + JUDGES)]
    return sum(one.outside > 0 for repeat in repeats for one in repeat if one.output == output)


def _repeated(case: Case, said: Said, says: str) -> Fact:
    """Return whether our repeats leave the ranges as often as those of an exact sampler."""
    ours = sum(any(one.outside for one in compare(case, said, RUNS, seed)) for seed in range(1, REPEATS + 1))
    exact = sum(_exact(case, seed).outside > 0 for seed in range(1, REPEATS + 1))
    p = fisher_exact([[ours, REPEATS - ours], [exact, REPEATS - exact]]).pvalue
    found = f"{ours} of {REPEATS} repeats leave the ranges"
    return Fact(f"{says}: repeats", found, f"{exact} of {REPEATS} exact repeats do", f"Fisher's p {p:.2g}", p > 0.01)


def _exact(case: Case, seed: int) -> Compared:
    """Return a repeat by the closed form of birth and death from one unit of time to the next."""
    births, losses = (case.model.getParameter(name).getValue() for name in ("Lambda", "Mu"))
    alpha, beta = kendall(births, losses, 1.0)
    generator, cells = np.random.default_rng(seed), [np.full(RUNS, int(case.mean["X"].iloc[0]))]
    for _ in range(len(case.mean) - 1):
        lines = generator.binomial(cells[-1], 1 - alpha)
        cells.append(lines + np.where(lines > 0, generator.negative_binomial(np.maximum(lines, 1), 1 - beta), 0))
    return _judge(case, "X", np.array(cells).T)


def compare(case: Case, said: Said, runs: int, seed: int = 1) -> list[Compared]:
    """Return how far the outputs of a case are from what is published."""
    times = np.arange(len(case.mean))
    days = tuple((times * said.days).tolist())
    run = live(world(said.terms), runs, days, seed, plan=said.plan(runs))
    assert (run.status == 0).all()
    return [_compare_one(case, said, run.amounts, run.stocks, output) for output in case.mean.columns if output in said.keys]


def _compare_one(case: Case, said: Said, amounts: np.ndarray, stocks: tuple[str, ...], output: str) -> Compared:
    before, after = (amounts[:, :, stocks.index(key)] for key in said.keys[output])
    days = np.arange(len(case.mean)) * said.days
    cells = np.where(days > said.event if said.event else days < 0, after, before)
    return _judge(case, output, cells)


def _judge(case: Case, output: str, cells: np.ndarray) -> Compared:
    """Return how far (run, time) cells are from what is published."""
    mu, sigma, runs = case.mean[output].to_numpy(), case.sd[output].to_numpy(), len(cells)
    sure = sigma == 0
    assert (cells[:, sure] == mu[sure]).all()
    z = math.sqrt(runs) * (cells.mean(axis=0) - mu)[~sure] / sigma[~sure]
    y = math.sqrt(runs / 2) * (cells.var(axis=0, ddof=1)[~sure] / sigma[~sure] ** 2 - 1)
    outside = (np.abs(z) >= case.ranges[0]).sum() + (np.abs(y) >= case.ranges[1]).sum()
    return Compared(output, float(np.abs(z).max()), float(np.abs(y).max()), int(outside))
