"""Check facts and write docs/verification.md: the files named, or all that take minutes; a line for each fact is printed."""

import sys
from types import ModuleType

from verification import analyses, closed_forms, interaction, numerics, pairing, published
from verification.fact import Fact
from verification.page import write

FILES = (published, closed_forms, interaction, numerics, pairing)
LONG = (analyses,)
COLUMNS = "| fact | statistic | expectation | Monte-Carlo error | verdict |\n|---|---|---|---|---|"


def main() -> None:
    """Check the files named on the command line, or all that take minutes, and write their sections of the page."""
    names = {one.__name__.removeprefix("verification."): one for one in (*FILES, *LONG)}
    unknown = [name for name in sys.argv[1:] if name not in names]
    if unknown:
        sys.exit(f"no file of facts is named {', '.join(unknown)}; there are {', '.join(names)}")
    for one in [names[name] for name in sys.argv[1:]] or FILES:
        write({one.TITLE: _section(one)}, [each.TITLE for each in names.values()])


def _section(one: ModuleType) -> str:
    if one in LONG:
        return one.section()
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
