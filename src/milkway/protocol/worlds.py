"""What a protocol implies of the worlds that are simulated: which arms, shared by whom, without which events."""

from milkway.biology.exposures import TAKING_PRODUCT
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.estimand import HYPOTHETICAL
from milkway.protocol.events import EVENTS, LEAVING
from milkway.protocol.protocol import Protocol
from milkway.protocol.treatment import Arm

Events = tuple[str, ...]
OUTSIDE = EVENTS["outside_probiotic"].dial


def supposed(endpoint: Endpoint) -> Events:
    """Return the events that an endpoint supposes not to happen, as far as they change what happens to anybody.

    Leaving does not: the world in which nobody leaves is the factual one, followed to the end.
    """
    return tuple(event for event in endpoint.estimand.treated_by(HYPOTHETICAL) if event != LEAVING)


def worlds_asked(protocol: Protocol) -> tuple[Events, ...]:
    """Return the worlds that a trial needs beside the factual one, each as the events that do not happen in it."""
    return tuple(dict.fromkeys(events for one in protocol.endpoints if (events := supposed(one))))


def is_alike_in_all_worlds(arm: Arm, protocol: Protocol) -> bool:
    """Return whether no hypothesis about the strain can change an arm: its women never take it, from outside neither."""
    outside = any(EVENTS[one.event].dial == OUTSIDE and one.share for one in protocol.intercurrent)
    outside |= any(one.parameter == OUTSIDE and one.value for one in protocol.parameters)
    return arm.bare and not outside


def takes_product(protocol: Protocol) -> int | None:
    """Return the place of the first arm, other than the reference, whose women take the product; None if none does."""
    taking = (
        number
        for number, arm in enumerate(protocol.arms)
        if arm.name != protocol.reference and any(course.exposure == TAKING_PRODUCT.key for course in arm.courses)
    )
    return next(taking, None)
