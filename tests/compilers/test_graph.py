"""The graph keeps values while it simplifies, and its derivatives are derivatives."""

import pytest
from expression_trees import ABSENT, PLACE, TIME, X, Y, expressions, value
from hypothesis import assume, given
from hypothesis import strategies as st

from milkway.compilers.graph import Graph
from milkway.compilers.interpret import evaluate
from milkway.core.expression import derived, exp, larger, log, number

POINT = st.fixed_dictionaries({key: st.floats(-1.5, 1.5) for key in ("place__x", "place__y", "p", "day")})
BIG = 1e6


def leaves(at):
    stocks = {("stock", key): at[key] for key in ("place__x", "place__y")}
    return stocks | {("parameter", "p"): at["p"], ("day",): at["day"]}


def graph_value(graph, node, at):
    return float(evaluate(graph, [node], leaves(at))[0])


@given(expressions, POINT)
def test_simplifying_does_not_change_a_value(tree, at):
    graph = Graph(frozenset({ABSENT.key}))
    expected = value(tree, at)
    assume(abs(expected) < BIG)
    # Sums and powers may be taken in another order.
    assert graph_value(graph, graph.add(tree), at) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(expressions, POINT, st.sampled_from(["place__x", "place__y", "day"]))
def test_a_derivative_is_the_slope(tree, at, by):
    graph = Graph(frozenset({ABSENT.key}))
    node, step = graph.add(tree), 1e-6
    ahead, here, behind = (value(tree, at | {by: at[by] + move}) for move in (step, 0.0, -step))
    assume(max(abs(ahead), abs(behind)) < BIG)
    slope = (ahead - behind) / (2 * step)
    assume(abs((ahead - here) / step - (here - behind) / step) < 1e-3 * (1 + abs(slope)))  # not at a kink
    symbol = ("day",) if by == "day" else ("stock", by)
    derivative = graph.gradient(node).get(symbol, graph.constant(0.0))
    assert graph_value(graph, derivative, at) == pytest.approx(slope, rel=1e-3, abs=1e-3)


def test_what_a_parameter_without_a_row_multiplies_vanishes():
    graph = Graph(frozenset({ABSENT.key}))
    assert graph.value(graph.add(ABSENT * X / (X + Y))) == 0.0
    assert graph.add(X + ABSENT * Y) == graph.add(X)


@pytest.mark.parametrize("nothing", [X / ABSENT, ABSENT / ABSENT, number(1, "") / ABSENT, log(ABSENT), log(0 - exp(ABSENT))])
def test_a_constant_without_a_value_is_written_out_and_not_computed(nothing):
    graph = Graph(frozenset({ABSENT.key}))
    assert graph.value(graph.add(nothing)) is None


def test_the_same_expression_is_one_node():
    graph = Graph()
    assert graph.add(X * Y + 1) == graph.add(1 + Y * X)


def test_a_derived_quantity_without_stocks_is_no_unknown():
    graph = Graph()
    fixed = derived("fixed", TIME * 2, "dimensionless")
    moving = derived("moving", X * 2, "dimensionless")
    assert graph.nodes[graph.add(fixed)][0] != "algebraic"
    assert graph.nodes[graph.add(moving)][0] == "algebraic"


def test_the_larger_of_two_has_the_slope_of_the_larger():
    graph = Graph()
    node = graph.add(larger(X * 3, PLACE.state("y", "dimensionless") + number(1, "dimensionless")))
    at = {"place__x": 1.0, "place__y": 0.0, "p": 0.0, "day": 0.0}
    slopes = graph.gradient(node)
    assert graph_value(graph, slopes["stock", "place__x"], at) == 3.0
    assert graph_value(graph, slopes["stock", "place__y"], at) == 0.0
