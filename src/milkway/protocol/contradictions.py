"""Every contradiction in a protocol is found here, before anything is simulated, so that all of them are told at once.

A check looks at some parts of a protocol. Where a file has mistakes of other kinds too, its sound parts are still checked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from milkway.core.errors import Mistake
from milkway.protocol.clashes import clashes
from milkway.protocol.contradictions_measured import (
    early_visits,
    empty_cultures,
    idle_clinicians,
    impossible_days,
    impossible_signs,
    late_baselines,
    nothing_after,
    unborn,
    unpublished,
    unsampled,
)
from milkway.protocol.contradictions_supposed import (
    hypotheses_alike,
    lost_parameters,
    never_taken,
    routes_alike,
    sampled_nobody,
    unknown_sources,
    unknown_sources_of_women,
)
from milkway.protocol.protocol import Protocol
from milkway.protocol.single_arm import compared_alone, needless_reference, unlike_its_arms
from milkway.protocol.words import Words


@dataclass(frozen=True)
class Check:
    """A kind of contradiction: how it is found, and in which parts of a protocol."""

    find: Callable[[Protocol], Iterable[Mistake]]
    parts: tuple[str, ...]


CHECKS = (
    Check(needless_reference, ("arms", "reference")),
    Check(unlike_its_arms, ("arms", "endpoints")),
    Check(compared_alone, ("arms", "design", "dropout", "endpoints", "interim", "multiplicity")),
    Check(early_visits, ("design", "visits")),
    Check(empty_cultures, ("assays",)),
    Check(unborn, ("assays", "design", "visits")),
    Check(unsampled, ("assays", "endpoints", "strain", "visits")),
    Check(late_baselines, ("design", "endpoints", "visits")),
    Check(nothing_after, ("design", "endpoints", "visits")),
    Check(impossible_signs, ("mastitis",)),
    Check(idle_clinicians, ("mastitis",)),
    Check(impossible_days, ("design", "endpoints", "mastitis")),
    Check(unpublished, ("endpoints", "used_in_tuning")),
    Check(never_taken, ("arms", "hypotheses", "reference")),
    Check(hypotheses_alike, ("hypotheses",)),
    Check(routes_alike, ("routes",)),
    Check(lost_parameters, ("arms", "hypotheses", "parameters", "routes")),
    Check(sampled_nobody, ("design", "eligibility", "endpoints", "population")),
    Check(unknown_sources, ("bibliography", "sources")),
    Check(unknown_sources_of_women, ("bibliography", "population")),
)


def contradictions(protocol: Protocol, words: Words, broken: frozenset[str] = frozenset()) -> list[Mistake]:
    """Return every contradiction.

    Args:
        protocol: whose parts are each of the right kind, save the broken ones.
        words: the names that the chosen model knows.
        broken: parts that could not be read, so that what they contradict cannot be told.
    """
    found = clashes(protocol, words, broken)
    for check in CHECKS:
        if not broken.intersection(check.parts):
            found += check.find(protocol)
    return found
