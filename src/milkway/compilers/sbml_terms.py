"""A network's terms as what SBML knows: reactions between species, rate rules of states, and amounts given at midnights.

A stock of cells, micromoles or milligrams is a species; any other, and any that moves toward a target, is a parameter with a
rate rule. In a reaction a stoichiometry is a formula without dimension; where it changes with time the product gets a
reaction of its own.
"""

from dataclasses import dataclass

from milkway.compilers.sbml_math import ZERO, Symbols, identifier, plus, product
from milkway.core.declare import Exposure, Flow, Parameter, Stock
from milkway.core.expression import Algebraic, Clock, Expression, Number, Operation
from milkway.core.network import Network
from milkway.core.units import Unit, parse_unit

AMOUNTS = tuple(parse_unit(text) for text in ("cell", "micromole", "mg"))
DAY = parse_unit("day")


@dataclass(frozen=True)
class Reaction:
    """One reaction: its law in extent per day, and per species the stoichiometry as a formula (reactants with a plain 1)."""

    name: str
    process: str
    law: str
    reactant: str
    products: dict[str, str]


@dataclass(frozen=True)
class Terms:
    """All terms, printed.

    Attributes:
        species: identifier -> stock.
        reactions: in the order of the network.
        changes: identifier -> formula of d/dt, for stocks that are not species.
        starts: identifier -> formula of the amount at the start.
        given: identifier -> formula of the amount given at a midnight.
        rising: identifiers of the exposures whose rise from zero gives something.
    """

    species: dict[str, Stock]
    reactions: tuple[Reaction, ...]
    changes: dict[str, str]
    starts: dict[str, str]
    given: dict[str, str]
    rising: tuple[str, ...]


def print_terms(network: Network, symbols: Symbols) -> Terms:
    """Return the terms of a network; `symbols` notes what they mention."""
    for stock in network.stocks:
        symbols.formula(stock)
        symbols.unit(stock.unit / DAY)
    relaxing = {rate.state.key for _, rate in network.rates}
    species = {identifier(s.key): s for s in network.stocks if s.unit in AMOUNTS and s.key not in relaxing}
    changes: dict[str, list[str]] = {identifier(s.key): [] for s in network.stocks if identifier(s.key) not in species}
    reactions: list[Reaction] = []
    for count, (process, flow) in enumerate(network.flows):
        reactions += _reactions(f"{process}_{count}", process, flow, symbols, species)
        for name, change in _rule_parts(flow, symbols):
            if name in changes:
                changes[name].append(change)
    for _, rate in network.rates:
        changes[identifier(rate.state.key)].append(symbols.formula(rate.at * (rate.toward - rate.state)))
    starts: dict[str, list[str]] = {}
    for initial in network.initials:
        starts.setdefault(identifier(initial.stock.key), []).append(symbols.formula(initial.amount))
    given, rising = _given(network, symbols)
    return Terms(
        species,
        tuple(reactions),
        {name: plus(parts) for name, parts in changes.items()},
        {name: plus(parts) for name, parts in starts.items()},
        given,
        rising,
    )


def _rule_parts(flow: Flow, symbols: Symbols) -> list[tuple[str, str]]:
    rate = flow.rate()
    parts = [] if flow.out_of is None else [(identifier(flow.out_of.key), symbols.formula(-rate))]
    return parts + [(identifier(stock.key), symbols.formula(rate * number)) for stock, number in flow.into.items()]


def _reactions(name: str, process: str, flow: Flow, symbols: Symbols, species: dict[str, Stock]) -> list[Reaction]:
    rate = flow.rate()
    law = symbols.formula(rate)
    reactant = "" if flow.out_of is None or identifier(flow.out_of.key) not in species else identifier(flow.out_of.key)
    if law == ZERO:
        return []
    extent = rate.unit * DAY
    products, apart = {}, []
    for stock, number in flow.into.items():
        end, count = identifier(stock.key), symbols.formula(number)
        if end not in species or count == ZERO:
            continue
        if _changes(number):
            made = f"{product(law, count)} / (1 {symbols.unit(stock.unit)})"
            apart.append(Reaction(f"{name}__{end}", process, made, "", {end: "1"}))
        else:
            products[end] = _stoichiometry(number, count, extent == stock.unit, symbols, extent, stock)
    whole = [Reaction(name, process, f"{law} / (1 {symbols.unit(extent)})", reactant, products)] if reactant or products else []
    return whole + apart


def _stoichiometry(number: Expression, count: str, plain: bool, symbols: Symbols, extent: Unit, stock: Stock) -> str:
    if isinstance(number, Number):
        return repr(number.value)
    return count if plain else f"{count} * (1 {symbols.unit(extent)}) / (1 {symbols.unit(stock.unit)})"


def _changes(number: Expression) -> bool:
    """Return whether a number depends on anything but parameters."""
    match number:
        case Stock() | Exposure() | Clock():
            return True
        case Algebraic():
            return _changes(number.of)
        case Operation():
            return any(_changes(argument) for argument in number.arguments)
        case Parameter() | Number():
            return False
        case _:
            raise TypeError(type(number))


def _given(network: Network, symbols: Symbols) -> tuple[dict[str, str], tuple[str, ...]]:
    given: dict[str, list[str]] = {}
    rising: dict[str, None] = {}
    for pulse in network.pulses:
        gate, amount = symbols.formula(pulse.exposure), symbols.formula(pulse.amount * pulse.chance)
        if amount == ZERO:
            continue
        due = f"{gate} > 0 {symbols.unit(pulse.exposure.unit)}"
        if not pulse.daily:
            rising[gate] = None
            due = f"({due}) && ({before(gate)} <= 0 {symbols.unit(pulse.exposure.unit)})"
        none = f"0 {symbols.unit(pulse.into.unit)}"
        given.setdefault(identifier(pulse.into.key), []).append(f"piecewise({amount}, {due}, {none})")
    return {name: plus(parts) for name, parts in given.items()}, tuple(rising)


def before(exposure: str) -> str:
    """Return the identifier of an exposure's level on the day that ended."""
    return f"{exposure}__before"
