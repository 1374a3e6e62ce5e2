"""Hazards of what a protocol expects to happen to women: leaving, and intercurrent events, by the share that has them."""

from dataclasses import dataclass

import numpy as np

from milkway.protocol.events import CESSATION, EVENTS
from milkway.protocol.intercurrent import Intercurrent
from milkway.protocol.moment import Moment
from milkway.protocol.protocol import Dropout, Protocol
from milkway.simulation.trajectory import Trajectory
from milkway.trials.dropout import constant_hazard, hazard_with_pain, midnights, planned_hazard
from milkway.trials.stage import Stage, simulate_arm

PAINS = ("breast_pain", "nipple_pain")


@dataclass(frozen=True)
class Hazards:
    """What was solved for a route setting.

    Attributes:
        protocol: the trial.
        events: parameters of intercurrent events, alike in every arm.
        leaving: of leaving the trial in each arm, 1/day, without pain.
    """

    protocol: Protocol
    events: dict[str, float]
    leaving: dict[str, float]

    def of_arm(self, arm: str) -> dict[str, float]:
        """Return the parameters that hold in an arm."""
        dropout = _in_arm(self.protocol, arm)
        return self.events | {dropout.sets: self.leaving[arm], dropout.pain_sets: dropout.pain_effect}

    def by_label(self, setting: str) -> dict[str, float]:
        """Return the hazards of leaving under a route setting's name, and under the arm's too where arms differ."""
        if len(set(self.leaving.values())) == 1:
            return {setting: next(iter(self.leaving.values()))}
        return {f"{setting}, {arm}": hazard for arm, hazard in self.leaving.items()}


def solve_hazards(stage: Stage) -> Hazards:
    """Return the hazards; what depends on pain is solved from the reference arm, followed without the event."""
    protocol = stage.setup.protocol
    events = event_values(stage)
    drops = {arm.name: _in_arm(protocol, arm.name) for arm in protocol.arms}
    minding = any(dropout.pain_effect for dropout in drops.values())
    pilot = _pilot(stage, events, "pilot") if minding else None
    return Hazards(protocol, events, {arm: _leaving(stage, dropout, pilot) for arm, dropout in drops.items()})


def event_values(stage: Stage) -> dict[str, float]:
    """Return the parameters by which the protocol's intercurrent events happen as often as it says."""
    return {EVENTS[one.event].dial: _solved(stage, one) for one in stage.setup.protocol.intercurrent}


def _in_arm(protocol: Protocol, arm: str) -> Dropout:
    return protocol.dropout.in_arm(arm, reference=arm == protocol.reference)


def _leaving(stage: Stage, dropout: Dropout, pilot: Trajectory | None) -> float:
    if pilot is None or dropout.pain_effect == 0:
        return planned_hazard(dropout, stage.setup.protocol.design)
    pain = pilot.level[:, :, pilot.signs.index("breast_pain")]
    return hazard_with_pain(dropout, pain, pilot.diary_days, _reference(stage)[1])


def _solved(stage: Stage, expected: Intercurrent) -> float:
    if expected.event == CESSATION:
        at_risk = _cessation(stage, expected.by)
        return constant_hazard(expected.share, np.maximum(at_risk, 1e-3 * at_risk.mean()))
    first, last = stage.setup.protocol.design.enrolment
    return constant_hazard(expected.share, midnights(expected.by, np.arange(first, last + 1)))


def _cessation(stage: Stage, by: Moment) -> np.ndarray:
    """Return (woman,) the hazard of ending breastfeeding, added up over the days until one, as `biology.behaviour.cessation`
    has it, of women of the reference arm who all go on breastfeeding.
    """
    pilot, (arm, enrolled) = _pilot(stage, {EVENTS[CESSATION].switch: 0.0}, "pilot-breastfeeding"), _reference(stage)
    network = stage.setup.machine.network
    women = stage.cohort.taking(stage.plan.of_arm(arm).positions).parameters

    def own(name: str) -> np.ndarray:
        return women[:, network.parameter_index()[name], None]

    days = pilot.diary_days
    pain = sum(pilot.level[:, :, pilot.signs.index(name)] for name in PAINS) / own("pain_scale")
    early = 1 + own("cessation_early") * np.exp(-np.maximum(days + 1, 0) / own("cessation_early_time"))
    hazard = own("cessation_hazard") * early * (1 + own("cessation_pain") * pain)
    return (hazard * ((days >= np.maximum(enrolled, 0)[:, None]) & (days < by.of(enrolled)[:, None] - 1))).sum(axis=1)


def _reference(stage: Stage) -> tuple[int, np.ndarray]:
    """Return the place of the reference arm, and (woman,) the days on which its women are enrolled."""
    protocol = stage.setup.protocol
    arm = [one.name for one in protocol.arms].index(protocol.reference)
    return arm, stage.plan.of_arm(arm).enrolled


def _pilot(stage: Stage, values: dict[str, float], name: str) -> Trajectory:
    return simulate_arm(stage, _reference(stage)[0], values, name)
