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
    each marked stock while rare, at both ends of a step; where whole cells live, `after` has them at its mean state, which is
    in `change`. `leavers` and `comers` list places of integer stocks and lanes.
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
    leavers: np.ndarray
    comers: np.ndarray


class Tally(NamedTuple):
    """Amounts moved since midnight, and what is needed to add a step's; rows are those of `compilers.tallies`.

    Attributes:
        flux: address of the code for what moves in a step at a state.
        slope: address of the code for how that follows the step.
        weights: (stage,) of the flux at each stage.
        constants: (group, row * lane).
        moved: (group, row + stock, lane) amounts since midnight; behind the rows, what the solver added to each stock.
        flowing: number of rows that flows move.
        both: (stock + unknown, lane) scratch: the state, then the mean move of each unknown.
        here: (row, lane) scratch: flux at a stage.
        along: (2 row, lane) scratch: slope, and what the day alone does.
        step: (row, lane) scratch: what moves in the step.
        dividing: (stock,) its place among integer stocks, or -1.
        kind: (row,) place in `compilers.tallies.KINDS`.
        place: (row,) integer stock that it changes, or -1.
        source: (row,) integer stock out of which it moves, or -1.
        pair: (row,) place along the moves of whole cells, or -1.
        rows: rows in order of the integer stock that they change.
        first: (integer stock + 1,) where those of each begin.
        afar: (integer stock, lane) whole cells that came in the step from outside or from many.
        sent: (move, lane) whole cells that moved in the step.
        net: (integer stock, lane) whole cells that came by moves less those that left, in the step.
        whole: (integer stock, lane) cells at the start of a step that is lived by whole cells, else -1.
    """

    flux: int
    slope: int
    weights: np.ndarray
    constants: np.ndarray
    moved: np.ndarray
    flowing: int
    both: np.ndarray
    here: np.ndarray
    along: np.ndarray
    step: np.ndarray
    dividing: np.ndarray
    kind: np.ndarray
    place: np.ndarray
    source: np.ndarray
    pair: np.ndarray
    rows: np.ndarray
    first: np.ndarray
    afar: np.ndarray
    sent: np.ndarray
    net: np.ndarray
    whole: np.ndarray


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
        leavers=np.zeros(max(integers, 1) * LANES, dtype=np.int64),
        comers=np.zeros(max(integers, 1) * LANES, dtype=np.int64),
    )
