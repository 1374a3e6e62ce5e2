"""What is said of the flip distance: where go turns to no-go, and which uncertain number alone takes the trial there."""

from collections.abc import Mapping

from milkway.reports.numbers import exists, plain, rounded, share

NOT_RUN = (
    "Which uncertain number of the tables, moved alone, takes it there was not looked for; --flip-distance does, in a pool of its"
    " own."
)
TOLD = 3  # numbers named in a sentence


def flip_sentences(found: Mapping, *, offered: bool = True) -> list[str]:
    """Return where a decision turns and which numbers turn it.

    Args:
        found: the flip distance as plain values.
        offered: whether the search for the numbers is named where it was not made.
    """
    there = [one for one in found["crossings"] if not one["why_not"]]
    if not there:
        reasons = dict.fromkeys(one["why_not"] for one in found["crossings"])
        return [f"There is no flip distance ({found['label']}): {found['why_not'] or '; '.join(reasons)}."]
    lead = next(one for one in there if one["hypothesis"] == found["lead"])
    told, numbers = _crossing_sentences(found, lead), found["numbers"]
    if numbers is None:
        return [*told, *([NOT_RUN] if offered else [])]
    if numbers["why_not"]:
        return [*told, f"Which number takes it there is not known: {numbers['why_not']}."]
    return told + _number_sentences(numbers, lead)


def percent(power: float) -> str:
    """Return a power in whole per cent."""
    return f"{100 * power:.0f} %"


def distance_text(one: Mapping) -> str:
    """Return a distance with its interval.

    >>> distance_text({"distance": 1.9, "low": 1.6, "high": None})
    '1.9 (1.6 to no end)'
    """
    middle, low, high = (plain(one[name], 1) if exists(one[name]) else "no end" for name in ("distance", "low", "high"))
    return f"{middle} ({low} to {high})"


def level_text(level: float, *, of_women: bool) -> str:
    """Return a level of an arm."""
    return share(level) if of_women else plain(level)


def _crossing_sentences(found: Mapping, lead: Mapping) -> list[str]:
    go, other = ("go", "no-go") if lead["go"] else ("no-go", "go")
    wanted, level = (level_text(lead[name], of_women=found["share"]) for name in ("wanted", "level"))
    scale = "log odds" if found["share"] else "the logarithm"
    error = f" ± {rounded(lead['shift_error'], 2)}" if exists(lead["shift_error"]) else " with an error without end"
    told = [
        f"Flip distance: {lead['n']} women have {percent(lead['power'])} power under {lead['hypothesis']}, the hypothesis nearest"
        f" to the target of {percent(found['target'])}: {go}. It turns to {other} with {wanted} in place of {level} in the"
        f" {found['reference']} arm ({found['label']}; {scale} moved by {rounded(lead['shift'], 2)}{error}), true ratio and"
        " drop-out held."
    ]
    if not lead["decided"]:
        told.append("That power is within its 95 % Monte-Carlo error of the target: this pool cannot tell go from no-go.")
    return told


def _number_sentences(numbers: Mapping, lead: Mapping) -> list[str]:
    found = next(one for one in numbers["distances"] if one["hypothesis"] == lead["hypothesis"])
    flips, unknown, nearest = found["counts"]["flips"], found["counts"]["cannot tell"], found["nearest"]
    moved = f"moved alone by at most {plain(numbers['far'], 0)} standard deviations (SD) of its stated spread"
    told = [
        f"{flips or 'None'} of {len(numbers['slopes'])} uncertain numbers {'is' if flips < 2 else 'are'} shown to take it there,"
        f" {moved}{_named(_of(nearest, 'flips'))}."
    ]
    if unknown:
        told.append(f"Of {unknown} it cannot be told, their slopes being too near to noise{_named(_of(nearest, 'cannot tell'))}.")
    elif not flips:
        nearer = _named(_of(nearest, "stays")[:1])
        told.append(f"All stay short of it{f', the nearest{nearer}' if nearer else ''}.")
    told.append(
        f"Slopes are of {numbers['women']:,} women, each with her own draw of all numbers, and shrunk together, since the largest"
        " of many is large by chance; checked ones were then moved alone for the women of the trial's pool."
    )
    return told


def _of(nearest: list, verdict: str) -> list:
    """Return the numbers of a verdict whose distance has a middle."""
    return [one for one in nearest if one["verdict"] == verdict and exists(one["distance"])]


def _named(some: list) -> str:
    parts = [
        f"{one['number']} ({one['kind']}) {one['way']} by {distance_text(one)} SD{', checked' if one['checked'] else ''}"
        for one in some[:TOLD]
    ]
    return f": {'; '.join(parts)}" if parts else ""
