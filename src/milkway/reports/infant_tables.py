"""Tables of guilds in infants' stool: each as a distribution over infants, its place and distance, and both rivals."""

from collections.abc import Mapping, Sequence

from milkway.reports.table import Table
from milkway.skill.skill_lines import Skill, leads

NONE = "-"
MECHANISM = ("log10 share, median (quartiles)", "mean", "above 1 %", "mean published", "place", "fair IQD")
RIVALS = {"naive rival": "rival", "hierarchy": "hierarchy"}  # heading: in the row


def infant_tables(rows: Sequence[Mapping], skill: Skill | None) -> tuple[Table, ...]:
    """Return a table for each occasion; the mechanism stands before the rivals only where it is no worse than published results.

    Args:
        rows: guilds of occasions.
        skill: of forecasts like these, as folds earned it.
    """
    first = leads(skill)
    columns = ("guild", *MECHANISM, *RIVALS) if first else ("guild", *RIVALS, *MECHANISM)
    tables = list[Table]()
    for name in dict.fromkeys(one["name"] for one in rows):
        some = [one for one in rows if one["name"] == name]
        title = f"{name}: {some[0]['n']} infants, {some[0]['birth'].replace('_', ' ')}, day {some[0]['day']}"
        tables.append(Table(f"infants-{name}", title, columns, tuple(_of_guild(one, first=first) for one in some)))
    return tuple(tables)


def rival_lines(rows: Sequence[Mapping]) -> list[str]:
    """Return of whom the naive rival is made on each occasion, or why there is none."""
    return list(dict.fromkeys(f"{one['name']}: {one['rival_words']}." for one in rows))


def place_text(one: Mapping) -> str:
    """Return where a published number lies in its forecast."""
    if one["place"] is None:
        return NONE
    words = "inside 50 %" if one["inside_50"] else "inside 90 %" if one["inside_90"] else "outside 90 %"
    return f"{one['place']:.2f}, {words}"


def number_text(value: float | None) -> str:
    """Return a number in three digits."""
    return NONE if value is None else f"{0.0 if abs(value) < 1e-9 else value:.3g}"


def _of_guild(one: Mapping, *, first: bool) -> tuple[str, ...]:
    mean, rivals = one["mean_of_study"], [_rival_law(one[name]) for name in RIVALS.values()]
    told = (
        _law(one),
        number_text(one["mean"]),
        f"{100 * one['above_1_percent']:.0f} %",
        number_text(mean["published"]),
        place_text(mean),
        number_text(one["fair_iqd"]) + ("" if one["error"] is None else f" ± {one['error']:.2g}"),
    )
    return (one["guild"], *told, *rivals) if first else (one["guild"], *rivals, *told)


def _law(one: Mapping) -> str:
    low, high = one["quartiles_log10"]
    return f"{one['median_log10']:.2f} ({low:.2f} to {high:.2f})"


def _rival_law(one: Mapping | None) -> str:
    if one is None:
        return NONE
    return _law(one) if one["fair_iqd"] is None else f"{_law(one)}, {number_text(one['fair_iqd'])}"
