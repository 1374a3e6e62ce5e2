"""Origins in words and numbers: shares by source and route, as plain values and as a table."""

from collections.abc import Callable

import numpy as np

from milkway.reports.palette import taxon_label
from milkway.reports.table import Table
from milkway.scenarios.origins import Origins

ORGANS = {"infant_gut": "Infant gut", "infant_mouth": "Infant mouth", "milk": "Milk"}
SOURCES = {
    "areola": "skin flora of the areola",
    "birth_canal": "birth canal",
    "maternal_faecal": "family's guts",
    "environment": "home and hospital",
    "contact": "product by hand",
    "entero_mammary": "immune cells",
    "prenatal": "before birth",
}
NOTE = (
    "Mean field, means over dyads. By: the way by which the first forebear of a cell came; sums to 100 %. Through: cells one of"
    " whose forebears passed that route between organs; these overlap."
)
LEAST = 0.0005


def source_label(name: str) -> str:
    """Return a source as readers write it.

    >>> source_label("areola"), source_label("pump_arrival")
    ('skin flora of the areola', 'pump arrival')
    """
    return SOURCES.get(name, name.replace("_", " "))


def groups(origins: Origins) -> dict[str, tuple[str, ...]]:
    """Return whose origins are told: all residents, S. aureus, and each marked strain."""
    marked = [taxon for taxon in origins.taxa if taxon not in origins.residents]
    alone = [taxon for taxon in ("s_aureus",) if taxon in origins.residents]
    return {"all residents": origins.residents, **{taxon_label(taxon): (taxon,) for taxon in (*alone, *marked)}}


def plain_origins(origins: Origins, days: tuple[int, ...]) -> list[dict]:
    """Return a row for each day, organ and group: mean shares over dyads; None of nobody."""
    rows = []
    for day in (one for one in days if one in origins.days):
        column = int(np.searchsorted(origins.days, day))
        for organ in ORGANS:
            for group, taxa in groups(origins).items():
                source, route = (_means(part[:, column]) for part in origins.shares(organ, taxa))
                shares = {"sources": dict(zip(origins.sources, source, strict=True))}
                shares |= {"through": dict(zip(origins.routes, route, strict=True))}
                rows.append({"day": day, "organ": organ, "group": group, **shares})
    return rows


def origins_table(rows: list[dict], day: int) -> Table:
    """Return where cells come from on a day, the largest share first."""
    lines = [
        (
            f"{ORGANS[row['organ']]}: {row['group']}",
            _listed(row["sources"], source_label),
            _listed(row["through"], lambda name: name.replace("_", " ")),
        )
        for row in rows
        if row["day"] == day
    ]
    return Table("origins", f"Where the cells come from, day {day}", ("", "By", "Through"), tuple(lines), NOTE)


def _listed(shares: dict[str, float | None], named: Callable[[str], str]) -> str:
    known = sorted(((share, name) for name, share in shares.items() if share is not None and share >= LEAST), reverse=True)
    if not any(share is not None for share in shares.values()):
        return "no cells"
    return ", ".join(f"{named(name)} {100 * share:.1f} %" for share, name in known) or "-"


def _means(shares: np.ndarray) -> list[float | None]:
    """Return means over the dyads that have any such cells, (dyad, way) to (way,)."""
    known = shares[np.isfinite(shares).all(axis=1)]
    return [float(one) for one in known.mean(axis=0)] if len(known) else [None] * shares.shape[1]
