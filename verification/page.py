"""The page of what was verified: one section for each file of facts, each of which can be written again without the others."""

from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "verification.md"
HEAD = """# Engine and analyses against theory

Written by `uv run --extra sbml python -m verification`; do not edit by hand. Seeds are fixed. Each line has the statistic, its
expectation, the Monte-Carlo standard error and the verdict; a line that fails stays here until it is better.
Where no range is named, four standard errors are allowed.
"""
START = "## "


def write(sections: dict[str, str], order: list[str]) -> None:
    """Write sections by title, each with its heading, in an order; those that are not given stay."""
    known = _known() | sections
    PAGE.write_text("\n".join([HEAD, *(known[title] for title in order if title in known)]), encoding="utf-8")


def _known() -> dict[str, str]:
    if not PAGE.exists():
        return {}
    parts = PAGE.read_text(encoding="utf-8").split(f"\n{START}")[1:]
    return {part.partition("\n")[0]: START + part.rstrip("\n") + "\n" for part in parts}
