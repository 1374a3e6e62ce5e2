"""A run as plain values for the page: percentiles over women on each day, signs, episodes, and what flowed."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from milkway.assays.calibrated_definition import CALIBRATED
from milkway.assays.mastitis import mastitis_days
from milkway.compilers.tallies import LEFT
from milkway.scenarios.flows import flows_of
from milkway.scenarios.run_scenario import ScenarioRun
from milkway.scenarios.watched_quantities import in_infant_gut, in_milk, pain, taxa_of

WHOLE, BAND = (5, 25, 50, 75, 95), (5, 50, 95)
RESIDENTS = "residents"
LEAST = 1e-3  # fewer cells than that are told as none


def life(run: ScenarioRun, taxa: str) -> dict[str, Any]:
    """Return a run: series over midnights, shares of the infant's gut, signs, episodes, and what flowed of some taxa."""
    found = run.trajectory
    residents, marked = taxa_of(run)
    groups = {RESIDENTS: residents} | {one: (one,) for one in (*residents, *marked)}
    gut = in_infant_gut(found, (*residents, *marked))
    total = gut.sum(axis=0)
    shares = np.divide(gut, total, out=np.full_like(gut, np.nan), where=total > 0)
    signs = {f"{side}_inflammation": _stock(run, f"{side}_breast__inflammation") for side in ("left", "right")}
    return {
        "days": found.days.tolist(),
        "diary_days": found.diary_days.tolist(),
        "milk": {name: logged(in_milk(found, group), WHOLE) for name, group in groups.items()},
        "gut": {name: logged(in_infant_gut(found, group).sum(axis=0), WHOLE) for name, group in groups.items()},
        "gut_shares": dict(zip((*residents, *marked), (rounded(mean(one)) for one in shares), strict=True)),
        "ph": plain(_stock(run, "infant_gut__ph")),
        "pain": plain(pain(found)),
        **{name: plain(values) for name, values in signs.items()},
        "episodes": episodes(run),
        "stopped": rounded(mean(found.exposed("ceased") > 0)),
        "taxa": taxa if taxa in groups else RESIDENTS,
        "flows": flows(run, groups.get(taxa, residents)),
        "failed": int((found.status != 0).sum()),
    }


def flows(run: ScenarioRun, taxa: Sequence[str]) -> list[dict[str, Any]]:
    """Return cells of some taxa moved on each day, a row for each way; what left is told where it arrived."""
    found, wanted = flows_of(run), set(taxa)
    named = {taxon.name for taxon in run.network.model.taxa}
    taxon = [row.stock.partition("__")[2] for row in found.rows]
    told = []
    for way, places in found.ways().items():
        kept = [place for place in places if taxon[place] in wanted]
        if way.kind == LEFT or not {taxon[place] for place in places} & named:
            continue
        cells = found.cells[:, :, kept].sum(axis=2)
        told.append(
            {"kind": way.kind, "process": way.process, "from": way.origin, "to": way.target, "cells": logged(cells, BAND)}
        )
    return told


def episodes(run: ScenarioRun) -> list[list[int]]:
    """Return the days since birth on which clinical mastitis began, for each woman, from the signs that are truly there."""
    found = run.trajectory
    born = (found.diary_days >= 0)[None, :, None]
    onset = mastitis_days(found.bothered & born, found.signs, CALIBRATED).onset
    return [found.diary_days[one].tolist() for one in onset]


def paired(runs: Sequence[ScenarioRun]) -> dict[str, Any]:
    """Return the second world less the first in the same women: decades of cells, and shares of women on either side.

    `lost` and `gained` are shares of all women who have some in the first world alone, and in the second alone.
    """
    residents, marked = taxa_of(runs[0])
    read: dict[str, Callable[[ScenarioRun], np.ndarray]] = {
        "milk": lambda run: in_milk(run.trajectory, residents),
        "milk_s_aureus": lambda run: in_milk(run.trajectory, ("s_aureus",)),
        "milk_strain": lambda run: in_milk(run.trajectory, marked),
        "gut": lambda run: in_infant_gut(run.trajectory, residents).sum(axis=0),
        "gut_bifidobacterium": lambda run: in_infant_gut(run.trajectory, ("bifidobacterium",))[0],
        "gut_bacteroides": lambda run: in_infant_gut(run.trajectory, ("bacteroides",))[0],
    }
    told = {}
    for name, of in read.items():
        first, second = (of(run) for run in runs)
        there = (first >= LEAST) & (second >= LEAST)
        change = np.where(there, np.log10(np.maximum(second, LEAST)) - np.log10(np.maximum(first, LEAST)), np.nan)
        told[name] = plain(change) | {"less": rounded(mean(change < 0, there)), "more": rounded(mean(change > 0, there))}
        told[name] |= {"lost": rounded(mean((first >= LEAST) & ~there)), "gained": rounded(mean((second >= LEAST) & ~there))}
    return told


def logged(cells: np.ndarray, percentiles: Sequence[int]) -> dict[str, Any]:
    """Return percentiles over women of (woman, day) cells, in thousandths of a decade; None where there is none, or no woman.

    >>> logged(np.array([[10.0, 0.0]]), (50,))
    {'p50': [1000, None]}
    """
    middle = _percentiles(cells, percentiles)
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = np.round(1000 * np.log10(middle))
    told = [
        [int(one) if cell >= LEAST else None for one, cell in zip(*row, strict=True)] for row in zip(whole, middle, strict=True)
    ]
    return dict(zip((f"p{q}" for q in percentiles), told, strict=True))


def plain(values: np.ndarray) -> dict[str, Any]:
    """Return percentiles over women of (woman, day) values; None where no woman has one."""
    found = _percentiles(values, WHOLE)
    return dict(zip((f"p{q}" for q in WHOLE), (rounded(one) for one in found), strict=True))


def rounded(values: np.ndarray) -> list[float | None]:
    """Return numbers to four decimals; None for those that do not exist."""
    return [round(float(one), 4) if np.isfinite(one) else None for one in values]


def _percentiles(values: np.ndarray, percentiles: Sequence[int]) -> np.ndarray:
    """Return (percentile, day) over the women who have a value; NaN where none has."""
    found = np.full((len(percentiles), values.shape[1]), np.nan)
    whole = np.isfinite(values).all(axis=0)
    found[:, whole] = np.percentile(values[:, whole], percentiles, axis=0)
    for day in np.flatnonzero(~whole):
        known = values[np.isfinite(values[:, day]), day]
        if len(known):
            found[:, day] = np.percentile(known, percentiles)
    return found


def mean(values: np.ndarray, there: np.ndarray | None = None) -> np.ndarray:
    """Return means over the first axis of those that exist."""
    exist = np.isfinite(values) if there is None else there
    count = exist.sum(axis=0)
    return np.divide(np.where(exist, values, 0).sum(axis=0), count, out=np.full(count.shape, np.nan), where=count > 0)


def _stock(run: ScenarioRun, key: str) -> np.ndarray:
    return run.trajectory.amounts[:, :, run.trajectory.stocks.index(key)]
