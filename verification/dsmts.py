"""Published stochastic models (Evans 2008) read from SBML into our nouns; what cannot be said is refused.

A unit of their time is a day, or two where an event falls in the middle of one. A rate law that is proportional to a species
is a rate per cell of it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import libsbml
import numpy as np
import pandas as pd

from milkway.core.declare import Initial, Stock, Term, Watch, exposure, flow, pulse
from milkway.core.expression import Expression, derived, number, wrap
from milkway.core.schedule import Schedule
from verification.worlds import SITE, for_all, stock_of

AFTER = exposure("after", "dimensionless", "the event has happened", 0.0)
CELL, PER_DAY = number(1, "cell"), number(1, "1/day")


class Unsayable(ValueError):
    """The model asks for what our flows cannot say."""


@dataclass(frozen=True)
class Case:
    """A published case.

    Attributes:
        name: of the case.
        document: the SBML document.
        mean: a row per unit of time, a column per output.
        sd: likewise.
        ranges: largest |Z| of means and largest |Y| of standard deviations.
    """

    name: str
    document: Any
    mean: pd.DataFrame
    sd: pd.DataFrame
    ranges: tuple[float, float]

    @property
    def model(self) -> Any:
        """Return the SBML model."""
        return self.document.getModel()


@dataclass(frozen=True)
class Said:
    """A case in our nouns.

    Attributes:
        terms: of the small world.
        days: in a unit of their time.
        event: day on which the event happens; 0 without one.
        keys: output -> what is recorded before the event, and from then on.
    """

    terms: tuple[Term, ...]
    days: int
    event: int
    keys: dict[str, tuple[str, str]]

    def plan(self, runs: int) -> Schedule | None:
        """Return the schedule that makes the event happen."""
        return for_all(runs, self.event, AFTER.key, 1.0) if self.event else None


def read_case(folder: Path) -> Case | None:
    """Return the case in a folder; None where no mean and standard deviation are given."""
    tables = {kind: list(folder.glob(f"*-{kind}.csv")) for kind in ("mean", "sd")}
    if not all(tables.values()):
        return None
    document = libsbml.readSBMLFromFile(str(next(folder.glob("*.xml"))))
    settings = dict(line.split(":", 1) for line in next(folder.glob("*settings.txt")).read_text().splitlines() if ":" in line)
    low_high = [settings[key].strip(" ()").split(",") for key in ("meanRange", "sdRange")]
    mean, sd = (pd.read_csv(tables[kind][0], index_col=0) for kind in ("mean", "sd"))
    return Case(folder.name, document, mean, sd, (float(low_high[0][1]), float(low_high[1][1])))


def say(case: Case) -> Said:
    """Return a case in our nouns.

    Raises:
        Unsayable: with the reason.
    """
    model = case.model
    event, value = _event(model)
    days = 2 if event % 1 else 1
    living = [s for s in model.getListOfSpecies() if not s.getBoundaryCondition() and not model.getAssignmentRule(s.getId())]
    before = {s.getId(): SITE[stock_of(s.getId())] for s in living}
    terms: list[Term] = [Initial(before[s.getId()], number(s.getInitialAmount(), "cell")) for s in living]
    terms += _flows(model, before, days, wrap(1))
    keys = {name: (stock.key, stock.key) for name, stock in before.items()}
    if event:
        later = {name: SITE[stock_of(f"{name}_after")] for name in before}
        terms += _flows(model, later, days, AFTER)
        terms += [pulse(f"event {n}", number(v, "cell"), into=later[n], at=AFTER) for n, v in value.items()]
        keys = {name: (before[name].key, later[name].key) for name in before}
    for rule in model.getListOfRules():
        name, of = rule.getVariable(), walk(rule.getMath(), _names(model, None, before))
        terms.append(Watch(derived(name, of, "dimensionless"), name))
        keys[name] = (name, name)
    return Said(tuple(terms), days, round(event * days), keys)


def _event(model: Any) -> tuple[float, dict[str, float]]:
    events = list(model.getListOfEvents())
    if not events:
        return 0.0, {}
    trigger = events[0].getTrigger().getMath()
    if trigger.getChild(0).getType() != libsbml.AST_NAME_TIME:
        raise Unsayable("an event that happens when the state says so, not on a day")
    values = {a.getVariable(): walk(a.getMath(), {}) for a in events[0].getListOfEventAssignments()}
    if set(values) != {s.getId() for s in model.getListOfSpecies()}:
        raise Unsayable("an event that sets some of the populations and keeps others")
    return trigger.getChild(1).getValue(), values


def _flows(model: Any, stocks: dict[str, Stock], days: int, gate: Expression) -> list[Term]:
    return [_flow(model, reaction, stocks, days, gate) for reaction in model.getListOfReactions()]


def _flow(model: Any, reaction: Any, stocks: dict[str, Stock], days: int, gate: Expression) -> Term:
    net = dict.fromkeys(stocks, 0.0)
    for sign, ends in ((-1, reaction.getListOfReactants()), (1, reaction.getListOfProducts())):
        for end in ends:
            if end.getSpecies() in net:
                net[end.getSpecies()] += sign * end.getStoichiometry()
    if min(net.values()) < -1:
        raise Unsayable("two cells are used up at once")
    if max(net.values()) > 1:
        raise Unsayable(f"{max(net.values()):.0f} cells arrive at once")
    lost, made = [name for name, change in net.items() if change < 0], [name for name, change in net.items() if change > 0]
    law = reaction.getKineticLaw().getMath()
    names = _names(model, reaction, stocks)
    own = (lost or [name for name in made if _proportional(law, model, reaction, stocks, name)] or [""])[0]
    if lost and not _proportional(law, model, reaction, stocks, own):
        raise Unsayable("cells are lost at a rate that is not per cell")
    each = walk(law, names | ({own: wrap(_in_law(model, own, 1.0))} if own else {})) * PER_DAY / days * gate
    into = {stocks[name]: 1 for name in made}
    if lost:
        return flow(each, out_of=stocks[own], into=into)
    return flow(each, by=stocks[own], into=into) if own else flow(each * CELL, into=into)


def _proportional(law: Any, model: Any, reaction: Any, stocks: dict[str, Stock], name: str) -> bool:
    """Return whether a law is proportional to a species whatever the others are."""
    values = []
    for cells in (0.0, 1.0, 3.0, 7.0):
        numbers = {s: _in_law(model, s, cells if s == name else 5.0) for s in stocks}
        values.append(walk(law, _values(model, reaction) | numbers))
    return bool(values[0] == 0 and np.allclose(values[1:], values[1] * np.array([1.0, 3.0, 7.0]), rtol=1e-12, atol=0))


def _names(model: Any, reaction: Any, stocks: dict[str, Stock]) -> dict[str, Any]:
    return _values(model, reaction) | {name: _in_law(model, name, stock / CELL) for name, stock in stocks.items()}


def _in_law(model: Any, name: str, amount: Any) -> Any:
    """Return a species as laws see it: an amount, or a concentration."""
    species = model.getSpecies(name)
    return amount if species.getHasOnlySubstanceUnits() else amount / model.getCompartment(species.getCompartment()).getSize()


def _values(model: Any, reaction: Any) -> dict[str, float]:
    values = {c.getId(): c.getSize() for c in model.getListOfCompartments()}
    values |= {p.getId(): p.getValue() for p in model.getListOfParameters()}
    local = [] if reaction is None else reaction.getKineticLaw().getListOfLocalParameters()
    return values | {p.getId(): p.getValue() for p in local}


def walk(node: Any, names: dict[str, Any]) -> Any:
    """Return a formula of sums, products and quotients with numbers or expressions for its names."""
    parts = [walk(node.getChild(i), names) for i in range(node.getNumChildren())]
    match node.getType():
        case libsbml.AST_NAME:
            return names[node.getName()]
        case libsbml.AST_PLUS:
            return sum(parts[1:], parts[0])
        case libsbml.AST_MINUS:
            return -parts[0] if len(parts) == 1 else parts[0] - parts[1]
        case libsbml.AST_TIMES:
            product = parts[0]
            for part in parts[1:]:
                product = product * part
            return product
        case libsbml.AST_DIVIDE:
            return parts[0] / parts[1]
        case _ if node.isNumber():
            return node.getValue()
        case _:
            raise Unsayable(f"a law with {libsbml.formulaToL3String(node)}")
