"""The truth that a planner states of an endpoint, and the protocols and truths that no pool of women can plan for."""

from milkway.core.errors import Mistake
from milkway.trials.protocol.endpoint import Endpoint
from milkway.trials.protocol.protocol import Protocol
from milkway.trials.protocol.worlds import takes_product

PROTOCOL = "protocol"
DEFAULT_RATIO = 0.7
DIFFERENCES = ("load", "pain_max", "pain_mean", "pain_visits")


def is_ratio(endpoint: Endpoint) -> bool:
    """Return whether the truth of an endpoint is a ratio; else it is a difference."""
    return endpoint.score not in DIFFERENCES


def pool_mistakes(protocol: Protocol) -> list[Mistake]:
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
    ratio = is_ratio(endpoint)
    events = ratio and endpoint.score in ("clinical_first", "abscess_first", "duration_breastfeeding")
    fewer = endpoint.better != "higher" or events
    kind = (
        f"a ratio above 0 and {'at most' if fewer else 'at least'} 1"
        if ratio
        else f"a difference {'of at most' if fewer else 'of at least'} 0"
    )
    allowed = f'{kind} for {endpoint.name}, which is what product and reference differ by in all women; or "{PROTOCOL}"'
    found = "nothing" if truth is None else repr(truth)
    try:
        value = DEFAULT_RATIO if truth is None and ratio and fewer else float("" if truth is None else truth)
    except ValueError:
        return [Mistake("truth", found, allowed)]
    neutral = 1.0 if ratio else 0.0
    right_way = value <= neutral if fewer else value >= neutral
    fine = right_way and (value > 0 if ratio else abs(value) < float("inf")) and value < float("inf")
    return [] if fine or (endpoint.better == "neither" and value > 0) else [Mistake("truth", found, allowed)]
