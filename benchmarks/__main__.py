"""Measure all but the peers and write docs/performance.md; takes about six minutes, best on a machine that does nothing else."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import Measured, measure

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
MILKWAY = (sys.executable, "-m", "milkway.cli")
PACKAGES = ("milkway", "numpy", "numba", "llvmlite", "pandas")
HEADER = """# Performance

Written by `uv run python -m benchmarks`, which runs each command in a process of its own. The trial has all four hypotheses,
with the disputed routes off and on: the placebo arm once per route setting, the product arm once per hypothesis and setting.
*First* is with an empty cache, compilation included; *warm* is any later run into a new folder.

| what | wall, s | target, s | processor, s | peak memory, MiB |
|---|--:|--:|--:|--:|
"""


def main() -> None:
    """Measure, print each line when it is known, and write the page."""
    lines = []
    with tempfile.TemporaryDirectory() as place:
        cache = {"MILKWAY_CACHE": str(Path(place, "cache"))}
        trial = (*MILKWAY, "trial", "hurtado2017", "--json", "--out")
        for name, target, command in (
            ("`milkway trial hurtado2017`, first", "90", (*trial, str(Path(place, "first")))),
            ("`milkway trial hurtado2017`, warm", "45", (*trial, str(Path(place, "warm")))),
            ("625 women, one hypothesis, one route setting, warm", "15", (sys.executable, "-m", "benchmarks.worlds")),
            ("`milkway --help`", "0.8", (*MILKWAY, "--help")),
            ("`import milkway`", "", (sys.executable, "-c", "import milkway")),
        ):
            lines.append(_line(name, target, measure(command, cache)))
            print(lines[-1], flush=True)
        speeds = json.loads(measure((sys.executable, "-m", "benchmarks.dyads"), cache).printed)
    page = HEADER + "\n".join(lines) + "\n\n" + _speeds(speeds) + "\n\n" + _machine() + "\n"
    PAGE.write_text(page + _other_sections(), encoding="utf-8")
    print(_speeds(speeds))
    subprocess.run([sys.executable, "-m", "benchmarks.costs"], check=True)


def _other_sections() -> str:
    """Return what other measurements wrote below, to be kept."""
    _, title, rest = PAGE.read_text(encoding="utf-8").partition("\n## ") if PAGE.exists() else ("", "", "")
    return title + rest


def _line(name: str, target: str, found: Measured) -> str:
    digits = 1 if found.wall >= 1 else 2
    return f"| {name} | {found.wall:.{digits}f} | {target} | {found.processor:.{digits}f} | {found.memory:.0f} |"


def _speeds(found: dict[str, float]) -> str:
    return (
        f"On one core, dyads of the general population from day -28 to 365: {found['mean_field']:.0f} dyad-years per second of\n"
        f"processor time in the mean field, {found['chance']:.0f} with chance,\n"
        f"{found['chance_without_product']:.0f} where nobody is given a product "
        f"({found['stocks']} stocks, {found['unknowns']} unknowns, {found['flows']} flows)."
    )


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = f"; load average at the end {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores ({_processor()}), {platform.system()}, Python {platform.python_version()}, {packages}{load}."


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    names = [line for line in listed.read_text().splitlines() if line.startswith("model name")] if listed.exists() else []
    return names[0].split(":")[1].strip() if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
