"""What is printed of a comparison of interventions, or of the catalogue alone."""

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from milkway.reports.grid import grid, literal
from milkway.reports.optimise.optimise_tables import (
    catalogue_table,
    effects_table,
    front_table,
    interaction_table,
    left_out_table,
    measure_table,
    pairs_table,
    ranking_table,
    sign_tables,
)
from milkway.reports.optimise.optimise_words import headline, measure_sentences, reference_sentences, trial_sentence
from milkway.reports.table import Table

ADVICE = "For research and teaching; not medical advice."


def print_optimised(summary: dict, page: Path | None) -> None:
    """Print signs, what may be ranked, and what would have to be measured; `page` is the report, if one was written."""
    console = Console(highlight=False)
    console.print(f"\n[bold]What a mother or a clinic can vary: {summary['women']['name']}[/bold]")
    console.print(f"Simulated, no human participants; seed {summary['seed']}.\n")
    for sentence in headline(summary):
        console.print(sentence, markup=False)
    for table in [*sign_tables(summary, names=True), interaction_table(summary), effects_table(summary)]:
        _print(console, table)
    for ranking in summary["rankings"]:
        _print(console, ranking_table(ranking, summary))
        if ranking["winner_again"] is not None:
            console.print(trial_sentence(ranking["winner_again"]), markup=False)
    for front in summary["pareto"]:
        _print(console, front_table(front, summary))
    _print(console, measure_table(summary))
    _print_sentences(console, "What would have to be measured", measure_sentences(summary))
    _print_sentences(console, "The infants compared with", reference_sentences(summary))
    console.print(f"\n{ADVICE}")
    if page is not None:
        console.print(f"Report: {page}", soft_wrap=True)


def print_catalogue(summary: Mapping) -> None:
    """Print the catalogue."""
    console = Console(highlight=False)
    for table in (catalogue_table(summary), pairs_table(summary), left_out_table(summary)):
        _print(console, table)
    console.print(f"\n{ADVICE}")


def _print(console: Console, table: Table | None) -> None:
    if table is not None:
        console.print()
        console.print(grid(literal(table)))


def _print_sentences(console: Console, title: str, sentences: list[str]) -> None:
    if sentences:
        console.print(f"\n[bold]{title}[/bold]")
        for sentence in sentences:
            console.print(sentence, markup=False)
