"""What is printed of a forecast: a table for each endpoint, hypotheses beside rivals; then what was scored, and what is known."""

from collections.abc import Iterable, Mapping

from rich.console import Console

from milkway.reports.grid import grid
from milkway.reports.infant_tables import infant_tables, rival_lines
from milkway.reports.plan_b_words import plan_b_sentences
from milkway.reports.table import Table
from milkway.skill.skill_lines import OF_STOOL, earned_sentences, leads

COLUMNS = (
    "hypothesis",
    "of",
    "median",
    "50 %",
    "90 %",
    "mechanism alone",
    "published",
    "place",
    "score",
    "p < 0.05, lower / higher",
)
MAKER = "{}: what a maker's trial would print"
EFFECTS = (
    "There is no evidence that the mechanism predicts effects of a product: no contrast was forecast with its cluster left out. "
    "Contrasts below say what follows if a hypothesis holds."
)
RIVALS = {"rival": "naive rival", "hierarchy": "hierarchy"}


def print_forecast(summary: Mapping) -> None:
    """Print a forecast."""
    console = Console(highlight=False)
    if any("contrast" in one for one in summary["results"]):
        console.print(EFFECTS, soft_wrap=True)
        console.print()
    for name in dict.fromkeys(one["name"] for one in summary["results"]):
        console.print(grid(endpoint_table(summary, name)))
        console.print()
    for table in infant_tables(_counted(summary), summary["stool_skill"]):
        console.print(grid(table))
        console.print()
    for line in sentences(summary):
        console.print(line, soft_wrap=True)


def sentences(summary: Mapping) -> list[str]:
    """Return what is to be said of a forecast as a whole, the skill first."""
    made = summary["provenance"]
    of_stool = {OF_STOOL: summary["stool_skill"]} if summary["infants"] else {}
    lines = earned_sentences(summary["skills"] | of_stool, summary["parameters"])
    lines += [_joint(one) for one in summary["joint"]]
    lines += rival_lines(_counted(summary))
    lines += plan_b_sentences(summary["plan_b"]) if summary["plan_b"] is not None else []
    if made["fitted"]:
        lines.append(
            "Results of this trial's cluster shaped numbers of the model, so that agreement is no evidence: "
            + _few(made["fitted"])
        )
    shares = [share for share in made["noise_taken_out"].values() if share is not None]
    if shares:
        lines.append(
            f"Monte-Carlo noise: {100 * min(shares):.0f} to {100 * max(shares):.0f} % of the variance between draws was that of "
            f"few simulated women ({made['women']} in each arm) and was taken out."
        )
    lines.append(f"{summary['draws']} draws, seed {made['seed']}, parameters: {summary['parameters']}. {made['varied']}")
    lines.append(
        "Scored under the hypothesis "
        + summary["settings"]["scored_under"]
        + "; intervals hold what such a trial would print, with what the model may miss and the bias of a stake"
        + ("; the chances of p < 0.05 are of the mechanism alone." if _contrasted(summary["results"]) else ".")
    )
    if any(one.get("maker") for one in summary["results"]):
        lines.append(
            "Somebody with a stake ran this trial, or eyes were open: what a maker's trial would print is the mechanism with the "
            "bias of a stake and nothing else. What the product does is the mechanism alone."
        )
    if made["naive_groups"]:
        each = [f"of {name} {', '.join(studies)}" for name, studies in made["naive_groups"].items()]
        lines.append(f"The naive rival is made of the groups of these studies: {'; '.join(each)}.")
    if made["contrasts_not_placed"]:
        lines.append(f"Printed contrasts of another measure or arm, which are not placed: {_few(made['contrasts_not_placed'])}")
    if made["left_out"]:
        lines.append(f"Left out: {_few(made['left_out'])}")
    lines += summary["withdrawals"]
    lines += [f"The scoring is logged in {made['log']}."] if made["log"] else []
    if summary["registered"]:
        lines.append(f"Registered, and never made again under this name: {' and '.join(summary['registered'])}.")
    return [*lines, "For research and teaching; not medical advice."]


