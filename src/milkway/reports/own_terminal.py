"""What is printed of a user's own results: each in its forecast, beside the rivals; guilds of infants; what is known of them."""

from collections.abc import Mapping, Sequence

from rich.console import Console

from milkway.reports.grid import grid
from milkway.reports.infant_tables import NONE, infant_tables, number_text, place_text, rival_lines
from milkway.reports.table import Table
from milkway.skill.skill_lines import OF_STOOL, earned_sentences

OF_WOMEN = ("result", "median", "50 %", "90 %", "mechanism alone", "published", "place", "score", "naive rival", "hierarchy")


def print_own(summary: Mapping) -> None:
    """Print the results of a file."""
    console = Console(highlight=False)
    for table in own_tables(summary):
        console.print(grid(table))
        console.print()
    for line in own_sentences(summary):
        console.print(line, soft_wrap=True)


def own_tables(summary: Mapping) -> tuple[Table, ...]:
    """Return a table of women's results, and one for each occasion of infants."""
    women = [*summary["results"], *summary["arms"]]
    tables = [Table("own-results", "Published results in their forecasts", OF_WOMEN, tuple(_of_women(one) for one in women))]
    return tuple(one for one in (*tables, *infant_tables(summary["infants"], summary["skills"].get(OF_STOOL))) if one.rows)


def own_sentences(summary: Mapping) -> list[str]:
    """Return what is to be said of the file as a whole."""
    inside = summary["coverage"]
    lines = (
        [f"{inside['inside_50']} of {inside['results']} inside 50 %, {inside['inside_90']} inside 90 %."]
        if inside["results"]
        else []
    )
    lines += rival_lines(summary["infants"])
    lines += [
        f"Log score of {'; '.join(one['names'])}, together: {one['log_score']:.2f}, naive rival {one['rival']:.2f}."
        for one in summary["joint"]
    ]
    if summary["fitted"]:
        few = "; ".join(summary["fitted"][:3])
        lines.append(
            f"Fitted: results of this study's cluster shaped numbers of the model, so that agreement is no evidence: {few}."
        )
    else:
        lines.append("Not fitted: nothing of this study, as the file names it, is typed in.")
    lines += earned_sentences(summary["skills"], summary["parameters"])
    lines.append(f"{summary['draws']} draws, seed {summary['seed']}. {summary['varied']}")
    lines.append("Intervals and scores hold what the model may miss; shares of infants and other numbers without a scale do not.")
    lines += [f"The scoring is logged in {summary['log']}."] if summary["log"] else []
    return [*lines, "For research and teaching; not medical advice."]


def _of_women(one: Mapping) -> tuple[str, ...]:
    alone = one["mechanism"]
    return (
        f"{one['name']}, {one['arm']}" if "arm" in one else one["name"],
        number_text(one["median"]),
        _pair(one["interval50"]),
        _pair(one["interval90"]),
        f"{number_text(alone['median'])} ({_pair(alone['interval90'])})",
        number_text(one["published"]["value"]),
        place_text(one),
        f"{'CRPS' if 'crps' in one else 'log'} {_scored(one)}",
        *(_rival(one[name]) for name in ("rival", "hierarchy")),
    )


def _rival(one: Mapping | None) -> str:
    return NONE if one is None else f"{number_text(one['median'])} ({_pair(one['interval90'])}), {_scored(one)}"


def _scored(one: Mapping) -> str:
    value = one.get("log_score", one.get("crps"))
    return NONE if value is None else f"{value:.2f}" + ("" if one.get("error") is None else f" ± {one['error']:.2f}")


def _pair(interval: Sequence[float] | None) -> str:
    return NONE if interval is None else f"{number_text(interval[0])} to {number_text(interval[1])}"
