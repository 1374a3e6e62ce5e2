"""Waves of simulations: parameter sets laid out in space, each simulated once and kept, so that a killed run goes on.

A set that could not be simulated is kept as failed, counted and left out of the fit; it never counts as a result of zero.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from milkway.core.brief import brief
from milkway.core.checksummed import read_sealed, write_sealed
from milkway.core.errors import RunError
from milkway.inference.free import WIDEST, Free, coordinates, table_at, values
from milkway.inference.nuisance import Alone
from milkway.ledger.tables import ParameterTable
from milkway.simulation.workers import in_order

AT_ONCE = 2  # sets simulated at a time


@dataclass(frozen=True)
class Simulated:
    """One simulated result: value, number of women or infants behind it, and standard error by their finite number."""

    value: float
    n: int
    error: float


Results = Mapping[str, Simulated]
Simulator = Callable[[ParameterTable, int, Callable[[], None]], Results]


@dataclass(frozen=True)
class Wave:
    """Parameter sets that were simulated.

    Attributes:
        z: (set, candidate) standard normal numbers.
        x: (set, candidate) coordinates.
        alone: (set, row) standard normal numbers of rows that no candidate moves.
        results: of each set; None where the simulation failed.
    """

    z: np.ndarray
    x: np.ndarray
    alone: np.ndarray
    results: tuple[Results | None, ...]

    __repr__ = brief

    @property
    def failed(self) -> int:
        """Return how many sets could not be simulated."""
        return sum(one is None for one in self.results)


@dataclass(frozen=True)
class Bench:
    """What waves are run with.

    Attributes:
        candidates: all free parameters that may be moved.
        table: reference.
        simulate: returns results of a table and a seed, calling its third argument often: it raises once nothing more is wanted.
        folder: where finished sets are kept.
        made_from: what else decides a result: code, panels, size.
        tell: is told the stage and the sets done.
        alone: rows that no candidate moves.
    """

    candidates: Sequence[Free]
    table: ParameterTable
    simulate: Simulator
    folder: Path
    made_from: str
    tell: Callable[[str, float], None]
    alone: Alone


def spread_out(parameters: int, sets: int, seed: int) -> np.ndarray:
    """Return (set, parameter) standard normal numbers that fill the prior evenly (scrambled Sobol points)."""
    points = qmc.Sobol(parameters, rng=seed).random_base2(int(np.ceil(np.log2(sets))))[:sets]
    return np.clip(ndtri(points), -WIDEST, WIDEST)


def near(z: np.ndarray, sets: int, wider: float, seed: int) -> np.ndarray:
    """Return (set, parameter) numbers about as spread as draws are, but wider.

    Args:
        z: (draw, parameter) draws.
        sets: wanted.
        wider: factor on the distance from the mean.
        seed: of the choice.
    """
    chosen = np.random.default_rng(seed).choice(len(z), sets, replace=len(z) < sets)
    middle = z.mean(axis=0)
    return np.clip(middle + wider * (z[chosen] - middle), -WIDEST, WIDEST)


def run_wave(bench: Bench, name: str, design: Callable[[], np.ndarray], seed: int) -> Wave:
    """Simulate the sets of a wave that are not yet kept, and return all of them.

    Args:
        bench: what it is run with.
        name: of the wave.
        design: returns (set, candidate) standard normal numbers; a wave that was begun keeps those it was begun with.
        seed: of the first set; each has its own.
    """
    z = _begun(bench.folder / f"{name}.begun", design)
    x = coordinates(bench.candidates, z)
    luck = bench.alone.luck(range(seed, seed + len(z)))
    chosen, rest = values(bench.candidates, x), bench.alone.values(luck)

    def task(i: int, go_on: Callable[[], None]) -> Results | None:
        return _one(bench, chosen[i], rest[i], seed + i, go_on)

    results: list[Results | None] = []
    for found in in_order(task, len(z), AT_ONCE):
        results.append(found)
        bench.tell(name, 1.0)
    return Wave(z, x, luck, tuple(results))


def joined(waves: Sequence[Wave]) -> Wave:
    """Return waves as one."""
    parts = [np.concatenate([getattr(wave, name) for wave in waves]) for name in ("z", "x", "alone")]
    return Wave(*parts, results=tuple(one for wave in waves for one in wave.results))


def _begun(path: Path, design: Callable[[], np.ndarray]) -> np.ndarray:
    """Return the numbers with which a wave was begun, kept so that a resumed one goes on with them."""
    kept = read_sealed(path)
    if kept is None:
        kept = json.dumps(np.round(design(), 6).tolist()).encode()
        write_sealed(path, kept)
    return np.array(json.loads(kept))


def _one(bench: Bench, chosen: np.ndarray, rest: Mapping[str, float], seed: int, go_on: Callable[[], None]) -> Results | None:
    moved = {one.name: float(value) for one, value in zip(bench.candidates, chosen, strict=True)}
    mark = hashlib.sha256(json.dumps([bench.made_from, moved, rest, seed]).encode()).hexdigest()[:24]
    path = bench.folder / "sets" / f"{mark}.set"
    kept = read_sealed(path)
    if kept is None:
        try:
            drawn = bench.table.replacing(rest, "expert", "drawn from its spread")
            results = bench.simulate(table_at(drawn, bench.candidates, moved), seed, go_on)
            text = json.dumps({key: [one.value, one.n, one.error] for key, one in results.items()})
        except (RunError, ArithmeticError) as error:
            text = json.dumps({"failed": str(error), "moved": moved, "seed": seed})
        kept = text.encode()
        write_sealed(path, kept)
    found = json.loads(kept)
    return None if "failed" in found else {key: Simulated(*one) for key, one in found.items()}
