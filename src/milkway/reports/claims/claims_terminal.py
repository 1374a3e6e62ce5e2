"""What `milkway claims` prints: the verdicts, what the model says of each, and what would tell the hypotheses apart."""

from pathlib import Path

from rich.console import Console

from milkway.reports.claims.claims_tables import (
    ROUTES,
    contrast_table,
    published_sentences,
    told_apart_table,
    tuned_sentence,
    unreported_table,
    verdict_table,
)
from milkway.reports.grid import grid
from milkway.reports.table import Table


def print_claims(summary: dict, page: Path | None) -> None:
    """Print the claims; `page` is the file that was written, if one was."""
    console = Console(highlight=False)
    simulated = [part for one in summary["claims"] for part in one["parts"] if part["counterfactual"]["simulated"]]
    if simulated:
        console.print(ROUTES)
    console.print(grid(_told(verdict_table(summary))))
    imagined = unreported_table(summary)
    if imagined is not None:
        console.print(grid(imagined))
    if simulated:
        console.print("\n[bold]What the mechanism does in the model[/bold] (simulated; no finding, and no part of a verdict)")
    for claim in simulated:
        console.print(f"\n[bold]{claim['says']}[/bold]: {claim['verdict']}.")
        console.print(grid(_short(contrast_table(claim))))
        if claim["skill_note"]:
            console.print(f"{claim['skill_note']}.")
        if tuned_sentence(claim):
            console.print(tuned_sentence(claim))
    _print_hypotheses(console, simulated)
    console.print("For research and teaching; not medical advice.")
    if page is not None:
        console.print(f"Page: {page}", soft_wrap=True)


def _print_hypotheses(console: Console, simulated: list[dict]) -> None:
    """Print once what is the same for every claim on the product."""
    for claim in simulated:
        apart = told_apart_table(claim)
        if apart is not None:
            for sentence in published_sentences(claim):
                console.print(f"\n{sentence}")
            console.print(grid(apart))
            return


def _told(table: Table) -> Table:
    """Return the verdicts with the findings under each statement, so that they fit a terminal."""
    rows, before = list[tuple[str, ...]](), ""
    for statement, part, word, kept, *sides in table.rows:
        quoted = () if statement == before else (f'[bold]"{statement}"[/bold]',)
        rows.append((word, kept, "\n".join((*quoted, part, *_sides(table.columns[4:], sides)))))
        before = statement
    return Table(table.name, table.title, ("Word", "Steady", "Part of a statement, and findings"), tuple(rows), table.note)


def _sides(names: tuple[str, ...], sides: list[str]) -> tuple[str, ...]:
    return tuple(f"  {name.lower()}: {found}" for name, found in zip(names, sides, strict=True) if found != "none")


def _short(table: Table) -> Table:
    """Return a contrast table that fits a terminal: what is compared as a row of its own, and without the two values."""
    rows: list[tuple[str, ...]] = []
    compared = ""
    for quantity, given, absent, _, _, change, draws in table.rows:
        if compared != f"{given} against {absent}":
            compared = f"{given} against {absent}"
            rows.append((f"[bold]{compared}[/bold]", "", ""))
        rows.append((f"  {quantity}", change, draws))
    return Table(table.name, "", ("With against without", *table.columns[-2:]), tuple(rows))
