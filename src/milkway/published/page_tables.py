"""Numbers and tables of a page in Markdown."""

from collections.abc import Sequence


def number(value: float) -> str:
    """Return a number with three significant digits.

    >>> number(1234.5), number(0.17267), number(1e-12)
    ('1234', '0.173', '0')
    """
    if abs(value) >= 1000:
        return f"{value:.0f}"
    return f"{value if abs(value) > 1e-9 else 0:.3g}"


def table(columns: tuple[str, ...], sides: str, rows: Sequence[tuple]) -> str:
    """Return a table in Markdown; columns beyond `sides` are numbers."""
    rule = [{"l": "---"}.get(side, "--:") for side in sides.ljust(len(columns), "r")]
    lines = ["| " + " | ".join(str(cell) for cell in row) + " |" for row in (columns, *rows)]
    return "\n".join([lines[0], "|" + "|".join(rule) + "|", *lines[1:]]) + "\n"
