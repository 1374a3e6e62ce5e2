"""Data sets: what R, SAS and Python read back is what the report says."""

import re
from dataclasses import replace
from importlib.metadata import requires

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from pyarrow import parquet
from scipy.stats import CensoredData, logrank
from scipy.stats import t as student
from scipy.stats.contingency import relative_risk
from statsmodels.stats.proportion import score_test_proportions_2indep

from milkway.analysis.result_plain import estimate_plain
from milkway.reports.datasets.define import DATA_SETS, variables
from milkway.reports.datasets.write import MAKERS, format_mistakes, write_datasets
from milkway.reports.trial.endpoint_tables import estimate_text
from milkway.reports.trial.estimates import estimates

TEXT = {"": np.nan}


@pytest.fixture(scope="module")
def folder(run, tmp_path_factory):
    place = tmp_path_factory.mktemp("data")
    write_datasets(run, ("csv", "parquet", "xpt"), place)
    return place


@pytest.fixture(scope="module")
def null_world(folder):
    """ADSL and ADTTE of one world, as SAS would read them."""

    def one(name):
        frame, _ = pyreadstat.read_xport(str(folder / f"{name}.xpt"))
        return frame[(frame["HYPOTHN"] == 1) & (frame["ROUTES"] == "off")]

    return one("adsl"), one("adtte")


def without_tiny(frame):
    """pandas reads a zero of a transport file as 16 to the power of -65, the smallest number that the format has."""
    numbers = frame.select_dtypes("number")
    return frame.assign(**numbers.mask(numbers == 16.0**-65, 0.0))


@pytest.mark.parametrize("name", MAKERS)
def test_four_readers_of_three_formats_read_the_same(folder, name):
    file = name.lower()
    by_csv = pd.read_csv(folder / f"{file}.csv", dtype={"SUBJID": str})
    by_csv = by_csv.astype({"SUBJID": object}) if DATA_SETS[name].of_women else by_csv
    by_pandas = without_tiny(pd.read_sas(folder / f"{file}.xpt", encoding="utf-8"))
    by_readstat, meta = pyreadstat.read_xport(str(folder / f"{file}.xpt"))
    by_arrow = parquet.read_table(folder / f"{file}.parquet").to_pandas()
    assert list(meta.column_names) == [one.variable for one in variables(name)]
    assert meta.column_labels == [one.label for one in variables(name)]
    for other in (by_pandas, by_readstat, by_arrow):
        pd.testing.assert_frame_equal(other.replace(TEXT), by_csv, check_dtype=False)


@pytest.mark.parametrize("name", MAKERS)
def test_names_and_labels_fit_a_transport_file_and_every_record_is_marked_synthetic(run, name):
    assert all(re.fullmatch(r"[A-Z_][A-Z0-9_]{0,7}", one.variable) and one.derivation for one in variables(name))
    assert all(len(one.label.encode()) <= 40 for one in variables(name))
    assert len(DATA_SETS[name].label.encode()) <= 40
    frame = MAKERS[name](run)
    assert set(frame.columns) == {one.variable for one in variables(name)}
    assert (frame["SYNFL"] == "Y").all()


def test_a_subject_stands_once_in_the_subject_level_data_and_every_record_is_of_a_subject(run):
    subjects = MAKERS["ADSL"](run)["USUBJID"]
    assert subjects.is_unique
    assert len(subjects) == len(run.worlds) * 625
    assert all(set(MAKERS[name](run)["USUBJID"]) <= set(subjects) for name, one in DATA_SETS.items() if one.of_women)


def test_the_risk_ratio_recomputed_from_the_data_is_that_of_the_report(run, null_world):
    adsl, adtte = null_world
    completed = adsl.loc[adsl["EOSSTT"] == "COMPLETED", "USUBJID"]
    first = adtte[(adtte["PARAMCD"] == "TTMAST") & adtte["USUBJID"].isin(completed)]
    arms = [first[first["TRT01PN"] == arm] for arm in (1, 2)]
    (ill, n), (ill_placebo, n_placebo) = (((one["CNSR"] == 0).sum(), len(one)) for one in arms)
    by_scipy = relative_risk(ill, n, ill_placebo, n_placebo)
    result = run.worlds[0].results["observed"]["clinical_mastitis"]
    ratio = next(one.found for one in result.contrasts if one.found.measure.name == "risk_ratio")
    assert ratio.estimate == pytest.approx(by_scipy.relative_risk, rel=1e-12)
    # the bounds are what the score test just rejects, by Student's law of all women less two
    scores = [
        score_test_proportions_2indep(ill, n, ill_placebo, n_placebo, value=bound, compare="ratio").statistic
        for bound in (ratio.low, ratio.high)
    ]
    reach = student.ppf(0.975, n + n_placebo - 2)
    assert scores == pytest.approx([reach, -reach], rel=1e-9)


