"""Write docs/model/equations.md: every mechanism of the complete model with its equations, parameters and sources."""

from pathlib import Path

from milkway.biology.models import COMPLETE
from milkway.compilers.equations import to_markdown
from milkway.core.network import expand
from milkway.ledger.tables import read_parameters

PAGE = Path(__file__).parent / "equations.md"


def page() -> str:
    """Return the page as it must be now."""
    table = read_parameters()
    return to_markdown(expand(COMPLETE, table.keys()), table.rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
