"""The model's parameters in a trial: what the protocol sets for every woman, what an arm sets, and how centres differ."""

from collections.abc import Iterable

import numpy as np

from milkway.cohorts.cohort import Cohort
from milkway.cohorts.population_file import read_population
from milkway.core.errors import Mistake
from milkway.core.network import Network
from milkway.core.streams import Streams
from milkway.protocol.design import Centres
from milkway.protocol.events import EVENTS
from milkway.protocol.protocol import Protocol
from milkway.protocol.treatment import Arm
from milkway.trials.allocate import centre_factor
from milkway.trials.dropout import constant_hazard, midnights


def given_values(protocol: Protocol, hazard: float) -> dict[str, float]:
    """Return the parameters that the protocol sets for every woman.

    Args:
        protocol: the trial.
        hazard: of leaving it, 1/day.
    """
    dropout = protocol.dropout
    values = {setting.parameter: setting.value for setting in protocol.settings}
    return values | {dropout.sets: hazard, dropout.pain_sets: dropout.pain_effect}


def own_values(protocol: Protocol, arm: Arm) -> dict[str, float]:
    """Return the parameters that hold in one arm: those that it sets, and its hazard of stopping the product.

    These win over what the protocol sets for every woman and over the tables.
    """
    stopping = arm.discontinuation or protocol.discontinuation
    if stopping is None:
        return dict(arm.sets)
    first, last = protocol.design.enrolment
    at_risk = midnights(stopping.by, np.arange(first, last + 1))
    return {stopping.sets: constant_hazard(stopping.share, at_risk)} | dict(arm.sets)


def value_mistakes(protocol: Protocol, keys: Iterable[str]) -> list[Mistake]:
    """Return which parameters a user cannot give values for, since the protocol or its population sets them."""
    by = _set_by(protocol)
    allowed = "a parameter that the protocol leaves to the tables; this one is changed in the protocol"
    return [Mistake(f"values {key}", f"a parameter that {by[key]} sets", allowed) for key in keys if key in by]


def _set_by(protocol: Protocol) -> dict[str, str]:
    """Return the parameters that a protocol, or the population of its women, sets, each with the place."""
    by = {key: f"covariate {name} of the population" for key, name in read_population(protocol.population).sets().items()}
    by |= {key: f"hypothesis {one.name}" for one in protocol.hypotheses for key in one.sets}
    by |= {key: f"arm {arm.name}" for arm in protocol.arms for key in arm.sets}
    stopping = [one for one in (protocol.discontinuation, *(arm.discontinuation for arm in protocol.arms)) if one is not None]
    by |= {one.sets: "discontinuation" for one in stopping}
    by |= {EVENTS[one.event].dial: f"intercurrent event {one.event}" for one in protocol.intercurrent}
    by |= dict.fromkeys((protocol.dropout.sets, protocol.dropout.pain_sets), "dropout")
    return by | {one.parameter: "settings" for one in protocol.settings}


def in_centres(cohort: Cohort, centres: Centres | None, network: Network, streams: Streams) -> Cohort:
    """Return the women with the parameter that differs between centres, if there is one, multiplied by that of hers."""
    if centres is None or centres.spread is None:
        return cohort
    key = centres.spread.parameter
    column = cohort.parameters[:, network.parameter_index()[key]]
    factor = centre_factor(centres, cohort.dyads, streams)
    return cohort.setting(network, {key: network.bounds()[key].keep(column * factor)})
