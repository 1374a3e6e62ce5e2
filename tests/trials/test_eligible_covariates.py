"""Eligibility by covariates: who is asked for is enrolled, all others are counted by reason and followed no further."""

import json

import numpy as np
import pytest
from own_trials import own_tables, written

import milkway
from milkway.core.errors import InputError
from milkway.protocol.eligibility import Condition, first_unmet
from milkway.protocol.known import read_known_protocol

BASIS = {"kind": "expert"}
BEFORE = {"covariate": "previous_mastitis", "present": True, "basis": BASIS}
VAGINAL = {"covariate": "caesarean", "present": False, "basis": BASIS}


def protocol_with(folder, *conditions):
    tables = own_tables(population="general")
    tables["eligibility"] |= {"covariates": list(conditions)}
    return written(folder, tables)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("eligible")
    return milkway.trial(protocol_with(folder, BEFORE, VAGINAL), out=folder / "run"), folder / "run"


def test_a_condition_is_met_on_its_bounds():
    value = np.array([1.0, 2.0, 3.0])
    assert Condition(covariate="a", at_least=2.0, basis=BASIS).met(value).tolist() == [False, True, True]
    assert Condition(covariate="a", at_most=2.0, basis=BASIS).met(value).tolist() == [True, True, False]
    assert Condition(covariate="a", present=False, basis=BASIS).met(np.array([0.0, 1.0])).tolist() == [True, False]


def test_the_first_condition_that_a_woman_does_not_meet_is_told():
    women = {"previous_mastitis": np.array([1.0, 0.0, 1.0, 0.0]), "caesarean": np.array([0.0, 0.0, 1.0, 1.0])}
    conditions = (Condition(**BEFORE), Condition(**VAGINAL))
    assert first_unmet(conditions, women, 4).tolist() == [0, 1, 2, 1]


def test_all_who_are_enrolled_are_as_asked(run):
    baseline = {row.split(",")[0]: row for row in (run[1] / "tables" / "baseline.csv").read_text(encoding="utf-8").splitlines()}
    assert baseline["Previous mastitis"].count("(100.0 %)") == 2
    assert baseline["Caesarean"].count("0/4 (0.0 %)") == 2


def test_all_others_are_counted_by_reason(run):
    finished, folder = run
    counts = next(iter(finished.summary["screening"].values()))
    assert counts["eligible"] == 8
    # about 9 % have had mastitis and 73 % of these give birth vaginally, so that many are screened for each who is eligible
    assert counts["previous mastitis: no"] > 3 * counts["eligible"]
    assert "caesarean: yes" in counts
    assert f"{counts['previous mastitis: no']} previous mastitis: no" in (folder / "figures" / "flow.svg").read_text(
        encoding="utf-8"
    )
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "previous mastitis, no caesarean" in page


def test_only_women_who_may_be_enrolled_are_followed(run):
    finished = json.loads(next(run[1].rglob("finished.json")).read_text(encoding="utf-8"))
    screened = sum(len(np.load(path)["dyads"]) for path in run[1].rglob("*.npz") if "screening" in str(path))
    counts = next(iter(run[0].summary["screening"].values()))
    assert finished["chunks"]
    assert counts["eligible"] <= screened < counts["previous mastitis: no"]


def test_without_conditions_a_resolved_protocol_is_as_it_was():
    assert "covariates" not in milkway.Protocol.read("hurtado2017").model_dump(mode="json")["eligibility"]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ({"covariate": "previous_mastiti", "present": True}, "previous_mastitis (did you mean that?)"),
        ({"covariate": "feeds_per_day", "present": True}, "at_least or at_most, as it is a quantity"),
        ({"covariate": "parous", "at_least": 1.0}, "present, as it is a yes or no"),
        ({"covariate": "parous"}, "either present, or at_least"),
        ({"covariate": "feeds_per_day", "at_least": 9.0, "at_most": 8.0}, "at_least below at_most"),
        ({"covariate": "hospital_birth", "present": False}, "no woman of 2000 sampled who meets it"),
    ],
)
def test_what_cannot_be_asked_for_is_told(condition, told, tmp_path):
    with pytest.raises(InputError) as raised:
        read_known_protocol(protocol_with(tmp_path, condition | {"basis": BASIS}))
    assert told in str(raised.value)


def test_a_stratum_into_which_no_eligible_woman_falls_is_told(tmp_path):
    tables = own_tables(population="general")
    tables["eligibility"] |= {"covariates": [BEFORE]}
    tables["design"] |= {"strata": ["previous_mastitis"]}
    with pytest.raises(InputError, match="class 1 of 2"):
        read_known_protocol(written(tmp_path, tables))
