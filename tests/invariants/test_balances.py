"""Sugar, cells and milk are neither made nor lost on their way."""

import numpy as np
import pytest
from invariant_worlds import BIRTH, live, table

from milkway.biology.feeding import breast_milk
from milkway.biology.models import COMPLETE
from milkway.biology.sites import BREASTS, INFANT_GUT, INFANT_MOUTH
from milkway.biology.stomach import founders
from milkway.biology.taxa import FOODS, LACTATE, TAXA
from milkway.compilers.graph import Graph
from milkway.compilers.interpret import evaluate
from milkway.core.declare import Site, Substance, Taxon, flow
from milkway.core.model import process
from milkway.core.network import expand
from milkway.simulation.machine import build

METER = Site("meter", "infant", "", "what has passed", cells_divide=False)
EATEN, LEFT, CAME = (Substance(name, name, "") for name in ("eaten", "left", "came"))
BORN = Taxon("born_on_sugar", "cells born", "")
SUGARS = frozenset(INFANT_GUT[food].key for food in FOODS if food != LACTATE)


@process(cites=["cremer2017"])
def meters(model):
    """What comes, is eaten and leaves of the infant's sugars, and the cells made of it, is added up beside the model."""
    for name, one in expand(COMPLETE, table().keys()).flows:
        into = [stock.key for stock in one.into]
        if one.out_of is not None and one.out_of.key in SUGARS:
            yield flow(one.rate(), into={METER[LEFT if name == "gut_transit" else EATEN]: 1})
            for stock, number in one.into.items():
                if stock.key == (one.by.key if one.by is not None else ""):
                    yield flow(one.rate() * number, into={METER[BORN]: 1})
        elif SUGARS & set(into):
            yield flow(one.rate(), into={METER[CAME]: 1})


@pytest.fixture(scope="module")
def metered():
    machine = build(expand(COMPLETE.including(meters), table().keys()))
    run = live(machine, [BIRTH, (*BIRTH, (0, "ceased", 1.0), (0, "formula", 1.0))], chance=False)
    return machine, {key: run.amounts[:, -1, i] for i, key in enumerate(run.stocks)}


def test_sugar_that_came_is_there_still_or_eaten_or_gone(metered):
    _, end = metered
    kept = sum(end[key] for key in SUGARS)
    came = end["meter__came"]
    assert (came > 1e5).all()
    assert kept + end["meter__eaten"] + end["meter__left"] == pytest.approx(
        came, rel=1e-12
    )  # a Rosenbrock step keeps linear sums, whatever its error


def test_fermented_sugar_becomes_cells_at_the_yield_and_respired_sugar_at_its_gain(metered):
    machine, end = metered
    rows = table().rows
    lowest = rows["cell_yield[infant_gut]"].value
    highest = lowest * rows["aerobic_yield_gain"].value
    made = end["meter__born_on_sugar"] / end["meter__eaten"]
    assert (made >= lowest * (1 - 1e-3)).all()
    assert (made <= highest).all()


@pytest.fixture(scope="module")
def states(machine):
    chance = np.random.default_rng(2)
    leaves = {("stock", s.key): chance.uniform(0.01, 1, 20) for s in machine.network.stocks}
    leaves |= {("parameter", p.key): table().rows[p.key].value for p in machine.network.parameters}
    shut = {one.key for one in machine.network.exposures if one.name == "off"}
    leaves |= {("exposure", e.key): chance.integers(0, 2, 20) * float(e.key not in shut) for e in machine.network.exposures}
    leaves[("day",)] = chance.uniform(0, 200, 20)
    graph = Graph(machine.network.absent)
    return lambda *wanted: [np.asarray(v) for v in evaluate(graph, [graph.add(one) for one in wanted], leaves)]


def test_bacteria_that_leave_with_milk_arrive_in_mouth_or_stomach(machine, states):
    fed = [one for name, one in machine.network.flows if name == "milk_feeding" and len(one.into) == 2]
    assert len(fed) == len(BREASTS) * len(TAXA)
    for one, taxon in zip(fed, TAXA * 2, strict=True):
        into = {stock.key: number for stock, number in one.into.items()}
        mouth, gut, alive = states(into[INFANT_MOUTH[taxon].key], into[INFANT_GUT[taxon].key], founders(taxon))
        assert mouth + gut / alive == pytest.approx(1.0, rel=1e-12)


def test_bacteria_leave_with_milk_at_the_rate_of_the_milk(machine, states):
    flows = [one for name, one in machine.network.flows if name == "milk_feeding"]
    rates = states(*(one.each for one in flows))
    half = len(flows) // 2
    for breast in (rates[:half], rates[half:]):
        assert all(np.array_equal(breast[0], rate) for rate in breast)


def test_the_infant_drinks_no_more_than_leaves_the_breasts(machine, states):
    drained = [one for name, one in machine.network.flows if name == "milk_feeding" and not one.into]
    drunk, *left = states(breast_milk(), *(one.rate() for one in drained))
    assert (drunk <= sum(left) * (1 + 1e-12)).all()
    assert drunk.max() > 0
