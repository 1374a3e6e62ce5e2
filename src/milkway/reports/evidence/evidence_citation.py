"""What `milkway cite` prints: what a run or a protocol rests on."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape

from milkway.reports.evidence.evidence_lines import field


def print_citation(summary: dict, bibtex: Path | None) -> None:
    """Print what a run rests on; the BibTeX as well, unless it was written to a file."""
    console = Console(highlight=False)
    console.print(f"\n[bold]{escape(summary['title'])}[/bold]")
    run = summary["run"]
    if run is not None:
        console.print(f"Run in {escape(run['folder'])}: {run['dyads']} virtual dyads, seed {run['seed']}.", soft_wrap=True)
    _print_study(console, summary["study"])
    counts = ", ".join(f"{count} {kind}" for kind, count in summary["parameters"].items())
    console.print(f"[bold]Parameters:[/bold] {counts}.")
    for one in summary["parameter_sources"]:
        field(console, one["key"], ", ".join(f"{count} {kind}" for kind, count in one["kinds"].items()))
    console.print("[bold]Hypotheses[/bold]")
    for one in summary["hypotheses"]:
        on = ", ".join(key for key in (*one["tuned_on"], one["source"]) if key)
        field(console, one["name"], "; ".join(text for text in (one["kind"], f"on {on}" if on else "", one["note"]) if text))
    software = ", ".join(f"{name} {version}" for name, version in summary["software"].items())
    console.print(f"[bold]Software:[/bold] {escape(software)}.")
    if not summary["as_installed"]:
        console.print("The run was made with other equations or tables than those installed; counts are of those installed.")
    console.print(f"[bold]Sources:[/bold] {len(summary['sources'])}" + (f", in {bibtex}" if bibtex else ""))
    if bibtex is None:
        console.print(escape(summary["bibtex"]), soft_wrap=True)


def _print_study(console: Console, study: dict | None) -> None:
    if study is None:
        console.print("It imitates no published study.")
        return
    console.print(f"[bold]Published study:[/bold] {escape(study['reference'])}", soft_wrap=True)
    field(console, "sponsor", f"{study['sponsor']}; {study['blinding']}; risk of bias {study['risk_of_bias']}")
