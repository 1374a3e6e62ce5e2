"""What `milkway evidence` prints: the list of studies, or what is on record about one entry."""

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from milkway.reports.evidence.evidence_ledger import print_study
from milkway.reports.evidence.evidence_lines import field, print_resting, spread_text, value_text

BLIND = {"double-blind": "double", "quadruple-blind": "quadruple", "open": "open", "unknown": "unknown"}


def print_evidence(kind: str, summary: dict) -> None:
    """Print what was found, by kind."""
    console = Console(highlight=False)
    match kind:
        case "list":
            _print_list(console, summary)
        case "study":
            print_study(console, summary["study"])
        case "parameter":
            _print_parameters(console, summary)
        case "quantity":
            _print_quantity(console, summary["quantity"])
        case "claim":
            _print_claim(console, summary["claim"])
        case "source":
            _print_source(console, summary["source"])
        case _:
            _print_matches(console, summary)


def _print_list(console: Console, summary: dict) -> None:
    grid = Grid(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for column in ("study", "kind", "who", "n", "sponsor", "blind", "use"):
        grid.add_column(column, overflow="fold", no_wrap=column != "who", justify="right" if column in ("n", "use") else "left")
    for one in summary["studies"]:
        n = "" if one["n"] is None else str(one["n"])
        uses = "/".join(str(count) for count in one["use"].values())
        grid.add_row(one["id"], one["kind"], escape(one["who"]), n, one["sponsor"], BLIND.get(one["blinding"], ""), uses)
    console.print(grid)
    rest = f"{summary['quantities']} quantities, {summary['other_sources']} further sources, {summary['parameters']} parameters"
    console.print(f"\nAlso on record: {rest} and {summary['claims']} claims.")
    for where, words in (
        ("tables", "Numbers of the tables"),
        ("all", "All numbers, with those of populations, protocols and assays"),
    ):
        kinds = ", ".join(f"{count} {kind}" for kind, count in summary["numbers"][where].items())
        console.print(f"{words}: {kinds}.")
    console.print("Use: findings that may be fitted / that are compared with / neither. n is empty where it was not read.")


def _print_parameters(console: Console, summary: dict) -> None:
    if summary["meaning"]:
        console.print(f"\n[bold]{escape(summary['meaning'])}[/bold]")
    for one in summary["parameters"]:
        console.print(f"\n[bold]{escape(one['key'])}[/bold] = {one['value']:g} {one['unit']}")
        field(console, "kind", f"{one['kind']}: {one['kind_means']}")
        field(console, "uncertainty", spread_text(one["distribution"], one["spread"], one["unit"]))
        field(console, "between dyads", spread_text(one["distribution"], one["variation"], one["unit"]))
        for name, shown in (("source", one["sources"]), ("tuned on", one["tuned_on"])):
            for key, reference in shown.items():
                field(console, name, f"{key}: {reference}")
        field(console, "locator", one["locator"])
        field(console, "note", one["note"])
        for quantity in one["read_from"]:
            read = f"{quantity['id']}: {quantity['quantity']}, {value_text(quantity)} ({quantity['status']})"
            field(console, "read from", read)
            field(console, "who", _joined(quantity))
            field(console, "quote", quantity["quote"])
    if summary["quantity"] is not None:
        _print_quantity(console, summary["quantity"])


def _print_quantity(console: Console, one: dict) -> None:
    console.print(f"\n[bold]{escape(one['id'])}[/bold] {escape(one['quantity'])}: {escape(value_text(one))}")
    shown = ("status", "quote", "url", "note", "reference", "study")
    field(console, "who", _joined(one))
    for name in shown:
        field(console, name, one[name] or "")
    print_resting(console, one["rests_on_it"])


def _joined(one: dict) -> str:
    return "; ".join(dict.fromkeys(text for text in (one["who"], one["population"]) if text))


def _print_claim(console: Console, one: dict) -> None:
    console.print(f"\n[bold]{escape(one['id'])}[/bold] {escape(one['statement'])}")
    field(console, "rival", one["rival"])
    for says, ways in one["parts"].items():
        console.print(f"[bold]{escape(says)}[/bold]")
        for way, cited in ways.items():
            for each in cited:
                field(console, way, each)


def _print_source(console: Console, one: dict) -> None:
    console.print(f"\n[bold]{escape(one['key'])}[/bold] {escape(one['reference'])}")
    field(console, "quantities", ", ".join(one["quantities"]))
    print_resting(console, one["rests_on_it"])


def _print_matches(console: Console, summary: dict) -> None:
    grid = Grid(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for column in ("kind", "id", ""):
        grid.add_column(column, overflow="fold")
    for one in summary["matches"]:
        grid.add_row(one["kind"], escape(one["id"]), escape(one["says"]))
    console.print(grid)
    console.print(f"\n{len(summary['matches'])} entries hold {escape(repr(summary['word']))}.")
