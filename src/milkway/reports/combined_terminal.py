"""What is printed of several trials combined."""

from rich.console import Console

from milkway.reports.combined_tables import forest_table
from milkway.reports.grid import grid

SAID = (
    "Trials differ by protocol, population and chance, and share their parameters: what is not known of these is in no interval.",
    "Where a trial has several arms, its first is compared. Settings of the disputed routes are averaged within each trial.",
)


def print_combined(summary: dict) -> None:
    """Print a forest of each endpoint under each hypothesis."""
    console = Console(highlight=False)
    console.print("\nSimulated, no human participants, but for what is published.", markup=False)
    for trial in summary["trials"]:
        console.print(f"{trial['trial']}: {trial['women']} women ({trial['folder']}).", markup=False, soft_wrap=True)
    console.print()
    for endpoint, about in summary["endpoints"].items():
        for hypothesis in about["hypotheses"]:
            console.print(grid(forest_table(summary, endpoint, hypothesis)))
            console.print()
    for sentence in SAID:
        console.print(sentence, markup=False)
    console.print("For research and teaching; not medical advice.")
