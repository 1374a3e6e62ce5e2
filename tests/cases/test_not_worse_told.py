"""A margin in a protocol: what is refused, and that `analyse`, `trial`, `power` and `designs` say what p is of."""

import re

import numpy as np
import pandas as pd
import pytest

import milkway
from milkway.analysis.measures.binary import risk_difference
from milkway.core.errors import InputError
from milkway.reports.analysis_tables import claims_table
from milkway.reports.designs.designs_tables import false_claims_table
from milkway.reports.power.power_tables import tables_of
from milkway.reports.power.power_words import headline


def _protocol(**changes):
    base = milkway.Protocol.read("hurtado2017")
    plain = next(one for one in base.model_dump(mode="json")["endpoints"] if one["name"] == "clinical_mastitis")
    endpoint = {key: value for key, value in plain.items() if key not in ("published", "analyses", "better", "estimand")}
    return base.but(endpoints=[endpoint | {"population": "randomised"} | changes], used_in_tuning=[], name="not_worse")


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({"analyses": ["risk_difference"], "margin": -0.1}, "above 0 and below 1, as a lower risk_difference is better"),
        ({"analyses": ["risk_difference"], "margin": 10}, "above 0 and below 1, as a lower risk_difference is better"),
        ({"analyses": ["risk_ratio"], "margin": 0.8}, "above 1, as a lower risk_ratio is better"),
        ({"analyses": ["risk_ratio"], "margin": 1}, "above 1"),
        ({"analyses": ["risk_difference_exact"], "margin": 0.1}, "risk_difference_exact tests no effect alone"),
        ({"analyses": ["risk_ratio"], "better": "neither", "margin": 1.5}, "nothing is worse"),
        ({"score": "clinical_first", "analyses": ["log_rank"], "margin": 1.5}, "hazard_ratio"),
        ({"score": "clinical_first", "analyses": ["hazard_ratio"], "margin": 0.8}, "above 1, as a lower hazard_ratio is better"),
        ({"score": "clinical_first", "analyses": ["restricted_mean_difference"], "margin": 3}, "below 0, as a higher"),
    ],
)
def test_a_margin_lies_on_the_worse_side_of_what_can_be_tested(changes, allowed):
    with pytest.raises(InputError, match="margin") as error:
        _protocol(**changes)
    assert allowed in str(error.value)


@pytest.fixture(scope="module")
def women():
    number = np.arange(120)
    arm = np.where(number < 60, "product", "placebo")
    ill = np.where(number < 60, number % 10 == 0, number % 12 == 0).astype(int)
    return pd.DataFrame({"woman": number.astype(str), "arm": arm, "enrolled": 1, "clinical_mastitis": ill})


def test_analyse_says_whether_an_arm_is_not_worse(women):
    found = milkway.analyse(_protocol(analyses=["risk_difference", "risk_ratio"], margin=0.15), women)
    leading, other = found.summary["endpoints"]["clinical_mastitis"]["contrasts"]
    right = risk_difference((6, 5), (60, 60)).test.p(0.15)
    assert (leading["margin"], leading["one_sided_p"]) == (0.15, pytest.approx(right / 2))
    assert "margin" not in other
    page = found._repr_html_()
    assert "margin 15.0 points, one-sided p = " in page
    assert "Risk difference (margin 15.0 points)" in page


def test_claims_together_take_twice_the_one_sided_p(women):
    base = _protocol(analyses=["risk_difference"], margin=0.15)
    endpoint = base.model_dump(mode="json", exclude_none=True)["endpoints"][0]
    twice = base.but(
        endpoints=[endpoint, endpoint | {"name": "again", "margin": 0.01}],
        multiplicity={"method": "fixed_sequence", "endpoints": ["clinical_mastitis", "again"]},
    )
    found = milkway.analyse(twice, women.assign(again=women["clinical_mastitis"]))
    ps = [one["contrast"]["one_sided_p"] for one in found.summary["endpoints"].values()]
    assert found.estimates["adjusted_p"].tolist() == pytest.approx([2 * ps[0], min(1.0, 2 * ps[1])])
    assert "twice the one-sided" in claims_table(found.found, twice.multiplicity).note


@pytest.mark.parametrize("changes", [{"endpoints.clinical_mastitis.analyses": ["odds_ratio", "risk_ratio"]}])
def test_a_margin_does_not_become_that_of_another_contrast(changes):
    asked = _protocol(analyses=["risk_ratio", "odds_ratio"], margin=1.5)
    with pytest.raises(InputError, match=r"a margin of odds_ratio beside the new analyses"):
        asked.but(changes)
    assert asked.but(changes | {"endpoints.clinical_mastitis.margin": 1.8}).endpoints[0].margin == 1.8
    assert asked.but({"endpoints.clinical_mastitis.population": "completers"}).endpoints[0].margin == 1.5


