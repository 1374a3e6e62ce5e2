"""Corners of times to an event: no follow-up, an onset known only between visits, and women who come under observation late."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import SurvfuncRight

import milkway
from milkway.analysis.kaplan_meier import kaplan_meier
from milkway.analysis.kinds import TIME
from milkway.analysis.measures.hazards import hazard_ratio
from milkway.analysis.measures.restricted_mean import restricted_mean
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES
from milkway.core.errors import InputError
from milkway.reports.analysis_tables import analysis_tables
from milkway.reports.trial.endpoint_tables import estimate_text

TIMED = [name for name, one in MEASURES.items() if one.kind is TIME]


def trial(*analyses: str) -> milkway.Protocol:
    one = {"name": "first", "label": "first mastitis", "unit": "days", "score": "clinical_first", "population": "randomised"}
    return milkway.Protocol.read("hurtado2017").but(endpoints=[one | {"analyses": analyses}], used_in_tuning=[], name="corners")


def women(**columns: list) -> pd.DataFrame:
    """Of six women of each arm, those of placebo have mastitis ten days earlier."""
    rows = {"first_days": [20.0, 30, 40, 50, 60, 70], "first_event": [1, 1, 1, 0, 1, 0]} | columns
    arms = [pd.DataFrame(rows | {"arm": name, "woman": [f"{name}{k}" for k in range(6)]}) for name in ("product", "placebo")]
    arms[1]["first_days"] -= 10
    return pd.concat(arms, ignore_index=True)


@pytest.mark.parametrize("name", TIMED)
def test_women_of_whom_nothing_was_followed_are_compared_in_no_way_and_a_reason_is_given(name):
    nobody = Outcomes(np.zeros(6), np.zeros(6), np.zeros(6, dtype=bool))
    found = MEASURES[name].between(nobody, nobody)
    assert (found.p, bool(found.note)) == (None, True)


def test_women_without_any_follow_up_change_nothing_that_happens_later():
    """At risk on day 0 alone: the estimates without them are the same."""
    draw = np.random.default_rng(2)
    time, event = draw.integers(1, 60, (2, 30)).astype(float), draw.random((2, 30)) < 0.6
    more = tuple(np.append(arm, [0.0, 0.0]) for arm in time), tuple(np.append(arm, [False, False]) for arm in event)
    assert hazard_ratio(*more).estimate == pytest.approx(hazard_ratio(tuple(time), tuple(event)).estimate, rel=1e-12)
    assert restricted_mean(more[0][0], more[1][0], 40) == pytest.approx(restricted_mean(time[0], event[0], 40), rel=1e-12)


def test_events_on_day_0_and_events_and_leaving_on_one_day_are_those_of_statsmodels():
    """Events come first on their day: whoever leaves on it was at risk."""
    draw = np.random.default_rng(5)
    time, event = draw.integers(0, 6, 80).astype(float), draw.random(80) < 0.5
    curve, second = kaplan_meier(time, event), SurvfuncRight(time, event.astype(int))
    known = dict(zip(second.surv_times, second.surv_prob, strict=True))
    assert event[time == 0].any()
    assert {day: free for day, free in zip(curve.time, curve.free, strict=True) if day in known} == pytest.approx(known)
    arm = np.arange(80) % 2 == 0
    model = PHReg(time, arm.astype(float)[:, None], status=event.astype(int), ties="efron").fit(disp=0)
    found = hazard_ratio((time[arm], time[~arm]), (event[arm], event[~arm]))
    assert np.log(found.estimate) == pytest.approx(model.params[0], abs=1e-6)


def test_a_mean_beyond_the_last_day_of_observation_is_refused_unless_all_had_the_event():
    time = np.array([10.0, 20.0, 30.0])
    with pytest.raises(ValueError, match="known to day 30, .* not to day 40"):
        restricted_mean(time, np.array([True, True, False]), 40)
    assert restricted_mean(time, np.array([True, True, True]), 40) == pytest.approx(20)


def test_an_onset_between_visits_is_the_later_day_and_the_others_stand_beside_it():
    """Two of each arm were without it twelve days before: the middle is six days earlier, the earliest eleven."""
    analyses = ("restricted_mean_difference", "hazard_ratio")
    rows = women()
    rows["first_since"] = np.where(rows["first_event"].eq(1) & (rows["first_days"] <= 30), rows["first_days"] - 12, np.nan)
    rows.loc[rows["first_since"] < 0, "first_since"] = 0.0
    later = milkway.analyse(trial(*analyses), rows.drop(columns="first_since"))
    found = milkway.analyse(trial(*analyses), rows)
    assert found.found.results == later.found.results
    given = found.summary["endpoints"]["first"]["onset_between_visits"]
    assert given["women"] == rows["first_since"].notna().sum()
    for dating, day in (
        ("middle", lambda row: (row.first_since + row.first_days) / 2),
        ("earliest", lambda row: row.first_since + 1),
    ):
        moved = rows.assign(first_days=[day(row) if row.first_since >= 0 else row.first_days for row in rows.itertuples()])
        alone = milkway.analyse(trial(*analyses), moved.drop(columns="first_since"))
        assert given[dating] == alone.summary["endpoints"]["first"]["contrasts"]
    (table,) = (one for one in analysis_tables(found.found) if one.name == "onset-first")
    assert [row[2] for row in table.rows] == [estimate_text(one.found) for one in later.found.results["first"].contrasts]
    assert any("later one" in note for note in found.summary["notes"])


def test_a_last_day_without_an_event_that_is_not_before_it_or_has_none_after_it_is_refused():
    rows = women(first_since=[25.0, None, None, 10.0, None, None])
    with pytest.raises(InputError) as told:
        milkway.analyse(trial("hazard_ratio"), rows)
    said = str(told.value)
    assert "before day 20, on which the event was found" in said
    assert "nothing without an event" in said


def test_a_column_that_says_when_a_woman_came_under_observation_is_refused():
    with pytest.raises(InputError, match="first_entry.*at risk from enrolment, day 0, on"):
        milkway.analyse(trial("hazard_ratio"), women(first_entry=[0, 0, 5, 0, 0, 9]))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"STARTDY": 8}, "variable STARTDY: found 8; allowed: 1, since each woman is at risk from the day of randomisation on"),
        ({"STARTDT": "2024-03-09"}, "variable STARTDT: found 2024-03-09; allowed: 2024-03-02, since"),
    ],
)
def test_a_time_of_adtte_that_begins_after_randomisation_is_refused(tmp_path, changed, said):
    labels = [arm.label for arm in trial("hazard_ratio").arms]
    adsl = [{"USUBJID": one, "TRT01P": one, "EOSDY": 101, "COMPLFL": "Y", "RANDDT": "2024-03-02"} for one in labels]
    time = {"PARAMCD": "TTMAST", "STARTDY": 1, "STARTDT": "2024-03-02", "AVAL": 40, "CNSR": 0}
    adtte = [{"USUBJID": one} | time for one in labels]
    pd.DataFrame(adsl).to_csv(tmp_path / "adsl.csv", index=False)
    pd.DataFrame(adtte).to_csv(tmp_path / "adtte.csv", index=False)
    milkway.analyse(trial("hazard_ratio"), tmp_path)
    pd.DataFrame([adtte[0] | changed, adtte[1]]).to_csv(tmp_path / "adtte.csv", index=False)
    with pytest.raises(InputError) as told:
        milkway.analyse(trial("hazard_ratio"), tmp_path)
    assert said in str(told.value)


# A steady hazard: of 20 women half of whom leave half-way the share is known as of 20 / (1/2 + 1/2 * 2) who do not.
@pytest.mark.parametrize(("days", "women"), [([84.0] * 20, 20), ([84.0] * 10 + [42.0] * 10, 20 / 1.5)])
def test_an_arm_of_which_nobody_has_the_event_has_wilsons_bound_of_the_women_who_know_it(days, women):
    told = TIME.arm(Outcomes(np.array(days), np.array(days), np.zeros(20, dtype=bool)))
    assert (told.value, told.high) == (1.0, pytest.approx(1.0))
    assert told.low == pytest.approx(women / (women + 1.959963984540054**2))
