"""The table of the flip distance: the uncertain numbers that are nearest to turn go to no-go or back."""

from collections.abc import Mapping

from milkway.reports.flip_words import distance_text, level_text, percent
from milkway.reports.numbers import ABSENT, plain, rounded, share
from milkway.reports.table import Table


def flip_tables(found: Mapping, name: str) -> list[Table]:
    """Return a table for each hypothesis whose power crosses its target; none where the numbers were not looked for.

    Args:
        found: the flip distance as plain values.
        name: what the names of the tables end with.
    """
    numbers = found["numbers"]
    if numbers is None or numbers["why_not"]:
        return []
    crossing = {one["hypothesis"]: one for one in found["crossings"]}
    return [_table(found, crossing[one["hypothesis"]], one, name) for one in numbers["distances"]]


def _table(found: Mapping, crossing: Mapping, told: Mapping, name: str) -> Table:
    numbers, counts, hypothesis = found["numbers"], told["counts"], told["hypothesis"]
    rows = tuple(
        (
            one["number"],
            one["kind"],
            _one_deviation(one),
            one["way"],
            distance_text(one),
            share(one["chance"]),
            one["verdict"],
            _checked(one["checked"], of_women=found["share"]),
        )
        for one in told["nearest"]
    )
    far = plain(numbers["far"], 0)
    columns = ("number", "kind", "value, one SD", "moved", "distance, SD (90 %)", f"within {far} SD", "verdict", "checked")
    note = (
        f"Distance: standard deviations of its stated spread by which a number, moved alone, takes the {found['reference']} arm"
        f" to the level at which power is {percent(found['target'])}. Within {far} SD: the chance that this is enough; a number"
        f" flips from 95 % on and stays up to 5 %: {counts['flips']} flip, {counts['stays']} stay, of {counts['cannot tell']} it"
        " cannot be told. Checked: the level of all women of the trial's own pool before and after such a move."
    )
    title = f"Flip distance under {hypothesis}, {crossing['n']} women"
    return Table(f"flip-{hypothesis}-{name}", title, columns, rows, note)


def _one_deviation(one: Mapping) -> str:
    spread = f"times {one['spread']:.3g}" if one["distribution"] == "lognormal" else f"± {one['spread']:.3g}"
    unit = "" if one["unit"] == "dimensionless" else f" {one['unit']}"
    return f"{one['value']:.3g}{unit}, {spread}"


def _checked(one: Mapping | None, *, of_women: bool) -> str:
    if one is None:
        return "no"
    base, level = (level_text(one[name], of_women=of_women) if one[name] is not None else ABSENT for name in ("base", "level"))
    return f"{base} to {level} at {rounded(one['moved'], 1)} SD"
