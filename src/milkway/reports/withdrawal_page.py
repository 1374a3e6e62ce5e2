"""The page of what would make us withdraw a block of forecasts."""

from collections.abc import Sequence

from milkway.forecasts.withdrawal import Withdrawal

HEAD = (
    "# What would make us withdraw it\n\n"
    "A sentence for each block of forecasts, with its number and date, written before any result that could settle it was read.\n"
    "An entry is never changed or taken out after its date; what is thought later is a new entry below, and both count. The\n"
    "last number is the chance that forecasts which are right are withdrawn by it.\n"
)


def withdrawal_page(entries: Sequence[Withdrawal]) -> str:
    """Return the page."""
    return HEAD + "".join(_entry(one) for one in entries)


def _entry(one: Withdrawal) -> str:
    chance = f"Chance if right: {one.chance:g}; {one.why}."
    return f"\n## {one.block.capitalize()}, {one.date.isoformat()}\n\n{one.sentence}\n\n{chance}\n"
