"""Designs made ready for comparison: each a whole protocol, with every contradiction of a stated one told before any run."""

import json
from dataclasses import dataclass
from typing import Any

from milkway.core.errors import InputError, Mistake
from milkway.planning.usual_designs import days_at_risk, leaving, moved, usual_designs
from milkway.protocol.changes import changed
from milkway.protocol.protocol import Protocol
from milkway.protocol.resolve import resolve
from milkway.protocol.variant import Variant
from milkway.protocol.words import Words, suggest
from milkway.protocol.worlds import worlds_asked

AS_PLANNED = Variant(name="as planned", about="protocol")
UNSEEN = (
    "name",
    "title",
    "registry",
    "study",
    "sources",
    "endpoints",
    "dropout",
    "multiplicity",
    "used_in_tuning",
    "hypotheses",
    "designs",
    "interim",
)


@dataclass(frozen=True)
class Design:
    """A design.

    Attributes:
        variant: what differs.
        protocol: the whole of it.
        endpoint: leading.
        unmoved: the protocol without the run-in, at whose pace women leave within it.
    """

    variant: Variant
    protocol: Protocol
    endpoint: str
    unmoved: Protocol

    @property
    def simulated(self) -> str:
        """Return what of the design women feel, as a text: designs that agree in it share a pool."""
        plain: dict[str, Any] = {key: value for key, value in resolve(self.protocol).items() if key not in UNSEEN}
        plain["supposed"] = worlds_asked(self.protocol)
        plain["design"] = {key: value for key, value in plain["design"].items() if key not in ("size", "block", "basis")}
        return json.dumps(plain, sort_keys=True)


def designs_of(protocol: Protocol, endpoint: str, words: Words) -> tuple[Design, ...]:
    """Return the designs that are compared: the protocol itself, and those that it states, else the usual ones.

    Args:
        protocol: as read.
        endpoint: leading.
        words: the names that the model knows.

    Raises:
        InputError: every mistake of every stated design.
    """
    variants = protocol.designs or usual_designs(protocol, endpoint)
    plain = protocol.model_copy(update={"designs": ()})
    made: list[Design] = []
    mistakes: list[Mistake] = []
    for variant in (AS_PLANNED, *variants):
        mistakes += _unknown(plain, variant)
        try:
            made.append(_design(plain, variant, endpoint, words))
        except InputError as error:
            mistakes += [Mistake(f"designs {variant.name!r}: {one.where}", one.found, one.allowed) for one in error.mistakes]
    if mistakes:
        raise InputError(protocol.name, mistakes)
    return tuple(made)


def _design(protocol: Protocol, variant: Variant, endpoint: str, words: Words) -> Design:
    unmoved = changed(protocol, variant.changes, variant.name, words) if variant.changes else protocol
    whole = unmoved
    if variant.run_in is not None:
        days = variant.run_in.days
        rest = leaving(unmoved, max(days_at_risk(unmoved) - days, 0.0)) if unmoved.dropout.by.since == "birth" else {}
        whole = changed(unmoved, moved(unmoved, days) | rest, variant.name, words)
    recorded = tuple(sorted({*whole.composition_days, whole.design.enrolment[0]}))
    whole = whole.model_copy(update={"composition_days": recorded})
    return Design(variant, whole, variant.endpoint or endpoint, unmoved)


def _unknown(protocol: Protocol, variant: Variant) -> list[Mistake]:
    """Return covariates that the population of a design does not have, and settings, which no design chooses."""
    known = [one.name for one in protocol.women.covariates]
    asked = [one.covariate for one in variant.among if one.covariate is not None]
    settings = [place for place in variant.changes if place.split(".")[0] == "settings"]
    allowed = "what a trial can choose; designs are compared under one setting, --setting or the protocol's [settings]"
    mistakes = [Mistake(f"designs {variant.name!r}: changes", place, allowed) for place in settings]
    return mistakes + [
        Mistake(f"designs {variant.name!r}: among", name, suggest(name, known)) for name in asked if name not in known
    ]
