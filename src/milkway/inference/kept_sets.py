"""Sets of numbers simulated side by side, each once: what is finished is kept in a file named by all that decides it.

So a killed run goes on. A set that could not be simulated never counts as a result.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from milkway.core.checksummed import read_sealed, write_sealed
from milkway.core.errors import RunError
from milkway.inference.forked import Forked

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
class Sets:
    """Sets of one stage, simulated side by side, each once: what is finished is kept in a file."""

    name: str
    bench: Bench
    workers: Forked

    def simulated(self, z: np.ndarray, seeds: Sequence[int]) -> tuple[np.ndarray, int]:
        """Return (set, result) at (set, number) and seeds, a row of NaN where a simulation failed; and how many failed.

        Coordinates are rounded to a millionth, so that another order of sums does not make another set of the same point.
        """
        found = []
        for one in self.workers.each(list(zip(np.round(z, 6), seeds, strict=True))):
            found.append(one)
            self.bench.tell(self.name, 1.0)
        width = max((len(one) for one in found if one is not None), default=1)
        rows = [np.full(width, np.nan) if one is None else one for one in found]
        return np.array(rows), sum(one is None for one in found)

    def alike(self, z: np.ndarray, seed: int) -> np.ndarray:
        """Return (set, result) at (set, number), all with the same seed."""
        return self.simulated(z, [seed] * len(z))[0]


@contextmanager
def sets_of(name: str, simulate: Simulate, bench: Bench) -> Iterator[Sets]:
    """Yield what simulates sets of a stage."""
    with Forked(lambda item: _one(name, simulate, bench, item[0], item[1])) as workers:
        yield Sets(name, bench, workers)


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
