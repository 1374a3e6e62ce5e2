"""Events that a protocol expects happen as often as it says, and the world without them is the same but for them."""

from dataclasses import replace

import numpy as np
import pytest

from milkway.cohorts.population_file import read_population
from milkway.core.errors import InputError
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.means import Means
from milkway.protocol.basis import Basis
from milkway.protocol.estimand import Estimand
from milkway.protocol.events import EVENTS
from milkway.protocol.events import LEAVING as LEAVING_EVENT
from milkway.protocol.intercurrent import Intercurrent
from milkway.protocol.known import read_known_protocol
from milkway.protocol.moment import Moment
from milkway.protocol.protocol import resized
from milkway.protocol.protocol_file import protocol_of
from milkway.protocol.resolve import resolve
from milkway.protocol.worlds import is_alike_in_all_worlds, worlds_asked
from milkway.simulation.machine import build
from milkway.simulation.solver import Solver
from milkway.trials.arms import observed_arm
from milkway.trials.endpoints import score
from milkway.trials.event_hazards import event_values
from milkway.trials.follow import follow_until
from milkway.trials.hypothetical import with_truths, without
from milkway.trials.leaving import at_risk, leaving_days, planned_attrition, supposed_attrition
from milkway.trials.stage import Setup, network_of, recruit, simulate_arm
from milkway.trials.strategies import NEVER, first_day
from milkway.trials.values import given_values

WOMEN = 120
SHARES = {"breastfeeding_cessation": 0.5, "formula": 0.4, "outside_probiotic": 0.3}
LEAVING = {"product": 0.2, "placebo": 0.6}
PLACEBO = 1


def asking(protocol, strategies):
    """Return the protocol with its first endpoint, time to mastitis, under each of several estimands."""
    time = next(one for one in protocol.endpoints if one.name == "first_mastitis")
    made = [
        time.model_copy(
            update={"name": name, "estimand": Estimand(intercurrent=dict.fromkeys(EVENTS, "treatment_policy") | chosen)}
        )
        for name, chosen in strategies.items()
    ]
    return protocol.model_copy(update={"endpoints": tuple(made)})


@pytest.fixture(scope="module")
def trial():
    hurtado = resized(read_known_protocol("hurtado2017"), WOMEN)
    assumed = Basis(kind="placeholder")
    expected = tuple(Intercurrent(event=event, share=share, by=112, basis=assumed) for event, share in SHARES.items())
    dropout = {"shares": LEAVING, "mechanism": "arm_and_pain", "pain_effect": 5.0}
    leaving = hurtado.dropout.model_copy(update=dropout)
    with_events = hurtado.model_copy(update={"intercurrent": expected, "dropout": leaving})
    return asking(
        with_events,
        {
            "policy": {},
            "no_formula": {"formula": "hypothetical"},
            "all_stay": {"leaving": "hypothetical"},
            "no_weaning": {"breastfeeding_cessation": "hypothetical"},
        },
    )


@pytest.fixture(scope="module")
def stage(trial):
    table, setting = read_parameters(), trial.routes.settings[-1]
    machine = build(network_of(setting, table))
    means = Means(Solver(), None, lambda name, days: None)
    setup = Setup(trial, setting, read_population(trial.population), machine, Streams(3), means)
    return recruit(setup, table, given_values(trial))


@pytest.fixture(scope="module")
def values(stage, trial):
    return given_values(trial) | event_values(stage)


@pytest.fixture(scope="module")
def arms(stage, values, trial):
    """Trajectories of both arms, and of the same women where nothing of all this happens."""
    found = {}
    for number, arm in enumerate(trial.arms):
        nothing = without(stage, tuple(EVENTS))
        found[arm.name] = simulate_arm(stage, number, values, "x"), simulate_arm(nothing, number, values, "x")
    return found


def happens(event, trajectory, stage, number):
    return first_day(EVENTS[event], trajectory, stage.plan.of_arm(number).enrolled) < NEVER


@pytest.mark.parametrize("event", SHARES)
def test_as_many_women_have_an_event_as_the_protocol_says(arms, stage, trial, event):
    both = np.concatenate([happens(event, arms[arm.name][0], stage, i) for i, arm in enumerate(trial.arms)])
    # binomial standard deviation of 120 women at most 0.046; three of them
    assert both.mean() == pytest.approx(SHARES[event], abs=0.14)


@pytest.fixture(scope="module")
def leaves(arms, stage, trial):
    """Return a function from an arm to the days on which its women leave, as the protocol says or for another reason."""

    def of(arm, how=None, repeat=0):
        number = [one.name for one in trial.arms].index(arm)
        women = at_risk(arms[arm][0], stage.plan.of_arm(number).enrolled, trial, Streams(3))
        return leaving_days(how or planned_attrition(trial, arm), women, Streams(3), repeat)

    return of


@pytest.mark.parametrize("arm", LEAVING)
def test_each_arm_is_left_by_its_own_share(leaves, arm):
    gone = np.concatenate([leaves(arm, repeat=repeat) < 112 for repeat in range(40)])
    # 40 draws of 60 women: binomial standard deviation at most 0.01; three of them
    assert gone.mean() == pytest.approx(LEAVING[arm], abs=0.03)


