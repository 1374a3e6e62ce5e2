"""Where cells divide and are few, an accepted step is lived by whole cells: born, dying, moving, arriving.

A cell that moves leaves one population and arrives in the other: what is drawn as leaving is what comes. Where one of the two is
not few, it gives or takes the expected number. Cells that come in the course of a step may move on in it: they are followed from
place to place, each time as if they had come at any moment of the step.
"""

import numpy as np

from milkway.core.compiled import compiled
from milkway.core.philox import keyed_uniform
from milkway.simulation.chance import binomial, poisson, uniform
from milkway.simulation.layout import LANES
from milkway.simulation.lineages import after_immigration, newcomers, residents
from milkway.simulation.tallying import DIVIDING, add_step, arrivals_of, note_before

GRID = 256  # cells of a day by which draws are keyed
STEPS_PER_CELL, DRAWS_PER_STEP = 1 << 14, 1 << 10
FROM_AFAR, SEND, ROUND = 768, 900, 1020  # draws of a step behind those of lineages
PASSES = 12
PASS = 0x9E3779B1


@compiled(nogil=True)
def live_and_die(rules, lanes, work, state, group, day, accepted, tally):
    """Replace the deterministic step of small populations by whole cells, and tally what they live where that is asked for."""
    if tally is not None:
        note_before(tally, rules, state)
    _take_means(work.before, work.after)
    _sum_moves(rules, work, state)
    draws = _first_draws(lanes.elapsed[group], lanes.cell[group], lanes.within[group], accepted)
    _live_residents(rules, lanes, work, state, group, day, draws, tally)
    on_the_way = True
    for number in range(PASSES):
        if on_the_way:
            on_the_way = _send(rules, lanes, work, state, group, day, draws, number, tally)
        if on_the_way and number + 1 < PASSES:
            _live_newcomers(rules, lanes, work, group, day, draws, number + 1)
    if on_the_way:
        _stay(rules.dividing, work.trial, work.newcomers)
    if tally is not None:
        add_step(tally, rules, lanes, work, group, day, draws, accepted)


@compiled(nogil=True)
def _take_means(before, after):
    """Leave in `after` the means of rates over the step."""
    for i in range(after.size):
        after[i] = max(0.0, 0.5 * (before[i] + after[i]))


@compiled(nogil=True)
def _sum_moves(rules, work, state):
    """Set `work.leaving`, 1/day per cell, and `work.coming`, cells a day from where they are many or do not divide."""
    dividing, moves, first_move, threshold = rules.dividing, rules.moves, rules.first_move, rules.threshold
    trial, rates, leave, come = work.trial, work.after, work.leaving, work.coming
    work.newcomers[:] = 0.0
    work.gone[:] = 0.0
    for q in range(dividing.size):
        for lane in range(LANES):
            leave[q * LANES + lane] = 0.0
            come[q * LANES + lane] = rates[(4 * q + 2) * LANES + lane]
    for q in range(dividing.size):
        source = dividing[q] * LANES
        for p in range(first_move[q], first_move[q + 1]):
            row, target = (4 * dividing.size + p) * LANES, moves[p] * LANES
            for lane in range(LANES):
                move, amount = rates[row + lane], 0.5 * (state[source + lane] + trial[source + lane])
                leave[q * LANES + lane] += move
                come[target + lane] += move * amount if state[source + lane] >= threshold else 0.0


@compiled(nogil=True)
def _first_draws(elapsed, cell, within, accepted):
    """Return where the draws of each lane's step begin: at the cell of the day's grid where it begins, and its number there.

    A lane whose step is not accepted has -1.
    """
    draws = np.full(LANES, -1)
    for lane in range(LANES):
        if accepted[lane]:
            here = int(elapsed[lane] * GRID)
            within[lane] = within[lane] + 1 if cell[lane] == here else 0
            cell[lane] = here
            draws[lane] = (here * STEPS_PER_CELL + within[lane] % STEPS_PER_CELL) * DRAWS_PER_STEP
    return draws


@compiled(nogil=True)
def _live_residents(rules, lanes, work, state, group, day, draws, tally):
    """Let those that are there live, and those that come from afar; note how many leave."""
    dividing, events, seed, threshold = rules.dividing, rules.events, rules.seed, rules.threshold
    trial, rates, leave, come, gone = work.trial, work.after, work.leaving, work.coming, work.gone
    waited, patience, arrivals = lanes.waited[group], lanes.patience[group], lanes.arrivals[group]
    dyads, step = lanes.dyads[group], work.step
    for lane in range(LANES):
        if draws[lane] < 0:
            continue
        for q in range(dividing.size):
            k, here = dividing[q] * LANES + lane, q * LANES + lane
            cells, coming, time = state[k], come[here], step[lane]
            key = (seed, dyads[lane], events[q], day, draws[lane])
            if cells >= threshold:
                if trial[k] < threshold:
                    trial[k] = _rounded(trial[k], key)
                continue
            trial[k] = 0.0
            if cells == 0.0:
                if coming > 0.0:
                    time = _time_since_first(waited, patience, arrivals, q, lane, coming, time, key)
                    cells = 1.0
                if coming == 0.0 or time == 0.0:
                    continue
                if tally is not None:
                    tally.afar[q, lane] += 1.0
            births, losses = rates[4 * q * LANES + lane], rates[(4 * q + 1) * LANES + lane]
            leaving = min(losses, leave[here])
            trial[k], gone[here] = residents(cells, births, losses, leaving, time, key)
            if coming == 0.0:
                continue
            if leaving > 0.0:
                came = poisson(coming * time, uniform(key, FROM_AFAR))
                if tally is not None:
                    tally.afar[q, lane] += came
                if came > 0.0:
                    more, again = newcomers(came, births, losses, leaving, time, _of_pass(key, PASSES))
                    trial[k] += more
                    gone[here] += again
            else:
                more = after_immigration(coming, births, losses, time, key)
                trial[k] += more
                if tally is not None:
                    tally.afar[q, lane] += arrivals_of(more, coming, births, losses, time, _of_pass(key, DIVIDING))


