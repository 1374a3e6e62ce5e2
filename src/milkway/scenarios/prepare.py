"""A scenario made ready: the network, its dyads and their planned exposures, the same for a run and for an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from milkway.biology.disputed import not_asked_for
from milkway.cohorts.cohort import Cohort
from milkway.cohorts.declared import model_of
from milkway.cohorts.population_file import read_population
from milkway.core.brief import brief
from milkway.core.errors import Mistake
from milkway.core.model import Model
from milkway.core.network import Network, expand
from milkway.core.schedule import Schedule
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.ready import drawn, whole_plan
from milkway.scenarios.median import MiddleLuck
from milkway.scenarios.plan import DECIDED, plan, settings
from milkway.scenarios.scenario import Scenario

POPULATION = "general"


@dataclass(frozen=True)
class Prepared:
    """What there is to simulate or to export, from day `milkway.scenarios.scenario_words.START` on."""

    network: Network
    cohort: Cohort
    schedule: Schedule

    __repr__ = brief


def prepare(scenario: Scenario, table: ParameterTable, dyads: int, seed: int, network: Network) -> Prepared:
    """Return a scenario on dyads of the general population.

    Args:
        scenario: what is done to all.
        table: values of the parameters.
        dyads: how many; one is the median dyad.
        seed: of the draw of dyads.
        network: of the scenario.

    Raises:
        InputError: the scenario sets a parameter that only a knocked-out process has.
    """
    population = read_population(POPULATION)
    luck = Streams(seed) if dyads > 1 else cast("Streams", MiddleLuck(seed))
    cohort = drawn(population, network, table, dyads, luck, settings(scenario))
    return Prepared(network, cohort, whole_plan(population, cohort, network, plan(scenario, dyads), DECIDED))


def value_mistakes(scenario: Scenario, keys: Iterable[str]) -> list[Mistake]:
    """Return which parameters a user cannot give values for, since the words of the scenario or the population set them."""
    by = {key: f"covariate {name} of the population" for key, name in read_population(POPULATION).sets().items()}
    by |= dict.fromkeys(settings(scenario), "the words of this run")
    return [
        Mistake(f"values {key}", f"a parameter that {by[key]} sets", "a parameter that is left to the tables")
        for key in keys
        if key in by
    ]


def network_of(scenario: Scenario, table: ParameterTable) -> Network:
    """Return the network of a scenario."""
    return expand(mechanisms(scenario, table), table.keys())


def mechanisms(scenario: Scenario, table: ParameterTable) -> Model:
    """Return the table's model without what a scenario knocks out, and without disputed routes that it does not ask for."""
    return model_of(table).lacking(*scenario.without, *not_asked_for(scenario.routes))
