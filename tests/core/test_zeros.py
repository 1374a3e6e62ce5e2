"""A parameter without a row may be zero only where that has a meaning."""

import pytest

from milkway.core.bounds import POSITIVE, SHARE
from milkway.core.declare import Site, Taxon, flow, parameter
from milkway.core.errors import InputError
from milkway.core.expression import exp, log
from milkway.core.model import Model, process
from milkway.core.network import expand

GERMS = tuple(Taxon(name, name, "1") for name in ("known", "new"))
POND = Site("pond", "mother", "", "pond")
SPEED = parameter("speed", "1/day", "of growth", per=("taxon",))
HALF = parameter("half", "cell", "at half speed", per=("taxon",))
ROOM = parameter("room", "cell", "for a taxon", per=("taxon",), within=POSITIVE)
PART = parameter("part", "dimensionless", "that is left", per=("taxon",), within=SHARE)


def model(each):
    @process(cites=[])
    def grown(model):
        """Something grows."""
        for taxon in model.taxa:
            yield flow(each(taxon), out_of=POND[taxon])

    return Model("pond", GERMS, (), (grown,))


def refused(each, known):
    with pytest.raises(InputError) as error:
        expand(model(each), frozenset(known), {"half": "pond.csv", "room": "pond.csv"})
    return sorted(str(one) for one in error.value.mistakes)


def test_what_only_multiplies_may_be_without_a_row():
    network = expand(model(lambda taxon: SPEED[taxon]), frozenset({"speed[known]"}))
    assert network.absent == {"speed[new]"}


def test_a_divisor_that_is_zero_without_its_row_is_refused_with_its_file():
    told = refused(lambda taxon: SPEED[taxon] * POND[taxon] / HALF[taxon], {"speed[known]", "speed[new]", "half[known]"})
    assert told == ["pond.csv: half[new]: found no row, and without one it is 0; allowed: a row with a value other than 0"]


@pytest.mark.parametrize("each", [lambda t: SPEED[t] / (1 + POND[t] / HALF[t]), lambda t: SPEED[t] * POND[t] / HALF[t]])
def test_a_quotient_by_nothing_has_no_value_whatever_is_divided_or_stands_before_it(each):
    told = refused(each, {"speed[known]", "half[known]"})
    assert len(told) == 1
    assert "half[new]" in told[0]


@pytest.mark.parametrize("each", [lambda t: log(PART[t]) * SPEED[t], lambda t: log(1 - exp(PART[t])) * SPEED[t]])
def test_a_logarithm_of_nothing_is_refused(each):
    told = refused(each, {"speed[known]", "speed[new]", "part[known]"})
    assert len(told) == 1
    assert "part[new]" in told[0]


def test_a_logarithm_of_what_is_left_has_a_value():
    assert expand(model(lambda taxon: SPEED[taxon] * log(1 - PART[taxon])), frozenset({"speed[known]", "speed[new]"}))


def test_a_parameter_that_is_never_zero_needs_every_row():
    told = refused(lambda taxon: SPEED[taxon] * POND[taxon] / (ROOM[taxon] + POND[taxon]), {"speed[known]", "room[known]"})
    assert told == ["pond.csv: room[new]: found no row, and without one it is 0; allowed: a row with a value above 0"]


def test_all_rows_that_are_needed_are_told_at_once():
    told = refused(lambda taxon: SPEED[taxon] * POND[taxon] / HALF[taxon] / log(PART[taxon]) * ROOM[taxon] / ROOM[taxon], set())
    assert [one.split(": found")[0] for one in told] == [
        *("part[known]", "part[new]", "pond.csv: half[known]", "pond.csv: half[new]"),
        *("pond.csv: room[known]", "pond.csv: room[new]"),
    ]
