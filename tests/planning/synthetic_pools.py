"""Pools of women whose laws are known: what they have under each arm is drawn, not simulated."""

import numpy as np

from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES
from milkway.cohorts.cohort import Cohort
from milkway.planning.pool_scores import Scored
from milkway.protocol.basis import Basis
from milkway.protocol.design import Design
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.moment import Moment
from milkway.protocol.treatment import Arm

DESIGN = Design(size=100, block=4, enrolment=(1, 6), ends=Moment(112), basis=Basis(kind="placeholder", note="a test"))
ARMS = (Arm(name="product", label="Product"), Arm(name="placebo", label="Placebo"))


def endpoint_of(score: str, measure: str, better: str = "lower") -> Endpoint:
    return Endpoint(name="outcome", label="Outcome", unit="share of women", score=score, better=better, analyses=(measure,))


def pool_of(endpoint: Endpoint, arms: dict[str, Outcomes]) -> Scored:
    """A pool under one hypothesis in which everything is seen as it is."""
    null = {name: arms["placebo"] for name in arms}
    size = len(arms["placebo"].value)
    women = Cohort(np.arange(size), {}, np.zeros((size, 0)))
    scores = {view: {"null": null, "effect": arms} for view in ("observed", "oracle")}
    return Scored(endpoint, MEASURES[endpoint.analyses[0]], "nobody", ARMS, DESIGN, women, "placebo", scores)


def shares(women: int, placebo: float, ratio: float, seed: int) -> Scored:
    """Women who are ill with some chance, and whom the product spares with another: the two arms are paired."""
    rng = np.random.default_rng(seed)
    ill = rng.random(women) < placebo
    spared = ill & (rng.random(women) < ratio)
    arms = {name: Outcomes(x.astype(float), np.ones(women), x) for name, x in (("product", spared), ("placebo", ill))}
    return pool_of(endpoint_of("clinical_any", "risk_difference"), arms)


def exactly(women: int, product: int, placebo: int) -> Scored:
    """Women of whom so many are ill under each arm."""
    arms = {}
    for name, count in (("product", product), ("placebo", placebo)):
        ill = np.arange(women) < count
        arms[name] = Outcomes(ill.astype(float), np.ones(women), ill)
    return pool_of(endpoint_of("clinical_any", "risk_difference"), arms)


def counts(women: int, product: float, placebo: float, seed: int) -> Scored:
    """Women with Poisson numbers of episodes in a unit of time."""
    rng = np.random.default_rng(seed)
    arms = {}
    for name, rate in (("product", product), ("placebo", placebo)):
        episodes = rng.poisson(rate, women)
        arms[name] = Outcomes(episodes.astype(float), np.ones(women), episodes > 0)
    return pool_of(endpoint_of("clinical_episodes", "rate_ratio"), arms)
