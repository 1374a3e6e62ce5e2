"""What each route matters for, as plain rows and as a table: a day with all routes open, and with each of them shut."""

from math import log10

from milkway.reports.numbers import plain, share
from milkway.reports.table import Table

LOADS = {"milk_residents": "Milk: all", "milk_s_aureus": "Milk: S. aureus", "milk_strain": "Milk: strain"}
BIFIDO = "bifidobacterium"
QUANTITIES = (*LOADS.values(), "Infant gut: bifido", "Infant gut pH", "Women with mastitis")
NONE = 1e-3  # cell/mL
NOTE = "Mean field; medians over the dyads, shares are means; milk in log10 cell/mL. Shown is what changes."


def each_off_rows(summary: dict, day: int) -> list[dict]:
    """Return a row for all routes open and for each route shut: the route, and quantities of a day; None of none."""
    return [{"off": name, **_quantities(one, day)} for name, one in summary["each_off"].items()]


def each_off_table(summary: dict, day: int) -> Table:
    """Return what changes on a day with each route shut."""
    rows = [(row["off"], *(_shown(name, row[name]) for name in QUANTITIES)) for row in each_off_rows(summary, day)]
    (_, *usual), *others = rows
    lines = [("all open", *usual)]
    lines += [
        (name.replace("_", " "), *(cell if cell != known else "" for cell, known in zip(cells, usual, strict=True)))
        for name, *cells in others
    ]
    return Table("each_off", f"What each route matters for: shut in turn, day {day}", ("Shut", *QUANTITIES), tuple(lines), NOTE)


def _quantities(told: dict, day: int) -> dict[str, float | None]:
    at = next(one for one in told["milestones"] if one["day"] == day)
    loads = {label: at[key]["median"] for key, label in LOADS.items()}
    others = (at["infant_gut_shares"].get(BIFIDO), at["infant_gut_ph"]["median"], float(told["mastitis"]["affected"]))
    return loads | dict(zip(QUANTITIES[len(loads) :], others, strict=True))


def no_cells(load: float) -> bool:
    """Return whether a load of milk (cell/mL) is as good as none."""
    return load < NONE


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "none"
    if name in LOADS.values():
        return "none" if no_cells(value) else f"{log10(value):.1f}"
    if name == QUANTITIES[-1]:
        return f"{value:.0f}"
    return share(value) if name == QUANTITIES[-3] else plain(value)
