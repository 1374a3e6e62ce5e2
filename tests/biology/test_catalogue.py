"""The contract that every mechanism of the catalogue keeps; a new file is tested here without further code."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest

from milkway.biology.models import COMPLETE
from milkway.compilers.graph import Graph
from milkway.compilers.interpret import evaluate
from milkway.core.declare import Episode, Flow, Pulse, Rate, Stock, Term
from milkway.core.expression import Expression
from milkway.core.model import Process
from milkway.core.network import Network, expand
from milkway.core.units import parse_unit
from milkway.ledger.sources import cite, read_sources
from milkway.ledger.tables import ParameterTable, check_against, read_parameters

STATES = 20
RANGES = {"cell": (1e-3, 1e12), "micromole": (1e-4, 1e6), "mL": (0.5, 150.0), "cell/mL": (1e4, 3e6), "mg/mL": (1e-3, 10.0)}
EVERY_PROCESS = pytest.mark.parametrize("process", COMPLETE.processes, ids=lambda process: process.name)


@cache
def table() -> ParameterTable:
    return read_parameters()


@cache
def network() -> Network:
    return expand(COMPLETE, table().keys())


@cache
def world() -> tuple[Graph, Mapping[tuple, np.ndarray | float]]:
    """Random non-negative states, each with days and exposures of its own, at the tables' parameters."""
    chance = np.random.default_rng(1)
    leaves: dict[tuple, np.ndarray | float] = {("stock", s.key): amounts(s, chance) for s in network().stocks}
    leaves |= {("parameter", p.key): table().rows[p.key].value for p in network().parameters}
    leaves |= {("exposure", e.key): chance.integers(0, 2, STATES).astype(float) for e in network().exposures}
    leaves[("day",)] = chance.uniform(-90, 365, STATES)
    return Graph(network().absent), leaves


def amounts(stock: Stock, chance: np.random.Generator) -> np.ndarray:
    for unit, (low, high) in RANGES.items():
        if stock.unit == parse_unit(unit):
            some = np.exp(chance.uniform(np.log(low), np.log(high), STATES))
            return np.where(chance.random(STATES) < 0.2, 0.0, some) if unit == "cell" else some
    return chance.uniform(0, 1, STATES)


def values(*expressions: Expression) -> list[np.ndarray | float]:
    graph, leaves = world()
    return evaluate(graph, [graph.add(expression) for expression in expressions], leaves)


def terms_of(process: Process) -> list[Term]:
    return list(process.terms(COMPLETE))


def never_negative(term: Term) -> tuple[Expression, ...]:
    match term:
        case Flow():
            return (term.each, *term.into.values())
        case Rate():
            return (term.at, term.toward)
        case Episode():
            return (term.hazard, term.spread, *(() if term.lasts is None else (term.lasts,)))
        case Pulse():
            return (term.amount, term.chance)
        case _:
            return ()


def written(model_network: Network, without: str = "") -> list[str]:
    """Return the flows and rates of a network as text, less those of one process."""
    flows = [(name, f.rate(), f.out_of, tuple(f.into.items())) for name, f in model_network.flows if name != without]
    rates = [(name, r.state, r.toward, r.at) for name, r in model_network.rates if name != without]
    return [f"{name}: {[str(part) for part in parts]}" for name, *parts in (*flows, *rates)]


@EVERY_PROCESS
def test_a_mechanism_has_rates_that_are_never_negative(process: Process) -> None:
    for term in terms_of(process):
        for value in values(*never_negative(term)):
            assert np.all(np.isfinite(value)), term
            assert np.all(np.asarray(value) >= 0), term


@EVERY_PROCESS
def test_a_mechanism_says_what_it_is_and_cites_what_it_rests_on(process: Process) -> None:
    assert process.about.endswith(".")
    assert process.cites
    assert set(process.cites) <= set(read_sources())


@EVERY_PROCESS
def test_a_mechanism_can_be_knocked_out_and_nothing_else_changes(process: Process) -> None:
    rest = expand(COMPLETE.without(process.name), table().keys())
    assert written(rest) == written(network(), without=process.name)


