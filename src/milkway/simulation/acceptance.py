"""Which step a lane tries next, and whether it may keep the one it tried.

A Rosenbrock step has a pole where growth times step is 4, and chance takes growth as constant over a step, so that a few cells
must neither grow otherwise at its end nor feel their own number within it: all bound it beside the error.
"""

import numpy as np

from milkway.core.compiled import compiled
from milkway.simulation.layout import LANES
from milkway.simulation.rodas import STAGES

SHORTEST = 1e-9
FULL_DAY = 1.0 - 1e-12
GROWTH_PER_STEP = 2.0
LEAP = 0.25
LAG = 0.05
MOST_TRIES = 20_000
TOO_SHORT_A_STEP, TOO_MANY_STEPS = 1, 2  # places in `trajectory.STATUS`


@compiled(nogil=True)
def choose_steps(rules, lanes, work, group, active):
    """Divide what is left of each lane's day into equal steps no longer than suggested; return how many lanes go on."""
    elapsed, failed, suggested, tries = lanes.elapsed[group], lanes.failed[group], lanes.step[group], lanes.tries_today[group]
    step, left = work.step, 0
    for lane in range(LANES):
        active[lane] = not is_done(elapsed[lane], failed[lane])
        step[lane] = 1e-6
        if active[lane] and tries[lane] >= MOST_TRIES:
            failed[lane] = TOO_MANY_STEPS
            active[lane] = False
        if active[lane]:
            remaining = 1.0 - elapsed[lane]
            step[lane] = remaining / np.ceil(remaining / min(suggested[lane], rules.longest) - 1e-9)
            left += 1
    return left


@compiled(inline="always")
def is_done(elapsed, failed):
    """Return whether a lane has nothing left to do today."""
    return elapsed >= FULL_DAY or failed != 0


@compiled(nogil=True)
def judge(rules, lanes, work, state, group, active, accepted):
    """Accept or refuse each lane's step by its error, and suggest the next; what is not finite is refused."""
    squares = np.zeros(LANES)
    _add_squares(rules, work.stages[STAGES - 1], work.trial, state, squares)
    tried, suggested, failed = work.step, lanes.step[group], lanes.failed[group]
    for lane in range(LANES):
        error = np.sqrt(squares[lane] * LANES / state.size)
        if not error < 1e6:
            error = 1e6
        factor = min(5.0, max(0.2, 0.9 * (error + 1e-12) ** -0.25))
        accepted[lane] = active[lane] and error <= 1.0
        if active[lane]:
            longer = max(suggested[lane], tried[lane] * factor) if factor > 1.0 else tried[lane] * factor
            suggested[lane] = min(longer, rules.longest) if accepted[lane] else tried[lane] * factor
    if rules.threshold > 0.0:
        _bound_by_growth(rules.marked, 4 * rules.dividing.size + rules.moves.size, work.before, suggested, active)
    for lane in range(LANES):
        if active[lane] and suggested[lane] < SHORTEST:
            failed[lane] = TOO_SHORT_A_STEP


@compiled(nogil=True)
def _add_squares(rules, errors, trial, state, squares):
    """Keep the trial from below zero, and add the squared errors of each lane; few whole cells have none."""
    absolute, tolerance, steering, threshold = rules.absolute, rules.tolerance, rules.steering, rules.threshold
    whole = np.zeros(state.size // LANES, dtype=np.bool_)
    if threshold > 0.0:
        for i in rules.dividing:
            whole[i] = True
    for i in range(whole.size):
        least, few = absolute[i], threshold if whole[i] else 0.0
        silent = few if steering[i] else np.inf
        for lane in range(LANES):
            k = i * LANES + lane
            value = trial[k]
            value = 0.0 if value < 0.0 else value  # what is no number stays none
            trial[k] = value
            largest = max(abs(state[k]), value)
            scaled = value - value if largest < silent else errors[k] / (least + tolerance * largest)
            squares[lane] += scaled * scaled


@compiled(nogil=True)
def _bound_by_growth(marked, first, before, suggested, active):
    """Keep the next step short beside the fastest growth of stocks that do not steer: a Rosenbrock step has a pole at 4."""
    for m in range(marked):
        for lane in range(LANES):
            growth = before[(first + m) * LANES + lane]
            if active[lane] and growth * suggested[lane] > GROWTH_PER_STEP:
                suggested[lane] = GROWTH_PER_STEP / growth


@compiled(nogil=True)
def refuse_leaps(rules, lanes, work, state, group, accepted):
    """Refuse a step over which the growth of a few cells changes much, since it is taken to be constant over the step."""
    dividing, steering, threshold = rules.dividing, rules.steering, rules.threshold
    before, after, tried, suggested = work.before, work.after, work.step, lanes.step[group]
    for q in range(dividing.size):
        if not steering[dividing[q]]:
            continue
        for lane in range(LANES):
            cells, row = state[dividing[q] * LANES + lane], 4 * q * LANES + lane
            if accepted[lane] and 0.0 < cells < threshold:
                change = after[row] - after[row + LANES] - before[row] + before[row + LANES]
                echo = max(abs(before[row + 3 * LANES]), abs(after[row + 3 * LANES]))
                if echo * tried[lane] > 2.0 * LAG:
                    accepted[lane] = False
                if echo * suggested[lane] > LAG:
                    suggested[lane] = LAG / echo
                if accepted[lane] and abs(change) * tried[lane] > LEAP:
                    accepted[lane] = False
                    suggested[lane] = 0.5 * tried[lane]
