"""Which step a lane tries next, and whether it may keep the one it tried.

A Rosenbrock step has a pole where growth times step is 4, and chance takes growth as constant over a step, so that a few cells
must neither grow otherwise at its end nor feel their own number within it: all bound it beside the error.
"""

import numpy as np
from numba import njit

from milkway.core.compiled import CACHE
from milkway.simulation.layout import LANES
from milkway.simulation.rodas import STAGES

SHORTEST = 1e-9
LONGEST = 1.0
FULL_DAY = 1.0 - 1e-12
BIRTHS_PER_STEP = 2.05
LEAP = 0.25
LAG = 0.05
MOST_TRIES = 20_000
TOO_SHORT_A_STEP, TOO_MANY_STEPS = 1, 2  # places in `trajectory.STATUS`


@njit(cache=CACHE, nogil=True)
def choose_steps(lanes, work, group, active):
    """Divide what is left of each lane's day into equal steps no longer than suggested; return how many lanes go on."""
    left = 0
    for lane in range(LANES):
        active[lane] = not is_done(lanes, group, lane)
        work.step[lane] = 1e-6
        if active[lane] and lanes.tries_today[group, lane] >= MOST_TRIES:
            lanes.failed[group, lane] = TOO_MANY_STEPS
            active[lane] = False
        if active[lane]:
            remaining = 1.0 - lanes.elapsed[group, lane]
            longest = min(lanes.step[group, lane], LONGEST)
            work.step[lane] = remaining / np.ceil(remaining / longest - 1e-9)
            left += 1
    return left


@njit(cache=CACHE, nogil=True)
def is_done(lanes, group, lane):
    """Return whether a lane has nothing left to do today."""
    return lanes.elapsed[group, lane] >= FULL_DAY or lanes.failed[group, lane] != 0


@njit(cache=CACHE, nogil=True)
def judge(rules, lanes, work, state, group, active, accepted):
    """Accept or refuse each lane's step by its error, and suggest the next; what is not finite is refused."""
    squares = np.zeros(LANES)
    errors = work.stages[STAGES - 1]
    stocks = state.size // LANES
    whole = np.zeros(stocks, dtype=np.bool_)
    if rules.threshold > 0.0:
        for i in rules.dividing:
            whole[i] = True
    for i in range(stocks):
        for lane in range(LANES):
            k = i * LANES + lane
            work.trial[k] = max(work.trial[k], 0.0) if work.trial[k] == work.trial[k] else np.nan
            largest = max(abs(state[k]), abs(work.trial[k]))
            scaled = errors[k] / (rules.absolute[i] + rules.tolerance * largest)
            if not rules.steering[i] or (whole[i] and largest < rules.threshold):
                scaled = 0.0 if work.trial[k] == work.trial[k] else np.nan
            squares[lane] += scaled * scaled
    for lane in range(LANES):
        error = np.sqrt(squares[lane] / stocks)
        if not error < 1e6:
            error = 1e6
        factor = min(5.0, max(0.2, 0.9 * (error + 1e-12) ** -0.25))
        accepted[lane] = active[lane] and error <= 1.0
        if active[lane]:
            tried = work.step[lane]
            suggested = lanes.step[group, lane]
            longer = max(suggested, tried * factor) if factor > 1.0 else tried * factor
            lanes.step[group, lane] = min(longer, LONGEST) if accepted[lane] else tried * factor
            if rules.threshold > 0.0:
                _bound_by_births(rules, lanes, work, group, lane)
            if lanes.step[group, lane] < SHORTEST:
                lanes.failed[group, lane] = TOO_SHORT_A_STEP


@njit(cache=CACHE, nogil=True)
def _bound_by_births(rules, lanes, work, group, lane):
    """Keep the next step short beside the fastest births of stocks that do not steer: a Rosenbrock step has a pole at 4."""
    fastest = 0.0
    for q in rules.marked:
        fastest = max(fastest, work.before[4 * q * LANES + lane])
    if fastest * lanes.step[group, lane] > BIRTHS_PER_STEP:
        lanes.step[group, lane] = BIRTHS_PER_STEP / fastest


@njit(cache=CACHE, nogil=True)
def refuse_leaps(rules, lanes, work, state, group, accepted):
    """Refuse a step over which the growth of a few cells changes much, since it is taken to be constant over the step."""
    for q in range(rules.dividing.size):
        if not rules.steering[rules.dividing[q]]:
            continue
        for lane in range(LANES):
            cells, row = state[rules.dividing[q] * LANES + lane], 4 * q * LANES + lane
            if accepted[lane] and 0.0 < cells < rules.threshold:
                before = work.before[row] - work.before[row + LANES]
                after = work.after[row] - work.after[row + LANES]
                echo = max(abs(work.before[row + 3 * LANES]), abs(work.after[row + 3 * LANES]))
                if echo * work.step[lane] > 2.0 * LAG:
                    accepted[lane] = False
                if echo * lanes.step[group, lane] > LAG:
                    lanes.step[group, lane] = LAG / echo
                if not accepted[lane]:
                    continue
                if abs(after - before) * work.step[lane] > LEAP:
                    accepted[lane] = False
                    lanes.step[group, lane] = 0.5 * work.step[lane]
