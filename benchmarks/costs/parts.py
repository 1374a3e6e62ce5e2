"""What a run's time goes to, and each part's share of the machine's floating-point peak: prints one JSON object.

One core, dyads of the general population; functions are timed where they are called, so that caches are as in any run.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from benchmarks.costs.counting import Counters, build_counted
from benchmarks.costs.general import START, draw_dyads, dyad_years, run
from benchmarks.costs.operations import count_operations
from benchmarks.costs.peak import measure_peak
from milkway.biology.models import COMPLETE
from milkway.core.network import expand
from milkway.ledger.tables import read_parameters
from milkway.lives.ready import Ready
from milkway.simulation import days
from milkway.simulation.fleet import Fleet
from milkway.simulation.machine import Machine
from milkway.simulation.solver import Solver

DYADS, END, RUNS = 128, 180, 3


def main() -> None:
    """Print the peak, what each function does in a call, and how long each part of a run takes with and without chance."""
    table = read_parameters()
    machine, counters, code = build_counted(expand(COMPLETE, table.keys()))
    ready = draw_dyads(machine, DYADS, table)
    peak = measure_peak()
    runs = {name: _fastest(ready, counters, chance) for name, chance in (("mean_field", False), ("chance", True))}
    functions = {name: vars(found) for name, found in count_operations(code).items()}
    print(json.dumps({"peak": max(peak, measure_peak()), "operations": functions, "runs": runs}))


def _fastest(ready: Ready, counters: Counters, chance: bool) -> dict:
    """Return the run that was disturbed least."""
    return min((_run(ready, counters, chance) for _ in range(RUNS)), key=lambda run: run["seconds"])


def _run(ready: Ready, counters: Counters, chance: bool) -> dict:
    """Return wall time (s) of a run, of its compiled days, and per function calls and time."""
    solver = Solver(chance=chance, threads=1)
    run(ready, START + 1, solver)
    counters.clear()
    with _timed_days() as stepping:
        begun, ticks = time.perf_counter(), counters.now()
        run(ready, END, solver)
        seconds, ticks = time.perf_counter() - begun, counters.now() - ticks
    functions = {name: (calls, seconds * own / ticks) for name, (calls, own) in counters.read().items()}
    return {"seconds": seconds, "stepping": sum(stepping), "functions": functions, "dyad_years": dyad_years(ready, END)}


@contextmanager
def _timed_days() -> Iterator[list[float]]:
    """Note how long each day of a chunk takes in compiled code."""
    seconds: list[float] = []
    advance = days.advance

    def timed(fleet: Fleet, machine: Machine, day: int) -> None:
        begun = time.perf_counter()
        advance(fleet, machine, day)
        seconds.append(time.perf_counter() - begun)

    with patch.object(days, "advance", timed):
        yield seconds


if __name__ == "__main__":
    main()
