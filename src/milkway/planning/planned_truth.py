"""The truth that a planner states of an endpoint, and the protocols and truths that no pool of women can plan for."""

from milkway.analysis.kinds import TIME
from milkway.analysis.registry import SCORES
from milkway.core.errors import Mistake
from milkway.core.numerals import number_of, read_number
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.protocol.single_arm import contrast_mistakes
from milkway.protocol.worlds import takes_product

PROTOCOL = "protocol"
DEFAULT_RATIO = 0.7


def is_ratio(endpoint: Endpoint) -> bool:
    """Return whether the truth of an endpoint is a ratio; else it is a difference, as of loads unless a ratio leads."""
    kind = SCORES[endpoint.score].kind
    return kind.ratio or (kind.logged and endpoint.leading.is_ratio)


def fewer_is_better(endpoint: Endpoint) -> bool:
    """Return whether a truth below no effect is the good one: for a time, it is that of women to whom the event happens."""
    return endpoint.better != "higher" or SCORES[endpoint.score].kind is TIME


def stated_truth(truth: float | str | None) -> float | None:
    """Return the truth to plan for, None if it is no number; where none is stated it is the usual ratio.

    >>> stated_truth(None), stated_truth("0.6"), stated_truth("0,6")
    (0.7, 0.6, None)
    """
    if truth is None:
        return DEFAULT_RATIO
    return read_number(truth) if isinstance(truth, str) else number_of(truth)


def pool_mistakes(protocol: Protocol) -> list[Mistake]:
    """Return why a pool of women, each under every arm, cannot hold a protocol, or has no arms to compare."""
    return [*contrast_mistakes(protocol), *women_mistakes(protocol)]


def women_mistakes(protocol: Protocol) -> list[Mistake]:
    """Return why a pool of women, each under every arm, cannot hold a protocol."""
    mistakes: list[Mistake] = []
    if takes_product(protocol) is None:
        mistakes.append(Mistake("arms", "no arm whose women take the product", "a course of taking_product in an arm"))
    if protocol.design.centres is not None:
        mistakes.append(Mistake("design.centres", "whole centres", "women randomised: a pool holds women, not centres"))
    return mistakes


def least_mistakes(protocol: Protocol, n: int) -> list[Mistake]:
    """Return what is wrong with the smallest size of a trial drawn from a pool."""
    least = max(len(protocol.arms), protocol.design.block)
    allowed = f"at least {least}: {len(protocol.arms)} arms, blocks of {protocol.design.block}"
    return [Mistake("n", str(n), allowed)] if n < least else []


def truth_mistakes(protocol: Protocol, name: str, truth: float | str | None) -> list[Mistake]:
    """Return what is wrong with the truth stated of an endpoint: no product has it, or it is worse than none."""
    endpoint = next(one for one in protocol.endpoints if one.name == name)
    if truth == PROTOCOL:
        return []
    ratio, fewer = is_ratio(endpoint), fewer_is_better(endpoint)
    kind = (
        f"a ratio above 0 and {'at most' if fewer else 'at least'} 1"
        if ratio
        else f"a difference {'of at most' if fewer else 'of at least'} 0"
    )
    allowed = f'{kind} for {endpoint.name}, which is what product and reference differ by in all women; or "{PROTOCOL}"'
    found = "nothing" if truth is None else repr(truth)
    value = None if truth is None and not (ratio and fewer) else stated_truth(truth)
    if value is None:
        return [Mistake("truth", found, allowed)]
    neutral = 1.0 if ratio else 0.0
    right_way = value <= neutral if fewer else value >= neutral
    fine = right_way and (value > 0 or not ratio)
    return [] if fine or (endpoint.better == "neither" and value > 0) else [Mistake("truth", found, allowed)]
