"""Lines that every printed entry of the ledger shares: a named field, a value with its interval, what rests on it."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

ROLES = (
    ("parameters_read", "parameters read in it"),
    ("parameters_tuned", "parameters tuned on it"),
    ("mechanisms", "mechanisms"),
    ("protocol_parts", "protocols"),
)


def field(console: Console, name: str, text: str) -> None:
    """Print a named text, indented; nothing where there is no text."""
    if text:
        console.print(Padding(f"[dim]{name}:[/dim] {escape(text)}", (0, 0, 0, 2)))


def value_text(one: dict) -> str:
    """Return a value with bounds and unit; a quantity's unit and note say what the bounds are.

    >>> value_text({"value": 4.0, "low": 2.64, "high": 6.11, "unit": "OR"})
    '4 (2.64 to 6.11) OR'
    """
    value = "no number" if one["value"] is None else f"{one['value']:g}"
    bounds = [f"{one[name]:g}" for name in ("low", "high") if one[name] is not None]
    inner = f" ({' to '.join(bounds)})" if bounds else ""
    return f"{value}{inner} {one['unit']}".strip()


def spread_text(distribution: str, spread: float | None, unit: str) -> str:
    """Return a spread in words; nothing where none is stated.

    >>> spread_text("lognormal", 2.0, "mL")
    'a factor of 2 (geometric standard deviation)'
    """
    if spread is None:
        return ""
    if distribution == "lognormal":
        return f"a factor of {spread:g} (geometric standard deviation)"
    return f"{spread:g} {unit} (standard deviation)"


def print_resting(console: Console, resting: dict) -> None:
    """Print which parameters, mechanisms, parts of protocols and claims rest on an entry."""
    console.print("[bold]Rests on it[/bold]")
    lines = [(name, ", ".join(resting.get(key, ()))) for key, name in ROLES]
    lines.append(("claims", ", ".join(f"{claim} ({role})" for claim, role in resting["claims"].items())))
    for name, text in lines:
        field(console, name, text or "none")
