"""Published designs that ship, a few women of each through one compiled network: entry, courses, days of visits, endpoints."""

import numpy as np
import pytest

from milkway.cohorts.population_file import read_population
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.means import Means
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import resized
from milkway.simulation.machine import build
from milkway.simulation.solver import Solver
from milkway.trials.arms import observed_arm
from milkway.trials.results import world_of
from milkway.trials.stage import Setup, network_of, recruit, simulate_arm
from milkway.trials.values import given_values

SIZES = {"jimenez2008": 4, "arroyo2010": 6, "maldonado2015": 8, "abrahamsson2009": 4}
TREATMENT = ("jimenez2008", "arroyo2010", "maldonado2015")


@pytest.fixture(scope="module")
def staged():
    """Return each protocol with few women, its stage, trajectories and scored arms, under the null."""
    table, found = read_parameters(), {}
    protocols = {name: resized(read_known_protocol(name), size) for name, size in SIZES.items()}
    setting = next(iter(protocols.values())).routes.settings[-1]
    machine = build(network_of(setting, table))
    for name, protocol in protocols.items():
        means = Means(Solver(), None, lambda stage, days: None)
        setup = Setup(protocol, setting, read_population(protocol.population), machine, Streams(4), means)
        stage = recruit(setup, table, given_values(protocol))
        women = [simulate_arm(stage, arm, given_values(protocol), "null") for arm in range(len(protocol.arms))]
        arms = {
            arm.name: observed_arm(arm.name, women[number], stage.plan.of_arm(number).enrolled, protocol, setup.streams)
            for number, arm in enumerate(protocol.arms)
        }
        found[name] = protocol, stage, women, arms
    return found


@pytest.mark.parametrize("name", SIZES)
def test_every_endpoint_of_a_published_design_is_scored_and_analysed(staged, name):
    protocol, _, _, arms = staged[name]
    results = world_of("on", "null", arms, protocol).results
    for view in ("observed", "oracle"):
        assert set(results[view]) == {endpoint.name for endpoint in protocol.endpoints}
    assert sum(len(arm.dyads) for arm in arms.values()) == SIZES[name]


@pytest.mark.parametrize("name", TREATMENT)
def test_women_enter_a_trial_of_treatment_the_day_after_they_report_what_it_asks_for(staged, name):
    protocol, stage, women, _ = staged[name]
    first, last = protocol.design.enrolment
    local, signs = protocol.mastitis.local, women[0].signs
    assert ((stage.plan.enrolled >= first) & (stage.plan.enrolled <= last)).all()
    for number, trajectory in enumerate(women):
        enrolled = stage.plan.of_arm(number).enrolled
        for woman, day in enumerate(enrolled):
            reported = trajectory.reported[woman, day - 1 - trajectory.diary_days[0]]
            assert sum(reported[signs.index(sign)] for sign in local) >= protocol.mastitis.local_needed


def test_women_enrolled_for_bacteria_in_milk_have_them_in_a_breast(staged):
    protocol, _, women, arms = staged["arroyo2010"]
    for trajectory, arm in zip(women, arms.values(), strict=True):
        held = {
            side: sum(trajectory.amount(f"{side}_milk__{taxon}", arm.enrolled) for taxon in protocol.eligibility.milk.taxa)
            / trajectory.amount(f"{side}_breast__volume", arm.enrolled)
            for side in ("left", "right")
        }
        assert (np.maximum(held["left"], held["right"]) > 1e4).all()


def test_samples_of_a_trial_of_treatment_are_of_days_after_enrolment(staged):
    for arm in staged["jimenez2008"][3].values():
        days = {sample.visit: sample.day - arm.enrolled for sample in arm.samples}
        assert {visit: set(since.tolist()) for visit, since in days.items()} == {"entry": {0}, "day_30": {30}}


def test_follow_up_of_a_trial_of_treatment_lasts_as_long_for_every_woman(staged):
    for arm in staged["jimenez2008"][3].values():
        assert set(arm.scores["oracle"]["free_of_signs"].time.tolist()) == {30.0}


def test_only_women_who_take_a_product_before_birth_swallow_the_strain_then(staged):
    _, _, women, arms = staged["abrahamsson2009"]
    strain = [trajectory.amount("infant_gut__strain", 1) + trajectory.amount("left_milk__strain", 1) for trajectory in women]
    assert (strain[list(arms).index("placebo")] == 0).all()


def test_the_numbers_of_the_published_designs_are_those_of_the_evidence():
    jimenez, arroyo, maldonado, abrahamsson = (read_known_protocol(name) for name in SIZES)
    assert [arm.sets.get("dose") for arm in jimenez.arms] == [2e10, None]
    assert [arm.sets.get("dose") for arm in arroyo.arms] == [1e9, 1e9, None]
    assert [arm.sets.get("dose") for arm in maldonado.arms] == [3e9, 6e9, 9e9, None]
    assert [arm.sets.get("dose") for arm in abrahamsson.arms] == [1e8, None]
    assert [one.design.size for one in (jimenez, arroyo, abrahamsson)] == [10 + 10, 124 + 127 + 101, 232]
    assert [one.arms[0].courses[0].lasts for one in (jimenez, arroyo, maldonado)] == [28, 21, 21]
    assert maldonado.design.basis.kind == "placeholder"