@pytest.fixture(scope="module")
def asked():
    """Return a trial that asks of its second endpoint, and of a look at the first, whether the arm is not worse."""
    looks = {"fractions": [0.5], "bounds": "pocock", "basis": {"kind": "placeholder", "note": "a test"}}
    base = milkway.Protocol.read("hurtado2017")
    plain = base.model_dump(mode="json", exclude_none=True)
    chosen = [one for one in plain["endpoints"] if one["name"] in ("clinical_mastitis", "first_mastitis")]
    chosen[0] |= {"margin": 0.15, "analyses": ["risk_difference", "risk_ratio"], "population": "randomised"}
    return base.but(endpoints=chosen, used_in_tuning=[], interim=looks, name="not_worse")


def test_every_output_of_a_trial_says_what_p_is_of(asked, tmp_path, capsys):
    found = milkway.trial(asked, dyads=24, seed=3, out=tmp_path / "run", parameters="tables", data="csv", missing=True)
    contrast = found.summary["endpoints"]["clinical_mastitis"]["hypotheses"]["null"]["contrast"]
    one_sided = contrast["one_sided_p"]
    assert found.summary["endpoints"]["clinical_mastitis"]["estimand"]["margin"] == contrast["margin"] == 0.15
    page = (found.folder / "report.html").read_text(encoding="utf-8")
    for words in (
        f"margin 15.0 points, one-sided p {'&lt;' if one_sided < 0.001 else '='}",
        "one-sided against the margin of",
        "lean away from the margin 15.0 points",
        "the 5 % test of no effect",
    ):
        assert words in page, words
    assert re.search(r"p = 0\.05\d of no effect", page)
    rows = found.estimates.query("endpoint == 'clinical_mastitis' and measure == 'risk_difference'")
    assert (rows["margin"] == 0.15).all()
    assert rows["one_sided_p"].notna().all()
    table = pd.read_csv(found.folder / "tables" / "estimates.csv")
    assert set(table.query("margin == 0.15")["measure"]) == {"risk_difference"}
    assert table.query("margin == 0.15")["one_sided_p"].notna().all()
    data = pd.read_csv(found.folder / "data" / "adresult.csv").query("MARGIN == 0.15")
    assert data["PVALUE1"].notna().all()
    assert all("stagewise_one_sided_p" in one or one["stagewise_p"] is None for one in found.summary["interim"])
    capsys.readouterr()


def test_a_study_of_power_counts_trials_that_show_it_and_calls_no_such_trial_false(asked, tmp_path):
    plain = asked.but(interim=None)
    found = milkway.power(plain, n="60", pool=40, reps=60, truth="protocol", out=tmp_path / "power", parameters="tables")
    study = found.summary
    assert study["endpoint"]["margin"] == 0.15
    assert {one.get("margin") for one in study["every_endpoint"]["rows"]} == {0.15, None}
    assert study["closed_form"] is None
    assert "A claim is that the arm is not worse than the reference by the margin 15.0 points." in headline(study, study)
    told = tables_of(study)
    assert not any("type I" in name for name in told["curve"].columns)
    assert "not worse by it" in told["endpoints"].note
    assert any("margin 15.0 points" in cell for row in told["endpoints"].rows for cell in row)
    assert {one["hypothesis"] for one in study["smallest"]} >= {study["curve"][0]["hypothesis"]}
    means = {"pool": 40, "reps": 60, "truth": "protocol", "out": tmp_path / "power", "parameters": "tables"}
    other = milkway.power(plain, n="60", endpoint="first_mastitis", **means)
    assert any("type I" in name for name in tables_of(other.summary)["curve"].columns)


def test_compared_designs_say_where_a_claim_is_that_an_arm_is_not_worse():
    row = {"design": "as planned", "about": "protocol", "hypothesis": "null", "arm": "product", "endpoint": "e", "pool": 40}
    shares = {"power": 0.7, "either": 0.75, "randomised": 0.5, "difference": 0.0}
    row |= {name: {"value": value, "error": 0.01} for name, value in shares.items()}
    rows = [row | {"measure": "risk_difference", "margin": 0.15}, row | {"measure": "risk_ratio", "about": "endpoint"}]
    told = false_claims_table({"designs": rows})
    assert [one[4] for one in told.rows] == ["Risk difference (margin 15.0 points)", "Risk ratio"]
    assert [one[5][:4] for one in told.rows] == ["70.0", "75.0"]
    assert "not worse by it" in told.note
    assert "not worse" not in false_claims_table({"designs": rows[1:]}).note
