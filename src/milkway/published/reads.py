"""Shares of reads that a cohort's sequencing would print of simulated infants: cells go through the same assay as real stool."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import Sequencing, sequence
from milkway.published.simulated_women import GUILDS, World


@dataclass(frozen=True)
class Method:
    """How a cohort sequenced: reads a sample, concentration of the Dirichlet, contaminating gene copies per mL of all guilds."""

    study: str
    kind: str
    reads: int
    concentration: float
    contamination: float
    why: str


@cache
def methods() -> dict[str, Method]:
    """Return the methods by study.

    >>> methods()["jakobsen2025"].reads
    24149
    """
    text = files("milkway.published").joinpath("data", "sequencing.toml").read_text(encoding="utf-8")
    return {one["study"]: Method(**one) for one in tomllib.loads(text)["method"]}


def share_of_reads(world: World, taxa: tuple[str, ...], day: int, study: str) -> np.ndarray:
    """Return (infant,) share of the reads of stool that are of some taxa, as a study's method would find it on a day."""
    reads = _reads(world, day, study)
    return reads[:, [GUILDS.index(name) for name in taxa]].sum(axis=1) / np.maximum(reads.sum(axis=1), 1.0)


def assay(method: Method, taxa: int) -> Sequencing:
    """Return the assay of so many taxa: one copy per cell of each, contamination spread evenly over them."""
    return Sequencing(method.reads, method.concentration, np.ones(taxa), np.full(taxa, method.contamination / taxa))


@lru_cache(maxsize=16)  # as many occasions as the cohorts have; each is read for three guilds and two kinds of birth
def _reads(world: World, day: int, study: str) -> np.ndarray:
    cells = np.stack([world.gut(name, day) for name in GUILDS], axis=1)
    occasion = Occasion(world.streams, world.cohort.dyads, f"sequencing {study}", day)
    return sequence(cells, assay(methods()[study], len(GUILDS)), occasion)