def test_every_parameter_has_a_row_in_its_unit_and_every_row_is_used() -> None:
    check_against(network(), table())
    assert table().keys() == {parameter.key for parameter in network().parameters}


def test_no_divisor_or_logarithm_is_of_zero_where_a_parameter_is_at_a_bound_that_it_may_reach() -> None:
    graph, leaves = world()
    divisors = list({graph.nodes[node][-1] for node in graph.below(every_rate(graph)) if graph.nodes[node][0] in ("div", "log")})
    empty = {leaf: np.float64(leaf[0] == "day") for leaf in leaves}
    empty |= {("stock", one.key): np.float64(one.unit == parse_unit("mL")) for one in network().stocks}
    empty |= {("parameter", key): np.float64(row.value) for key, row in table().rows.items()}
    for one in network().parameters:
        for end in (one.within.low, one.within.high):
            if np.isfinite(end) and one.within.holds(end):
                found = np.array(evaluate(graph, divisors, empty | {("parameter", one.key): np.float64(end)}))
                assert np.all(np.isfinite(found) & (found > 0)), f"{one.key} must not be {end:g}"


def every_rate(graph: Graph) -> list[int]:
    """Return the nodes of all that moves or happens, and of derived quantities."""
    flows = [flow.rate() for _, flow in network().flows]
    rates = [part for _, rate in network().rates for part in (rate.toward, rate.at)]
    events = [one.hazard for one in network().episodes] + [one.amount for one in network().pulses]
    return [graph.add(one) for one in (*flows, *rates, *events, *(one.of for one in network().algebraics))]


def test_every_source_of_a_value_is_in_the_bibliography() -> None:
    assert cite(network(), table(), (), read_sources())


def test_derived_quantities_never_turn_into_nonsense() -> None:
    for algebraic, value in zip(network().algebraics, values(*network().algebraics), strict=True):
        assert np.all(np.isfinite(value)), algebraic.name
        assert np.all(np.asarray(value) >= 0), algebraic.name


def test_nobody_but_the_strain_feels_the_strain_when_no_product_hypothesis_holds() -> None:
    absent = network().absent | {key for key in table().rows if key.startswith("effect_")}
    graph = Graph(absent)
    marked = {stock.key for stock in network().stocks if stock.marked}
    for _, flow in network().flows:
        touched = {stock.key for stock in (flow.out_of, *flow.into) if stock is not None}
        assert touched <= marked or not felt(graph, flow.rate()) & marked, flow
    for _, rate in network().rates:
        assert not (felt(graph, rate.toward) | felt(graph, rate.at)) & marked, rate.state.key


def felt(graph: Graph, expression: Expression) -> set[str]:
    """Return the stocks that an expression depends on, through derived quantities too."""
    pending, found = list(graph.below([graph.add(expression)])), set()
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if node in seen:
            continue
        seen.add(node)
        operator, *arguments = graph.nodes[node]
        if operator == "stock":
            found.add(arguments[0])
        if operator == "algebraic":
            pending.extend(graph.below([graph.definitions[arguments[0]]]))
    return found


def test_before_birth_nothing_happens_in_the_infant() -> None:
    graph, leaves = world()
    unborn = {**leaves, ("exposure", "born"): 0.0} | {
        key: 0.0 for key in leaves if key[0] == "stock" and key[1].startswith("infant")
    }
    for _, flow in network().flows:
        if any(stock.site.startswith("infant") for stock in flow.into):
            assert np.all(np.asarray(evaluate(graph, [graph.add(flow.rate())], unborn)[0]) == 0), flow


def test_at_birth_an_infant_receives_at_most_a_hundred_thousand_live_gut_bacteria() -> None:
    births = [pulse for pulse in network().pulses if pulse.exposure.key == "born" and pulse.into.site == "infant_gut"]
    graph, leaves = world()
    is_open = {("exposure", one.key): 0.0 for one in network().exposures if one.name == "off"}
    vaginal = {**leaves, ("exposure", "caesarean"): 0.0, ("exposure", "maternal_antibiotic"): 0.0, **is_open}
    assert sum(float(evaluate(graph, [graph.add(pulse.amount)], vaginal)[0]) for pulse in births) <= 1e5
