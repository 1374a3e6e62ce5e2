"""Sections of docs/performance.md: each is written by its own measurement, in place of the one that was there."""

import re
from pathlib import Path
from textwrap import fill

WIDTH = 120


def put_section(page: Path, text: str) -> None:
    """Put a section, whose first line is its title, in place of the one with that title, or else at the end of the page."""
    title = text.splitlines()[0]
    whole = page.read_text(encoding="utf-8") if page.exists() else "# Performance\n"
    section = re.compile(rf"^{re.escape(title)}\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
    new = text.rstrip("\n") + "\n\n"
    found = section.search(whole)
    whole = whole[: found.start()] + new + whole[found.end() :] if found else whole.rstrip("\n") + "\n\n" + new
    page.write_text(whole.rstrip("\n") + "\n", encoding="utf-8")


def paragraph(words: str, indent: str = "") -> str:
    """Return words as lines of the page; `indent` begins all lines but the first."""
    return fill(words, WIDTH, subsequent_indent=indent, break_on_hyphens=False)
