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
from milkway.simulation.lineages import newcomers, residents, settled
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
    _sum_moves(rules, work, state)
    draws = _first_draws(lanes.elapsed[group], lanes.cell[group], lanes.within[group], accepted)
    left, came = _live_residents(rules, lanes, work, state, group, day, draws, tally), 0
    for number in range(PASSES):
        if left > 0:
            came = _send(rules, lanes, work, state, group, day, draws, number, left, tally)
            left = 0
        if came > 0 and number + 1 < PASSES:
            left, came = _live_newcomers(rules, lanes, work, group, day, draws, number + 1, came), 0
    _stay(rules.dividing, work, came)
    if tally is not None:
        add_step(tally, rules, lanes, work, group, day, draws, accepted)


@compiled(nogil=True)
def _sum_moves(rules, work, state):
    """Set `work.leaving`, 1/day per cell, and `work.coming`, cells a day from where they are many or do not divide."""
    dividing, moves, first_move, threshold = rules.dividing, rules.moves, rules.first_move, rules.threshold
    mean, rates, leave, come = work.change, work.after, work.leaving, work.coming
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
                move, amount = rates[row + lane], mean[source + lane]
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
    """Let those that are there live, and those that come from afar; return how many places some leave, which are listed."""
    dividing, events, seed, threshold = rules.dividing, rules.events, rules.seed, rules.threshold
    trial, rates, leave, come, gone = work.trial, work.after, work.leaving, work.coming, work.gone
    waited, patience, arrivals = lanes.waited[group], lanes.patience[group], lanes.arrivals[group]
    dyads, step, left = lanes.dyads[group], work.step, 0
    for q in range(dividing.size):
        for lane in range(LANES):
            if draws[lane] < 0:
                continue
            k, here = dividing[q] * LANES + lane, q * LANES + lane
            cells, coming, time = state[k], come[here], step[lane]
            if cells == 0.0 and coming == 0.0:
                trial[k] = 0.0
                continue
            key = (seed, dyads[lane], events[q], day, draws[lane])
            if cells >= threshold:
                if trial[k] < threshold:
                    trial[k] = _rounded(trial[k], key)
                continue
            trial[k] = 0.0
            if cells == 0.0:
                time = _time_since_first(waited, patience, arrivals, q, lane, coming, time, key)
                cells = 1.0
                if time == 0.0:
                    continue
                if tally is not None:
                    tally.afar[q, lane] += 1.0
            births, losses = rates[4 * q * LANES + lane], rates[(4 * q + 1) * LANES + lane]
            leaving = min(losses, leave[here])
            if leaving == 0.0:
                trial[k], more = settled(cells, births, losses, coming, time, key)
                if tally is not None and coming > 0.0:
                    tally.afar[q, lane] += arrivals_of(more, coming, births, losses, time, _of_pass(key, DIVIDING))
                continue
            trial[k], gone[here] = residents(cells, births, losses, leaving, time, key)
            came = poisson(coming * time, uniform(key, FROM_AFAR)) if coming > 0.0 else 0.0
            if tally is not None:
                tally.afar[q, lane] += came
            if came > 0.0:
                more, again = newcomers(came, births, losses, leaving, time, _of_pass(key, PASSES))
                trial[k] += more
                gone[here] += again
            if gone[here] > 0.0:
                work.leavers[left] = here
                left += 1
    return left


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
def _send(rules, lanes, work, state, group, day, draws, number, left, tally):
    """Divide those that leave the listed places among the places they move to; return how many of these hold whole cells."""
    dividing, moves, first_move, events = rules.dividing, rules.moves, rules.first_move, rules.events
    rates, leave, gone, newly = work.after, work.leaving, work.gone, work.newcomers
    seed, threshold, dyads, came = rules.seed, rules.threshold, lanes.dyads[group], 0
    for here in work.leavers[:left]:
        q, lane = here // LANES, here % LANES
        first, last = first_move[q], first_move[q + 1]
        leaving, rest = gone[here], leave[here]
        gone[here] = 0.0
        key = _of_pass((seed, dyads[lane], events[q], day, draws[lane]), number)
        for p in range(first, last):
            share = rates[(4 * dividing.size + p) * LANES + lane]
            if share == 0.0 or leaving == 0.0:
                continue
            whole = p == last - 1 or share >= rest
            going = leaving if whole else binomial(leaving, share / rest, uniform(key, SEND + p - first))
            rest -= share
            leaving -= going
            if tally is not None:
                tally.sent[p, lane] += going
            there = moves[p] * LANES + lane
            if going > 0.0 and state[dividing[moves[p]] * LANES + lane] < threshold:
                if newly[there] == 0.0:
                    work.comers[came] = there
                    came += 1
                newly[there] += going
    return came


@compiled(nogil=True)
def _live_newcomers(rules, lanes, work, group, day, draws, number, came):
    """Let those that have just moved to the listed places live there; return how many places some leave again."""
    dividing, events, seed = rules.dividing, rules.events, rules.seed
    rates, leave, newly, dyads, left = work.after, work.leaving, work.newcomers, lanes.dyads[group], 0
    for here in work.comers[:came]:
        q, lane = here // LANES, here % LANES
        cells = newly[here]
        newly[here] = 0.0
        key = _of_pass((seed, dyads[lane], events[q], day, draws[lane]), number)
        births, losses = rates[4 * q * LANES + lane], rates[(4 * q + 1) * LANES + lane]
        stay, again = newcomers(cells, births, losses, min(losses, leave[here]), work.step[lane], key)
        work.trial[dividing[q] * LANES + lane] += stay
        if again > 0.0:
            work.gone[here] = again
            work.leavers[left] = here
            left += 1
    return left


@compiled(nogil=True)
def _stay(dividing, work, came):
    """Keep those that moved last where they are."""
    for here in work.comers[:came]:
        work.trial[dividing[here // LANES] * LANES + here % LANES] += work.newcomers[here]


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
