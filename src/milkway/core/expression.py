"""Rate laws as a tree of symbols with checked units; text, vector code, SBML and derivatives are printers of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from milkway.core.brief import brief
from milkway.core.units import DIMENSIONLESS, Unit, UnitError, parse_unit

type Operand = Expression | float | int


@dataclass(frozen=True, eq=False, slots=True)
class Expression:
    """Something with a value and a unit; abstract, see the final classes below."""

    unit: Unit

    def __add__(self, other: Operand) -> "Expression":
        """Return the sum; both sides must have one unit."""
        return _same("add", self, wrap(other))

    def __radd__(self, other: Operand) -> "Expression":
        """Return the sum with a plain number on the left."""
        return _same("add", wrap(other), self)

    def __sub__(self, other: Operand) -> "Expression":
        """Return the difference; both sides must have one unit."""
        return _same("sub", self, wrap(other))

    def __rsub__(self, other: Operand) -> "Expression":
        """Return the difference from a plain number."""
        return _same("sub", wrap(other), self)

    def __mul__(self, other: Operand) -> "Expression":
        """Return the product."""
        other = wrap(other)
        return Operation(self.unit * other.unit, "mul", (self, other))

    def __rmul__(self, other: Operand) -> "Expression":
        """Return the product with a plain number on the left."""
        return wrap(other) * self

    def __truediv__(self, other: Operand) -> "Expression":
        """Return the quotient."""
        other = wrap(other)
        return Operation(self.unit / other.unit, "div", (self, other))

    def __rtruediv__(self, other: Operand) -> "Expression":
        """Return the quotient of a plain number."""
        return wrap(other) / self

    def __neg__(self) -> "Expression":
        """Return the negative."""
        return Number(self.unit, 0.0) - self

    def __pow__(self, power: int) -> "Expression":
        """Return a positive integer power."""
        if power < 1:
            raise UnitError(f"a power must be a positive integer, found {power!r}; use exp(n * log(x)) for others")
        return Operation(self.unit**power, "pow", (self, Number(DIMENSIONLESS, float(power))))

    def __str__(self) -> str:
        """Return the expression as text that a person can read."""
        return to_text(self)


@dataclass(frozen=True, eq=False, slots=True)
class Number(Expression):
    """A plain number: 0, 1, stoichiometry."""

    value: float


@dataclass(frozen=True, eq=False, slots=True)
class Clock(Expression):
    """Days since birth, negative in pregnancy."""


@dataclass(frozen=True, eq=False, slots=True)
class Operation(Expression):
    """An operator of the closed set, applied to its arguments."""

    operator: str
    arguments: tuple[Expression, ...]

    __repr__ = brief


@dataclass(frozen=True, eq=False, slots=True)
class Algebraic(Expression):
    """A derived quantity with a name (pH, milk IgA, crowding): computed once a stage, shown in SBML and in reports."""

    name: str
    of: Expression

    __repr__ = brief


DAY = Clock(parse_unit("day"))


def derived(name: str, of: Operand, unit: str) -> Algebraic:
    """Return a named derived quantity after checking its unit.

    Raises:
        UnitError: the expression has another unit; both are named.
    """
    expression, expected = wrap(of), parse_unit(unit)
    if expression.unit != expected:
        raise UnitError(f"{name} is declared in {expected} but its expression is in {expression.unit}")
    return Algebraic(expected, name, expression)


def wrap(value: Operand) -> Expression:
    """Return an expression for a number or an expression."""
    return value if isinstance(value, Expression) else Number(DIMENSIONLESS, float(value))


def number(value: float, unit: str) -> Expression:
    """Return a structural constant with a unit, such as one cell; scientific values belong in the tables."""
    return Number(parse_unit(unit), float(value))


def total(terms: Iterable[Operand]) -> Expression:
    """Return the sum of the terms; the sum of none is zero."""
    result = None
    for term in terms:
        result = wrap(term) if result is None else result + term
    return Number(DIMENSIONLESS, 0.0) if result is None else result


def saturating(x: Expression, half: Expression) -> Expression:
    """Return x / (x + half), between 0 and 1."""
    return x / (x + half)


def larger(x: Operand, y: Operand) -> Expression:
    """Return the larger of two values of one unit."""
    return _same("max", wrap(x), wrap(y))


def smaller(x: Operand, y: Operand) -> Expression:
    """Return the smaller of two values of one unit."""
    return _same("min", wrap(x), wrap(y))


def where(a: Operand, exceeds: Operand, then: Operand, otherwise: Operand) -> Expression:
    """Return `then` where a > exceeds, else `otherwise`."""
    test = _same("sub", wrap(a), wrap(exceeds))
    result = _same("add", wrap(then), wrap(otherwise))
    assert isinstance(test, Operation)
    assert isinstance(result, Operation)
    return Operation(result.unit, "where", (*test.arguments, *result.arguments))


def exp(x: Operand) -> Expression:
    """Return the exponential of a dimensionless value."""
    return _dimensionless("exp", wrap(x))


def log(x: Operand) -> Expression:
    """Return the natural logarithm of a dimensionless value; of parameters only, since kernels do not take it."""
    return _dimensionless("log", wrap(x))


def to_text(expression: Expression) -> str:
    """Return the expression as text, algebraics by their names."""
    match expression:
        case Number():
            return f"{expression.value:g}"
        case Clock():
            return "day"
        case Algebraic():
            return expression.name
        case Operation():
            return _operation_text(expression)
        case _:
            return getattr(expression, "key", "?")


INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "^"}


def _operation_text(operation: Operation) -> str:
    parts = [to_text(argument) for argument in operation.arguments]
    if operation.operator in INFIX:
        return "(" + f" {INFIX[operation.operator]} ".join(parts) + ")"
    return f"{operation.operator}({', '.join(parts)})"


def _is_zero(expression: Expression) -> bool:
    return isinstance(expression, Number) and expression.value == 0


def _same(operator: str, left: Expression, right: Expression) -> Expression:
    if _is_zero(left) and left.unit != right.unit:
        left = Number(right.unit, 0.0)
    if _is_zero(right) and right.unit != left.unit:
        right = Number(left.unit, 0.0)
    if left.unit != right.unit:
        raise UnitError(f"cannot {operator} {to_text(left)} in {left.unit} and {to_text(right)} in {right.unit}")
    return Operation(left.unit, operator, (left, right))


def _dimensionless(operator: str, x: Expression) -> Expression:
    if x.unit != DIMENSIONLESS:
        raise UnitError(f"{operator} needs a dimensionless value, found {to_text(x)} in {x.unit}")
    return Operation(DIMENSIONLESS, operator, (x,))