@pytest.mark.parametrize(
    ("mechanism", "arm"), [(one, arm) for one in ("random", "pain", "arm_and_pain", "unseen") for arm in LEAVING]
)
def test_every_reason_makes_as_many_women_leave(leaves, trial, mechanism, arm):
    how = supposed_attrition(mechanism, trial, arm)
    gone = np.concatenate([leaves(arm, how, repeat) < 112 for repeat in range(40)])
    assert gone.mean() == pytest.approx(LEAVING[arm], abs=0.03)


def test_the_share_has_left_by_the_stated_day_and_more_leave_after_it(arms, stage, trial):
    early = trial.model_copy(update={"dropout": trial.dropout.model_copy(update={"by": Moment(56)})})
    women = at_risk(arms["placebo"][0], stage.plan.of_arm(PLACEBO).enrolled, early, Streams(3))
    days = np.concatenate([leaving_days(planned_attrition(early, "placebo"), women, Streams(3), repeat) for repeat in range(40)])
    assert (days < 56).mean() == pytest.approx(LEAVING["placebo"], abs=0.03)
    assert (days < 112).mean() > LEAVING["placebo"] + 0.1


def test_pain_matters_in_the_arm_that_the_mechanism_names(arms, leaves):
    def excess(arm):
        sore = arms[arm][0].level[:, :, arms[arm][0].signs.index("breast_pain")].mean(axis=1)
        gone = np.mean([leaves(arm, repeat=repeat) < 112 for repeat in range(40)], axis=0)
        return gone[sore > np.median(sore)].mean() - gone[sore <= np.median(sore)].mean()

    # halves of 30 women, 40 draws: standard deviation at most 0.02; three of them
    assert abs(excess("product")) < 0.06
    assert excess("placebo") > 0.06


@pytest.mark.parametrize("event", [one for one in EVENTS if one != LEAVING_EVENT])
def test_an_event_whose_hazard_is_zero_happens_to_nobody(arms, stage, trial, event):
    for number, arm in enumerate(trial.arms):
        assert not happens(event, arms[arm.name][1], stage, number).any()


def test_women_to_whom_nothing_happens_live_the_same_days_in_the_world_without(arms, stage, trial):
    for number, arm in enumerate(trial.arms):
        factual, counterfactual = arms[arm.name]
        nothing = ~np.any([happens(event, factual, stage, number) for event in EVENTS], axis=0)
        assert 0 < nothing.sum() < len(nothing)
        assert np.array_equal(factual.amounts[nothing], counterfactual.amounts[nothing], equal_nan=True)
        assert np.array_equal(factual.bothered[nothing], counterfactual.bothered[nothing])


def test_a_woman_who_leaves_goes_on_as_allotted_and_who_stops_the_product_does_not(arms, leaves):
    """Leaving is no event of hers: some hold the strain after they left, in their milk or in their infant."""
    seen, gone = arms["product"][0], leaves("product") < 84
    strain = [place for place, key in enumerate(seen.stocks) if key.endswith("__strain")]
    held = (seen.amounts[:, :, strain].sum(axis=2) * (seen.days >= leaves("product")[:, None])).sum(axis=1)
    taking = seen.exposed("ceased")[:, -1] == 0
    assert gone.any()
    assert (held[gone & taking] > 0).any()
    assert not seen.exposed("discontinued").any()


def test_the_truth_of_a_hypothetical_estimand_is_of_the_world_without_the_event(arms, stage, trial, values):
    enrolled, factual = stage.plan.of_arm(PLACEBO).enrolled, arms["placebo"][0]
    scored = observed_arm("placebo", factual, enrolled, trial, Streams(3))
    found = with_truths(scored, stage, PLACEBO, values, "x").scores
    assert worlds_asked(trial) == (("formula",), ("breastfeeding_cessation",))
    # formula reaches the infant alone, and leaving nobody: such worlds change no mother
    for name in ("no_formula", "all_stay"):
        assert found["oracle"][name].time.tolist() == found["oracle"]["policy"].time.tolist()
    # to go on breastfeeding changes nothing until the day on which she weaned, and is to stay at risk after it
    policy, going_on = (found["oracle"][name] for name in ("policy", "no_weaning"))
    weaned = first_day(EVENTS["breastfeeding_cessation"], factual, enrolled) - enrolled
    before = policy.value < weaned
    assert (going_on.value[before] == policy.value[before]).all()
    assert (going_on.value[~before] >= weaned[~before]).all()
    assert going_on.seen.sum() > policy.seen.sum()
    assert np.isfinite(going_on.value).all()
    assert going_on.value.tolist() != scored.scores["oracle"]["no_weaning"].value.tolist()


def test_what_a_trial_sees_is_the_same_whatever_it_supposes(arms, stage, trial):
    enrolled = stage.plan.of_arm(PLACEBO).enrolled
    scored = observed_arm("placebo", arms["placebo"][0], enrolled, trial, Streams(3)).scores["observed"]
    day = first_day(EVENTS["formula"], arms["placebo"][0], enrolled)
    censored = scored["no_formula"].value
    assert (censored == np.minimum(scored["policy"].value, np.where(day < NEVER, day - enrolled, np.inf))).all()


