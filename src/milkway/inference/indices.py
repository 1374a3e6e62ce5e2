"""Sobol indices: which free parameter the main endpoints hang on, over the prior, through the emulator."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as design
from scipy.special import ndtri

from milkway.inference.emulator import Emulator
from milkway.inference.free import Free, coordinates

SETS = 1024


@dataclass(frozen=True)
class Index:
    """Share of the variance of an endpoint that a parameter brings alone and with its interactions, with 95 % half-widths."""

    endpoint: str
    parameter: str
    first: float
    first_error: float
    total: float
    total_error: float


def sobol_indices(emulator: Emulator, free: Sequence[Free], endpoints: Sequence[str], seed: int) -> tuple[Index, ...]:
    """Return the indices of endpoints (names of results) in every free parameter."""
    problem = {"num_vars": len(free), "names": [one.name for one in free], "bounds": [[1e-4, 1 - 1e-4]] * len(free)}
    z = ndtri(design.sample(problem, SETS, calc_second_order=False, seed=seed))
    y = emulator.predict(coordinates(free, z))
    return tuple(index for name in endpoints for index in _of(name, problem, y[:, emulator.names.index(name)], seed))


def _of(name: str, problem: dict, y: np.ndarray, seed: int) -> list[Index]:
    if y.std() < 1e-9:
        return []
    found = analysis.analyze(problem, (y - y.mean()) / y.std(), calc_second_order=False, seed=seed)
    columns = zip(problem["names"], found["S1"], found["S1_conf"], found["ST"], found["ST_conf"], strict=True)
    return [Index(name, parameter, *(float(value) for value in row)) for parameter, *row in columns]
