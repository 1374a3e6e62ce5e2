"""Write how many parameters there are of each kind into the table of README.md."""

import re
from collections import Counter
from pathlib import Path

from milkway.ledger.tables import read_parameters

PAGE = Path(__file__).parent.parent / "README.md"


def page() -> str:
    """Return the page as it must be now."""
    text = PAGE.read_text(encoding="utf-8")
    for kind, count in Counter(row.kind for row in read_parameters().rows.values()).items():
        text = re.sub(rf"^(\| {kind} \|) \d+ \|", rf"\g<1> {count} |", text, flags=re.MULTILINE)
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
