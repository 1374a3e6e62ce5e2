"""The strength of the product that yields a stated truth: one factor on all effects that a hypothesis sets.

The truth is what is so of all women of the pool under product and reference, whether a trial sees it or not: a ratio, or a
difference for loads and pain. The women are the same in both arms, so the truth moves smoothly with the strength. Strengths
are solved from what a designer states: they are no evidence of anything.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import SCORES
from milkway.core.bounds import ANY
from milkway.core.network import Network
from milkway.planning.planned_truth import is_ratio
from milkway.planning.pool import part_of, under
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Hypothesis
from milkway.protocol.worlds import supposed, takes_product
from milkway.trials.endpoints import score
from milkway.trials.follow import follow_until
from milkway.trials.leaving import at_risk, leaving_days, planned_attrition
from milkway.trials.observe import Attendance, observe
from milkway.trials.screen import exposed_days
from milkway.trials.stage import Stage

PART = 300  # women on whom a strength is looked for first
STRONGEST = 16.0  # largest factor where no effect is a share
CLOSE = 0.03  # of the distance between no effect and the truth
STEPS = 5


@dataclass(frozen=True)
class Solved:
    """A hypothesis made as strong as a truth asks.

    Attributes:
        hypothesis: name.
        strength: factor on its effects.
        effects: parameters that the product sets.
        reached: truth on the pool.
        strongest: whether even the strongest product does not reach the truth that was asked for.
    """

    hypothesis: str
    strength: float
    effects: dict[str, float]
    reached: float
    strongest: bool


def truth_of(endpoint: Endpoint, first: Outcomes, second: Outcomes) -> float:
    """Return the truth of two arms of the same women: share, number or mean of the first over or less the second."""
    return SCORES[endpoint.score].kind.truth(first, second, ratio=is_ratio(endpoint))


def solve(stage: Stage, hypothesis: Hypothesis, endpoint: Endpoint, wanted: float) -> Solved:
    """Return a hypothesis whose truth is as stated, or as near as the pool and the product allow.

    Args:
        stage: women of the pool.
        hypothesis: with at least one effect.
        endpoint: whose truth is stated.
        wanted: the ratio, or the difference.
    """
    network, neutral = stage.setup.machine.network, float(is_ratio(endpoint))
    most = strongest(hypothesis.sets, network)
    value = _on(stage, hypothesis, endpoint)
    if wanted == neutral:
        return Solved(hypothesis.name, 0.0, dict.fromkeys(hypothesis.sets, 0.0), neutral, strongest=False)
    start, rough = min(1.0, most), dict[float, float]()
    if len(stage.plan.positions) > 2 * PART:
        rough = searched(_on(part_of(stage, PART), hypothesis, endpoint), (neutral, wanted), most, start)
        start = nearest(rough)
    found = searched(value, (neutral, wanted), most, start, rough)
    strength = nearest(found)
    reached = neutral + found[strength] * (wanted - neutral)
    short = strength == most and abs(reached - neutral) < (1 - CLOSE) * abs(wanted - neutral)
    return Solved(hypothesis.name, strength, scaled(hypothesis.sets, strength, network), reached, strongest=short)


def searched(
    value: Callable[[float], float],
    between: tuple[float, float],
    most: float,
    start: float,
    rough: Mapping[float, float] | None = None,
) -> dict[float, float]:
    """Return by strength how much of the way from no effect to the truth wanted it goes; one is near 1, or none could be found.

    Args:
        value: truth at a strength.
        between: truth at no strength, and truth wanted.
        most: largest strength.
        start: first strength tried.
        rough: the same of fewer women, whose curve says how far to go on.
    """
    neutral, wanted = between
    known, strength = {0.0: 0.0}, start
    for _ in range(STEPS):
        known[strength] = (value(strength) - neutral) / (wanted - neutral)
        if abs(known[strength] - 1) <= CLOSE or (strength == most and known[strength] < 1):
            break
        strength = _next(known, most, rough or {})
        if strength in known:
            break
    return known


def nearest(known: Mapping[float, float]) -> float:
    """Return the strength whose truth is nearest to the one that is wanted."""
    return min((one for one in known if one > 0), key=lambda one: abs(known[one] - 1))


def _next(known: Mapping[float, float], most: float, rough: Mapping[float, float]) -> float:
    """Return a strength between the last that falls short and the first that passes, or a larger one."""
    passing = [strength for strength, share in known.items() if share >= 1]
    short = max(strength for strength, share in known.items() if share < 1 and (not passing or strength < min(passing)))
    guess = _by_curve(rough, known) if rough else None
    if not passing:
        further = short * 1.1 / max(known[short], 0.1) if guess is None else guess
        return min(most, float(np.clip(further, 1.05 * short if guess else 1.2 * short, 4.0 * short)))
    first = min(passing)
    share = (1 - known[short]) / (known[first] - known[short]) if guess is None else (guess - short) / (first - short)
    return short + float(np.clip(share, 0.1, 0.9)) * (first - short)


def _by_curve(rough: Mapping[float, float], known: Mapping[float, float]) -> float:
    """Return where a curve reaches the truth, once it is stretched so that it holds the nearest strength that is known."""
    strengths = sorted(rough)
    curve = np.maximum.accumulate([rough[one] for one in strengths])
    tried = nearest(known)
    wanted = float(np.interp(tried, strengths, curve)) / max(known[tried], 0.1)
    return float(np.interp(wanted, curve, strengths)) if wanted < curve[-1] else strengths[-1] * wanted / float(curve[-1])


def strongest(sets: Mapping[str, float], network: Network) -> float:
    """Return the largest strength: that at which every effect that is a share has reached 1."""
    bounds = network.bounds
    reached = [bounds[key].high / value for key, value in sets.items() if value > 0 and key in bounds]
    return max((one for one in reached if math.isfinite(one)), default=STRONGEST)


def scaled(sets: Mapping[str, float], strength: float, network: Network) -> dict[str, float]:
    """Return effects at a strength, within their bounds: a share cannot pass 1."""
    bounds = network.bounds
    return {key: float(bounds.get(key, ANY).keep(np.asarray(strength * value))) for key, value in sets.items()}


def _on(stage: Stage, hypothesis: Hypothesis, endpoint: Endpoint) -> Callable[[float], float]:
    """Return the truth as a function of the strength, in the first arm that takes the product."""
    protocol, network = stage.setup.protocol, stage.setup.machine.network
    names = [arm.name for arm in protocol.arms]
    arm = takes_product(protocol) or 0
    reference = true_outcomes(stage, names.index(protocol.reference), {}, "shared", endpoint)

    def value(strength: float) -> float:
        effects = scaled(hypothesis.sets, strength, network)
        return truth_of(endpoint, true_outcomes(stage, arm, effects, hypothesis.name, endpoint), reference)

    return value


def true_outcomes(stage: Stage, arm: int, effects: Mapping[str, float], name: str, endpoint: Endpoint) -> Outcomes:
    """Return an endpoint of all women of a stage under one arm, as it is, to the end of follow-up.

    Args:
        stage: with its women.
        arm: position among the protocol's arms.
        effects: of the product.
        name: of the world.
        endpoint: of the protocol.
    """
    protocol, streams = stage.setup.protocol, stage.setup.streams
    trajectory, enrolled = under(stage, arm, effects, name, supposed(endpoint)), stage.plan.enrolled
    how, women = planned_attrition(protocol, protocol.arms[arm].name), at_risk(trajectory, enrolled, protocol, streams)
    followed = follow_until(leaving_days(how, women, streams), trajectory, enrolled, protocol, "oracle")
    attending = Attendance(enrolled, followed.within, ~exposed_days(trajectory, ("ceased",)))
    return score(endpoint, followed, observe(trajectory, protocol, attending, streams), protocol, streams)
