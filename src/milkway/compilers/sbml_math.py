"""Rate laws as SBML formulas: identifiers, numbers with units, powers as powers, and what is exactly zero left out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from milkway.core.declare import Exposure, Parameter, Stock
from milkway.core.expression import Algebraic, Clock, Expression, Number, Operation
from milkway.core.units import DIMENSIONLESS, Unit

ZERO, CLOCK = "0", "day_since_birth"
INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
CALLS = {"exp": "exp", "log": "ln", "max": "max", "min": "min"}


@dataclass
class Symbols:
    """What the formulas printed so far mention, by identifier."""

    absent: frozenset[str]
    stocks: dict[str, Stock] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    exposures: dict[str, Exposure] = field(default_factory=dict)
    algebraics: dict[str, str] = field(default_factory=dict)
    algebraic_units: dict[str, Unit] = field(default_factory=dict)
    clock: bool = False
    units: dict[Unit, str] = field(default_factory=dict)
    _known: dict[int, tuple[Expression, str]] = field(default_factory=dict)

    def unit(self, unit: Unit) -> str:
        """Return the identifier of a unit, noting that it is used."""
        return self.units.setdefault(unit, unit_identifier(unit))

    def quantity(self, value: float, unit: Unit) -> str:
        """Return a number with its unit."""
        return f"{_numeral(value)} {self.unit(unit)}"

    def formula(self, expression: Expression) -> str:
        """Return an expression as an infix formula; "0" alone means exactly zero."""
        known = self._known.get(id(expression))
        if known is None:
            known = self._known[id(expression)] = expression, self._print(expression)
        return known[1]

    def _print(self, expression: Expression) -> str:
        match expression:
            case Number():
                return ZERO if expression.value == 0 else self.quantity(expression.value, expression.unit)
            case Clock():
                self.clock = True
                return CLOCK
            case Stock():
                return _noted(self.stocks, expression)
            case Parameter():
                return ZERO if expression.key in self.absent else _noted(self.parameters, expression)
            case Exposure():
                return _noted(self.exposures, expression)
            case Algebraic():
                return self._algebraic(expression)
            case Operation():
                return self._operation(expression)
            case _:
                raise TypeError(type(expression))

    def _algebraic(self, expression: Algebraic) -> str:
        name = identifier(expression.name)
        if name not in self.algebraics:
            self.algebraics[name] = self.formula(expression.of)
            self.algebraic_units[name] = expression.unit
            self.unit(expression.unit)
        return ZERO if self.algebraics[name] == ZERO else name

    def _operation(self, operation: Operation) -> str:
        parts = [self.formula(argument) for argument in operation.arguments]
        match operation.operator:
            case "add" | "sub" | "mul" | "div":
                return _infix(operation.operator, *parts)
            case "pow":
                exponent = operation.arguments[1]
                assert isinstance(exponent, Number)
                return ZERO if parts[0] == ZERO else f"pow({parts[0]}, {exponent.value:.0f})"
            case "where":
                a, b, then, otherwise = (self.shown(p, o) for p, o in zip(parts, operation.arguments, strict=True))
                return f"piecewise({then}, {a} > {b}, {otherwise})"
            case _:
                shown = (self.shown(p, o) for p, o in zip(parts, operation.arguments, strict=True))
                return f"{CALLS[operation.operator]}({', '.join(shown)})"

    def shown(self, part: str, expression: Expression) -> str:
        """Return a formula, zero with its unit."""
        return self.quantity(0.0, expression.unit) if part == ZERO else part


def identifier(key: str) -> str:
    """Return a key as an SBML identifier.

    >>> identifier("growth_rate[bifidobacterium,lactose]")
    'growth_rate__bifidobacterium__lactose'
    """
    return re.sub(r"\W+", "__", key).rstrip("_")


def unit_identifier(unit: Unit) -> str:
    """Return the identifier of a unit's definition.

    >>> from milkway.core.units import parse_unit
    >>> unit_identifier(parse_unit("cell/mL/day"))
    'cell_per_mL_per_day'
    """
    if unit == DIMENSIONLESS:
        return "dimensionless"
    return str(unit).replace("1/", "per_").replace("/", "_per_").replace("^", "").replace("*", "_")


def product(*parts: str) -> str:
    """Return the product of formulas."""
    result = parts[0]
    for part in parts[1:]:
        result = _infix("mul", result, part)
    return result


def plus(parts: Iterable[str]) -> str:
    """Return the sum of formulas."""
    result = ZERO
    for part in parts:
        result = _infix("add", result, part)
    return result


def _infix(operator: str, x: str, y: str) -> str:
    if ZERO in (x, y):
        kept = {"add": y if x == ZERO else x, "sub": x if y == ZERO else f"(-{y})", "mul": ZERO, "div": ZERO}[operator]
        assert operator != "div" or y != ZERO, f"{x} is divided by what is exactly zero"
        return kept
    return f"({x} {INFIX[operator]} {y})"


def _noted[T: Stock | Parameter | Exposure](found: dict[str, T], symbol: T) -> str:
    name = identifier(symbol.key)
    found.setdefault(name, symbol)
    return name


def _numeral(value: float) -> str:
    return repr(int(value)) if value == int(value) and abs(value) < 1e9 else repr(value)
