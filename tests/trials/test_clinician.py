"""A clinician's diagnosis as a case of its own: whom it adds, on which day, what care follows, and what a report says of it."""

from dataclasses import replace

import numpy as np
import pytest
from trial_worlds import exposed_from, scored_arm, still, with_days

import milkway
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.means import Means
from milkway.protocol.illness_definition import Clinician
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import resized
from milkway.reports.trial.design_words import clinical
from milkway.simulation.solver import Solver
from milkway.trials.case_definition import diagnosis_of, plain_definition
from milkway.trials.run_trial import run_trial

ILL = ("breast_pain", "redness", "fever")
SEES = {"local_needed": 1, "systemic_needed": 0, "basis": {"kind": "placeholder"}}
ENROLLED = np.full(4, 2)


def told(women, woman: int, day: int):
    """Return women of whom one told a clinician of her signs on a day: the exposure is in force on the next."""
    if "diagnosed" not in women.exposures:
        nothing = np.zeros((*women.realised.shape[:2], 1), dtype=np.float32)
        women = replace(
            women, exposures=(*women.exposures, "diagnosed"), realised=np.concatenate([women.realised, nothing], axis=2)
        )
    women = replace(women, realised=women.realised.copy())
    women.realised[woman, day + 1, women.exposures.index("diagnosed")] = 1.0
    return women


@pytest.fixture(scope="module")
def trial(protocol):
    rule = protocol.mastitis.model_copy(update={"clinician": Clinician.model_validate(SEES)})
    return protocol.model_copy(update={"mastitis": rule})


def scored(women, trial, view="observed"):
    return scored_arm("product", women, ENROLLED, trial, Streams(1)).scores[view]


def test_a_woman_is_ill_by_her_diary_or_by_a_diagnosis(protocol, trial):
    """Woman 1 is ill by the diary, 2 by a diagnosis, and 3 by both on one day."""
    women = told(told(with_days(with_days(still(4), 1, [30], ILL), 3, [40], ILL), 2, 50), 3, 40)
    assert scored(women, protocol)["clinical_mastitis"].value.tolist() == [0, 1, 0, 1]
    assert scored(women, trial)["clinical_mastitis"].value.tolist() == [0, 1, 1, 1]
    assert scored(women, trial)["clinical_episodes"].value.tolist() == [0, 1, 1, 1]
    assert scored(women, trial)["first_mastitis"].value.tolist() == [110, 28, 48, 38]


def test_a_diagnosis_after_she_left_is_not_seen_and_is_true(trial):
    women = exposed_from(told(still(4), 2, 50), 2, 20, "withdrawn")
    assert scored(women, trial)["clinical_episodes"].seen.tolist() == [False] * 4
    assert scored(women, trial, "oracle")["clinical_mastitis"].value.tolist() == [0, 0, 1, 0]


def test_the_diagnosis_for_which_she_was_enrolled_is_no_new_episode(trial):
    treated = trial.model_copy(update={"design": trial.design.model_copy(update={"at": "diagnosis"})})
    assert scored(told(still(4), 0, 1), treated)["clinical_episodes"].value[0] == 0
    assert scored(told(still(4), 0, 2), treated)["clinical_episodes"].value[0] == 1


def test_without_a_clinician_who_is_diagnosed_follows_from_the_definition(protocol, trial):
    assert (diagnosis_of(protocol.mastitis).local_needed, diagnosis_of(protocol.mastitis).seen) == (2, 1.0)
    assert (diagnosis_of(trial.mastitis).local_needed, diagnosis_of(trial.mastitis).systemic_needed) == (1, 0)


def test_report_and_summary_say_what_makes_a_case(protocol, trial):
    assert "a clinician's diagnosis (at least 1 of the signs of the breast and 0 of the whole woman), or at least 2" in clinical(
        trial
    )
    assert "clinician" not in clinical(protocol)
    assert "a clinician's diagnosis makes a case too" in plain_definition(trial.mastitis)["case_definition"]["unlike"]


@pytest.fixture(scope="module")
def placebo():
    """Women under placebo with nobody, half of the new illnesses and all of them seen by a clinician."""
    base = resized(read_known_protocol("hurtado2017"), 40)
    base = base.but(
        hypotheses=[base.hypotheses[0]], routes={"settings": [{"name": "off", "weight": 1.0}], "basis": {"kind": "expert"}}
    )
    rules = {"none": {}, "half": {"mastitis.clinician": SEES | {"seen": 0.5}}, "all": {"mastitis.clinician": SEES}}
    means = Means(Solver(), None, lambda name, days: None)
    runs = {name: run_trial(base.but(rule), read_parameters(), 1, means) for name, rule in rules.items()}
    return {name: run.worlds[0].arms["placebo"].scores["oracle"]["clinical_mastitis"].value for name, run in runs.items()}


def test_the_more_are_seen_the_more_are_ill_and_nobody_gets_well_by_it(placebo):
    assert placebo["none"].sum() < placebo["half"].sum() < placebo["all"].sum()


def test_a_share_of_women_who_are_seen_must_be_one():
    with pytest.raises(milkway.InputError, match=r"mastitis\.clinician\.seen"):
        read_known_protocol("hurtado2017").but({"mastitis.clinician": SEES | {"seen": 1.5}})
