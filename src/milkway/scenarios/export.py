"""A scenario as an SBML document of its median dyad: what `simulate --mean-field` runs, for other simulators."""

from importlib.metadata import version

from milkway.biology.disputed import routes_sentence
from milkway.biology.sites import SITES
from milkway.cohorts.chosen import model_words
from milkway.compilers.sbml import Words, to_sbml
from milkway.core.network import Network
from milkway.ledger.rows import ParameterRow
from milkway.ledger.sources import cite, read_sources
from milkway.ledger.tables import ParameterTable
from milkway.scenarios.prepare import network_of, prepare
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import START


def scenario_sbml(scenario: Scenario, table: ParameterTable) -> str:
    """Return SBML Level 3 Version 2 of the median dyad's mean field under a scenario.

    Args:
        scenario: what is done.
        table: values of the parameters, and where they come from.

    Raises:
        InputError: the scenario sets a parameter that only a knocked-out process has.
        RunError: python-libsbml is not installed.
    """
    network = network_of(scenario, table)
    ready = prepare(scenario, table, 1, 1, network)
    medians = ready.cohort.parameters[0].tolist()
    values = {parameter.key: value for parameter, value in zip(network.parameters, medians, strict=True)}
    changed = {key for key, value in values.items() if value != table.rows[key].value}
    origins = {key: _origin(table.rows[key], key in changed) for key in values}
    return to_sbml(network, values, ready.schedule, START, SITES, Words(_about(scenario, network, table), origins))


def _origin(row: ParameterRow, changed: bool) -> str:
    parts = (row.kind, row.source, row.locator, row.note)
    told = "; ".join(part for part in parts if part)
    return f"The scenario or the median woman's covariates change the table's {row.value:g}. {told}" if changed else told


def _about(scenario: Scenario, network: Network, table: ParameterTable) -> tuple[str, ...]:
    what = f"Milkway {version('milkway')}, mean field of the median dyad: {scenario}. {routes_sentence(scenario.routes)}"
    supposed = scenario.hypothesis
    what += "" if supposed is None else f" Supposed: {supposed.label} ({supposed.basis}, which is no evidence that it does)."
    what += "" if table.model is None else f" Model: {model_words(table.model)}."
    time = (
        f"Time is in days from the start of the run on day {START}, counted from birth; day_since_birth is the day since birth. "
        "Exposures change and doses are given by events at midnights; `milkway simulate --mean-field` with the same options "
        "reports amounts just before these."
    )
    return (what, time, "For research and teaching; not medical advice.", *map(str, cite(network, table, (), read_sources())))