@compiled(inline="always")
def _rounded(amount, key):
    """Return a whole number whose mean is the amount."""
    floor = np.floor(amount)
    return floor + 1.0 if uniform(key, ROUND) < amount - floor else floor


@compiled(inline="always")
def _time_since_first(waited, patience, arrivals, q, lane, coming, time, key):
    """Return how long before the end of the step the first cell came into an empty population, or 0 if none did."""
    waited[q, lane] += coming * time
    over = waited[q, lane] - patience[q, lane]
    if over >= 0.0:
        waited[q, lane] = 0.0
        arrivals[q, lane] += 1
        patience[q, lane] = _patience(key[0], key[1], key[2], arrivals[q, lane])
    return min(time, max(over, 0.0) / coming)


@compiled(nogil=True)
def _send(rules, lanes, work, state, group, day, draws, number, tally):
    """Divide those that leave among the places they move to; return whether any of these holds whole cells."""
    dividing, moves, first_move, events = rules.dividing, rules.moves, rules.first_move, rules.events
    rates, leave, gone, newly = work.after, work.leaving, work.gone, work.newcomers
    seed, threshold, dyads, sent = rules.seed, rules.threshold, lanes.dyads[group], False
    for q in range(dividing.size):
        first, last = first_move[q], first_move[q + 1]
        for lane in range(LANES):
            left = gone[q * LANES + lane]
            if left == 0.0:
                continue
            gone[q * LANES + lane] = 0.0
            rest = leave[q * LANES + lane]
            key = _of_pass((seed, dyads[lane], events[q], day, draws[lane]), number)
            for p in range(first, last):
                share = rates[(4 * dividing.size + p) * LANES + lane]
                if share == 0.0 or left == 0.0:
                    continue
                going = left if p == last - 1 or share >= rest else binomial(left, share / rest, uniform(key, SEND + p - first))
                rest -= share
                left -= going
                if tally is not None:
                    tally.sent[p, lane] += going
                if going > 0.0 and state[dividing[moves[p]] * LANES + lane] < threshold:
                    newly[moves[p] * LANES + lane] += going
                    sent = True
    return sent


@compiled(nogil=True)
def _live_newcomers(rules, lanes, work, group, day, draws, number):
    """Let those that have just moved live in their new place; note how many leave again."""
    dividing, events, seed = rules.dividing, rules.events, rules.seed
    trial, rates, leave, gone, newly = work.trial, work.after, work.leaving, work.gone, work.newcomers
    dyads, step = lanes.dyads[group], work.step
    for q in range(dividing.size):
        for lane in range(LANES):
            here = q * LANES + lane
            came = newly[here]
            if came > 0.0:
                newly[here] = 0.0
                key = _of_pass((seed, dyads[lane], events[q], day, draws[lane]), number)
                births, losses = rates[4 * q * LANES + lane], rates[(4 * q + 1) * LANES + lane]
                staying, gone[here] = newcomers(came, births, losses, min(losses, leave[here]), step[lane], key)
                trial[dividing[q] * LANES + lane] += staying


@compiled(nogil=True)
def _stay(dividing, trial, newly):
    """Keep those that moved last where they are."""
    for q in range(dividing.size):
        for lane in range(LANES):
            trial[dividing[q] * LANES + lane] += newly[q * LANES + lane]


@compiled(inline="always")
def _of_pass(key, number):
    """Return a key whose draws are others than those of other passes of the same step."""
    return key[0], key[1], key[2] + number * PASS, key[3], key[4]


@compiled(nogil=True)
def _patience(seed, dyad, event, arrival):
    """Return the integrated hazard at which the next arrival in an empty stock happens; keyed by arrival number."""
    return -np.log(keyed_uniform(seed, dyad, event, arrival, np.uint64(0xFFFFFFFF)))


@compiled()
def start_waiting(rules, lanes):
    """Draw when the first arrival in each empty stock happens."""
    groups, integers, _ = lanes.patience.shape
    for group in range(groups - 1):
        for q in range(integers):
            for lane in range(LANES):
                lanes.patience[group, q, lane] = _patience(rules.seed, lanes.dyads[group, lane], rules.events[q], 0)
