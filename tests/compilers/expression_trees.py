"""Random expressions of two stocks, a parameter and the day, and their value worked out directly."""

import math

import numpy as np
from hypothesis import strategies as st

from milkway.core.bounds import ANY
from milkway.core.declare import Site, parameter
from milkway.core.expression import DAY, Expression, Number, Operation, exp, larger, number, smaller, where

PLACE = Site("place", "mother", "", "place")
X, Y = PLACE.state("x", "dimensionless"), PLACE.state("y", "dimensionless")
P = parameter("p", "dimensionless", "a parameter", within=ANY)
ABSENT = parameter("absent", "dimensionless", "without a row", per=("taxon",), within=ANY)["nobody"]
TIME = DAY / number(1, "day")
BINARY = (
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a / (1 + b * b),
    larger,
    smaller,
    lambda a, b: where(a, b, a * 2, b),
)
UNARY = (lambda a: a**2, lambda a: a**3, lambda a: exp(0 - a * a), lambda a: a + ABSENT, lambda a: a * ABSENT + a, lambda a: -a)
LEAVES = (X, Y, P, TIME, Number(X.unit, 0.0), Number(X.unit, 1.0), Number(X.unit, -0.7))

expressions = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.builds(lambda f, a, b: f(a, b), st.sampled_from(BINARY), inner, inner),
        st.builds(lambda f, a: f(a), st.sampled_from(UNARY), inner),
    ),
    max_leaves=10,
)


def some_expressions(count: int, seed: int) -> list[Expression]:
    """Return random expressions that grow out of each other."""
    choose, pool = np.random.default_rng(seed), list(LEAVES)
    while len(pool) < count:
        kind = choose.integers(len(BINARY) + len(UNARY))
        a, b = (pool[i] for i in choose.integers(len(pool), size=2))
        made = BINARY[kind](a, b) if kind < len(BINARY) else UNARY[kind - len(BINARY)](a)
        if depth(made) < 7:
            pool.append(made)
    return pool


def depth(tree: Expression) -> int:
    return 1 + max(depth(a) for a in tree.arguments) if isinstance(tree, Operation) else 0


def value(tree: Expression, at: dict[str, float]) -> float:
    """Return the value of a tree by recursion."""
    if isinstance(tree, Number):
        return tree.value
    if tree is DAY:
        return at["day"]
    if not isinstance(tree, Operation):
        return at.get(tree.key, 0.0)
    parts = [value(a, at) for a in tree.arguments]
    operations = {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "div": lambda a, b: a / b,
        "pow": lambda a, n: a**n,
        "max": max,
        "min": min,
        "exp": math.exp,
        "where": lambda a, b, c, d: c if a > b else d,
    }
    return operations[tree.operator](*parts)
