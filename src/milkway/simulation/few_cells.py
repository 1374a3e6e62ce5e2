"""Where cells divide and are few, an accepted step is lived by whole cells: born, dying, arriving."""

import numpy as np
from numba import njit

from milkway.core.compiled import CACHE
from milkway.core.philox import keyed_uniform
from milkway.simulation.chance import DRAWS_PER_STEP, birth_death_immigration, waiting_threshold
from milkway.simulation.layout import LANES


@njit(cache=CACHE, nogil=True)
def live_and_die(rules, lanes, work, state, group, day, tries, accepted):
    """Replace the deterministic step of small populations by whole cells being born, dying and arriving."""
    for q in range(rules.dividing.size):
        i = rules.dividing[q]
        for lane in range(LANES):
            if not accepted[lane]:
                continue
            k = i * LANES + lane
            dyad, event = lanes.dyads[group, lane], rules.events[q]
            draw = int(tries[lane]) * DRAWS_PER_STEP
            if state[k] >= rules.threshold:
                if work.trial[k] < rules.threshold:
                    floor = np.floor(work.trial[k])
                    up = keyed_uniform(rules.seed, dyad, event, day, draw + DRAWS_PER_STEP - 1) < work.trial[k] - floor
                    work.trial[k] = floor + 1.0 if up else floor
                continue
            row = 4 * q * LANES + lane
            births = max(0.0, 0.5 * (work.before[row] + work.after[row]))
            losses = max(0.0, 0.5 * (work.before[row + LANES] + work.after[row + LANES]))
            coming = max(0.0, 0.5 * (work.before[row + 2 * LANES] + work.after[row + 2 * LANES]))
            time, cells = work.step[lane], state[k]
            if cells == 0.0:
                if coming == 0.0:
                    work.trial[k] = 0.0
                    continue
                lanes.waited[group, q, lane] += coming * time
                over = lanes.waited[group, q, lane] - lanes.patience[group, q, lane]
                if over < 0.0:
                    work.trial[k] = 0.0
                    continue
                time, cells = min(time, over / coming), 1.0
                lanes.waited[group, q, lane] = 0.0
                lanes.arrivals[group, q, lane] += 1
                lanes.patience[group, q, lane] = waiting_threshold(rules.seed, dyad, event, lanes.arrivals[group, q, lane])
            work.trial[k] = birth_death_immigration(cells, births, losses, coming, time, rules.seed, dyad, event, day, draw)


@njit(cache=CACHE)
def start_waiting(rules, lanes):
    """Draw when the first arrival in each empty stock happens."""
    groups, integers, _ = lanes.patience.shape
    for group in range(groups - 1):
        for q in range(integers):
            for lane in range(LANES):
                lanes.patience[group, q, lane] = waiting_threshold(rules.seed, lanes.dyads[group, lane], rules.events[q], 0)
