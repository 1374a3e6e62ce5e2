"""Every published result beside its prediction, as a kept run of `milkway qualify` found them, those missed most first."""

import math

from milkway.explorer.kept_answers import QUALIFICATION, kept_answer
from milkway.published.place import place_of


def qualification() -> dict:
    """Return the results with the place of each in its prediction, and how many lie inside."""
    kept = kept_answer(QUALIFICATION)
    rows = [one | {"place": _place(one)} for one in kept.answer["results"]]
    return kept.about | kept.answer | {"results": sorted(rows, key=_missed, reverse=True)}


def _place(one: dict) -> float | None:
    """Return the place in halves of the 90 % interval from the median; None where the interval has no width."""
    place = place_of(one["published"], one["predicted"])
    return place if math.isfinite(place) else None


def _missed(one: dict) -> float:
    return math.inf if one["place"] is None else abs(one["place"])
