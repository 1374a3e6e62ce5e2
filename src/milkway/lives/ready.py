"""Dyads ready to live: the compiled network, their parameters, and all that is planned for them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from milkway.cohorts.cohort import Cohort
from milkway.cohorts.population import Population
from milkway.cohorts.sample import Medians, as_tabled, planned_exposures, sample_cohort
from milkway.core.brief import brief
from milkway.core.network import Network
from milkway.core.schedule import Schedule
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.simulation.machine import Machine


@dataclass(frozen=True)
class Ready:
    """What there is to simulate.

    Attributes:
        machine: the compiled network.
        cohort: dyads with their parameters.
        schedule: planned exposures, those that covariates imply among them.
    """

    machine: Machine
    cohort: Cohort
    schedule: Schedule

    __repr__ = brief

    def taking(self, who: np.ndarray) -> "Ready":
        """Return the dyads at some positions, in that order."""
        return Ready(self.machine, self.cohort.taking(who), self.schedule.taking(who))


def drawn(
    population: Population,
    network: Network,
    table: ParameterTable,
    n: int,
    streams: Streams,
    values: Mapping[str, float],
    medians: Medians = as_tabled,
) -> Cohort:
    """Return the first `n` dyads of a population, with values that hold for all of them.

    Args:
        population: who they are.
        network: names the parameters.
        table: median and variation of each parameter.
        n: number of dyads.
        streams: source of chance.
        values: by parameter key; these win over covariates and tables.
        medians: of a row, for each dyad.

    Raises:
        InputError: the population does not fit the tables, or a value is of no parameter of the network.
    """
    return sample_cohort(population, network, table, n, streams, medians=medians).setting(network, values)


def whole_plan(
    population: Population, cohort: Cohort, network: Network, planned: Schedule, instead_of: tuple[str, ...] = ()
) -> Schedule:
    """Return all that is planned for dyads: what their covariates imply, then what a study plans, which comes after it.

    Args:
        population: of the dyads.
        cohort: the dyads with their covariates.
        network: what it does not feel is left out.
        planned: by the study; positions count along the cohort.
        instead_of: exposures that the study decides, whatever the covariates imply.
    """
    return planned_exposures(population, cohort, network).leaving_out(instead_of).plus(planned)
