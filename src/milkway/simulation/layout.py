"""How the dyads of a chunk lie in memory for the stepper: groups of eight lanes, the last axis is the lane."""

from typing import NamedTuple

import numpy as np

from milkway.simulation.rodas import STAGES

LANES = 8


class Code(NamedTuple):
    """Addresses of a kernel's functions."""

    rhs: int
    linearise: int
    factor: int
    solve: int
    demography: int
    midnight: int
    watch: int


class Rules(NamedTuple):
    """What decides about steps and chance.

    Attributes:
        tolerance: relative error allowed in a step.
        absolute: (stock,) error that never matters.
        steering: (stock,) whether the stock's error decides the step.
        dividing: (integer stock,) positions of stocks where cells divide.
        moves: (move,) place along `dividing` where cells move to, in order of the place that they leave.
        first_move: (integer stock + 1,) where the moves out of each place begin.
        events: (integer stock,) code of each stock's draws.
        marked: number of integer stocks that do not steer; their growth while there are none of them, which follows from the
            residents alone, bounds the step instead.
        threshold: below it cells are whole; 0 in the mean field.
        longest: day, the longest step.
        seed: of the run.
    """

    tolerance: float
    absolute: np.ndarray
    steering: np.ndarray
    dividing: np.ndarray
    moves: np.ndarray
    first_move: np.ndarray
    events: np.ndarray
    marked: int
    threshold: float
    longest: float
    seed: int


class Lanes(NamedTuple):
    """The state of all groups; the last axis is the lane, and the last group is for guests.

    A lane that needs more steps in a day than its neighbours is finished as a guest, so that seven idle lanes do not wait.

    Attributes:
        state: (group, stock * lane).
        constants: (group, row * lane).
        exposures: (group, exposure * lane) levels in force.
        step: (group, lane) the step that the last one suggests.
        failed: (group, lane) 0, or the place of the reason in `trajectory.STATUS`.
        waited: (group, integer stock, lane) integrated hazard of arrival in an empty stock.
        patience: (group, integer stock, lane) the hazard at which the next arrival happens.
        arrivals: (group, integer stock, lane) number of arrivals so far.
        dyads: (group, lane) identity.
        tries: (group, lane) steps tried.
        elapsed: (group, lane) share of the day that is done.
        tries_today: (group, lane) steps tried since midnight.
        cell: (group, lane) cell of the day's grid in which the last step began.
        within: (group, lane) steps that had begun in it before.
    """

    state: np.ndarray
    constants: np.ndarray
    exposures: np.ndarray
    step: np.ndarray
    failed: np.ndarray
    waited: np.ndarray
    patience: np.ndarray
    arrivals: np.ndarray
    dyads: np.ndarray
    tries: np.ndarray
    elapsed: np.ndarray
    tries_today: np.ndarray
    cell: np.ndarray
    within: np.ndarray


class Work(NamedTuple):
    """Scratch arrays of one thread, aligned for vector loads.

    `before` and `after` hold births, losses, arrivals and echo of each integer stock, then each move, then the growth of
    each marked stock while rare, at both ends of a step.
    """

    day: np.ndarray
    step: np.ndarray
    trial: np.ndarray
    change: np.ndarray
    first: np.ndarray
    drift: np.ndarray
    entries: np.ndarray
    stages: np.ndarray
    before: np.ndarray
    after: np.ndarray
    leaving: np.ndarray
    coming: np.ndarray
    gone: np.ndarray
    newcomers: np.ndarray


def aligned(*shape: int) -> np.ndarray:
    """Return zeros whose first byte is on a 64-byte boundary."""
    size = int(np.prod(shape))
    raw = np.zeros(size + LANES)
    offset = (-raw.ctypes.data // 8) % LANES
    return raw[offset : offset + size].reshape(shape)


def make_work(stocks: int, unknowns: int, entries: int, integers: int, more: int) -> Work:
    """Return scratch arrays for a kernel's sizes."""
    return Work(
        day=aligned(LANES),
        step=aligned(LANES),
        trial=aligned(stocks * LANES),
        change=aligned(stocks * LANES),
        first=aligned(stocks * LANES),
        drift=aligned(stocks * LANES),
        entries=aligned(entries * LANES),
        stages=aligned(STAGES, unknowns * LANES),
        before=aligned(max(4 * integers + more, 1) * LANES),
        after=aligned(max(4 * integers + more, 1) * LANES),
        leaving=aligned(max(integers, 1) * LANES),
        coming=aligned(max(integers, 1) * LANES),
        gone=aligned(max(integers, 1) * LANES),
        newcomers=aligned(max(integers, 1) * LANES),
    )
