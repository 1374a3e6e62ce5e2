"""A what-if run as named daily series: stocks and watched quantities, and the woman's diary, with units."""

from importlib.metadata import version

import numpy as np
import xarray as xr

from milkway.assays.calibrated_definition import CALIBRATED
from milkway.assays.mastitis import mastitis_days
from milkway.biology.disputed import not_asked_for
from milkway.biology.models import COMPLETE
from milkway.biology.sites import SITES
from milkway.reports.palette import taxon_label
from milkway.scenarios.flows import Flows
from milkway.scenarios.origins import Origins
from milkway.scenarios.run_scenario import ScenarioRun
from milkway.scenarios.tidy import units_of
from milkway.scenarios.watched_quantities import pain

LABELS, TAXA = {site.name: site.label for site in SITES}, {taxon.name for taxon in COMPLETE.taxa}
DYAD = ("dyad", {"long_name": "identity of the dyad", "units": "1"})
DAY = ("day", {"long_name": "midnight that begins the day, days since birth", "units": "day"})
DIARY_DAY = ("day", {"long_name": "day of the diary, days since birth", "units": "day"})


def daily_series(run: ScenarioRun, words: dict[str, str]) -> xr.Dataset:
    """Return what was recorded, a variable for each stock as in the CSV, (dyad, day); what does not exist is NaN.

    Args:
        run: of a scenario.
        words: that the scenario was made of.
    """
    kept, units = run.trajectory, units_of(run)
    variables = {
        key: (("dyad", "day"), kept.amounts[:, :, place], {"units": units[key], "long_name": _long(key)})
        for place, key in enumerate(kept.stocks)
    }
    return xr.Dataset(variables, _coordinates(run, np.asarray(kept.days), DAY), _about(run, words))


def daily_diary(run: ScenarioRun, words: dict[str, str]) -> xr.Dataset:
    """Return the woman's days: signs (dyad, day, sign) as they are and as reported, pain and clinical mastitis (dyad, day)."""
    kept = run.trajectory
    born = (kept.diary_days >= 0)[None, :, None]
    ill = mastitis_days(kept.bothered & born, kept.signs, CALIBRATED)
    days, signs = ("dyad", "day"), ("dyad", "day", "sign")
    variables = {
        "level": (signs, kept.level, {"units": "1", "long_name": "level of the sign at the end of the day"}),
        "present": (signs, kept.bothered, {"units": "1", "long_name": "whether the sign is above the woman's threshold"}),
        "reported": (signs, kept.reported, {"units": "1", "long_name": "whether she reports the sign"}),
        "pain": (days, pain(kept), {"units": "0-10", "long_name": "breast pain"}),
        "mastitis": (days, ill.clinical, {"units": "1", "long_name": "day of clinical mastitis, by the signs that are there"}),
        "onset": (days, ill.onset, {"units": "1", "long_name": "first day of an episode of clinical mastitis"}),
    }
    named = {"sign": ("sign", list(kept.signs), {"long_name": "sign of mastitis", "units": "1"})}
    return xr.Dataset(variables, _coordinates(run, kept.diary_days, DIARY_DAY) | named, _about(run, words))


def origins_series(origins: Origins, run: ScenarioRun, words: dict[str, str]) -> xr.Dataset:
    """Return cells (dyad, day, organ, taxon) in the mean field, and of them those by source and by route."""
    axes = ("dyad", "day", "organ", "taxon")
    variables = {
        "cells": (axes, origins.cells, {"units": "cell", "long_name": "cells"}),
        "by_source": ((*axes, "source"), origins.by_source, {"units": "cell", "long_name": "cells whose forebear came that way"}),
        "by_route": ((*axes, "route"), origins.by_route, {"units": "cell", "long_name": "cells whose forebears passed that way"}),
    }
    named = {"organ": origins.organs, "taxon": origins.taxa, "source": origins.sources, "route": origins.routes}
    coordinates = {name: (name, list(values), {"units": "1", "long_name": name}) for name, values in named.items()}
    return xr.Dataset(
        variables, _coordinates(run, np.asarray(origins.days), DAY) | coordinates, _about(run, words) | {"mean_field": 1}
    )


def flow_series(flows: Flows, run: ScenarioRun, words: dict[str, str]) -> xr.Dataset:
    """Return cells that moved on each day, (dyad, day, row)."""
    variables = {"cells": (("dyad", "day", "row"), flows.cells, {"units": "cell", "long_name": "cells moved in the day"})}
    ends = {"origin": [row.origin for row in flows.rows], "target": [row.target for row in flows.rows]}
    named = {
        "kind": ("how cells move", [row.kind for row in flows.rows]),
        "process": ("by which process", [row.process for row in flows.rows]),
        **{end: (f"site of the {end}", [key.partition("__")[0] for key in keys]) for end, keys in ends.items()},
        "taxon": ("of which taxon", [row.stock.partition("__")[2] for row in flows.rows]),
    }
    rows = {name: ("row", values, {"units": "1", "long_name": about}) for name, (about, values) in named.items()}
    day = ("day", {"long_name": "day on which cells moved, days since birth", "units": "day"})
    return xr.Dataset(variables, _coordinates(run, flows.days, day) | rows, _about(run, words))


def _coordinates(run: ScenarioRun, days: np.ndarray, about: tuple[str, dict[str, str]]) -> dict[str, tuple]:
    return {"dyad": (DYAD[0], np.asarray(run.trajectory.dyads), DYAD[1]), "day": (about[0], days, about[1])}


def _about(run: ScenarioRun, words: dict[str, str]) -> dict[str, object]:
    """Return what the whole is of, as texts and numbers that every file format takes."""
    return {
        "title": "Simulated; no human participants. For research and teaching; not medical advice.",
        **words,
        "disputed_routes_on": ", ".join(run.scenario.routes) or "none",
        "disputed_routes_off": ", ".join(not_asked_for(run.scenario.routes)) or "none",
        "mean_field": int(run.mean_field),
        "seed": run.seed,
        "milkway": version("milkway"),
    }


def _long(key: str) -> str:
    """Return a stock as a reader calls it.

    >>> _long("infant_gut__s_aureus"), _long("left_breast__volume")
    ("infant's colon: S. aureus", 'left breast: volume')
    """
    site, _, what = key.partition("__")
    return f"{LABELS.get(site, site)}: {taxon_label(what) if what in TAXA else what.replace('_', ' ')}"
