"""Write how many parameters there are of each kind into the table of README.md."""

import re
from pathlib import Path

from milkway.ledger.tables import read_parameters

PAGE = Path(__file__).parent.parent / "README.md"


def page() -> str:
    """Return the page as it must be now."""
    text = PAGE.read_text(encoding="utf-8")
    for kind, count in read_parameters().counted().items():
        text = re.sub(rf"^(\| {kind} \|) \d+ \|", rf"\g<1> {count} |", text, flags=re.MULTILINE)
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
