"""Measure what the engine's speed is made of and how it scales, one thing at a time, and write both sections; a few minutes."""

import json
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import llvmlite.binding as llvm
import numpy as np

from benchmarks.costs import scale_page, time_page
from benchmarks.measure import measure
from benchmarks.sections import put_section

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
TAXA = (10, 20, 40)
DYADS = ((1, 365), (8, 365), (100, 365), (1_000, 365), (10_000, 365), (100_000, 14))
SAMPLES = 3


def main() -> None:
    """Measure with a cache of its own, which is empty at first, and write the sections."""
    with tempfile.TemporaryDirectory() as place:
        write_costs(PAGE, Path(place))


def write_costs(page: Path, place: Path) -> None:
    """Measure and write; `place` is an empty folder for compiled code and results."""
    cache = {"MILKWAY_CACHE": str(place / "code")}
    starting = _starting(cache)
    put_section(page, time_page.section(_told("parts", cache)))
    first = {"compiled": starting["first"]["equations"]}  # since then the complete model is in the cache
    taxa = [_told("taxa", cache, str(count)) | (first if count == TAXA[0] else {}) for count in TAXA]
    dyads = [_told("many", cache, str(count), str(days)) for count, days in DYADS]
    put_section(page, scale_page.section(taxa, dyads, _told("cores", cache), _levels(cache, place), starting))


def _told(program: str, cache: Mapping[str, str], *words: str) -> dict:
    """Return what a program of this folder prints, and say that it is done."""
    begun = time.perf_counter()
    found = json.loads(measure((sys.executable, "-m", f"benchmarks.costs.{program}", *words), cache).printed)
    print(f"{program} {' '.join(words)}: {time.perf_counter() - begun:.0f} s", flush=True)
    return found


def _starting(cache: Mapping[str, str]) -> dict:
    """Return times to make the model ready with an empty and with a full cache, to import, and to print the help."""
    first = _told("starting", cache)
    later = min((_told("starting", cache) for _ in range(SAMPLES)), key=lambda one: one["equations"] + one["stepper"])

    def shortest(*words: str) -> float:
        return min(measure((sys.executable, *words), cache).wall for _ in range(SAMPLES))

    imported = shortest("-c", "import milkway") - shortest("-c", "pass")
    return {"first": first, "later": later, "import": imported, "help": shortest("-m", "milkway.cli", "--help")}


def _levels(cache: Mapping[str, str], place: Path) -> dict:
    """Return speeds with code for this processor and for one with AVX2, and the largest difference of populations in log10."""
    files = {"here": place / "here.npy", "x86-64-v3": place / "there.npy"}
    found = {}
    for name, file in files.items():
        level = {"MILKWAY_CPU": "" if name == "here" else name}
        found[name] = _told("level", {**cache, **level}, str(file))
    here, there = (np.load(file) for file in files.values())
    many = np.minimum(here, there) > 100
    vectors = "with AVX-512" if llvm.get_host_cpu_features().get("avx512f") else "without AVX-512"
    return {
        **found,
        "vectors": vectors,
        "same": bool(np.array_equal(here, there)),
        "difference": float(np.abs(np.log10(here[many] / there[many])).max()),
    }


if __name__ == "__main__":
    main()
