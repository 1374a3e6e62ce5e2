"""A small trial through every layer."""

import json

import numpy as np
import pytest

from milkway.biology.models import COMPLETE
from milkway.cohorts.population_file import population_names
from milkway.core.network import expand
from milkway.ledger.tables import read_parameters
from milkway.lives.means import Means
from milkway.protocol.protocol import resized
from milkway.protocol.protocol_file import read_protocol
from milkway.protocol.words import words_of
from milkway.simulation.days import Solver
from milkway.trials.run_trial import run_trial
from milkway.trials.trial_summary import summary

WOMEN = 8


@pytest.fixture(scope="module")
def table():
    return read_parameters()


@pytest.fixture(scope="module")
def small(table):
    words = words_of(expand(COMPLETE, table.keys()), population_names())
    protocol = resized(read_protocol("hurtado2017", words), WOMEN)
    chosen = tuple(one for one in protocol.hypotheses if one.name in ("null", "both"))
    return protocol.model_copy(update={"hypotheses": chosen})


def trial(protocol, table, chunk):
    return run_trial(protocol, table, 3, Means(Solver(chunk=chunk), None, lambda name, days: None))


@pytest.fixture(scope="module")
def run(small, table):
    return trial(small, table, 128)


def test_the_same_trial_in_other_chunks_has_the_same_summary(run, small, table):
    assert json.dumps(summary(trial(small, table, 3))) == json.dumps(summary(run))


def test_every_woman_randomised_is_accounted_for(run):
    for world in run.worlds:
        assert sum(arm.flow["randomised"] for arm in world.arms.values()) == WOMEN
        for arm in world.arms.values():
            assert arm.flow["randomised"] == arm.flow["withdrew"] + arm.flow["failed"] + arm.flow["completed"]


def test_placebo_is_one_world_for_all_hypotheses(run):
    by_setting = {}
    for world in run.worlds:
        assert by_setting.setdefault(world.setting, world.arms["placebo"]) is world.arms["placebo"]


def test_nobody_on_placebo_has_the_strain(run):
    for world in run.worlds:
        for sample in world.arms["placebo"].samples:
            assert not np.nan_to_num(sample.strain).any()


def test_women_in_the_same_arm_are_the_same_under_every_hypothesis(run):
    first, *others = [world for world in run.worlds if world.setting == "off"]
    for other in others:
        assert (other.arms["product"].dyads == first.arms["product"].dyads).all()
        assert (other.arms["product"].enrolled == first.arms["product"].enrolled).all()
