"""What a label does to each kind of flow, at numbers that are known by hand: a twin lives as the part of its population."""

import pytest

from milkway.compilers.graph import Graph
from milkway.compilers.interpret import evaluate
from milkway.core.declare import Initial, Site, Taxon, exposure, flow, parameter, pulse
from milkway.core.errors import InputError
from milkway.core.expression import derived, number
from milkway.core.labelled import label, labelled, passed, twin
from milkway.core.model import Model, process
from milkway.core.network import expand

GERM, OTHER = Taxon("germ", "germ", "1"), Taxon("other", "other", "2")
POND, LAKE, SEA = (Site(name, "mother", "", name) for name in ("pond", "lake", "sea"))
RATE, ARRIVING = parameter("rate", "1/day", "of each"), parameter("arriving", "cell/day", "from nowhere")
BEGUN = exposure("begun", "dimensionless", "the dose is given")
INSIDE = frozenset({"pond", "lake"})


@process(cites=["a"])
def living(_):
    """Cells divide and die."""
    yield Initial(POND[GERM], number(10, "cell"))
    yield flow(RATE, by=POND[GERM], into={POND[GERM]: 2})
    yield flow(RATE, out_of=POND[GERM])


@process(cites=["a"])
def drifting(_):
    """Cells move inside, and of those that leave for the sea nothing is known."""
    yield flow(RATE, out_of=POND[GERM], into={LAKE[GERM]: number(0.5, "dimensionless")})
    yield flow(RATE, out_of=LAKE[GERM], into={SEA[GERM]: 1})


@process(cites=["a"])
def washing_up(_):
    """Cells come from the sea and from nowhere."""
    yield flow(RATE, out_of=SEA[GERM], into={POND[GERM]: 1})
    yield flow(ARRIVING, into={LAKE[GERM]: 1})


@process(cites=["a"], off="nothing is given")
def dosing(_):
    """A dose is given at once."""
    yield pulse("dose", number(7, "cell"), into=LAKE[GERM], at=BEGUN)


def known(processes, inside=INSIDE):
    network = expand(Model("water", (GERM, OTHER), (), processes), frozenset({"rate", "arriving"}))
    return labelled(network, inside)


WHOLE = known((living, drifting, washing_up, dosing))


def change(stock, **labels):
    """Return what flows add to a stock a day at rate 0.5, 3 arriving, and 100 of which 20 are labelled in all places."""
    gained = 0.0
    for _, one in WHOLE.network.flows:
        graph = Graph()
        leaves = {("stock", s.key): 20.0 if "labelled" in s.key else 100.0 for s in WHOLE.network.stocks}
        leaves |= {("exposure", e.key): labels.get(e.key, 0.0) for e in WHOLE.network.exposures}
        leaves |= {("parameter", "rate"): 0.5, ("parameter", "arriving"): 3.0}
        ends = [graph.add(one.rate()), *(graph.add(count) for into, count in one.into.items() if into.key == stock)]
        extent, *made = (float(value) for value in evaluate(graph, ends, leaves))
        gained += extent * (sum(made) - (one.out_of is not None and one.out_of.key == stock))
    return gained


def test_processes_that_bring_cells_are_told_from_those_that_move_them():
    assert WHOLE.sources == ("living", "dosing", "washing_up")
    assert WHOLE.crossings == ("drifting",)
    assert {e.key for e in WHOLE.network.exposures} == {
        *("begun", "dosing__off", "living__label", "dosing__label", "washing_up__label", "drifting__passed")
    }


def test_only_populations_inside_have_a_twin_and_twins_do_not_steer():
    twins = {stock.key: stock.follows for stock in WHOLE.network.stocks if "labelled" in stock.key}
    assert twins == {twin(POND[GERM]).key: True, twin(LAKE[GERM]).key: True}


@pytest.mark.parametrize(
    ("labels", "pond", "lake"),
    [
        ({}, 0.5 * 20 * 2 - 0.5 * 20 - 0.5 * 20, 0.5 * 0.5 * 20 - 0.5 * 20),
        ({"washing_up__label": 1.0}, 0.0 + 0.5 * 100, -5.0 + 3.0),
        ({"drifting__passed": 1.0}, 0.0, -5.0 + 0.5 * 0.5 * 80),
        ({"living__label": 1.0}, 0.0, -5.0),
    ],
)
def test_the_labelled_are_born_die_and_move_as_a_part_and_whoever_comes_by_a_chosen_way_joins_them(labels, pond, lake):
    assert change(twin(POND[GERM]).key, **labels) == pytest.approx(pond)
    assert change(twin(LAKE[GERM]).key, **labels) == pytest.approx(lake)


def test_the_cells_themselves_do_not_feel_the_label():
    for stock in (POND[GERM], LAKE[GERM], SEA[GERM]):
        assert change(stock.key) == change(stock.key, washing_up__label=1.0, drifting__passed=1.0)


def test_what_is_there_at_the_start_and_what_is_given_at_once_is_given_to_the_twin_in_the_measure_of_its_label():
    added = {one.name: one for one in WHOLE.network.pulses if "labelled" in one.into.key}
    assert {(name, one.into.key, one.exposure.key, one.daily) for name, one in added.items()} == {
        ("start of pond__germ", "pond_labelled__germ", "living__label", False),
        ("dose labelled", "lake_labelled__germ", "begun", False),
    }
    graph, open_and_chosen = Graph(), {("exposure", "dosing__off"): 0.0, ("exposure", "dosing__label"): 1.0}
    found = [graph.add(added[name].amount) for name in ("start of pond__germ", "dose labelled")]
    assert [float(one) for one in evaluate(graph, found, open_and_chosen)] == [10.0, 7.0]
    for shut in ({("exposure", "dosing__off"): 1.0}, {("exposure", "dosing__label"): 0.0}):
        assert float(evaluate(graph, found, open_and_chosen | shut)[1]) == 0.0


def test_a_label_and_a_passage_are_told_apart_by_name():
    assert (label("living").key, passed("living").key) == ("living__label", "living__passed")


@process(cites=["a"])
def arising(_):
    """Cells arise in the lake in proportion to their kind in the pond, which do not move."""
    yield flow(RATE * derived("many", POND[GERM], "cell") * 2, into={LAKE[GERM]: 1})


@process(cites=["a"])
def seeding(_):
    """Cells of one place are born of those of another."""
    yield flow(RATE, by=POND[GERM], into={POND[GERM]: 1, LAKE[GERM]: 1})


@process(cites=["a"])
def called(_):
    """Cells arise in proportion to another kind, which is no forebear."""
    yield flow(RATE * POND[OTHER], into={LAKE[GERM]: 1})


@pytest.mark.parametrize("unclear", [arising, seeding])
def test_cells_whose_forebears_are_not_told_are_refused_by_the_name_of_their_process(unclear):
    with pytest.raises(InputError, match=f"origins(.|\\n)*{unclear.name}: found cells that arise from others inside"):
        known((unclear,))
    assert known((unclear,), frozenset({"sea"})).crossings == ()


def test_cells_that_arise_where_another_kind_is_come_from_outside():
    found = known((called,))
    assert (found.sources, found.crossings) == (("called",), ())
