"""Exact simulation of reactions one by one (Gillespie 1977), with random numbers of its own."""

import numpy as np
from numba import njit


@njit
def gillespie(start: np.ndarray, rates: np.ndarray, orders: np.ndarray, jumps: np.ndarray, days: float, seed: int, runs: int):  # noqa: ANN201, PLR0913
    """Return (run, population) the cells after some days.

    Args:
        start: (population,) cells.
        rates: (reaction,) 1/day times cells to the power that the order asks for.
        orders: (reaction, population) how often the population is a factor of the rate.
        jumps: (reaction, population) what one event changes.
        days: simulated.
        seed: of NumPy's generator.
        runs: number of runs.
    """
    np.random.seed(seed)  # Numba has no other generator than NumPy's old one
    found = np.zeros((runs, start.size))
    for run in range(runs):
        cells, time = start.copy(), 0.0
        while True:
            speeds = rates.copy()
            for r in range(rates.size):
                for i in range(start.size):
                    speeds[r] *= cells[i] ** orders[r, i]
            total = speeds.sum()
            if total <= 0.0:
                break
            time += np.random.exponential(1.0 / total)
            if time > days:
                break
            at, chosen = np.random.random() * total, 0
            while chosen < rates.size - 1 and at >= speeds[chosen]:
                at -= speeds[chosen]
                chosen += 1
            cells += jumps[chosen]
        found[run] = cells
    return found