def endpoint_table(summary: Mapping, name: str) -> Table:
    """Return one endpoint: rivals and hypotheses, the mechanism first only where it is better or no worse than the naive one."""
    rows = [one for one in summary["results"] if one["name"] == name]
    first = rows[0]["hypothesis"]
    told = [line for one in rows for line in _lines(one)]
    rivals = [
        (words, *_cells(one, one[rival]))
        for rival, words in RIVALS.items()
        for one in rows
        if one["hypothesis"] == first and one[rival] is not None
    ]
    skill = summary["skills"][name]
    lines = [*told, *rivals] if leads(skill) else [*rivals, *told]
    kept = [place for place in range(len(COLUMNS)) if any(line[place] for line in lines)]  # a single arm has no p
    return Table(
        f"forecast-{name}",
        name,
        tuple(COLUMNS[place] for place in kept),
        tuple(tuple(line[place] for place in kept) for line in lines),
    )


def _contrasted(results: Iterable[Mapping]) -> bool:
    return any("contrast" in one for one in results)


def _counted(summary: Mapping) -> list[Mapping]:
    """Return the guilds of infants under the hypothesis that is scored."""
    return [one for one in summary["infants"] if one["hypothesis"] == summary["settings"]["scored_under"]]


def _lines(row: Mapping) -> list[tuple[str, ...]]:
    """Return a result, and below a contrast what a maker's trial would print of it, beside the mechanism alone."""
    lines = [(row["hypothesis"], *_cells(row, row))]
    if row.get("maker") is not None:
        of, _, _, _, alone, *_ = _cells(row, row)
        maker = row["maker"]
        lines.append((MAKER.format(row["hypothesis"]), of, _middle(maker), "", _pair(maker["interval90"]), alone, *[""] * 4))
    return lines


def _cells(row: Mapping, told: Mapping) -> tuple[str, ...]:
    own, known = told is row, row["published"]
    of = row["arm"] if "arm" in row else f"{row['contrast']}, {row['measure'].replace('_', ' ')}"
    score = told.get("log_score", told.get("crps"))
    kind = "CRPS" if "crps" in told else "log"
    sure = row.get("significant")
    return (
        of,
        _middle(told),
        _pair(told["interval50"]) if own else "",
        _pair(told["interval90"]),
        "" if not own or row["mechanism"]["median"] is None else _alone(row["mechanism"]),
        "" if known is None else f"{_number(known['value'])}",
        "" if row["place"] is None or not own else f"{row['place']:.2f}",
        "" if score is None else f"{kind} {score:.2f}{_error(told)}",
        "" if sure is None or not own else f"{100 * sure['lower']:.0f} % / {100 * sure['higher']:.0f} %",
    )


def _middle(told: Mapping) -> str:
    return "-" if told["median"] is None else _number(told["median"])


def _joint(one: Mapping) -> str:
    beside = "" if one["hierarchy"] is None else f", hierarchy {one['hierarchy']:.2f}"
    names = "; ".join(one["names"])
    return f"Log score of {names}, together: {one['log_score']:.2f}{_error(one)}, naive rival {one['rival']:.2f}{beside}."


def _error(told: Mapping) -> str:
    """Return the error over draws of the parameters."""
    return "" if told.get("error") is None else f" ± {told['error']:.2f}"


def _alone(one: Mapping) -> str:
    return f"{_number(one['median'])} ({_pair(one['interval90'])})"


def _pair(interval: list[float] | None) -> str:
    return "-" if interval is None else f"{_number(interval[0])} to {_number(interval[1])}"


def _number(value: float) -> str:
    return f"{0.0 if abs(value) < 1e-9 else value:.3g}"


def _few(places: list[str]) -> str:
    more = len(places) - 3
    return "; ".join(places[:3]) + (f"; and {more} more." if more > 0 else ".")
