"""A model written out flat: `expand` turns processes into the network that compilers and simulators read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from milkway.core.bounds import Bounds
from milkway.core.brief import brief
from milkway.core.declare import (
    CareRule,
    Episode,
    Exposure,
    Flow,
    Initial,
    Parameter,
    Pulse,
    Rate,
    Sign,
    Stock,
    Term,
    Watch,
)
from milkway.core.errors import InputError, Mistake
from milkway.core.expression import Algebraic, Expression, Operation
from milkway.core.model import Model
from milkway.core.switches import switched_terms
from milkway.core.zeros import without_value

NO_FILES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Network:
    """A model written out flat: every stock, parameter, exposure and term, each term beside its process.

    `stocks`, `parameters`, `exposures` and `algebraics` are in order of first mention and unique by key.
    `absent` are the indexed parameters without a row in the tables: they are exactly zero.
    """

    model: Model
    stocks: tuple[Stock, ...]
    parameters: tuple[Parameter, ...]
    exposures: tuple[Exposure, ...]
    algebraics: tuple[Algebraic, ...]
    flows: tuple[tuple[str, Flow], ...]
    rates: tuple[tuple[str, Rate], ...]
    initials: tuple[Initial, ...]
    pulses: tuple[Pulse, ...]
    episodes: tuple[Episode, ...]
    rules: tuple[CareRule, ...]
    signs: tuple[Sign, ...]
    watches: tuple[Watch, ...]
    absent: frozenset[str]

    __repr__ = brief

    @cached_property
    def stock_index(self) -> dict[str, int]:
        """Return the position of each stock by key."""
        return {stock.key: i for i, stock in enumerate(self.stocks)}

    @cached_property
    def exposure_index(self) -> dict[str, int]:
        """Return the position of each exposure by key."""
        return {item.key: i for i, item in enumerate(self.exposures)}

    @cached_property
    def parameter_index(self) -> dict[str, int]:
        """Return the position of each parameter by key."""
        return {item.key: i for i, item in enumerate(self.parameters)}

    @cached_property
    def givers(self) -> dict[str, str]:
        """Return the process of each pulse by name."""
        terms = [(one.name, term) for one in self.model.processes for term in switched_terms(one, self.model)]
        return {term.name: name for name, term in terms if isinstance(term, Pulse)}

    @cached_property
    def bounds(self) -> dict[str, Bounds]:
        """Return the values that each parameter may have, by key."""
        return {item.key: item.within for item in self.parameters}


def expand(model: Model, known: frozenset[str], files: Mapping[str, str] = NO_FILES) -> Network:
    """Return the network of a model.

    Args:
        model: processes to write out.
        known: parameter keys that the evidence tables hold. An indexed parameter without a row is exactly zero, if it may be
            zero and nothing is divided by it; any other must have a row.
        files: the table in which rows of a parameter stand, by its name, as far as it is known.

    Raises:
        InputError: parameters without a row, all of them.
    """
    terms = [(process.name, term) for process in model.processes for term in switched_terms(process, model)]
    expressions = [expression for _, term in terms for expression in _expressions(term)]
    symbols = _symbols(expressions)
    parameters = symbols.parameters
    unindexed = [p for p in parameters.values() if p.per and not p.index]
    mistakes = [_no_row(p, files) for p in _needed(parameters, known, expressions)]
    mistakes += [Mistake(p.key, "no index", f"one of {p.per}") for p in unindexed]
    if mistakes:
        raise InputError(f"model {model.name}", mistakes)
    return Network(
        model=model,
        stocks=tuple(symbols.stocks.values()),
        parameters=tuple(p for p in parameters.values() if p.key in known),
        exposures=tuple(symbols.exposures.values()),
        algebraics=tuple(symbols.algebraics.values()),
        flows=tuple((name, term) for name, term in terms if isinstance(term, Flow)),
        rates=tuple((name, term) for name, term in terms if isinstance(term, Rate)),
        initials=_of(terms, Initial),
        pulses=_of(terms, Pulse),
        episodes=_of(terms, Episode),
        rules=_of(terms, CareRule),
        signs=_of(terms, Sign),
        watches=_of(terms, Watch),
        absent=frozenset(p.key for p in parameters.values() if p.key not in known),
    )


def parameters_used(model: Model, names: Iterable[str]) -> frozenset[str]:
    """Return the keys of the parameters in the terms of some processes of a model."""
    chosen = set(names)
    terms = (term for process in model.processes if process.name in chosen for term in process.terms(model))
    return frozenset(_symbols(expression for term in terms for expression in _expressions(term)).parameters)


def declared_by(model: Model) -> tuple[Parameter, ...]:
    """Return every parameter in the terms of a model, each with its index, in order of first mention."""
    terms = (term for process in model.processes for term in process.terms(model))
    return tuple(_symbols(expression for term in terms for expression in _expressions(term)).parameters.values())


def _needed(parameters: Mapping[str, Parameter], known: frozenset[str], expressions: Iterable[Expression]) -> list[Parameter]:
    """Return the parameters that have no row and cannot be zero: without axes, never zero, or all that a divisor has."""
    missing = {p.key: p for p in parameters.values() if p.key not in known and (p.index or not p.per)}
    needed = {key for key, p in missing.items() if not p.per or not p.within.holds(0.0)}
    for divisor in without_value(expressions, frozenset(missing)):
        needed |= set() if divisor & needed else divisor
    return [p for key, p in missing.items() if key in needed]


def _no_row(missing: Parameter, files: Mapping[str, str]) -> Mistake:
    where = f"{files[missing.name]}: {missing.key}" if missing.name in files else missing.key
    if not missing.per:
        return Mistake(where, "no row", "a row in the parameter tables")
    within = missing.within if not missing.within.holds(0.0) else "other than 0"
    return Mistake(where, "no row, and without one it is 0", f"a row with a value {within}")


def _of[T](terms: list[tuple[str, Term]], kind: type[T]) -> tuple[T, ...]:
    return tuple(term for _, term in terms if isinstance(term, kind))


def _expressions(term: Term) -> Iterator[Expression]:
    match term:
        case Flow():
            yield from (e for e in (term.each, term.out_of, term.by) if e is not None)
            for stock, number in term.into.items():
                yield from (stock, number)
        case Rate():
            yield from (term.state, term.toward, term.at)
        case Initial():
            yield from (term.stock, term.amount)
        case Pulse():
            yield from (term.into, term.amount, term.exposure, term.chance)
        case Episode():
            yield from (term.hazard, term.spread, term.sets)
            if term.lasts is not None:
                yield term.lasts
        case CareRule():
            yield from (term.when, term.chance, term.after, term.lasts, term.sets)
        case Sign():
            yield from (term.level, term.threshold, term.sharpness)
        case Watch():
            yield term.quantity


@dataclass(frozen=True)
class _Symbols:
    """Symbols by key, in order of first mention."""

    stocks: dict[str, Stock]
    parameters: dict[str, Parameter]
    exposures: dict[str, Exposure]
    algebraics: dict[str, Algebraic]

    def note(self, node: Expression) -> tuple[Expression, ...]:
        """Note a node if it is a symbol, and return what is below it."""
        match node:
            case Stock():
                self.stocks.setdefault(node.key, node)
            case Parameter():
                _note_parameter(self.parameters, node)
            case Exposure():
                self.exposures.setdefault(node.key, node)
            case Algebraic():
                _note_algebraic(self.algebraics, node)
                return (node.of,)
            case Operation():
                return tuple(reversed(node.arguments))
            case _:
                pass
        return ()


def _symbols(roots: Iterable[Expression]) -> _Symbols:
    """Return the symbols below the roots."""
    found = _Symbols({}, {}, {}, {})
    seen: set[int] = set()
    alive: list[Expression] = []
    for root in roots:
        alive.append(root)
        stack = [root]
        while stack:
            node = stack.pop()
            if id(node) not in seen:
                seen.add(id(node))
                stack.extend(found.note(node))
    return found


def _note_parameter(found: dict[str, Parameter], node: Parameter) -> None:
    known = found.setdefault(node.key, node)
    if known.unit != node.unit:
        raise InputError("model", [Mistake(node.key, f"two units: {known.unit} and {node.unit}", "one name for one quantity")])


def _note_algebraic(found: dict[str, Algebraic], node: Algebraic) -> None:
    known = found.setdefault(node.name, node)
    if known is not node and str(known.of) != str(node.of):
        raise InputError("model", [Mistake(node.name, f"two meanings: {known.of} and {node.of}", "one name for one quantity")])
