"""Simulate a year of dyads of the general population on one core and print dyad-years per second of processor time."""

import json
import time

from milkway.biology.models import COMPLETE
from milkway.cohorts.population_file import read_population
from milkway.cohorts.sample import planned_exposures, sample_cohort
from milkway.core.network import expand
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.simulation.days import simulate
from milkway.simulation.machine import Machine, build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

DYADS, START, END, YEAR = 192, -28, 365, 365.25


def main() -> None:
    """Print the speeds of the mean field and of runs with chance."""
    table, population, streams = read_parameters(), read_population("general"), Streams(1)
    network = expand(COMPLETE, table.keys())
    machine = build(network)
    cohort = sample_cohort(population, network, table, DYADS, streams)
    schedule = planned_exposures(population, cohort, network)

    def speed(chance: bool, longest_step: float = Solver().longest_step) -> float:
        solver = Solver(chance=chance, threads=1, longest_step=longest_step)
        simulate(machine, cohort, schedule, Record(START, START + 1, (), (), ()), streams, solver)
        begun = time.process_time()
        simulate(machine, cohort, schedule, Record(START, END, (END,), (), ()), streams, solver)
        return DYADS * (END - START) / YEAR / (time.process_time() - begun)

    found = {"mean_field": speed(False), "chance": speed(True), "chance_without_product": speed(True, 1.0)}
    print(json.dumps({**found, "stocks": len(network.stocks), **_size(machine)}))


def _size(machine: Machine) -> dict[str, int]:
    return {"unknowns": machine.kernel.unknowns, "flows": len(machine.network.flows)}


if __name__ == "__main__":
    main()
