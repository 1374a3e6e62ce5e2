"""Make the complete model ready and run a day twice: print the processor time (s) that the second run did not need."""

import sys
import time

from milkway.biology.models import COMPLETE
from milkway.core.network import expand
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.scenarios.prepare import network_of, prepare
from milkway.scenarios.scenario_words import START, scenario_of
from milkway.simulation.days import simulate
from milkway.simulation.machine import build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record


def main() -> None:
    """Print how long compiling took, or loading what was compiled before."""
    table = read_parameters()
    network = expand(COMPLETE, table.keys())
    ready = prepare(scenario_of(), table, 1, 1, network_of(scenario_of(), table))
    marks = [time.process_time()]
    machine = build(network)
    marks.append(time.process_time())
    for _ in range(2):
        simulate(machine, ready.cohort, ready.schedule, Record(START, START + 1, (), ()), Streams(1), Solver())
        marks.append(time.process_time())
    compiled, first, second = (after - before for before, after in zip(marks[:-1], marks[1:], strict=True))
    sys.stdout.write(f"{compiled + first - second}\n")


if __name__ == "__main__":
    main()