def test_the_log_rank_test_recomputed_from_the_data_is_that_of_the_report(run, null_world):
    first = null_world[1][lambda one: one["PARAMCD"] == "TTMAST"]
    arms = []
    for arm in (1, 2):
        one = first[first["TRT01PN"] == arm]
        seen = one["CNSR"] == 0
        arms.append(CensoredData(one.loc[seen, "AVAL"], right=one.loc[~seen, "AVAL"]))
    found = run.worlds[0].results["observed"]["first_mastitis"].contrasts[0].found
    assert found.p == pytest.approx(logrank(*arms).pvalue, rel=1e-9)  # the same hypergeometric variance


def test_a_load_below_the_limit_is_flagged_and_never_a_count(run):
    adlb = MAKERS["ADLB"](run)
    below = adlb[adlb["BLQFL"] == "Y"]
    assert len(below) == len(run.worlds) * (303 + 322 - 2 * 60)
    assert (below["AVAL"] == below["LLOQ"]).all()
    assert (below["DTYPE"] == "LLOQ").all()
    assert (below["AVALC"] == "BELOW LIMIT").all()


def test_what_only_the_oracle_knows_is_not_in_the_data(run):
    words = " ".join(one.label + one.derivation for name in MAKERS for one in variables(name)).lower()
    assert "true load" not in words
    assert "oracle" not in words


def test_an_unknown_format_and_a_package_that_is_absent_are_both_told(monkeypatch):
    monkeypatch.setattr("milkway.core.extras.find_spec", lambda _: None)
    mistakes = format_mistakes(("csv", "sas", "xpt"))
    assert [one.found for one in mistakes] == ["'sas'", "xpt without pyreadstat"]
    assert mistakes[1].allowed.startswith("pip install 'milkway[data]'")
    assert any("pyreadstat" in one and "data" in one for one in requires("milkway") or [])


def test_a_trial_without_samples_has_no_laboratory_data(run, tmp_path):
    worlds = [replace(w, arms={name: replace(arm, samples=()) for name, arm in w.arms.items()}) for w in run.worlds]
    write_datasets(replace(run, worlds=tuple(worlds)), ("csv",), tmp_path)
    assert sorted(file.stem for file in tmp_path.iterdir()) == ["adae", "adqs", "adresult", "adsl", "adtte", "define"]
    assert "ADLB" not in (tmp_path / "define.csv").read_text(encoding="utf-8")


def test_the_same_run_writes_the_same_bytes(run, folder, tmp_path):
    write_datasets(run, ("csv", "parquet", "xpt"), tmp_path)
    assert all((tmp_path / file.name).read_bytes() == file.read_bytes() for file in folder.iterdir())


def test_a_result_that_does_not_exist_has_the_same_words_in_data_set_table_and_json(run):
    """An estimate's note is the one place: here of every world, where the published table has no number either."""
    adresult = MAKERS["ADRESULT"](run)
    absent = adresult[adresult["ESTIMATE"].isna()]
    assert len(absent)
    assert (absent["NOTE"] != "").all()
    for row in absent.itertuples():
        hypothesis = run.protocol.hypotheses[row.HYPOTHN - 1].name
        world = next(one for one in run.worlds if (one.setting, one.hypothesis) == (row.ROUTES, hypothesis))
        arm = run.protocol.arms[row.TRT01PN - 1].name
        found = next(
            one.found
            for one in world.results["observed"][row.ENDPOINT].contrasts
            if (one.arm, one.found.measure.name) == (arm, row.MEASURE)
        )
        words = " ".join(one for one in (row.NOTE, row.NOTE1, row.NOTE2) if one)
        assert estimate_text(found) == f"no estimate: {words}"
        assert estimate_plain(found)["note"] == words


def test_the_results_are_those_of_the_observed_view_in_full_precision(run):
    adresult, table = MAKERS["ADRESULT"](run), estimates(run)
    rows = [row for row in table.rows if row[0] == "observed" and row[1] != "averaged"]
    assert len(rows) == len(adresult)
    for name, column in {"ESTIMATE": "estimate", "LOWER": "low", "UPPER": "high", "PVALUE": "p"}.items():
        told = [row[table.columns.index(column)] for row in rows]
        assert told == ["" if np.isnan(value) else repr(float(value)) for value in adresult[name].astype(float)]
