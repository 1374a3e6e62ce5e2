"""What a verb returns shows itself: series with units, tables of numbers, a piece of HTML, a figure, and files."""

import csv
import json
import math
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

import milkway
from milkway.core.errors import InputError


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    file = tmp_path_factory.mktemp("rows") / "rows.csv"
    found = milkway.simulate(days=9, dyads=2, seed=4, probiotic="3e9 CFU/day", at=(0, 3, 9), routes="on", csv=file)
    return found, file


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    return milkway.trial("hurtado2017", dyads=8, seed=3, out=tmp_path_factory.mktemp("runs") / "a")


@pytest.fixture(scope="module")
def power(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "p"
    return milkway.power("hurtado2017", n=(40, 60), reps=10, truth="protocol", pool=20, routes="all", out=folder)


@pytest.fixture(scope="module")
def read():
    return [
        milkway.claims(without_model=True),
        milkway.evidence(),
        milkway.evidence("hurtado2017"),
        milkway.evidence("abscess"),
        milkway.evidence("feeds_per_day"),
        milkway.cite("hurtado2017"),
        milkway.check("abrahamsson2009"),
    ]


def test_a_series_is_the_csv_by_dyad_day_and_stock(scenario):
    found, file = scenario
    series = found.series
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert len(rows) == sum(one.size for one in series.data_vars.values())
    for row in rows[::37]:
        one = series[f"{row['site']}__{row['stock']}"]
        value = float(one.sel(dyad=int(row["dyad"]), day=int(row["day"])))
        assert one.attrs["units"] == row["unit"]
        assert math.isnan(value) if row["value"] == "" else value == pytest.approx(float(row["value"]), rel=1e-8)


def test_a_series_says_what_it_is_of(scenario):
    series = scenario[0].series
    assert series["infant_gut__s_aureus"].dims == ("dyad", "day")
    assert series["infant_gut__s_aureus"].attrs["long_name"] == "infant's colon: S. aureus"
    assert (series["day"].attrs["units"], series["dyad"].attrs["units"]) == ("day", "1")
    assert series["day"].values.tolist() == [0, 3, 9]
    assert (series.attrs["seed"], series.attrs["probiotic"]) == (4, "3e9 CFU/day")
    assert series.attrs["milkway"] == milkway.__version__
    assert "entero_mammary" in series.attrs["disputed_routes_on"]
    assert all({"units", "long_name"} <= one.attrs.keys() for one in series.variables.values())


def test_a_diary_has_signs_pain_and_mastitis_of_each_day(scenario):
    found, _ = scenario
    diary, kept = found.diary, found.run.trajectory
    assert diary["reported"].dims == ("dyad", "day", "sign")
    fever = diary["reported"].sel(sign="fever").values
    np.testing.assert_array_equal(fever, kept.reported[:, :, kept.signs.index("fever")])
    assert diary["pain"].dims == ("dyad", "day")
    assert float(diary["pain"].min()) >= 0
    assert float(diary["pain"].max()) <= 10
    assert int(diary["onset"].sum()) == found.summary["mastitis"]["episodes"]


def test_a_picture_is_drawn_of_all_stocks_though_few_are_kept():
    found = milkway.simulate(days=2, mean_field=True, at=(1, 2), stocks="infant_gut__bifidobacterium")
    assert list(found.series.data_vars) == ["infant_gut__bifidobacterium"]
    assert len(found.plot().data) > 10


def test_tables_of_a_trial_hold_the_numbers_of_its_summary(trial):
    name = next(iter(trial.summary["endpoints"]))
    one = trial.summary["endpoints"][name]
    hypothesis = next(iter(one["hypotheses"]))
    result = one["hypotheses"][hypothesis]
    place = {"endpoint": name, "hypothesis": hypothesis, "routes": "averaged", "view": "observed"}
    arms, estimates = (_where(table, place) for table in (trial.arms, trial.estimates))
    assert dict(zip(arms["arm"], arms["n"], strict=True)) == {arm: value["n"] for arm, value in result["arms"].items()}
    assert estimates["measure"].tolist() == [found["measure"] for found in result["contrasts"]]
    known = [found["estimate"] for found in result["contrasts"]]
    np.testing.assert_array_equal(estimates["estimate"], [math.nan if value is None else value for value in known])
    endpoints = _where(trial.endpoints, {"endpoint": name, "hypothesis": hypothesis})
    assert endpoints["published_estimate"].tolist() == [one["published"]["contrast"]["estimate"]]


def _where(table, place):
    for column, value in place.items():
        table = table[table[column] == value]
    return table


def test_tables_of_power_hold_every_route_setting_and_numbers(power):
    curve = power.curve
    assert set(curve["routes"]) == {one["routes"] for one in power.summary["by_routes"]}
    assert sorted(set(curve["n"])) == [40, 60]
    assert curve["power"].tolist()[0] == power.summary["curve"][0]["power"]["value"]
    assert len(power.smallest) == sum(len(one["smallest"]) for one in power.summary["by_routes"])
    assert power.assurance.empty


def test_numbers_of_a_table_are_numbers(scenario, trial, power):
    texts = {"value", "estimate", "low", "high", "p", "n", "power", "power_error", "closed_form", "true_estimate", "day"}
    for table in (scenario[0].milestones, trial.arms, trial.estimates, trial.endpoints, power.curve, power.every_endpoint):
        wrong = [name for name in texts & set(table.columns) if table[name].dtype.kind not in "if"]
        assert wrong == []
        assert not (table == "not available").any(axis=None)


def test_a_result_shows_itself_in_html_with_its_main_table(scenario, trial, power, read):
    for one in (scenario[0], trial, power, *read):
        html = one._repr_html_()
        assert html.count("<table") == 1, one
        assert "not medical advice" in html
        assert len(html) < 200_000


def test_what_a_user_wrote_is_escaped(tmp_path):
    mine = milkway.Protocol.read("hurtado2017").but(title="<b>& mine", name="<i>x")
    assert "&lt;i&gt;x: no mistakes" in milkway.check(mine)._repr_html_()
    assert "<b>&" not in milkway.check(mine)._repr_html_()


def test_the_main_figure_is_one_of_plotlys(scenario, trial, power):
    for one in (scenario[0], trial, power):
        assert isinstance(one.plot(), go.Figure)


def test_a_result_is_saved_as_a_file_or_a_folder(trial, tmp_path):
    assert json.loads(trial.save(tmp_path / "a.json").read_text(encoding="utf-8")) == json.loads(json.dumps(trial.summary))
    lines = trial.save(tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + len(trial.endpoints)
    assert "not available" not in "".join(lines)
    assert "<table" in trial.save(str(tmp_path / "a.html")).read_text(encoding="utf-8")
    folder = trial.save(tmp_path / "all")
    assert sorted(path.name for path in folder.iterdir()) == ["arms.csv", "endpoints.csv", "estimates.csv", "summary.json"]


@pytest.mark.parametrize("name", ["a.docx", "no/a.json", "taken"])
def test_a_place_that_cannot_be_saved_to_is_refused(read, name, tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read[0].save(tmp_path / name)
    assert len(error.value.mistakes) == 1


def test_results_are_frozen(scenario, read):
    for one in (scenario[0], *read):
        with pytest.raises(FrozenInstanceError):
            one.summary = {}


def test_a_saved_table_is_read_back_with_every_hypothesis_and_no_value_that_was_not_there(trial, tmp_path):
    """By the rules of pandas, which takes a bare "null" for missing: it stands between apostrophes, as in every CSV."""
    back, held = pd.read_csv(trial.save(tmp_path / "estimates.csv")), next(iter(trial.face().frames.values()))()
    assert back["hypothesis"].notna().all()
    assert set(back["hypothesis"]) == {"'null'", "competition", "immune", "both"}
    assert back.isna().sum().to_dict() == held.isna().sum().to_dict()
