"""What is said of plan B: what a team would assume without the simulation, and what Milkway makes of it."""

from collections.abc import Callable, Mapping, Sequence

from milkway.reports.numbers import plain, share

UNEARNED = "Milkway has earned no skill against that rival: nothing says yet which of the two is nearer to the truth."


def plan_b_sentences(found: Mapping) -> list[str]:
    """Return plan B in words, or why there is none."""
    if found["why_not"]:
        return [f"There is no plan without this tool to set beside it ({found['label']}): {found['why_not']}."]
    naive, own = found["naive"], found["milkway"]
    of, left = (", ".join(naive[name]["studies"]) for name in ("level", "lost"))
    level = share if found["share"] else plain
    wanted = f"{100 * found['target']:.0f} % power at a true ratio of {plain(found['ratio'])}"
    return [
        f"Without this tool you would assume {level(naive['level']['median'])} in the {found['arm']} arm"
        f" ({found['label']}; naive rival of {of}; 90 % {_between(naive['level'], level)}) and a drop-out of"
        f" {share(naive['lost']['median'])} ({left}; 90 % {_between(naive['lost'], share)}):"
        f" {_women(naive['women'])} for {wanted}, by a formula of {found['formula']}.",
        f"Milkway says {level(own['level']['median'])} of the women analysed (90 %, {own['interval']}: "
        f"{_between(own['level'], level)}) and, with the drop-out of the protocol, {share(own['lost'])} not analysed:"
        f" {_women(own['women'])} by the same formula ({_range(own['women90'])} over that interval).",
        f"That changes n from {_number(naive['women'])} to {_number(own['women'])}. The drop-out is the protocol's and not"
        f" Milkway's: with it the naive plan asks for {_number(naive['women_as_protocol_loses'])}. {UNEARNED}",
    ]


def _between(found: Mapping, told: Callable[[float], str]) -> str:
    low, high = found["interval90"]
    return f"{told(low)} to {told(high)}"


def _number(women: float | None) -> str:
    return "no number of women" if women is None else f"{women:,.0f}"


def _women(women: float | None) -> str:
    return _number(women) + ("" if women is None else " women")


def _range(women: Sequence[float | None]) -> str:
    low, high = (f"{one:,.0f}" if one is not None else "no bound" for one in women)
    return f"{low} to {high}"
