"""A network as one graph without repeated subexpressions: simplified, and differentiated by symbol.

Nodes are numbered in topological order. Indexed parameters without a row in the tables are the constant zero, so
whatever they multiply vanishes here, before anything is compiled.
"""

import math
from dataclasses import dataclass, field

from milkway.core.brief import brief
from milkway.core.declare import Exposure, Parameter, Stock
from milkway.core.expression import Algebraic, Clock, Expression, Number, Operation

LEAVES = ("number", "stock", "parameter", "exposure", "day", "algebraic")


@dataclass
class Graph:
    """Nodes are `(operator, arguments)`; arguments are node numbers, or a value or key for leaves."""

    absent: frozenset[str] = frozenset()
    nodes: list[tuple] = field(default_factory=list)
    definitions: dict[str, int] = field(default_factory=dict)
    _numbers: dict[tuple, int] = field(default_factory=dict)
    _done: dict[int, int] = field(default_factory=dict)
    _alive: list[Expression] = field(default_factory=list)
    _gradients: dict[int, dict[tuple, int]] = field(default_factory=dict)
    _stateful: dict[int, bool] = field(default_factory=dict)
    _without: dict[tuple[int, frozenset[str]], int] = field(default_factory=dict)

    __repr__ = brief

    def node(self, *node: object) -> int:
        """Return the number of a node, new or known."""
        found = self._numbers.get(node)
        if found is None:
            found = len(self.nodes)
            self.nodes.append(node)
            self._numbers[node] = found
        return found

    def constant(self, value: float) -> int:
        """Return the node of a constant."""
        return self.node("number", float(value))

    def value(self, node: int) -> float | None:
        """Return the value of a constant node, else None."""
        return self.nodes[node][1] if self.nodes[node][0] == "number" else None

    def add(self, expression: Expression) -> int:
        """Return the node of an expression."""
        known = self._done.get(id(expression))
        if known is not None:
            return known
        made = self._leaf_or_operation(expression)
        self._done[id(expression)] = made
        self._alive.append(expression)
        return made

    def _leaf_or_operation(self, expression: Expression) -> int:
        match expression:
            case Number():
                return self.constant(expression.value)
            case Clock():
                return self.node("day")
            case Stock():
                return self.node("stock", expression.key)
            case Parameter():
                absent = expression.key in self.absent
                return self.constant(0.0) if absent else self.node("parameter", expression.key)
            case Exposure():
                return self.node("exposure", expression.key)
            case Algebraic():
                return self._algebraic(expression)
            case Operation():
                return self.apply(expression.operator, *(self.add(argument) for argument in expression.arguments))
            case _:
                raise TypeError(type(expression))

    def _algebraic(self, expression: Algebraic) -> int:
        if expression.name not in self.definitions:
            self.definitions[expression.name] = self.add(expression.of)
        definition = self.definitions[expression.name]
        if not self.depends_on_state(definition):
            return definition
        return self.node("algebraic", expression.name)

    def depends_on_state(self, node: int) -> bool:
        """Return whether a node changes with the stocks."""
        known = self._stateful.get(node)
        if known is None:
            operator = self.nodes[node][0]
            known = operator in ("stock", "algebraic") or any(self.depends_on_state(a) for a in self.operands(node))
            self._stateful[node] = known
        return known

    def operands(self, node: int) -> tuple[int, ...]:
        """Return the nodes that an operation is applied to; a leaf has none."""
        operator, *arguments = self.nodes[node]
        return () if operator in LEAVES else tuple(arguments)

    def apply(self, operator: str, *arguments: int) -> int:
        """Return the simplified node of an operator applied to nodes."""
        values = [self.value(a) for a in arguments]
        folded = _folded(operator, values)
        if folded is not None:
            return self.constant(folded)
        match operator:
            case "add":
                return self._add(*arguments)
            case "sub":
                return self._sub(*arguments)
            case "mul":
                return self._mul(*arguments)
            case "div":
                return self._div(*arguments)
            case "pow":
                return self._pow(arguments[0], int(values[1] or 0))
            case _:
                return self.node(operator, *arguments)

    def _add(self, x: int, y: int) -> int:
        if self.value(x) == 0:
            return y
        if self.value(y) == 0:
            return x
        if self.nodes[y][0] == "sub" and self.value(self.nodes[y][1]) == 0:
            return self._sub(x, self.nodes[y][2])
        return self.node("add", *sorted((x, y)))

    def _sub(self, x: int, y: int) -> int:
        if x == y:
            return self.constant(0.0)
        return x if self.value(y) == 0 else self.node("sub", x, y)

    def _mul(self, x: int, y: int) -> int:
        for one, other in ((x, y), (y, x)):
            value = self.value(one)
            if value == 0:
                return self.constant(0.0)
            if value == 1:
                return other
        return self.node("mul", *sorted((x, y)))

    def _div(self, x: int, y: int) -> int:
        if self.value(x) == 0 and self.value(y) != 0:
            return self.constant(0.0)
        if self.value(y) == 1:
            return x
        divisor = self.value(y)
        if divisor:
            return self._mul(x, self.constant(1.0 / divisor))
        return self.node("div", x, y)

    def _pow(self, x: int, power: int) -> int:
        result, base = None, x
        while power:
            if power & 1:
                result = base if result is None else self._mul(result, base)
            power >>= 1
            base = self._mul(base, base) if power else base
        assert result is not None
        return result

    def negative(self, x: int) -> int:
        """Return the node of -x."""
        return self.apply("sub", self.constant(0.0), x)

    def gradient(self, node: int) -> dict[tuple, int]:
        """Return the derivative by each stock, algebraic and by day, as nodes; zeros are left out."""
        known = self._gradients.get(node)
        if known is None:
            known = {key: d for key, d in self._gradient(node).items() if self.value(d) != 0}
            self._gradients[node] = known
        return known

    def _gradient(self, node: int) -> dict[tuple, int]:
        operator, *arguments = self.nodes[node]
        if operator in ("stock", "algebraic"):
            return {(operator, arguments[0]): self.constant(1.0)}
        if operator == "day":
            return {("day",): self.constant(1.0)}
        if operator in LEAVES:
            return {}
        return self._chain(node, operator, arguments)

    def _chain(self, node: int, operator: str, arguments: list[int]) -> dict[tuple, int]:
        one, zero = self.constant(1.0), self.constant(0.0)
        match operator:
            case "add":
                return self._combine((arguments[0], one), (arguments[1], one))
            case "sub":
                return self._combine((arguments[0], one), (arguments[1], self.constant(-1.0)))
            case "mul":
                x, y = arguments
                return self._combine((x, y), (y, x))
            case "div":
                x, y = arguments
                inverse = self.apply("div", one, y)
                return self._combine((x, inverse), (y, self.negative(self.apply("mul", node, inverse))))
            case "exp":
                return self._combine((arguments[0], node))
            case "log":
                return self._combine((arguments[0], self.apply("div", one, arguments[0])))
            case "max" | "min":
                x, y = arguments
                tested = (x, y) if operator == "max" else (y, x)
                first = self.node("where", *tested, one, zero)
                return self._combine((x, first), (y, self.apply("sub", one, first)))
            case "where":
                a, b, then, otherwise = arguments
                first = self.node("where", a, b, one, zero)
                return self._combine((then, first), (otherwise, self.apply("sub", one, first)))
            case _:
                raise TypeError(operator)

    def _combine(self, *parts: tuple[int, int]) -> dict[tuple, int]:
        result: dict[tuple, int] = {}
        for child, factor in parts:
            for key, derivative in self.gradient(child).items():
                term = self._minus(derivative) if self.value(factor) == -1 else self._mul(factor, derivative)
                result[key] = self._add(result[key], term) if key in result else term
        return result

    def _minus(self, x: int) -> int:
        value = self.value(x)
        return self.constant(-value) if value is not None else self.negative(x)

    def without(self, node: int, stocks: frozenset[str]) -> int:
        """Return a node in a world where some stocks are zero; what is derived from them is written out."""
        operator, *arguments = self.nodes[node]
        if operator == "stock":
            return self.constant(0.0) if arguments[0] in stocks else node
        if operator == "algebraic":
            definition = self.definitions[arguments[0]]
            replaced = self.without(definition, stocks)
            return node if replaced == definition else replaced
        if operator in LEAVES:
            return node
        key = (node, stocks)
        if key not in self._without:
            self._without[key] = self.apply(operator, *(self.without(a, stocks) for a in arguments))
        return self._without[key]

    def below(self, roots: list[int]) -> list[int]:
        """Return all nodes that the roots need, in topological order; algebraics count as leaves."""
        seen: set[int] = set()
        stack = list(roots)
        while stack:
            node = stack.pop()
            if node not in seen:
                seen.add(node)
                stack.extend(self.operands(node))
        return sorted(seen)


def _folded(operator: str, values: list[float | None]) -> float | None:
    """Return the value of an operator of constants; none if one is no constant, or where there is no value, as of 1 / 0."""
    known = [value for value in values if value is not None]
    nowhere = (operator == "div" and values[1] == 0) or (operator == "log" and values[0] is not None and values[0] <= 0)
    return None if nowhere or len(known) < len(values) else FOLD[operator](*known)


FOLD = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "pow": lambda x, n: x**n,
    "max": max,
    "min": min,
    "exp": math.exp,
    "log": math.log,
    "where": lambda a, b, then, otherwise: then if a > b else otherwise,
}
