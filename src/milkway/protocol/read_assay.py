"""Which assay an endpoint is read from: the one that it names, or the first that holds what its score is about."""

from collections.abc import Iterator

from milkway.analysis.registry import SCORES
from milkway.protocol.culture import Culture
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.protocol.sequenced import SequencedStool, StrainSharing

Assay = Culture | SequencedStool | StrainSharing


def assays_of(protocol: Protocol) -> tuple[Assay, ...]:
    """Return every assay of a protocol, in the order in which samples are told."""
    return *protocol.assays.culture, *protocol.assays.sequencing, *protocol.assays.sharing


def assays_for(endpoint: Endpoint, protocol: Protocol) -> Iterator[Assay]:
    """Yield the assays that an endpoint of a sample could be read from, at whatever visit."""
    for one in _right(endpoint, protocol):
        if endpoint.assay in (None, one.name) and _holds(one, endpoint, protocol.strain):
            yield one


def assay_of(endpoint: Endpoint, protocol: Protocol) -> Assay:
    """Return the assay that an endpoint of a sample is read from."""
    return next(one for one in assays_for(endpoint, protocol) if {*sampled_at(endpoint)} <= {*one.visits})


def sampled_at(endpoint: Endpoint) -> tuple[str, ...]:
    """Return the visits at whose samples an endpoint is read: of a change from baseline two."""
    return tuple(one for one in (endpoint.baseline, endpoint.visit) if one is not None)


def of_what(endpoint: Endpoint) -> str:
    """Return what kind of assay an endpoint of a sample needs, as messages call it."""
    scored = SCORES[endpoint.score]
    if scored.assayed == "reads":
        return f"sequencing of {scored.material}"
    return f"a pair with {scored.material}" if scored.assayed == "pairs" else f"a culture of {scored.material}"


def _right(endpoint: Endpoint, protocol: Protocol) -> Iterator[Assay]:
    """Yield the assays of the kind and the material of a score."""
    scored, stated = SCORES[endpoint.score], protocol.assays
    if scored.assayed == "counts":
        yield from (one for one in stated.culture if one.material.name == scored.material)
    elif scored.assayed == "reads":
        yield from (one for one in stated.sequencing if one.material == scored.material)
    else:
        yield from (one for one in stated.sharing if one.material == scored.material)


def _holds(assay: Assay, endpoint: Endpoint, strain: str) -> bool:
    """Return whether an assay counts the group that is asked for, or without one the strain where that is what is sampled."""
    if isinstance(assay, StrainSharing):
        return True
    counted = [strain in taxa for group, taxa in assay.groups.items() if endpoint.group in (None, group)]
    return any(counted) or (bool(counted) and not SCORES[endpoint.score].of_strain)
