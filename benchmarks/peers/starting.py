"""How long starting takes, in processes of their own: import, and compilation with an empty cache and with a full one."""

import sys
import tempfile
from dataclasses import dataclass

from benchmarks.measure import measure

SAMPLES = 3


@dataclass(frozen=True)
class Starting:
    """Processor time, s: import of the package; making the complete model ready to run with an empty and with a full cache."""

    imported: float
    first: float
    later: float


def starting() -> Starting:
    """Return how long starting takes; with an empty cache once, the others at their shortest."""
    compiling = (sys.executable, "-m", "benchmarks.peers.compiling")
    with tempfile.TemporaryDirectory() as cache:
        place = {"MILKWAY_CACHE": cache}
        first = float(measure(compiling, place).printed)
        later = min(float(measure(compiling, place).printed) for _ in range(SAMPLES))
        nothing, imported = (
            min(measure((sys.executable, "-c", code), place).processor for _ in range(SAMPLES))
            for code in ("pass", "import milkway")
        )
        return Starting(imported - nothing, first, later)
