"""Make the complete model ready: print the wall time (s) for its equations and for the stepper that advances them, as JSON."""

import json
import time

from benchmarks.costs.general import START, draw_dyads
from milkway.biology.models import COMPLETE
from milkway.core.network import expand
from milkway.ledger.tables import read_parameters
from milkway.simulation.machine import build
from milkway.simulation.solver import Solver


def main() -> None:
    """Compile, or load what was compiled before; the second of two days tells what the first took without that."""
    table = read_parameters()
    network = expand(COMPLETE, table.keys())
    marks = [time.perf_counter()]
    machine = build(network)
    marks.append(time.perf_counter())
    ready = draw_dyads(machine, 1, table)
    marks.append(time.perf_counter())
    for _ in range(2):
        ready.run(START + 1, Solver())
        marks.append(time.perf_counter())
    _, compiled, drawn, first, second = marks
    print(json.dumps({"equations": compiled - marks[0], "stepper": (first - drawn) - (second - first)}))


if __name__ == "__main__":
    main()
