"""The model's parameters in a trial: what the protocol sets for every woman, what an arm sets, and how centres differ."""

import numpy as np

from milkway.cohorts.cohort import Cohort
from milkway.core.network import Network
from milkway.core.streams import Streams
from milkway.protocol.design import Centres
from milkway.protocol.protocol import Protocol
from milkway.protocol.treatment import Arm
from milkway.trials.allocate import centre_factor
from milkway.trials.dropout import constant_hazard, midnights


def given_values(protocol: Protocol) -> dict[str, float]:
    """Return the parameters that the protocol sets for every woman."""
    return {one.parameter: one.value for one in protocol.parameters}


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


def in_centres(cohort: Cohort, centres: Centres | None, network: Network, streams: Streams) -> Cohort:
    """Return the women with the parameter that differs between centres, if there is one, multiplied by that of hers."""
    if centres is None or centres.spread is None:
        return cohort
    key = centres.spread.parameter
    column = cohort.parameters[:, network.parameter_index[key]]
    factor = centre_factor(centres, cohort.dyads, streams)
    return cohort.setting(network, {key: network.bounds[key].keep(column * factor)})
