"""The section of docs/performance.md on how cost grows: taxa, dyads, cores, older processors, starting."""

from collections.abc import Sequence

from benchmarks.sections import paragraph

TITLE = "## How it scales"
TAXA = """**Taxa.** The guilds are repeated in turn under other names with the same parameters, and compete for the same food.
Cost is processor time per dyad-year on one core, the median of three runs; the equations are compiled into an empty cache."""
DYADS = """**Dyads.** With chance and weekly output of all stocks, in parts that are let go once they are seen; two threads,
compiled code in the cache. *Preparing* loads it and draws the cohort. A year of 100,000 dyads is a command of its own:
`uv run python -m benchmarks.costs.many 100000 365`."""


def section(taxa: Sequence[dict], dyads: Sequence[dict], cores: dict, levels: dict, starting: dict) -> str:
    """Return the section as Markdown."""
    last = (paragraph(words) for words in (_cores(cores), _levels(levels), _starting(starting)))
    return "\n\n".join([TITLE, paragraph(TAXA), _taxa(taxa), paragraph(DYADS), _dyads(dyads), *last]) + "\n"


def _taxa(found: Sequence[dict]) -> str:
    sizes = ("taxa", "stocks", "flows", "unknowns", "entries")
    columns = ("taxa", "stocks", "flows", "unknowns", "matrix entries", "compiled in, s")
    lines = [" | ".join((*columns, "mean field, ms", "times the first", "chance, ms", "times the first")), "--:|" * 9 + "--:"]
    for one in found:
        costs = (f"{1e3 / one[way]:.1f} | {found[0][way] / one[way]:.1f}" for way in ("mean_field", "chance"))
        lines.append(" | ".join((*(str(one[name]) for name in sizes), f"{one['compiled']:.1f}", *costs)))
    return "\n".join(f"| {line} |" for line in lines)


def _dyads(found: Sequence[dict]) -> str:
    columns = ("dyads", "days", "preparing, s", "wall, s", "dyad-years per second", "peak memory, MiB", "not completed")
    lines = [" | ".join(columns), "--:|" * 6 + "--:"]
    for one in found:
        times = f"{one['preparing']:.1f} | {one['wall']:.2f} | {one['dyad_years_per_second']:.0f}"
        lines.append(f"{one['dyads']:,} | {one['days']} | {times} | {one['memory']:.0f} | {one['dyads'] - one['complete']}")
    return "\n".join(f"| {line} |" for line in lines)


def _cores(found: dict) -> str:
    return (
        f"**Cores.** Two threads are {found['mean_field']:.2f} times as fast as one in the mean field and"
        f" {found['chance']:.2f} times with chance (medians of wall times of runs by turns)."
    )


def _levels(found: dict) -> str:
    here, there = found["here"], found["x86-64-v3"]
    speeds = (
        f"{there[way] / here[way]:.2f} {words} ({there[way]:.0f} against {here[way]:.0f} dyad-years per core-second)"
        for way, words in (("mean_field", "in the mean field"), ("chance", "with chance"))
    )
    differ = f"populations above 100 cells differ by at most {found['difference']:.1g} in log10"
    same = "all stocks are the same to the last bit" if found["same"] else differ
    return (
        "**Processors.** Code made for AVX2 (`MILKWAY_CPU=x86-64-v3`) has on this machine this share of the speed of code"
        f" made for its own processor ({found['vectors']}): {' and '.join(speeds)}. On the last day of the mean field {same}."
    )


def _starting(found: dict) -> str:
    first, later = found["first"], found["later"]
    return (
        f"**Starting.** With an empty cache the equations are compiled in {first['equations']:.1f} s and the stepper in"
        f" {first['stepper']:.1f} s; with a full one they are ready in {later['equations']:.1f} and {later['stepper']:.1f} s."
        f" `import milkway` takes {found['import']:.2f} s beyond Python itself, `milkway --help` {found['help']:.2f} s in all"
        " (wall times, the shortest of several but for the empty cache)."
    )
