"""A table as the terminal shows it."""

from dataclasses import replace

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table as Grid

from milkway.reports.table import Table


def grid(table: Table) -> Grid:
    """Return a table for the terminal."""
    shown = Grid(
        title=table.title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False
    )
    shown.caption, shown.caption_justify = table.note or None, "left"
    for column in table.columns:
        shown.add_column(column, overflow="fold")
    for row in table.rows:
        shown.add_row(*row, style="bold" if row[0] == "published" else None)
    return shown


def literal(table: Table) -> Table:
    """Return a table whose cells the terminal shows as they are: keys with brackets are no markup."""
    return replace(table, rows=tuple(tuple(map(escape, row)) for row in table.rows))
