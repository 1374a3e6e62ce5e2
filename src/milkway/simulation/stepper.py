# pyright: reportCallIssue=false
"""One day of dynamics for groups of eight dyads: Rodas4 where every lane owns its time, step and acceptance.

A dyad never depends on its neighbours: lanes share instructions, not steps. Where cells divide, fewer than `threshold` cells
are whole numbers that live by birth, death, moves and immigration over each accepted step.
"""

import numpy as np

from milkway.core.compiled import compiled
from milkway.simulation.acceptance import choose_steps, is_done, judge, refuse_leaps
from milkway.simulation.few_cells import live_and_die
from milkway.simulation.layout import LANES
from milkway.simulation.native_call import call
from milkway.simulation.rodas import COUPLING, DRIFT, MEAN_STATE, NODES, ON_ITS_WAY, STAGES, STARTS, WEIGHTS
from milkway.simulation.tallying import add_flows, note_cut

CROWD = 5


@compiled(nogil=True)
def advance_day(code, rules, lanes, work, day, tally):
    """Advance all dyads from the midnight that begins `day` to the next: each group while it is half full, then the guests."""
    lanes.elapsed[:] = 0.0
    lanes.tries_today[:] = 0.0
    lanes.cell[:] = -1
    guests = lanes.state.shape[0] - 1
    active = np.zeros(LANES, dtype=np.bool_)
    hosts, seen = np.full((LANES, 2), -1), np.zeros(2, dtype=np.int64)
    group = seen[0]  # a variable: Numba would compile all below once more for a literal 0
    while True:
        if group == guests:
            _seat_guests(lanes, hosts, seen, tally)
        going = choose_steps(rules, lanes, work, group, active)
        if group < guests and going <= CROWD:
            group += 1
        elif going == 0:
            break
        else:
            _try_step(code, rules, lanes, work, float(day), group, active, tally)


@compiled(nogil=True)
def _seat_guests(lanes, hosts, seen, tally):
    """Send home who is done, and seat in their places lanes that are not; which place a lane takes changes nothing for its dyad.

    Args:
        lanes: of all groups.
        hosts: (slot, 2) group and lane that sit there, or -1.
        seen: (2,) group and lane to look at next.
        tally: what is tallied of all groups, or None.
    """
    guests = lanes.state.shape[0] - 1
    for slot in range(LANES):
        if hosts[slot, 0] >= 0 and is_done(lanes.elapsed[guests, slot], lanes.failed[guests, slot]):
            _move(lanes, guests, slot, hosts[slot, 0], hosts[slot, 1], tally)
            hosts[slot, 0] = -1
        while hosts[slot, 0] < 0 and seen[0] < guests:
            group, lane = seen
            if not is_done(lanes.elapsed[group, lane], lanes.failed[group, lane]):
                _move(lanes, group, lane, guests, slot, tally)
                _lend_constants(lanes.constants, group, lane, guests, slot)
                if tally is not None:
                    _lend_constants(tally.constants, group, lane, guests, slot)
                hosts[slot, 0], hosts[slot, 1] = group, lane
            seen[1] += 1
            if seen[1] == LANES:
                seen[0], seen[1] = group + 1, 0
        if hosts[slot, 0] < 0:
            lanes.elapsed[guests, slot] = 1.0


