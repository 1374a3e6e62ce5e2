"""Which studies count as one: participants in common, cohorts of one group, or a maker and its partners (`data/clusters.toml`).

A forecast that leaves a study out leaves its whole cluster out, and in a mean each cluster counts once.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import Field
from pydantic.dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of


@dataclass(config=STRICT, frozen=True)
class Cluster:
    """Studies that count as one, and why."""

    name: str
    studies: tuple[str, ...]
    why: str


@dataclass(config=STRICT, frozen=True)
class _Alone:
    why: str
    studies: tuple[str, ...]


@dataclass(config=STRICT, frozen=True)
class _File:
    alone: tuple[_Alone, ...]
    clusters: tuple[Cluster, ...] = Field(alias="cluster")


@cache
def clusters() -> tuple[Cluster, ...]:
    """Return all clusters; a study that shares nothing with another is one of its own, of its own name.

    Raises:
        InputError: a study stands in two, or a cluster of several has the name of a study outside it.

    >>> "hurtado2017" in next(one.studies for one in clusters() if one.name == "biosearch")
    True
    """
    mistakes: list[Mistake] = []
    found = parsed(_File, toml_of(files("milkway.ledger").joinpath("data", "clusters.toml")), "clusters.toml", mistakes)
    if found is None:
        raise InputError("clusters.toml", mistakes)
    single = [Cluster(study, (study,), group.why) for group in found.alone for study in group.studies]
    made = (*found.clusters, *single)
    named = [study for one in made for study in one.studies]
    twice = sorted({study for study in named if named.count(study) > 1})
    if twice:
        raise InputError("clusters.toml", [Mistake(study, "in two clusters", "in one") for study in twice])
    return made


@cache
def _of_studies() -> Mapping[str, Cluster]:
    return {study: one for one in clusters() for study in one.studies}


def cluster_of(study: str) -> str:
    """Return the name of the cluster of a study.

    Raises:
        KeyError: the study stands in none; a test holds every study of the ledger to one.

    >>> cluster_of("amir2013") == cluster_of("cullinane2015")
    True
    """
    return _of_studies()[study].name


def members_with(study: str) -> frozenset[str]:
    """Return the studies that count as one with a study, itself among them; of a study that the ledger has not, itself alone.

    >>> members_with(""), "pastor2020" in members_with("hurtado2017")
    (frozenset(), True)
    """
    if not study:
        return frozenset()
    return frozenset(_of_studies()[study].studies) if study in _of_studies() else frozenset({study})