def test_women_of_every_arm_can_take_the_strain_from_outside(arms, stage, trial):
    taking = happens("outside_probiotic", arms["placebo"][0], stage, PLACEBO)
    strain = [key for key in arms["placebo"][0].stocks if key.endswith("__strain")]  # it seldom lasts in milk
    held = np.nansum([arms["placebo"][0].amount(key, day) for key in strain for day in (28, 56, 84, 112)], axis=0)
    assert (held[~taking] == 0).all()
    assert (held[taking] > 0).any()
    assert not any(is_alike_in_all_worlds(arm, trial) for arm in trial.arms)
    quiet = trial.model_copy(update={"intercurrent": ()})
    assert [is_alike_in_all_worlds(arm, quiet) for arm in trial.arms] == [False, True]


@pytest.mark.parametrize("number", [0, PLACEBO])
def test_a_trial_follows_a_woman_from_enrolment_until_she_leaves_and_the_truth_to_the_end(arms, stage, trial, leaves, number):
    name, enrolled = trial.arms[number].name, stage.plan.of_arm(number).enrolled
    days = leaves(name)
    assert (days > enrolled).all()
    seen, true = (follow_until(days, arms[name][0], enrolled, trial, view) for view in ("observed", "oracle"))
    assert seen.completed.tolist() == (days >= 112).tolist()
    assert seen.within.sum(axis=1).tolist() == (days - enrolled).tolist()
    assert true.within.sum(axis=1).tolist() == (112 - enrolled).tolist()


def test_in_the_world_where_nobody_leaves_nobody_did_and_a_trial_knows_her_only_until_then(arms, stage, trial, leaves):
    enrolled, days = stage.plan.of_arm(PLACEBO).enrolled, leaves("placebo")
    stays, policy = (next(one for one in trial.endpoints if one.name == name) for name in ("all_stay", "policy"))
    seen, true = (follow_until(days, arms["placebo"][0], enrolled, trial, view) for view in ("observed", "oracle"))
    assert score(stays, true, (), trial, Streams(3)).value.tolist() == score(policy, true, (), trial, Streams(3)).value.tolist()
    assert (score(stays, seen, (), trial, Streams(3)).value <= days - enrolled).all()


def test_nobody_leaves_a_trial_that_nobody_leaves(leaves, trial):
    assert (leaves("placebo", replace(planned_attrition(trial, "placebo"), share=0.0)) == 112).all()


def test_events_that_are_stated_elsewhere_say_where(protocol, words):
    tables = resolve(protocol)
    basis = {"kind": "placeholder"}
    tables["intercurrent"] = [
        {"event": one, "share": 0.1, "by": 112, "basis": basis} for one in ("leaving", "rescue_antibiotics")
    ]
    with pytest.raises(InputError) as caught:
        protocol_of(tables, "test", words)
    told = {mistake.where: mistake.allowed for mistake in caught.value.mistakes}
    assert "[dropout]" in told["intercurrent[1].event"]
    assert "care_antibiotic_chance" in told["intercurrent[2].event"]


def test_an_event_is_expected_once(protocol, words):
    tables = resolve(protocol)
    one = {"event": "formula", "share": 0.1, "by": 112, "basis": {"kind": "placeholder"}}
    with pytest.raises(InputError, match="formula twice"):
        protocol_of(tables | {"intercurrent": [one, one]}, "test", words)


@pytest.mark.parametrize(("mechanism", "effect"), [("random", 2.0), ("pain", 0.0), ("arm_and_pain", 0.0)])
def test_a_mechanism_and_its_pain_effect_must_agree(protocol, words, mechanism, effect):
    tables = resolve(protocol)
    tables["dropout"] |= {"mechanism": mechanism, "pain_effect": effect}
    with pytest.raises(InputError, match="pain_effect"):
        protocol_of(tables, "test", words)


def test_a_share_of_an_arm_that_is_not_there_is_told(protocol, words):
    tables = resolve(protocol)
    tables["dropout"] |= {"shares": {"placeboo": 0.5}}
    with pytest.raises(InputError, match="did you mean that"):
        protocol_of(tables, "test", words)


def test_an_event_cannot_be_expected_before_women_are_at_risk(protocol, words):
    early = {"event": "formula", "share": 0.1, "by": 7, "basis": {"kind": "placeholder"}}
    with pytest.raises(InputError, match="two days after the last woman is enrolled"):
        protocol_of(resolve(protocol) | {"intercurrent": [early]}, "test", words)


def test_not_everybody_can_leave(protocol, words):
    tables = resolve(protocol)
    tables["dropout"] |= {"share": 1.0, "shares": {"placebo": 1.0}}
    with pytest.raises(InputError) as caught:
        protocol_of(tables, "test", words)
    assert {mistake.where for mistake in caught.value.mistakes} == {"dropout.share", "dropout.shares.placebo"}
