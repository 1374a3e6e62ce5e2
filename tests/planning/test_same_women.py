"""The same women, the same numbers: what is true of them and what a trial sees of them, in a trial and in a pool."""

import numpy as np
import pytest

from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.means import Means
from milkway.planning.attrition import planned
from milkway.planning.pool import fill, gather
from milkway.planning.pool_scores import scored, visible_under
from milkway.protocol.estimand import Estimand
from milkway.protocol.events import EVENTS
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import resized
from milkway.simulation.solver import Solver
from milkway.trials.leaving import planned_attrition
from milkway.trials.missing.complete_arms import complete_trial
from milkway.trials.missing.methods_compared import leaving
from milkway.trials.run_trial import run_trial

WOMEN, SEED = 40, 5
QUESTIONS = {
    "policy": {},
    "all_stay": {"leaving": "hypothetical"},
    "no_weaning": {"breastfeeding_cessation": "hypothetical"},
    "leaving_is_bad": {"leaving": "composite"},
}


@pytest.fixture(scope="module")
def protocol():
    """Return a trial that half of the women leave, every endpoint of the shipped one and one question asked in four ways."""
    hurtado = resized(read_known_protocol("hurtado2017"), WOMEN)
    routes = hurtado.routes.model_copy(update={"settings": (hurtado.routes.settings[0].model_copy(update={"weight": 1.0}),)})
    ill = next(one for one in hurtado.endpoints if one.score == "clinical_any").model_copy(update={"population": "randomised"})
    asked = [
        ill.model_copy(update={"name": name, "estimand": Estimand(intercurrent=dict.fromkeys(EVENTS, "treatment_policy") | own)})
        for name, own in QUESTIONS.items()
    ]
    endpoints = (*hurtado.endpoints, *asked)
    return hurtado.model_copy(update={"routes": routes, "hypotheses": hurtado.hypotheses[-1:], "endpoints": endpoints})


@pytest.fixture(scope="module")
def means(tmp_path_factory):
    return Means(Solver(), tmp_path_factory.mktemp("chunks"))


@pytest.fixture(scope="module")
def run(protocol, means):
    return run_trial(protocol, read_parameters(), SEED, means)


@pytest.fixture(scope="module")
def pool(protocol, means, run):
    stage = gather(protocol, protocol.routes.settings[0], read_parameters(), Streams(SEED), means)
    return fill(stage, {one.name: one.sets for one in protocol.hypotheses})


@pytest.mark.parametrize("view", ["oracle", "observed"])
def test_a_trial_and_a_pool_say_the_same_of_the_same_women(protocol, run, pool, view):
    visible, (world,) = visible_under(pool, planned(protocol)), run.worlds
    women = pool.stage.cohort.dyads[pool.stage.plan.positions]
    for endpoint in protocol.endpoints:
        for name, arm in world.arms.items():
            known = scored(visible, endpoint).scores[view][world.hypothesis][name].taking(np.searchsorted(women, arm.dyads))
            own = arm.scores[view][endpoint.name]
            for one, other in ((own.value, known.value), (own.time, known.time), (own.seen, known.seen)):
                width = one.shape[1] if one.ndim > 1 else None
                assert np.array_equal(one, other if width is None else other[:, :width], equal_nan=one.dtype.kind == "f")


def test_nobody_is_simulated_a_second_time_for_the_study_of_missing_data(protocol, run, means):
    before = {path: path.stat().st_mtime_ns for path in means.keep.rglob("*.npz")}
    silent = Means(Solver(), means.keep, lives=means.lives)
    complete = complete_trial(protocol, read_parameters(), protocol.hypotheses, SEED, silent)
    assert before
    assert {path: path.stat().st_mtime_ns for path in means.keep.rglob("*.npz")} == before
    ends = protocol.design.ends
    for name, arm in zip(complete.arms, complete.pairs[protocol.hypotheses[0].name], strict=True):
        own = run.worlds[0].arms[name]
        left = leaving(arm, planned_attrition(protocol, name), Streams(SEED), 0)
        assert left.leaves.tolist() == (own.recorded.leaves - own.enrolled).tolist()
        assert left.ill.sum() >= left.ill_seen.sum()
        assert (arm.women.leaves > ends.of(own.enrolled) - own.enrolled).all()


def test_leaving_changes_the_truth_of_no_question_but_that_which_calls_it_a_bad_outcome(run):
    for arm in run.worlds[0].arms.values():
        truth = {name: arm.scores["oracle"][name].value for name in QUESTIONS}
        assert truth["policy"].tolist() == truth["all_stay"].tolist()
        assert (truth["leaving_is_bad"] >= truth["policy"]).all()
        assert truth["leaving_is_bad"].sum() > truth["policy"].sum()
