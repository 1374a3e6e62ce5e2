"""The section of docs/performance.md on the mean field against its peers."""

import math
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import llvmlite.binding as llvm

from benchmarks.peers.lives import END, START, YEARS
from benchmarks.peers.starting import Starting

TITLE = "## Mean field against peers"
WANTED = 1e-3
PACKAGES = ("milkway", "libroadrunner", "scikit-sundae", "scipy", "python-copasi", "llvmlite", "numba")


@dataclass(frozen=True)
class Row:
    """One solver at one setting: processor time in ms a dyad (median), Python's part of it, the largest error, the strain."""

    solver: str
    setting: str
    whole: float
    python: float
    error: float
    grown: float
    runs: int

    @property
    def cost(self) -> float:
        """Return ms a dyad and year (365.25 days), without what is spent in Python between solver and compiled code."""
        return (self.whole - self.python) / YEARS


def write_section(rows: Sequence[Row], start: Starting, page: Path) -> None:
    """Put the section into the page, in place of the one that was there."""
    text = page.read_text(encoding="utf-8") if page.exists() else "# Performance\n"
    text = re.sub(rf"\n*{TITLE}\n.*?(?=\n## |\Z)", "", text, flags=re.DOTALL).rstrip("\n")
    page.write_text(text + "\n\n" + section(rows, start), encoding="utf-8")


def section(rows: Sequence[Row], start: Starting) -> str:
    """Return the section as Markdown."""
    lines = [
        TITLE,
        "",
        "Written by `uv run --group peers python -m benchmarks.peers`. Four median dyads (vaginal birth and breastfed; caesarean",
        f"birth and formula; a blocked duct; a probiotic with start and stop) from day {START} to {END} with daily output, every",
        "solver on the same equations, one core. *Error* is the largest difference in log10 over all populations above 100",
        "cells on all days of all four dyads, against Milkway's solver at tolerance 1e-11; libRoadRunner's last row says how",
        "far a foreign solver is from that. *Cost* is processor time per dyad and year, the median of the runs, without the",
        "time that Python takes between a solver and the compiled derivatives. *Strain*: cells of the strain in dyads whose",
        "mothers take none.",
        "",
        "![error against cost](pictures/work_precision.svg)",
        "",
        "| solver | tolerance: relative, absolute | cost, ms | dyad-years per core-second | error | strain | runs |",
        "|---|---|--:|--:|--:|--:|--:|",
        *(_line(row) for row in rows),
        "",
        f"Cost at an error of {WANTED:g}, on a line of logarithms between settings, or the cheapest if all are better:",
        "",
        *_ratios(rows),
        "",
        *_told(start),
    ]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    speed = 1e3 / row.cost
    return f"| {row.solver} | {row.setting} | {row.cost:.3g} | {speed:.3g} | {row.error:.1e} | {row.grown:g} | {row.runs} |"


def _ratios(rows: Sequence[Row]) -> list[str]:
    solvers = dict.fromkeys(row.solver for row in rows)
    costs = {solver: cost_at(WANTED, [row for row in rows if row.solver == solver]) for solver in solvers}
    known = sorted((cost, solver) for solver, cost in costs.items() if cost is not None)
    ours = costs["Milkway"]
    if ours is None:
        return ["- Milkway does not reach it"]
    return [f"- {solver}: {cost:.3g} ms, {cost / ours:.3g} x Milkway" for cost, solver in known]


def cost_at(wanted: float, rows: Sequence[Row]) -> float | None:
    """Return the cost (ms) of an error: between two settings on a straight line of logarithms, else the cheapest that is better.

    >>> row = lambda cost, error: Row("any", "", cost * YEARS, 0.0, error, 0.0, 1)
    >>> round(cost_at(1e-3, [row(1.0, 1e-2), row(100.0, 1e-4)]), 6)
    10.0
    """
    points = sorted((row.cost, row.error) for row in rows)
    better = [cost for cost, error in points if error <= wanted]
    if not better:
        return None
    cheaper = [(cost, error) for cost, error in points if cost < better[0]]
    if not cheaper:
        return better[0]
    (low, coarse), (high, fine) = cheaper[-1], next(point for point in points if point[0] == better[0])
    share = math.log(coarse / wanted) / math.log(coarse / fine)
    return low * (high / low) ** share


def _told(start: Starting) -> list[str]:
    features = llvm.get_host_cpu_features()
    vectors = "AVX-512" if features.get("avx512f") else "AVX2" if features.get("avx2") else "no AVX2"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return [
        "Milkway's absolute tolerance follows its relative one; that of solvers with our derivatives is given as a share",
        "of a tenth of a cell, half a micromole and so on. Milkway advances 128 dyads, eight at a time in vector lanes;",
        "the peers take one dyad at a time. CVODE (SUNDIALS, by scikit-sundae) and LSODA (SciPy's odeint) get our",
        "derivatives and analytic Jacobian as scalar machine code; SuperLU is the multi-threaded one that scikit-sundae",
        "brings, on one thread. libRoadRunner runs its CVODE on the exported SBML, compiled with its most aggressive",
        "optimisation; loading is not counted. AMICI has no wheel that installs without a compiler and is left out.",
        "",
        f"Starting, processor time: import {start.imported:.2f} s; the complete model is compiled in {start.first:.1f} s with an",
        f"empty cache, and ready in {start.later:.1f} s afterwards.",
        "",
        f"Processor with {vectors} ({llvm.get_host_cpu_name()}), load average at the end {os.getloadavg()[0]:.1f}; {packages}.",
    ]
