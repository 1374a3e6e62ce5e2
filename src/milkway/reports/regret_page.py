"""The page of planning regret: what plans of published trials, made without them, would have been worth."""

import math
from collections.abc import Sequence

from milkway.planning.regret import NO_FOLD, TARGET, Plan
from milkway.reports.numbers import share

HEAD = (
    "# Planning regret\n\n"
    "Every published trial whose reference arm was printed as women of women, planned without any study of its cluster: the\n"
    "reference arm as the planner forecasts it, the drop-out of other trials, and the women that a formula of two proportions\n"
    f"asks for, for {100 * TARGET:.0f} % power at a true ratio of 0.7. Then what the trial printed says which power that many\n"
    "women would have had, and how many would have been wasted, or missing (below zero); intervals are 95 %, of the printed\n"
    "arm alone. Drop-out is the same for both planners, since Milkway predicts none. Where a trial's was not read, none is\n"
    "supposed in both.\n\n"
    "| trial | endpoint | planner | reference arm planned, printed | drop-out planned, printed | women planned | women needed "
    "| power it would have had | wasted or missing |\n|---|---|---|---|---|--:|--:|--:|--:|\n"
)
TAIL = (
    f'\nMilkway\'s plans are printed where "{NO_FOLD}" does not stand: its forecast of a trial must come from a fit that\n'
    "does not know it, and never from the tables as they are.\n"
)


def regret_page(plans: Sequence[Plan]) -> str:
    """Return the page."""
    return HEAD + "".join(f"| {' | '.join(_cells(one))} |\n" for one in plans) + TAIL


def _cells(one: Plan) -> tuple[str, ...]:
    named = (one.study, one.endpoint.replace("_", " "), one.planner)
    if one.why_not:
        return (*named, f"{one.why_not}; printed {share(one.printed)}", "", "", "", "", "")
    needed, power = one.needed, one.power
    return (
        *named,
        f"{share(one.level)}, {share(one.printed)}",
        ", ".join(share(lost) for lost in one.lost),
        _whole(one.women),
        f"{_whole(needed[0])} ({_whole(needed[1])} to {_whole(needed[2])})",
        f"{share(power[0])} ({share(power[1])} to {share(power[2])})",
        f"{one.too_many:+,.0f}" if math.isfinite(one.too_many) else "no number",
    )


def _whole(women: float) -> str:
    return f"{women:,.0f}" if math.isfinite(women) else "no number"