@compiled(nogil=True)
def _move(lanes, from_group, from_lane, to_group, to_lane, tally):
    """Copy all that a dyad is, but for its constants."""
    for i in range(lanes.state.shape[1] // LANES):
        lanes.state[to_group, i * LANES + to_lane] = lanes.state[from_group, i * LANES + from_lane]
    for q in range(lanes.waited.shape[1]):
        lanes.waited[to_group, q, to_lane] = lanes.waited[from_group, q, from_lane]
        lanes.patience[to_group, q, to_lane] = lanes.patience[from_group, q, from_lane]
        lanes.arrivals[to_group, q, to_lane] = lanes.arrivals[from_group, q, from_lane]
    lanes.step[to_group, to_lane] = lanes.step[from_group, from_lane]
    lanes.failed[to_group, to_lane] = lanes.failed[from_group, from_lane]
    lanes.dyads[to_group, to_lane] = lanes.dyads[from_group, from_lane]
    lanes.tries[to_group, to_lane] = lanes.tries[from_group, from_lane]
    lanes.elapsed[to_group, to_lane] = lanes.elapsed[from_group, from_lane]
    lanes.tries_today[to_group, to_lane] = lanes.tries_today[from_group, from_lane]
    lanes.cell[to_group, to_lane] = lanes.cell[from_group, from_lane]
    lanes.within[to_group, to_lane] = lanes.within[from_group, from_lane]
    if tally is not None:
        for row in range(tally.moved.shape[1]):
            tally.moved[to_group, row, to_lane] = tally.moved[from_group, row, from_lane]


@compiled(nogil=True)
def _lend_constants(constants, from_group, from_lane, to_group, to_lane):
    for i in range(constants.shape[1] // LANES):
        constants[to_group, i * LANES + to_lane] = constants[from_group, i * LANES + from_lane]


@compiled(nogil=True)
def _try_step(code, rules, lanes, work, day, group, active, tally):
    """Try one step in every active lane of a group and keep those that are accepted."""
    elapsed, tries = lanes.elapsed[group], lanes.tries_today[group]
    accepted = np.zeros(LANES, dtype=np.bool_)
    state = lanes.state[group]
    constants = lanes.constants[group].ctypes.data
    for lane in range(LANES):
        work.day[lane] = day + elapsed[lane]
    call(
        code.linearise,
        (
            work.day.ctypes.data,
            work.step.ctypes.data,
            state.ctypes.data,
            constants,
            work.entries.ctypes.data,
            work.first.ctypes.data,
            work.drift.ctypes.data,
            work.before.ctypes.data,
        ),
    )
    call(code.factor, (work.entries.ctypes.data,))
    _run_stages(code, work, state, constants, day, elapsed)
    judge(rules, lanes, work, state, group, active, accepted)
    if tally is not None:
        _tally_stages(tally, work, state, tally.constants[group].ctypes.data, day, elapsed)
    if rules.threshold > 0.0:
        for lane in range(LANES):
            work.day[lane] = min(day + elapsed[lane] + work.step[lane], day + 1.0)
        arguments = (work.day.ctypes.data, work.step.ctypes.data, work.trial.ctypes.data, constants, work.after.ctypes.data)
        call(code.demography, arguments)
        refuse_leaps(rules, lanes, work, state, group, accepted)
        _take_means(code, work, state, constants, day, elapsed)
        live_and_die(rules, lanes, work, state, group, int(day), accepted, tally)
    if tally is not None:
        if rules.threshold == 0.0:
            add_flows(tally, group, accepted)
        note_cut(tally, rules, work, state, group, accepted)
    for lane in range(LANES):
        if active[lane]:
            tries[lane] += 1
            lanes.tries[group, lane] += 1
        if accepted[lane]:
            elapsed[lane] += work.step[lane]
    _take(state, work.trial, accepted)


@compiled(nogil=True)
def _take(state, trial, accepted):
    for k in range(state.size):
        if accepted[k % LANES]:
            state[k] = trial[k]


@compiled(nogil=True)
def _run_stages(code, work, state, constants, day, elapsed):
    """Solve for the six stages and leave the end of the step in `work.trial`."""
    size = state.size
    for s in range(STAGES):
        source = work.first
        if s >= ON_ITS_WAY:
            _add_weighted(work.trial, STARTS[s, s - 1 : s], work.stages[s - 1 : s], 1, size)
        elif s > 0:
            _combine(work.trial, state, STARTS[s], work.stages, s)
        if s > 0:
            for lane in range(LANES):
                work.day[lane] = day + elapsed[lane] + NODES[s] * work.step[lane]
            arguments = (work.day.ctypes.data, work.step.ctypes.data, work.trial.ctypes.data, constants, work.change.ctypes.data)
            call(code.rhs, arguments)
            source = work.change
        stage = work.stages[s]
        for i in range(size):
            stage[i] = source[i] + DRIFT[s] * work.drift[i]
        stage[size:] = 0.0
        _add_weighted(stage, COUPLING[s], work.stages, s, size)
        call(code.solve, (work.entries.ctypes.data, stage.ctypes.data))
    _add_weighted(work.trial, WEIGHTS[STAGES - 1 :], work.stages[STAGES - 1 :], 1, size)


@compiled(nogil=True)
def _take_means(code, work, state, constants, day, elapsed):
    """Leave the mean state of the step in `work.change`, and the rates there in `work.after`."""
    _combine(work.change, state, MEAN_STATE, work.stages, STAGES)
    for k in range(state.size):
        work.change[k] = max(work.change[k], 0.0)
    for lane in range(LANES):
        work.day[lane] = day + elapsed[lane] + 0.5 * work.step[lane]
    arguments = (work.day.ctypes.data, work.step.ctypes.data, work.change.ctypes.data, constants, work.after.ctypes.data)
    call(code.demography, arguments)
    for i in range(work.after.size):
        work.after[i] = max(0.0, work.after[i])


@compiled(nogil=True)
def _tally_stages(tally, work, state, constants, day, elapsed):
    """Leave in `tally.step` what the step moves as its stages have it."""
    size, used, drift = state.size, tally.flowing * LANES, 0.0
    tally.both[:size] = state
    tally.both[size:] = 0.0
    tally.step[:] = 0.0
    for s in range(STAGES):
        weight = tally.weights[s]
        drift += weight * DRIFT[s]
        stage = work.stages[s]
        for k in range(stage.size):
            tally.both[size + k] += weight * stage[k]
        _combine(work.change, state, STARTS[s], work.stages, s)
        for lane in range(LANES):
            work.day[lane] = day + elapsed[lane] + NODES[s] * work.step[lane]
        arguments = (work.day.ctypes.data, work.step.ctypes.data, work.change.ctypes.data, constants, tally.here.ctypes.data)
        call(tally.flux, arguments)
        for k in range(used):
            tally.step[k] += weight * tally.here[k]
    for lane in range(LANES):
        work.day[lane] = day + elapsed[lane]
    arguments = (work.day.ctypes.data, work.step.ctypes.data, tally.both.ctypes.data, constants, tally.along.ctypes.data)
    call(tally.slope, arguments)
    for k in range(used):
        tally.step[k] += tally.along[k] + drift * tally.along[used + k]


@compiled(nogil=True)
def _combine(target, start, weights, stages, count):
    """Set target = start + sum of the first `count` weighted stages."""
    for i in range(start.size):
        target[i] = start[i]
    _add_weighted(target, weights, stages, count, start.size)


@compiled(nogil=True)
def _add_weighted(target, weights, stages, count, size):
    for j in range(0, count - 1, 2):
        first, second, one, other = weights[j], weights[j + 1], stages[j], stages[j + 1]
        for i in range(size):
            target[i] = target[i] + first * one[i] + second * other[i]
    if count % 2:
        last, stage = weights[count - 1], stages[count - 1]
        for i in range(size):
            target[i] += last * stage[i]


@compiled(nogil=True)
def follow_exposures(midnight, every, lanes, work, fixed):
    """Compute the constants (group, row * lane) that follow exposures, behind the `fixed` rows of those that do not."""
    for group in range(lanes.state.shape[0] - 1):
        constants = every[group]
        arguments = (
            work.day.ctypes.data,
            work.step.ctypes.data,
            lanes.state[group].ctypes.data,
            constants.ctypes.data,
            lanes.exposures[group].ctypes.data,
            constants[fixed * LANES :].ctypes.data,
        )
        call(midnight, arguments)


@compiled(nogil=True)
def watch_groups(watch, lanes, work, day, watched):
    """Evaluate the watched quantities of all groups at a midnight, into `watched` (group, quantity * lane)."""
    for lane in range(LANES):
        work.day[lane] = float(day)
    for group in range(lanes.state.shape[0] - 1):
        arguments = (
            work.day.ctypes.data,
            work.step.ctypes.data,
            lanes.state[group].ctypes.data,
            lanes.constants[group].ctypes.data,
            watched[group].ctypes.data,
        )
        call(watch, arguments)
