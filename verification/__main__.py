"""Check all facts, print a line for each, and write docs/verification.md; takes some minutes."""

import sys
from pathlib import Path
from types import ModuleType

from verification import closed_forms, interaction, numerics, pairing, published
from verification.fact import Fact

FILES = (published, closed_forms, interaction, numerics, pairing)
PAGE = Path(__file__).parent.parent / "docs" / "verification.md"
HEAD = """# The engine against theory

Written by `uv run --extra sbml python -m verification`; do not edit by hand. Seeds are fixed. Each line has the statistic, its
expectation, the Monte-Carlo standard error and the verdict; a line that fails stays here until the engine is better.
Where no range is named, four standard errors are allowed.
"""
COLUMNS = "| fact | statistic | expectation | Monte-Carlo error | verdict |\n|---|---|---|---|---|"


def main() -> None:
    """Check the files named on the command line, or all and write the page."""
    wanted = sys.argv[1:]
    chosen = [one for one in FILES if not wanted or one.__name__.removeprefix("verification.") in wanted]
    sections = [_section(one) for one in chosen]
    if not wanted:
        PAGE.write_text("\n".join([HEAD, *sections]), encoding="utf-8")


def _section(one: ModuleType) -> str:
    found: list[Fact] = []
    for fact in one.facts():
        found.append(fact)
        sys.stdout.write(f"{fact.row()}\n")
        sys.stdout.flush()
    holding, judged = sum(fact.holds is True for fact in found), sum(fact.holds is not None for fact in found)
    rows = "\n".join(fact.row() for fact in found)
    return f"## {one.TITLE}\n\n{one.ABOUT}\n\n{holding} of {judged} facts hold.\n\n{COLUMNS}\n{rows}\n"


if __name__ == "__main__":
    main()
