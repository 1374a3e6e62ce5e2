"""Hazards of the intercurrent events that a protocol expects, by the share of women who have them."""

import numpy as np

from milkway.core.pain_scale import WORST
from milkway.protocol.events import CESSATION, EVENTS
from milkway.protocol.intercurrent import Intercurrent
from milkway.protocol.moment import Moment
from milkway.trials.dropout import constant_hazard, midnights
from milkway.trials.stage import Stage, simulate_arm

PAINS = ("breast_pain", "nipple_pain")


def event_values(stage: Stage) -> dict[str, float]:
    """Return the parameters by which the protocol's intercurrent events happen as often as it says."""
    return {EVENTS[one.event].dial: _solved(stage, one) for one in stage.setup.protocol.intercurrent}


def _solved(stage: Stage, expected: Intercurrent) -> float:
    if expected.event == CESSATION:
        at_risk = _cessation(stage, expected.by)
        return constant_hazard(expected.share, np.maximum(at_risk, 1e-3 * at_risk.mean()))
    first, last = stage.setup.protocol.design.enrolment
    return constant_hazard(expected.share, midnights(expected.by, np.arange(first, last + 1)))


def _cessation(stage: Stage, by: Moment) -> np.ndarray:
    """Return (woman,) the hazard of ending breastfeeding, added up over the days until one, as `biology.behaviour.cessation`
    has it, of women of the reference arm, or of a single one, who all go on breastfeeding.
    """
    protocol = stage.setup.protocol
    arm = [one.name for one in protocol.arms].index(protocol.base.name)
    enrolled = stage.plan.of_arm(arm).enrolled
    pilot = simulate_arm(stage, arm, {EVENTS[CESSATION].switch: 0.0}, "pilot-breastfeeding")
    network = stage.setup.machine.network
    women = stage.cohort.taking(stage.plan.of_arm(arm).positions).parameters

    def own(name: str) -> np.ndarray:
        return women[:, network.parameter_index[name], None]

    days = pilot.diary_days
    pain = sum(pilot.level[:, :, pilot.signs.index(name)] for name in PAINS) / WORST
    early = 1 + own("cessation_early") * np.exp(-np.maximum(days + 1, 0) / own("cessation_early_time"))
    hazard = own("cessation_hazard") * early * (1 + own("cessation_pain") * pain)
    return (hazard * ((days >= np.maximum(enrolled, 0)[:, None]) & (days < by.of(enrolled)[:, None] - 1))).sum(axis=1)
