"""Routes that can be shut while a model runs: every route that says what that means has an exposure `route__off`.

Shut, the route's flows and pulses are multiplied by zero, so a run without the route needs no other network and no other code.
Its luck begins as that of a run with it, and parts where a population takes other steps. `Model.without` takes the mechanism
out; a shut route stays as an equation.
"""

from collections.abc import Iterator
from dataclasses import replace

from milkway.core.declare import Exposure, Flow, Pulse, Term, exposure
from milkway.core.model import Model, Process


def switch(process: Process) -> Exposure:
    """Return the exposure that shuts a route."""
    return exposure("off", "dimensionless", f"1 while the route is shut: {process.off}", place=process.name)


def switched_terms(process: Process, model: Model) -> Iterator[Term]:
    """Yield the terms of a process, those that its switch shuts multiplied by what it leaves open."""
    if not process.off:
        yield from process.terms(model)
        return
    is_open = 1 - switch(process)
    for term in process.terms(model):
        match term:
            case Flow() if process.drains:
                into = {stock: number * is_open if stock.divides else number for stock, number in term.into.items()}
                yield replace(term, into=into)
            case Flow():
                yield replace(term, each=term.each * is_open)
            case Pulse():
                yield replace(term, amount=term.amount * is_open)
            case _:
                yield term
