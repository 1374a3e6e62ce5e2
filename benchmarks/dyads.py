"""Simulate a year of dyads of the general population on one core and print dyad-years per second of processor time."""

import json
import time

from milkway.biology.models import COMPLETE
from milkway.cohorts.population_file import read_population
from milkway.core.network import expand
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready, drawn, whole_plan
from milkway.simulation.dosing import NEVER
from milkway.simulation.machine import Machine, build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

DYADS, START, END, YEAR = 192, -28, 365, 365.25


def main() -> None:
    """Print the speeds of the mean field and of runs with chance."""
    table, population, streams = read_parameters(), read_population("general"), Streams(1)
    network = expand(COMPLETE, table.keys())
    machine = build(network)
    cohort = drawn(population, network, table, DYADS, streams, {})
    ready = Ready(machine, cohort, whole_plan(population, cohort, network, steps([])))

    def speed(chance: bool, dosed: tuple[int, int] | None = None) -> float:
        solver = Solver(chance=chance, threads=1)
        live(ready, Record(START, START + 1, (), ()), streams, Means(solver), "warm")
        begun = time.process_time()
        live(ready, Record(START, END, (END,), (), dosed=dosed), streams, Means(solver), "timed")
        return DYADS * (END - START) / YEAR / (time.process_time() - begun)

    found = {"mean_field": speed(False), "chance": speed(True), "chance_without_product": speed(True, (NEVER, NEVER))}
    print(json.dumps({**found, "stocks": len(network.stocks), **_size(machine)}))


def _size(machine: Machine) -> dict[str, int]:
    return {"unknowns": machine.kernel.unknowns, "flows": len(machine.network.flows)}


if __name__ == "__main__":
    main()
