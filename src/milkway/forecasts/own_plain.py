"""A user's own results beside their forecasts, as plain values for JSON."""

from collections.abc import Mapping, Sequence

import numpy as np

from milkway.analysis.kinds import COUNT, SHARE
from milkway.forecasts.forecast import Told
from milkway.forecasts.forecast_plain import interval_of, short_of
from milkway.forecasts.forecast_scores import score_of
from milkway.forecasts.infant_forecast import GuildForecast, OccasionForecast, RivalTold
from milkway.forecasts.infant_laws import LawTold
from milkway.forecasts.own_forecast import GroupForecast
from milkway.forecasts.own_results import OF_WOMEN
from milkway.skill.scores import place_of

NOTHING = np.zeros(0)
TABLES = {score: name for name, score in OF_WOMEN.items()}


def plain_group(one: GroupForecast) -> dict:
    """Return a group: what was printed, its place in the forecast, its score, and those of both rivals."""
    group, given = one.group, one.group.given
    printed = NOTHING if one.told is None else one.told.printed.arms[group.name]
    alone = NOTHING if one.alone is None else one.alone.printed.arms[group.name]
    place = place_of(printed, given.value) if len(printed) else None
    return (
        {"name": group.name, "of": TABLES[group.score], "day": group.day, "population": group.population}
        | interval_of(printed)
        | {"published": given.plain}
        | placed(place)
        | _score(one, one.told, with_error=True)
        | {
            "mechanism": short_of(alone),
            "rival": _rival(one, one.naive),
            "hierarchy": _rival(one, one.hierarchy),
            "scored": one.told is not None and one.naive is not None,
        }
    )


def plain_infants(found: Mapping[str, Sequence[OccasionForecast]], counted: str) -> list[dict]:
    """Return the guilds of infants of a trial's arms by hypothesis; they are scored under the one that counts."""
    rows = [row | {"hypothesis": name} for name, occasions in found.items() for one in occasions for row in plain_occasion(one)]
    return [row | {"scored": row["scored"] and row["hypothesis"] == counted} for row in rows]


def plain_occasion(one: OccasionForecast) -> list[dict]:
    """Return each guild on an occasion: as a distribution over infants, its distance to what was printed, and both rivals."""
    given = one.given
    key = {"name": given.name, "arm": given.arm or None, "birth": given.birth, "day": given.day, "n": given.n}
    return [key | {"guild": guild} | _guild(told) | {"rival_words": one.rival} for guild, told in one.guilds.items()]


def placed(place: float | None) -> dict:
    """Return a place in a forecast, and whether it is inside the central 50 % and 90 %."""
    inside = {f"inside_{share}": None if place is None else bool(abs(place - 0.5) <= share / 200) for share in (50, 90)}
    return {"place": place} | inside


def _guild(one: GuildForecast) -> dict:
    known = one.given
    return _law(one.law) | {
        "mean_of_study": interval_of(one.mean) | _of_number(one.mean, known.mean),
        "above_1_percent_of_study": interval_of(one.above) | _of_number(one.above, known.above_1_percent),
        "fair_iqd": None if one.score is None else one.score.value,
        "error": None if one.score is None else one.score.error,
        "rival": _rival_law(one.naive),
        "hierarchy": _rival_law(one.hierarchy),
        "scored": one.score is not None and one.naive is not None,
    }


def _of_number(printed: np.ndarray, value: float | None) -> dict:
    return {"published": value} | placed(None if value is None else place_of(printed, value))


def _law(told: LawTold) -> dict:
    low, middle, high = told.quartiles
    shares = {"mean": told.mean, "above_1_percent": told.above_1_percent}
    return {"median_log10": middle, "quartiles_log10": [low, high]} | shares


def _rival_law(one: RivalTold | None) -> dict | None:
    return None if one is None else _law(one.law) | {"fair_iqd": one.distance}


def _rival(one: GroupForecast, told: Told | None) -> dict | None:
    return None if told is None else short_of(told.printed.arms[one.group.name]) | _score(one, told)


def _score(one: GroupForecast, told: Told | None, *, with_error: bool = False) -> dict:
    name = "log_score" if one.group.kind is SHARE or one.group.kind is COUNT else "crps"
    found = None if told is None else score_of(told, one.group.kind, one.group.name, one.group.given)
    made = {name: None if found is None else found.value}
    return made | ({"error": None if found is None else found.error} if with_error else {})
