"""Lanes of two populations of few cells between which cells move, for steps whose outcome is known by hand.

Three stocks stand in the state, the first and the last of cells that divide, and cells move from the first to the last. Each of
the two populations has rows of births, losses and arrivals from afar, and behind them stands a row of the move.
"""

from types import SimpleNamespace

import numpy as np

from milkway.simulation.layout import LANES

FIRST, LAST = 0, 2
BIRTHS, LOSSES, AFAR = 0, 1, 2
MOVE = 8
FEW, MANY = 50.0, 100.0
RULES = SimpleNamespace(
    dividing=np.array([FIRST, LAST]),
    moves=np.array([1]),
    first_move=np.array([0, 1, 1]),
    events=np.array([11, 12]),
    threshold=MANY,
    seed=3,
)
LANE = np.arange(LANES)
FOR_EVER = 1e9  # 1/day: nothing stays


def rows(count):
    return np.zeros(count * LANES)


def world(first=0.0, last=0.0, step=0.25, **rates):
    """Return lanes, work and state with so many cells, rates (1/day) given as `first_births`, `last_afar` or `move`."""
    state = rows(3).reshape(3, LANES)
    state[FIRST], state[LAST] = first, last
    after = rows(9).reshape(9, LANES)
    for name, value in rates.items():
        where, _, what = name.partition("_")
        after[MOVE if where == "move" else 4 * (where == "last") + ("births", "losses", "afar").index(what)] = value
    work = SimpleNamespace(
        **{name: rows(2) for name in ("leaving", "coming", "newcomers", "gone")},
        trial=state.ravel().copy(),
        change=state.ravel().copy(),
        leavers=np.zeros(2 * LANES, dtype=np.int64),
        comers=np.zeros(2 * LANES, dtype=np.int64),
        after=after.ravel(),
        step=np.full(LANES, step),
    )
    lanes = SimpleNamespace(
        dyads=np.arange(100, 100 + LANES)[None],
        waited=np.zeros((1, 2, LANES)),
        patience=np.full((1, 2, LANES), 0.5),
        arrivals=np.zeros((1, 2, LANES), dtype=np.int64),
        elapsed=np.zeros((1, LANES)),
        cell=np.full((1, LANES), -1),
        within=np.zeros((1, LANES), dtype=np.int64),
    )
    return lanes, work, state.ravel()


def tally():
    return SimpleNamespace(afar=np.zeros((2, LANES)), sent=np.zeros((1, LANES)))


def draws_of_all():
    return LANE * 1024
