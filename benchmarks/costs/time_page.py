"""The section of docs/performance.md on what a run's time goes to and how near it is to the processor's limit."""

from benchmarks.costs.operations import operations_of_exponential
from benchmarks.sections import paragraph
from milkway.compilers.lanes import LANES

TITLE = "## Where the time goes"
INTRODUCTION = """Written by `uv run python -m benchmarks.costs`, which `python -m benchmarks` runs at its end. Of each function
that is printed for the network: *operations* are double-precision additions, multiplications and divisions in its code, for all
eight lanes whether or not a dyad is in them; a fused multiply-add is two, a division one, an exponential the {exponential}
that it is made of; comparisons and choices count nothing. *Moved* are numbers read and written. Each call is timed where it
is made. *Peak* is what one core does in a loop of independent multiply-adds in the widest registers, measured in the
same run: {peak:.1f} billion operations a second. Dyads of the general population, one core, the fastest of three runs."""
COLUMNS = ("function", "operations a call", "divisions", "moved", "µs a call", "share of peak")
RUNS = {"mean_field": "the mean field", "chance": "a run with chance"}
OUTSIDE = ("midnight", "watch")  # called at midnights, not by the stepper


def section(found: dict) -> str:
    """Return the section as Markdown."""
    peak, runs = found["peak"], found["runs"]
    called = [name for name in found["operations"] if any(run["functions"][name][0] for run in runs.values())]
    return "\n".join(
        [
            TITLE,
            "",
            paragraph(INTRODUCTION.format(exponential=operations_of_exponential(), peak=peak / 1e9)),
            "",
            "| " + " | ".join((*COLUMNS, *(f"of {words}" for words in RUNS.values()))) + " |",
            "|---|" + "--:|" * 7,
            *(_line(name, found) for name in called),
            *_others(runs["mean_field"], runs["chance"]),
            "",
            *(_whole(name, found) for name in RUNS),
            "- What few cells cost is what a step takes longer, outside these functions, than in the mean field.",
            "",
        ]
    )


def _line(name: str, found: dict) -> str:
    operations, runs = found["operations"][name], found["runs"]
    calls, seconds = max(run["functions"][name] for run in runs.values())
    share = operations["all"] * calls / seconds / found["peak"]
    counts = " | ".join(f"{operations[what]:,}" for what in ("all", "divisions", "moved"))
    of_runs = " | ".join(_percent(runs[run]["functions"][name][1] / runs[run]["seconds"]) for run in RUNS)
    return f"| `{name}` | {counts} | {1e6 * seconds / calls:.2f} | {_percent(share)} | {of_runs} |"


def _others(mean_field: dict, chance: dict) -> list[str]:
    """Return lines for what is not in a function of the network."""
    plain, more = _own_time_of_a_step(mean_field), _own_time_of_a_step(chance)
    shares = {
        "stages, error, choice of steps": (plain * _steps(mean_field), min(plain, more) * _steps(chance)),
        "few cells: draws, tests of a step": (0.0, max(0.0, more - plain) * _steps(chance)),
        "midnights, in Python": (_midnights(mean_field), _midnights(chance)),
    }
    return [
        f"| {name} | | | | | | {_percent(first / mean_field['seconds'])} | {_percent(second / chance['seconds'])} |"
        for name, (first, second) in shares.items()
    ]


def _own_time_of_a_step(run: dict) -> float:
    """Return s of a tried step outside the functions of the network."""
    called = sum(seconds for name, (_, seconds) in run["functions"].items() if name not in OUTSIDE)
    return (run["stepping"] - called) / _steps(run)


def _steps(run: dict) -> int:
    return run["functions"]["factor"][0]


def _midnights(run: dict) -> float:
    return run["seconds"] - run["stepping"] - sum(run["functions"][name][1] for name in OUTSIDE)


def _whole(name: str, found: dict) -> str:
    run = found["runs"][name]
    done = sum(found["operations"][each]["all"] * calls for each, (calls, _) in run["functions"].items())
    speed, years, words = done / run["seconds"], run["dyad_years"], RUNS[name]
    steps = _steps(run) / (365.25 * years / LANES)
    return paragraph(
        f"- {words[0].upper()}{words[1:]} as a whole: {years / run['seconds']:.0f} dyad-years per core-second, {steps:.1f} steps"
        f" tried a day for each eight dyads, {speed / 1e9:.1f} billion operations a second in these functions,"
        f" {_percent(speed / found['peak'])} of the peak.",
        indent="  ",
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
