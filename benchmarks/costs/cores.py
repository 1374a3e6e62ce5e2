"""How much two threads gain over one: median wall times of runs by turns, as JSON."""

import json
import statistics
import time

from benchmarks.costs.general import START, make_ready, run
from milkway.lives.ready import Ready
from milkway.simulation.solver import Solver

DYADS, END, TURNS = 768, 28, 5


def main() -> None:
    """Print throughput with two threads over that with one, in the mean field and with chance."""
    ready = make_ready(DYADS)
    print(json.dumps({"mean_field": _gain(ready, False), "chance": _gain(ready, True)}))


def _gain(ready: Ready, chance: bool) -> float:
    one, two = Solver(chance=chance, threads=1), Solver(chance=chance, threads=2)
    run(ready, START + 1, two)
    turns = [(_wall(ready, one), _wall(ready, two)) for _ in range(TURNS)]
    return statistics.median(first for first, _ in turns) / statistics.median(second for _, second in turns)


def _wall(ready: Ready, solver: Solver) -> float:
    begun = time.perf_counter()
    run(ready, END, solver)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
