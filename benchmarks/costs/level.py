"""Speed and result with code made for the processor that `MILKWAY_CPU` names, or for this one: prints one JSON object."""

import json
import statistics
import sys

import numpy as np

from benchmarks.costs.general import make_ready, run, speed
from milkway.simulation.solver import Solver

DYADS, END, RUNS = 64, 180, 3


def main() -> None:
    """Print dyad-years per core-second; write the mean field's last day to the file that is named, (dyad, stock)."""
    ready = make_ready(DYADS)
    found = {
        name: statistics.median(speed(ready, END, Solver(chance=chance, threads=1)) for _ in range(RUNS))
        for name, chance in (("mean_field", False), ("chance", True))
    }
    np.save(sys.argv[1], run(ready, END, Solver(chance=False, threads=1)).amounts[:, -1])
    print(json.dumps(found))


if __name__ == "__main__":
    main()
