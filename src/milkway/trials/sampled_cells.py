"""The cells of a sample of each woman: those that live in what is sampled, and those that are counted besides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from milkway.assays.contamination import foreign_cells
from milkway.assays.foremilk import foremilk
from milkway.assays.materials import AREOLAE, MATERIALS, MOUTH
from milkway.assays.occasion import Occasion
from milkway.biology.exposures import DISCONTINUED, TAKING_PRODUCT
from milkway.core.streams import Streams
from milkway.protocol.culture import Culture, Foremilk
from milkway.protocol.protocol import Protocol
from milkway.simulation.trajectory import Trajectory

ENDED_BY = {TAKING_PRODUCT.key: DISCONTINUED.key}  # who has stopped the product has none on her hands


@dataclass(frozen=True)
class Taken:
    """Samples of the women of an arm, taken at one visit.

    Attributes:
        trajectory: of the women.
        culture: how samples are taken and examined.
        day: (woman,) since birth.
        eve: (woman,) place on the diary's days that says what she is exposed to at the visit.
    """

    trajectory: Trajectory
    culture: Culture
    day: np.ndarray
    eve: np.ndarray


def concentration(trajectory: Trajectory, sites: Iterable[str], taxa: Iterable[str], day: int | np.ndarray) -> np.ndarray:
    """Return cells of the taxa per mL of all sites mixed, on one day or on each woman's own; (woman,) cell/mL."""
    places = tuple(sites)
    held = [trajectory.amount(f"{MATERIALS[site].site}__{taxon}", day) for taxon in taxa for site in places]
    return np.sum(held, axis=0) / np.sum([trajectory.amount(MATERIALS[site].volume, day) for site in places], axis=0)


def living_cells(taken: Taken, taxa: Iterable[str]) -> np.ndarray:
    """Return (woman,) living cell/mL of some taxa in a sample."""
    trajectory, culture, who = taken.trajectory, taken.culture, tuple(taxa)
    if not culture.material.site:
        return np.zeros(len(trajectory.dyads))
    if culture.swab is not None:
        return _cells(taken, [MATERIALS[site].site for site in culture.sites], who) * culture.swab.recovered / culture.swab.medium
    mixed = concentration(trajectory, culture.sites, who, taken.day)
    return mixed if culture.foremilk is None else _first_drops(taken, who, mixed, culture.foremilk)


def counted_cells(taken: Taken, taxa: Iterable[str], streams: Streams) -> np.ndarray:
    """Return (woman,) cell/mL of some taxa that a count is of: living ones, dead ones beside them, and what got in."""
    culture, who = taken.culture, tuple(taxa)
    found = living_cells(taken, who)
    dead = {} if culture.dead is None else culture.dead.per_living
    for taxon in (one for one in who if one in dead):
        found = found + dead[taxon] * living_cells(taken, (taxon,))
    for one in culture.contamination:
        occasion = Occasion(streams, taken.trajectory.dyads, f"{culture.name} contaminated by {one.name}", taken.day)
        foreign = foreign_cells(one.of(who), occasion)
        found = found + (foreign if one.during is None else np.where(_exposed(taken, one.during), foreign, 0.0))
    return found


def stocks_needed(protocol: Protocol) -> tuple[str, ...]:
    """Return the stocks and volumes that samples are made of."""
    return tuple(dict.fromkeys(key for culture in protocol.assays.culture for key in _stocks(culture, protocol.strain)))


def exposures_needed(protocol: Protocol) -> tuple[str, ...]:
    """Return the exposures during which samples are contaminated."""
    asked = {one.during for culture in protocol.assays.culture for one in culture.contamination if one.during is not None}
    return tuple(sorted(asked | {ENDED_BY[key] for key in asked if key in ENDED_BY}))


def _stocks(culture: Culture, strain: str) -> Iterator[str]:
    taxa = {taxon: None for group in culture.groups.values() for taxon in group} | {strain: None}
    for site in culture.sites if culture.material.site else ():
        washed = (MATERIALS[AREOLAE[site]].site, MOUTH) if culture.foremilk is not None else ()
        for place in (MATERIALS[site].site, *washed):
            yield from (f"{place}__{taxon}" for taxon in taxa)
        if MATERIALS[site].volume:
            yield MATERIALS[site].volume


def _first_drops(taken: Taken, taxa: tuple[str, ...], mixed: np.ndarray, how: Foremilk) -> np.ndarray:
    breasts = [MATERIALS[AREOLAE[site]].site for site in taken.culture.sites]
    return foremilk(mixed, _cells(taken, breasts, taxa) / len(breasts), _cells(taken, [MOUTH], taxa), how.wash)


def _cells(taken: Taken, places: list[str], taxa: tuple[str, ...]) -> np.ndarray:
    return np.sum([taken.trajectory.amount(f"{place}__{taxon}", taken.day) for taxon in taxa for place in places], axis=0)


def _exposed(taken: Taken, key: str) -> np.ndarray:
    """Return (woman,) whether she is exposed at the visit."""
    women = np.arange(len(taken.eve))
    exposed = taken.trajectory.exposed(key)[women, taken.eve] > 0
    return exposed & (taken.trajectory.exposed(ENDED_BY[key])[women, taken.eve] == 0) if key in ENDED_BY else exposed
