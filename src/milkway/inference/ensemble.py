"""An ensemble of parameter sets, simulated and moved toward what was observed until all of it is taken in; a killed run goes on.

Every set that was simulated is kept in a file of its own, named by all that decides it. One that could not be simulated never
counts as a result: another member takes its place, and it is counted.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from milkway.core.brief import brief
from milkway.core.checksummed import read_sealed, write_sealed
from milkway.core.errors import RunError
from milkway.inference.forked import Forked
from milkway.inference.smoother import Observations, moved, step_size

FAR = 4.0  # standard deviations of the prior beyond which no coordinate goes
ALL = 1e-9  # share of the data below which nothing is left to take in
Simulate = Callable[[np.ndarray, int], np.ndarray]


@dataclass(frozen=True)
class Bench:
    """What sets are simulated with.

    Attributes:
        folder: where finished sets are kept.
        made_from: what decides a result beside coordinates and seed: code, numbers, sizes.
        tell: told the stage and the sets done.
    """

    folder: Path
    made_from: str
    tell: Callable[[str, float], None]


@dataclass(frozen=True)
class Stage:
    """What is simulated and observed.

    Attributes:
        name: of it.
        simulate: returns (result,) of (number,) coordinates and a seed, NaN where nothing could be measured.
        seen: what is observed.
        used: (result,) which of the simulated results are observed, in the order of `seen`.
        may: (number, used result) whether a result may move a number.
    """

    name: str
    simulate: Simulate
    seen: Observations
    used: np.ndarray
    may: np.ndarray


@dataclass(frozen=True)
class Assimilated:
    """An ensemble after all data.

    Attributes:
        z: (member, number) coordinates.
        y: (member, result) simulated at these.
        shares: of the data taken in, step by step.
        failed: sets that could not be simulated.
        sets: that were simulated.
    """

    z: np.ndarray
    y: np.ndarray
    shares: tuple[float, ...]
    failed: int
    sets: int

    __repr__ = brief


def spread_out(numbers: int, members: int, seed: int) -> np.ndarray:
    """Return (member, number) standard normal coordinates that fill the prior evenly (scrambled Sobol points)."""
    points = qmc.Sobol(numbers, rng=seed).random_base2(int(np.ceil(np.log2(members))))[:members]
    return np.clip(ndtri(points), -FAR, FAR)


def assimilate(stage: Stage, bench: Bench, z: np.ndarray, seed: int) -> Assimilated:
    """Return the ensemble moved toward all that a stage observed.

    Args:
        stage: what is simulated and observed.
        bench: what it is run with.
        z: (member, number) coordinates before.
        seed: of the first set, and of how observations are perturbed.
    """
    chance, left, taken, failed = np.random.default_rng(seed), 1.0, list[float](), 0
    with sets_of(stage.name, stage.simulate, bench) as sets:
        while True:
            z = _begun(bench, f"{stage.name}-{len(taken)}", z)
            y, lost = sets.simulated(z, range(seed + len(z) * len(taken), seed + len(z) * (len(taken) + 1)))
            z, y = _without_failures(z, y, chance)
            failed += lost
            if left < ALL:
                return Assimilated(z, y, tuple(taken), failed, len(z) * (len(taken) + 1))
            share = step_size(y[:, stage.used], stage.seen, left)
            z = np.clip(moved(z, y[:, stage.used], stage.seen, share, stage.may, chance), -FAR, FAR)
            taken.append(share)
            left -= share


@dataclass(frozen=True)
class Sets:
    """Sets of one stage, simulated side by side, each once: what is finished is kept in a file."""

    name: str
    bench: Bench
    workers: Forked

    def simulated(self, z: np.ndarray, seeds: Sequence[int]) -> tuple[np.ndarray, int]:
        """Return (set, result) at (set, number) and seeds, a row of NaN where a simulation failed; and how many failed."""
        found = []
        for one in self.workers.each(list(zip(z, seeds, strict=True))):
            found.append(one)
            self.bench.tell(self.name, 1.0)
        width = max((len(one) for one in found if one is not None), default=1)
        rows = [np.full(width, np.nan) if one is None else one for one in found]
        return np.array(rows), sum(one is None for one in found)


@contextmanager
def sets_of(name: str, simulate: Simulate, bench: Bench) -> Iterator[Sets]:
    """Yield what simulates sets of a stage."""
    with Forked(lambda item: _one(name, simulate, bench, item[0], item[1])) as workers:
        yield Sets(name, bench, workers)


def _without_failures(z: np.ndarray, y: np.ndarray, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return both with another member in place of one that failed; a single result that nobody gave is the mean of the others."""
    good = np.flatnonzero(np.isfinite(y).any(axis=1))
    place = np.array([i if np.isfinite(y[i]).any() else chance.choice(good) for i in range(len(z))])
    z, y = z[place], y[place]
    known = np.isfinite(y)
    mean = np.where(known, y, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return z, np.where(known, y, mean)


def _begun(bench: Bench, name: str, z: np.ndarray) -> np.ndarray:
    """Return the coordinates with which a step was begun, kept so that a resumed run goes on with them."""
    mark = hashlib.sha256(bench.made_from.encode()).hexdigest()[:8]  # other code or sizes begin anew
    path = bench.folder / f"{name} {mark}.begun"
    kept = read_sealed(path)
    if kept is None:
        kept = json.dumps(np.round(z, 6).tolist()).encode()
        write_sealed(path, kept)
    return np.array(json.loads(kept))


def _one(name: str, simulate: Simulate, bench: Bench, z: np.ndarray, seed: int) -> np.ndarray | None:
    mark = hashlib.sha256(json.dumps([bench.made_from, name.split(maxsplit=1)[0], z.tolist(), seed]).encode()).hexdigest()[:24]
    path = bench.folder / "sets" / f"{mark}.set"
    kept = read_sealed(path)
    if kept is None:
        try:
            text = json.dumps(np.round(simulate(z, seed), 6).tolist())
        except (RunError, ArithmeticError) as error:
            text = json.dumps({"failed": str(error), "seed": seed})
        kept = text.encode()
        write_sealed(path, kept)
    found = json.loads(kept)
    return None if isinstance(found, dict) else np.array(found, dtype=float)
