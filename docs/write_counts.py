"""Write how many numbers there are of each kind, in the tables and in all, into the table of README.md."""

import re
from pathlib import Path

from milkway.reports.evidence.every_number import counts

PAGE = Path(__file__).parent.parent / "README.md"


def page() -> str:
    """Return the page as it must be now."""
    text = PAGE.read_text(encoding="utf-8")
    found = counts()
    for kind, count in found["all"].items():
        new = rf"\g<1> {found['tables'].get(kind, 0)} | {count} |"
        text = re.sub(rf"^(\| {kind} \|) \d+ \| \d+ \|", new, text, flags=re.MULTILINE)
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
