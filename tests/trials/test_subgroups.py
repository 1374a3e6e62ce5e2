"""Subgroups of a trial: levels add up to the whole, exploratory ones make no claims, and what cannot be asked for is told."""

import json

import pytest
from own_trials import own_tables, written

import milkway
from milkway.core.errors import InputError
from milkway.protocol.known import read_known_protocol

WOMEN = 24


def tables_with(*subgroups, **more):
    tables = own_tables(population="general")
    tables["design"] |= {"size": WOMEN}
    tables["endpoints"] = [one for one in tables["endpoints"] if one["score"] == "clinical_any"][:1]
    tables["endpoints"][0] |= {"subgroups": list(subgroups), "population": "randomised"}
    return tables | more


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("subgroups")
    tables = tables_with({"covariate": "parous"}, {"covariate": "feeds_per_day", "cuts": [10.0, 12.0], "confirmatory": True})
    return milkway.trial(written(folder, tables), out=folder / "run"), folder / "run"


@pytest.fixture(scope="module")
def endpoint(run):
    return next(iter(run[0].summary["endpoints"].values()))["hypotheses"]["null"]


def test_the_women_of_all_levels_are_those_of_the_endpoint(endpoint):
    for subgroup in endpoint["subgroups"]:
        for arm, whole in endpoint["arms"].items():
            counts = [(level["arms"][arm]["n"], level["arms"][arm].get("value")) for level in subgroup["levels"]]
            assert sum(n for n, _ in counts) == whole["n"]
            share = sum(n * value for n, value in counts if value is not None) / whole["n"]
            assert share == pytest.approx(whole["value"])


def test_levels_of_an_exploratory_subgroup_have_no_p_and_planned_ones_an_adjusted_one(endpoint):
    exploratory, planned = endpoint["subgroups"]
    assert (exploratory["confirmatory"], planned["confirmatory"]) == (False, True)
    for level in exploratory["levels"]:
        assert not {"p", "tests", "adjusted_p"} & set(level["contrasts"][0])
    known = [level["contrasts"][0] for level in planned["levels"] if level["contrasts"][0]["p"] is not None]
    assert known
    assert all(one["adjusted_p"] >= one["p"] for one in known)
    assert "adjusted_p" not in exploratory["interactions"][0]


def test_the_report_has_a_table_of_each_that_says_what_it_is(run, endpoint):
    page = (run[1] / "report.html").read_text(encoding="utf-8")
    name = next(iter(run[0].summary["endpoints"]))
    assert "by parous, exploratory" in page
    assert "by feeds per day, confirmatory" in page
    rows = (run[1] / "tables" / f"subgroup-{name}-feeds_per_day.csv").read_text(encoding="utf-8")
    assert all(level in rows for level in ("feeds per day below 10", "from 10 to below 12", "interaction"))
    told = (run[1] / "protocol.html").read_text(encoding="utf-8")
    assert "Exploratory subgroups: " in told
    kept = json.loads((run[1] / "summary.json").read_text(encoding="utf-8"))
    assert len(kept["endpoints"][name]["hypotheses"]["null"]["subgroups"]) == len(endpoint["subgroups"])


@pytest.mark.parametrize(
    ("subgroups", "told"),
    [
        ([{"covariate": "parious"}], "parous (did you mean that?)"),
        ([{"covariate": "feeds_per_day"}], "cuts = [...], since feeds_per_day is not a yes or no"),
        ([{"covariate": "parous", "cuts": [1.0]}], "no cuts, since parous is a yes or no"),
        ([{"covariate": "parous"}, {"covariate": "parous"}], "each covariate once"),
        ([{"covariate": "hospital_birth"}], "no woman of 2000 sampled in class 1 of 2"),
    ],
)
def test_what_cannot_be_a_subgroup_is_told(subgroups, told, tmp_path):
    with pytest.raises(InputError) as raised:
        read_known_protocol(written(tmp_path, tables_with(*subgroups)))
    assert told in str(raised.value)


def test_a_claim_is_not_adjusted_twice(tmp_path):
    tables = own_tables(population="general")
    first, *others = tables["endpoints"]
    tables["endpoints"] = [first | {"subgroups": [{"covariate": "parous", "confirmatory": True}]}, *others]
    tables["multiplicity"] = {"method": "holm", "endpoints": [first["name"], others[0]["name"]]}
    with pytest.raises(InputError, match="a confirmatory subgroup shares its endpoint's level"):
        read_known_protocol(written(tmp_path, tables))
