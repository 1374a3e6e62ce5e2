"""Many dyads with weekly output of all stocks: `python -m benchmarks.costs.many 100000 365` prints time and memory as JSON.

Parts of the cohort are looked at and let go, as a caller does who writes them away.
"""

import json
import resource
import sys
import time

import numpy as np

from benchmarks.costs.general import START, STREAMS, YEAR, make_ready
from benchmarks.measure import BYTES_PER_UNIT
from milkway.simulation.days import simulate_chunks
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

WEEK, DEFAULTS = 7, ("1000", "365")


def main() -> None:
    """Print wall and processor time (s), peak memory (MiB), and how many dyads came to the end."""
    dyads, days = (int(word) for word in (*sys.argv[1:], *DEFAULTS[len(sys.argv) - 1 :]))
    begun = time.perf_counter()
    ready = make_ready(dyads)
    ready.run(START + 1, Solver()) if dyads <= Solver().chunk else make_ready(1).run(START + 1, Solver())
    drawn, used = time.perf_counter(), time.process_time()
    stocks = tuple(stock.key for stock in ready.machine.network.stocks)
    record = Record(START, START + days, tuple(range(START, START + days + 1, WEEK)), stocks)
    complete, numbers = 0, 0
    for part in simulate_chunks(ready.machine, ready.cohort, ready.schedule, record, STREAMS, Solver()):
        complete += int(np.sum(part.status == 0))
        numbers += part.amounts.size
    wall, processor = time.perf_counter() - drawn, time.process_time() - used
    found = {
        "dyads": dyads,
        "days": days,
        "preparing": drawn - begun,
        "wall": wall,
        "processor": processor,
        "dyad_years_per_second": dyads * days / YEAR / wall,
        "complete": complete,
        "numbers": numbers,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_PER_UNIT / 2**20,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
