"""A network whose cells can be labelled by how they came: every population inside has a twin, of its cells that bear the label.

A label is inherited. Twins are born, die and move as the cells do of which they are a part, per cell, and act on nothing. Which
label it is, is chosen by exposures of the processes, so that every way in can be asked of the same network:

- a process that brings cells from outside gives them the label while its exposure is 1: shares of all such sources sum to one;
- a process that moves cells inside gives the label to all that it moves while another is 1, whoever they were: such shares
  say what came through it, and may overlap.

Twins do not steer the steps, so a dyad takes the same ones whatever is labelled, and parts sum to the whole but for rounding.
Right in the mean field only: with chance a part of a population does not follow from the whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from milkway.core.declare import Exposure, Flow, Initial, Pulse, Stock, exposure
from milkway.core.errors import InputError, Mistake
from milkway.core.expression import Algebraic, Expression, Operation, wrap
from milkway.core.network import Network
from milkway.core.switches import switched_terms


@dataclass(frozen=True)
class Labelled:
    """A network with twins, and the processes by which cells can be labelled.

    Attributes:
        network: with twins and their flows.
        sources: processes that bring cells from outside; those of cells that are there at the start are among them.
        crossings: processes that move cells from one site inside to another.
    """

    network: Network
    sources: tuple[str, ...]
    crossings: tuple[str, ...]


def twin(stock: Stock) -> Stock:
    """Return the stock of the cells of a population that bear the label."""
    return Stock(stock.unit, f"{stock.site}_labelled", stock.what, follows=True)


def label(process: str) -> Exposure:
    """Return the exposure that has a process give its label."""
    return exposure("label", "dimensionless", f"1 where cells are labelled that come by {process}", place=process)


def passed(process: str) -> Exposure:
    """Return the exposure that labels all that a process moves from site to site."""
    return exposure("passed", "dimensionless", f"1 where cells are labelled that pass by {process}", place=process)


def labelled(network: Network, inside: frozenset[str]) -> Labelled:
    """Return a network with a twin for every population of some sites.

    Args:
        network: whose cells are to be labelled.
        inside: sites; what comes from any other place comes from outside.

    Raises:
        InputError: a flow makes cells inside out of others inside and does not say which are their forebears.
    """
    twins = {stock.key: twin(stock) for stock in network.stocks if stock.divides and stock.site in inside}
    pulses = [*_first(network, twins), *_pulsed(network, twins)]
    flows = [(name, one) for name, flow in network.flows for one in _followed(name, flow, twins)]
    sources = [name for name, flow in network.flows if any(s.key in twins for s in flow.into) and _brings(flow, twins)]
    named = (*(name for name, _ in pulses), *sources)
    crossings = [name for name, flow in network.flows if _moves(flow, twins)]
    unclear = [name for name, flow in network.flows if _unclear(flow, twins)]
    if unclear:
        allowed = "births by the cells that are born (by=), moves out of those that move (out_of=), or cells from outside"
        raise InputError(
            "origins", [Mistake(name, "cells that arise from others inside", allowed) for name in dict.fromkeys(unclear)]
        )
    made = replace(
        network,
        stocks=(*network.stocks, *twins.values()),
        exposures=(*network.exposures, *map(label, dict.fromkeys(named)), *map(passed, dict.fromkeys(crossings))),
        flows=(*network.flows, *flows),
        pulses=(*network.pulses, *(pulse for _, pulse in pulses)),
    )
    return Labelled(made, tuple(dict.fromkeys(named)), tuple(dict.fromkeys(crossings)))


def _first(network: Network, twins: dict[str, Stock]) -> Iterator[tuple[str, Pulse]]:
    """Yield what is there at the start as given when its label is chosen, by the process that declares it."""
    for process in network.model.processes:
        for term in process.terms(network.model):
            if isinstance(term, Initial) and term.stock.key in twins:
                yield process.name, _given(f"start of {term.stock.key}", term.amount, twins[term.stock.key], label(process.name))


def _pulsed(network: Network, twins: dict[str, Stock]) -> Iterator[tuple[str, Pulse]]:
    for process in network.model.processes:
        for term in switched_terms(process, network.model):
            if isinstance(term, Pulse) and term.into.key in twins:
                amount = term.amount * label(process.name)
                yield process.name, replace(term, name=f"{term.name} labelled", amount=amount, into=twins[term.into.key])


def _given(name: str, amount: Expression, into: Stock, at: Exposure) -> Pulse:
    return Pulse(name, amount, into, at, daily=False, chance=wrap(1), thinned=False)


def _brings(flow: Flow, twins: dict[str, Stock]) -> bool:
    """Return whether cells come from outside: they are neither born of those that are there nor moved from inside."""
    return _births(flow) is None and (flow.out_of is None or flow.out_of.key not in twins)


def _moves(flow: Flow, twins: dict[str, Stock]) -> bool:
    """Return whether cells move from one site inside to another."""
    moved = flow.out_of is not None and flow.out_of.key in twins and any(one.key in twins for one in flow.into)
    return moved and _births(flow) is None


def _unclear(flow: Flow, twins: dict[str, Stock]) -> bool:
    """Return whether cells arise inside in proportion to others inside that are neither their forebears nor moved."""
    into = {one.key: one.what for one in flow.into if one.key in twins}
    if _births(flow) is not None:
        return bool(into) and (len(into) > 1 or (flow.by is not None and flow.by.key not in into))
    if not into or _moves(flow, twins):
        return False
    kinds = set(into.values())
    rate = flow.each if flow.by is None else flow.each * flow.by
    return any(one.key in twins and one.what in kinds for one in _stocks(rate))


def _stocks(expression: Expression) -> Iterator[Stock]:
    """Yield the stocks in an expression."""
    match expression:
        case Stock():
            yield expression
        case Algebraic():
            yield from _stocks(expression.of)
        case Operation():
            for one in expression.arguments:
                yield from _stocks(one)
        case _:
            pass


def _births(flow: Flow) -> Expression | None:
    """Return how many are born of those that drive a flow, per extent; None where it gives birth to nobody."""
    return next((number for one, number in flow.into.items() if flow.by is not None and one.key == flow.by.key), None)


def _followed(name: str, flow: Flow, twins: dict[str, Stock]) -> Iterator[Flow]:
    """Yield what a flow does to twins."""
    each = flow.each if flow.by is None else flow.each * flow.by
    into = {twins[one.key]: number for one, number in flow.into.items() if one.key in twins}
    births = _births(flow)
    if flow.out_of is not None and flow.out_of.key in twins:
        part = twins[flow.out_of.key]
        yield Flow(each, out_of=part, into={} if births is not None else into)
        if into and births is None:
            yield Flow(each * (flow.out_of - part) * passed(name), into=into)
    if births is not None and flow.by is not None and flow.by.key in twins:
        part = twins[flow.by.key]
        yield Flow(flow.each if flow.out_of is None else flow.each * flow.out_of, by=part, into={part: births})
    elif into and _brings(flow, twins):
        yield Flow((each if flow.out_of is None else each * flow.out_of) * label(name), into=into)
