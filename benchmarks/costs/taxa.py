"""The cost of a dyad-year in a model with more taxa: `python -m benchmarks.costs.taxa 40` prints one JSON object.

The guilds are repeated in turn under other names with the same rows; what they do is of no interest here, only how much it costs.
"""

import json
import statistics
import sys
import time
from dataclasses import replace
from itertools import product

from benchmarks.costs.general import draw_dyads, speed
from milkway.biology.models import COMPLETE
from milkway.core.declare import Taxon
from milkway.core.model import Model
from milkway.core.network import expand
from milkway.ledger.tables import ParameterTable, read_parameters
from milkway.simulation.machine import build
from milkway.simulation.solver import Solver

DYADS, END, RUNS = 64, 120, 3


def main() -> None:
    """Print sizes, the time to compile, and dyad-years per core-second."""
    model, table = enlarged(int(sys.argv[1]))
    network = expand(model, table.keys())
    begun = time.perf_counter()
    machine = build(network)
    compiled = time.perf_counter() - begun
    ready = draw_dyads(machine, DYADS, table)

    def median(chance: bool) -> float:
        return statistics.median(speed(ready, END, Solver(chance=chance, threads=1)) for _ in range(RUNS))

    sizes = {"taxa": len(model.taxa), "stocks": len(network.stocks), "flows": len(network.flows)}
    sizes |= {"unknowns": machine.kernel.unknowns, "entries": machine.kernel.entries}
    print(json.dumps({**sizes, "compiled": compiled, "mean_field": median(False), "chance": median(True)}))


def enlarged(count: int) -> tuple[Model, ParameterTable]:
    """Return the complete model and its table with so many taxa."""
    guilds = [taxon for taxon in COMPLETE.taxa if not taxon.marked]
    twins = [_twin(guilds, place) for place in range(count - len(COMPLETE.taxa))]
    named: dict[str, list[str]] = {}
    for original, twin in twins:
        named.setdefault(original, [original]).append(twin.name)
    rows = {}
    for row in read_parameters().rows.values():
        taxon, partner, *others = row.axes
        for first, second in product(named.get(taxon, [taxon]), named.get(partner, [partner])):
            copied = replace(row, axes=(first, second, *others))
            rows[copied.key] = copied
    model = replace(COMPLETE, name=f"{count} taxa", taxa=(*COMPLETE.taxa, *(twin for _, twin in twins)))
    return model, ParameterTable(rows)


def _twin(guilds: list[Taxon], place: int) -> tuple[str, Taxon]:
    original = guilds[place % len(guilds)]
    return original.name, replace(original, name=f"{original.name}_{place // len(guilds) + 2}")


if __name__ == "__main__":
    main()
