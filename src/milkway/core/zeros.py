"""Quotients and logarithms that have no value while parameters without a row are zero."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from milkway.core.declare import Parameter
from milkway.core.expression import Algebraic, Expression, Number, Operation


def without_value(roots: Iterable[Expression], absent: frozenset[str]) -> list[frozenset[str]]:
    """Return the absent parameters in each divisor that is therefore zero, and in each logarithm of zero or less.

    Args:
        roots: expressions of terms.
        absent: keys of the parameters that are exactly zero.
    """
    found = _Zeros(absent)
    for root in roots:
        found.constant(root)
    return found.nowhere


@dataclass
class _Zeros:
    """Constants of expressions, by identity, and what was found on the way."""

    absent: frozenset[str]
    nowhere: list[frozenset[str]] = field(default_factory=list[frozenset[str]])
    known: dict[int, float | None] = field(default_factory=dict[int, float | None])
    alive: list[Expression] = field(default_factory=list[Expression])

    def constant(self, expression: Expression) -> float | None:
        """Return the value of an expression without stocks, exposures and parameters that have a row, else None."""
        if id(expression) not in self.known:
            self.alive.append(expression)
            self.known[id(expression)] = self._constant(expression)
        return self.known[id(expression)]

    def _constant(self, expression: Expression) -> float | None:
        match expression:
            case Number():
                return expression.value
            case Parameter():
                return 0.0 if expression.key in self.absent else None
            case Algebraic():
                return self.constant(expression.of)
            case Operation():
                return self._of(expression, [self.constant(one) for one in expression.arguments])
            case _:
                return None

    def _of(self, operation: Operation, values: list[float | None]) -> float | None:
        match operation.operator, values:
            case "div", [_, 0.0]:
                return self._nothing(operation.arguments[1])
            case "log", [float(value)] if value <= 0:
                return self._nothing(operation.arguments[0])
            case ("mul", [0.0, _] | [_, 0.0]) | ("div", [0.0, _]):
                return 0.0
            case name, [float(x), float(y)] if name in TWO:
                return TWO[name](x, y)
            case name, [float(x)] if name in ONE:
                return ONE[name](x)
            case _:
                return None

    def _nothing(self, expression: Expression) -> None:
        self.nowhere.append(frozenset(one for one in _parameters(expression) if one in self.absent))


def _parameters(expression: Expression) -> set[str]:
    match expression:
        case Parameter():
            return {expression.key}
        case Algebraic():
            return _parameters(expression.of)
        case Operation():
            return {key for one in expression.arguments for key in _parameters(one)}
        case _:
            return set()


ONE: dict[str, Callable[[float], float]] = {"exp": math.exp, "log": math.log}
TWO: dict[str, Callable[[float, float], float]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "pow": math.pow,
    "max": max,
    "min": min,
}
