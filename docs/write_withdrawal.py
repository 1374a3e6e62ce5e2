"""Write docs/withdrawal.md: what would make us withdraw a block of forecasts."""

from pathlib import Path

from milkway.forecasts.withdrawal import withdrawals
from milkway.reports.withdrawal_page import withdrawal_page

PAGE = Path(__file__).parent / "withdrawal.md"


def page() -> str:
    """Return the page as it must be now."""
    return withdrawal_page(withdrawals())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
