"""What is printed of a user's own results: each in its forecast, beside the rivals; guilds of infants; what is known of them."""

from collections.abc import Mapping, Sequence

from rich.console import Console

from milkway.reports.grid import grid
from milkway.reports.table import Table

NONE = "-"
OF_WOMEN = ("result", "median", "50 %", "90 %", "mechanism alone", "published", "place", "score", "naive rival", "hierarchy")
OF_GUILDS = (
    "guild",
    "log10 share, median (quartiles)",
    "mean",
    "above 1 %",
    "mean published",
    "place",
    "fair IQD",
    "naive rival",
    "hierarchy",
)


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
    for name in dict.fromkeys(one["name"] for one in summary["infants"]):
        rows = [one for one in summary["infants"] if one["name"] == name]
        title = f"{name}: {rows[0]['n']} infants, {rows[0]['birth'].replace('_', ' ')}, day {rows[0]['day']}"
        tables.append(Table(f"infants-{name}", title, OF_GUILDS, tuple(_of_guild(one) for one in rows)))
    return tuple(one for one in tables if one.rows)


def own_sentences(summary: Mapping) -> list[str]:
    """Return what is to be said of the file as a whole."""
    inside = summary["coverage"]
    lines = (
        [f"{inside['inside_50']} of {inside['results']} inside 50 %, {inside['inside_90']} inside 90 %."]
        if inside["results"]
        else []
    )
    lines += list(dict.fromkeys(f"{one['name']}: {one['rival_words']}." for one in summary["infants"]))
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
    lines.append(f"{summary['draws']} draws, seed {summary['seed']}. {summary['varied']}")
    lines.append("Intervals and scores hold what the model may miss; shares of infants and other numbers without a scale do not.")
    lines += [f"The scoring is logged in {summary['log']}."] if summary["log"] else []
    return [*lines, "For research and teaching; not medical advice."]


def _of_women(one: Mapping) -> tuple[str, ...]:
    alone = one["mechanism"]
    return (
        f"{one['name']}, {one['arm']}" if "arm" in one else one["name"],
        _number(one["median"]),
        _pair(one["interval50"]),
        _pair(one["interval90"]),
        f"{_number(alone['median'])} ({_pair(alone['interval90'])})",
        _number(one["published"]["value"]),
        _place(one),
        f"{'CRPS' if 'crps' in one else 'log'} {_scored(one)}",
        *(_rival(one[name]) for name in ("rival", "hierarchy")),
    )


def _of_guild(one: Mapping) -> tuple[str, ...]:
    mean = one["mean_of_study"]
    return (
        one["guild"],
        _law(one),
        _number(one["mean"]),
        f"{100 * one['above_1_percent']:.0f} %",
        _number(mean["published"]),
        _place(mean),
        _number(one["fair_iqd"]) + ("" if one["error"] is None else f" ± {one['error']:.2g}"),
        *(_rival_law(one[name]) for name in ("rival", "hierarchy")),
    )


def _law(one: Mapping) -> str:
    low, high = one["quartiles_log10"]
    return f"{one['median_log10']:.2f} ({low:.2f} to {high:.2f})"


def _rival_law(one: Mapping | None) -> str:
    if one is None:
        return NONE
    return _law(one) if one["fair_iqd"] is None else f"{_law(one)}, {_number(one['fair_iqd'])}"


def _rival(one: Mapping | None) -> str:
    return NONE if one is None else f"{_number(one['median'])} ({_pair(one['interval90'])}), {_scored(one)}"


def _scored(one: Mapping) -> str:
    value = one.get("log_score", one.get("crps"))
    return NONE if value is None else f"{value:.2f}" + ("" if one.get("error") is None else f" ± {one['error']:.2f}")


def _place(one: Mapping) -> str:
    if one["place"] is None:
        return NONE
    words = "inside 50 %" if one["inside_50"] else "inside 90 %" if one["inside_90"] else "outside 90 %"
    return f"{one['place']:.2f}, {words}"


def _pair(interval: Sequence[float] | None) -> str:
    return NONE if interval is None else f"{_number(interval[0])} to {_number(interval[1])}"


def _number(value: float | None) -> str:
    return NONE if value is None else f"{0.0 if abs(value) < 1e-9 else value:.3g}"
