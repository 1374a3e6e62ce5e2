"""What the naive rival and the hierarchy say of an endpoint's arms, in the shape of a forecast of the mechanism."""

from collections.abc import Mapping

import numpy as np

from milkway.forecasts.predicted import Predicted
from milkway.forecasts.true_levels import Truths
from milkway.inference.prior_scales import BIAS, DISCREPANCY
from milkway.planning.naive_plan import naive_asked
from milkway.protocol.protocol import Protocol
from milkway.skill.hierarchy import Likelihood, hierarchy_draws
from milkway.skill.naive import Asked, arm_draws
from milkway.skill.naive_evidence import family_of

LIKELIHOOD = Likelihood(DISCREPANCY, BIAS)


def naive_truths(protocol: Protocol, endpoint: Predicted) -> Truths | None:
    """Return what published results alone say; None where nothing alike was printed outside the trial's own cluster."""
    family = family_of(endpoint.score)
    if family is None:
        return None
    return _truths(arm_draws(family, naive_asked(protocol, endpoint.day), protocol.reference, _others(protocol)))


def hierarchy_truths(protocol: Protocol, endpoint: Predicted) -> Truths | None:
    """Return what the likelihood says without the mechanism; None as for the rival."""
    family = family_of(endpoint.score)
    if family is None:
        return None
    return _truths(hierarchy_draws(family, protocol.study, protocol.reference, _others(protocol), LIKELIHOOD))


def group_rivals(score: str, asked: Asked, name: str) -> tuple[Truths | None, Truths | None]:
    """Return what the rival and the hierarchy say of one group without a product; None each as above.

    Args:
        score: what is read of the women.
        asked: whose cluster is left out, the days of follow-up, and the population.
        name: of the group.
    """
    family = family_of(score)
    if family is None or family.treated:
        return None, None
    naive = _truths(arm_draws(family, asked, name, ()))
    return naive, _truths(hierarchy_draws(family, asked.study, name, (), LIKELIHOOD))


def _truths(levels: Mapping[str, np.ndarray]) -> Truths | None:
    """Return the arms; how women differ was not printed, so that a count is Poisson and a mean without scatter of its own."""
    if not levels:
        return None
    known = {arm: level for arm, level in levels.items() if arm}  # a single arm is compared with nobody, who has no name
    return Truths(known, {arm: np.zeros(len(level)) for arm, level in known.items()}, 1.0, None, None, None)


def _others(protocol: Protocol) -> list[str]:
    return [arm.name for arm in protocol.arms if arm.name != protocol.reference]
