"""Shares of reads that a cohort's sequencing would print of simulated infants: cells go through the same assay as real stool."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import Sequencing, sequenced_shares
from milkway.published.declared_assays import declared_assays
from milkway.published.gut_cohorts import GUT_GUILDS
from milkway.published.simulated_women import World


@dataclass(frozen=True)
class Method:
    """How a cohort sequenced.

    Attributes:
        study: key of the bibliography.
        library: "marker genes", whose reads follow cells, or "16S", whose reads follow copies of the gene.
        reads: per sample.
        background: share of reads below which a share says nothing.
        kind: of evidence, for `reads`.
        background_kind: of evidence, for `background`.
        source: of the numbers.
        why: what was done to get them.
    """

    study: str
    library: str
    reads: int
    background: float
    kind: str
    background_kind: str
    source: str
    why: str


@cache
def methods() -> dict[str, Method]:
    """Return the methods by study.

    >>> methods()["jakobsen2025"].reads, methods()["jakobsen2025"].background
    (24149, 0.01)
    """
    return {one["study"]: Method(**one) for one in declared_assays()["method"]}


def copies() -> np.ndarray:
    """Return (guild,) copies of the 16S gene per cell, in the order of `GUT_GUILDS`."""
    found = {one["guild"]: one["value"] for one in declared_assays()["copies"]}
    return np.array([found[guild] for guild in GUT_GUILDS])


def assay(method: Method, *, by_copies: bool = False) -> Sequencing:
    """Return the assay of the eight guilds.

    Args:
        method: of a cohort.
        by_copies: whether reads follow copies of the 16S gene; otherwise every cell gives as many.
    """
    recovery = copies() if by_copies else np.ones(len(GUT_GUILDS))
    return own_assay(method.reads, recovery)


def own_assay(reads: int, recovery: np.ndarray | None = None) -> Sequencing:
    """Return the assay of the eight guilds with so many reads a sample.

    Args:
        reads: per sample.
        recovery: (guild,) reads per cell; the same of all without.
    """
    same = np.ones(len(GUT_GUILDS)) if recovery is None else recovery
    return Sequencing(reads, declared_assays()["patchiness"]["value"], same)


def guild_cells(amount: Callable[[str], np.ndarray]) -> np.ndarray:
    """Return (infant, guild) cells, from a function that returns (infant,) those of a taxon."""
    return np.stack([np.sum([amount(taxon) for taxon in taxa], axis=0) for taxa in GUT_GUILDS.values()], axis=1)


def share_of_reads(world: World, guilds: tuple[str, ...], day: int, study: str) -> np.ndarray:
    """Return (infant,) share of the reads of stool that are of some guilds, as a study finds it; NaN where there is no cell."""
    return _shares(world, day, study)[:, [list(GUT_GUILDS).index(name) for name in guilds]].sum(axis=1)


@lru_cache(maxsize=16)  # as many occasions as the cohorts have; each is read for three guilds and two kinds of birth
def _shares(world: World, day: int, study: str) -> np.ndarray:
    occasion = Occasion(world.streams, world.cohort.dyads, f"sequencing {study}", day)
    return sequenced_shares(guild_cells(lambda taxon: world.gut(taxon, day)), assay(methods()[study]), occasion)
