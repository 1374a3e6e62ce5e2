"""Write docs/planning-regret.md: what plans of published trials, made without them, would have been worth."""

from pathlib import Path

from milkway.planning.regret import levels_from_folds, regrets
from milkway.reports.regret_page import regret_page

PAGE = Path(__file__).parent / "planning-regret.md"


def page() -> str:
    """Return the page as it must be now."""
    return regret_page(regrets(levels_from_folds()))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
