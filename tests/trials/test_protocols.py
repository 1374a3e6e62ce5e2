"""The protocols that ship, and a trial that begins in pregnancy."""

import numpy as np
import pytest

from milkway.core.streams import Streams
from milkway.ledger.studies import read_studies
from milkway.ledger.tables import read_parameters
from milkway.lives.means import Means
from milkway.protocol.known import read_known_protocol
from milkway.protocol.moment import Moment
from milkway.protocol.protocol import resized
from milkway.protocol.protocol_file import shipped_protocols
from milkway.simulation.solver import Solver
from milkway.trials.enrol import enrolment_days
from milkway.trials.run_trial import run_trial

UNREAD = ("actrn12615000923561", "nct04032899")


@pytest.fixture(scope="module")
def pregnancy():
    protocol = resized(read_known_protocol("nct04032899"), 8)
    setting = protocol.routes.settings[-1].model_copy(update={"weight": 1.0})
    routes = protocol.routes.model_copy(update={"settings": (setting,)})
    stays = protocol.dropout.model_copy(update={"share": 0.0})
    return protocol.model_copy(update={"hypotheses": protocol.hypotheses[:1], "routes": routes, "dropout": stays})


@pytest.fixture(scope="module")
def run(pregnancy):
    return run_trial(pregnancy, read_parameters(), 2, Means(Solver(), None, lambda name, days: None))


@pytest.mark.parametrize("name", shipped_protocols())
def test_a_protocol_that_ships_has_no_mistake_and_a_study_in_the_ledger(name):
    protocol = read_known_protocol(name)
    assert protocol.name == name
    assert protocol.study in read_studies()


@pytest.mark.parametrize("name", UNREAD)
def test_a_trial_without_a_readable_result_states_none_and_tuned_nothing(name):
    protocol = read_known_protocol(name)
    assert not any(endpoint.published for endpoint in protocol.endpoints)
    assert not protocol.used_in_tuning


def test_doses_and_days_are_those_of_the_evidence():
    birth, pregnancy = (read_known_protocol(name) for name in UNREAD)
    assert (birth.arms[0].sets["dose"], birth.arms[0].courses[0].until, birth.design.size) == (1e10, Moment(56), 311 + 309)
    assert (pregnancy.arms[0].sets["dose"], pregnancy.arms[0].courses[0].until, pregnancy.design.size) == (3e9, Moment(112), 480)
    assert [40 + day // 7 for day in pregnancy.design.enrolment] == [28, 32]


def test_women_may_be_enrolled_in_pregnancy_and_fall_ill_after_birth_only(run):
    for arm in run.worlds[0].arms.values():
        assert ((arm.enrolled >= -84) & (arm.enrolled <= -56)).all()
        assert arm.flow["completed"] == 4
        first = arm.scores["oracle"]["first_mastitis"]
        assert (first.time + arm.enrolled >= 0).all()


def test_days_of_enrolment_in_pregnancy_are_uniform():
    days = enrolment_days(read_known_protocol("nct04032899").design, np.arange(6000), Streams(2))
    assert set(days.tolist()) == set(range(-84, -55))
