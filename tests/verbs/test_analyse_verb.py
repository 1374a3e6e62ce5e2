"""`milkway analyse` on what `milkway trial --data csv` wrote, how its result shows itself, and what it writes."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

import milkway
from milkway.analysis.registry import MEASURES, SCORES, suited
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.protocol.resolve import resolve, to_toml


def one_world(name: str) -> milkway.Protocol:
    """Return a protocol that ships with its first setting of the disputed routes and its first hypothesis alone."""
    whole = milkway.Protocol.read(name)
    plain = whole.model_dump(mode="json")
    alone = {**plain["routes"], "settings": [{**plain["routes"]["settings"][0], "weight": 1.0}]}
    return whole.but(routes=alone, hypotheses=plain["hypotheses"][:1])


def every(_: str) -> milkway.Protocol:
    """Return a trial that asks for every score, by every measure of women, with milk counted by qPCR, and stool."""
    base = one_world("hurtado2017")
    places = {"visit": "end", "visits": ["entry", "week_4", "end"], "group": "staphylococcus", "baseline": "entry"}
    assays = base.model_dump(mode="json")["assays"]
    (culture,) = assays["culture"]
    assays["culture"] = [culture | {"method": "qpcr"}]
    both, usual = ("infant_stool", "mother_stool"), {"visits": ["end"], "basis": {"kind": "placeholder"}}
    assays["culture"] += [culture | usual | {"name": f"pcr_{site}", "sites": [site], "visits": ["entry", "end"]} for site in both]
    reads = usual | {"groups": culture["groups"], "reads": 10**6, "patchiness": 0.3}
    assays["sequencing"] = [reads | {"name": f"reads_{site}", "sites": [site]} for site in both]
    genome = {"genome": 2e6, "read": 150.0, "places": 100, "needed": 20, "missed": 0.1, "mistaken": 0.02, "residents": 0.5}
    pair = usual | genome | {"species": ["lactobacillus", "strain"], "reads": 10**8}
    assays["sharing"] = [pair | {"name": "stools", "mother": ["mother_stool"]}, pair | {"name": "milk", "mother": ["left_milk"]}]
    endpoints = [
        {"name": name, "label": name, "unit": "-", "score": name, "population": "randomised", "analyses": list(measures)}
        | {need: places[need] for need in score.needs}
        | ({"visit": "entry"} if "visit" in score.needs and not score.at_visit else {})
        for name, score in SCORES.items()
        if (measures := [one for one in suited(name) if not MEASURES[one].by_centre])
    ]
    return base.but(assays=assays, endpoints=endpoints, used_in_tuning=[], name="every")


MAKERS = {"every": every}
TRIALS = [("every", 24), ("hurtado2017", 40), ("maldonado2015", 28)]
LONGER = [("jimenez2008", 20), ("arroyo2010", 30)]  # whose women must fall ill first, so that many are screened


@pytest.fixture(scope="module", params=[*TRIALS, *(pytest.param(one, marks=pytest.mark.slow) for one in LONGER)])
def trial(request, tmp_path_factory):
    name, dyads = request.param
    folder = tmp_path_factory.mktemp("runs") / name
    return milkway.trial(MAKERS.get(name, one_world)(name), dyads=dyads, seed=3, out=folder, parameters="tables", data="csv")


def test_data_sets_of_a_trial_are_analysed_to_the_numbers_of_its_report(trial):
    found = milkway.analyse(trial.run.protocol, trial.folder / "data")
    assert found.found.results == trial.run.worlds[0].results["observed"]
    assert found.summary["women"] == trial.run.protocol.design.size


def test_completed_and_left_are_those_of_the_trial(trial):
    found, arms = milkway.analyse(trial.run.protocol, trial.folder / "data").found, trial.run.worlds[0].arms
    for name, one in found.flow.items():
        assert one.completed == arms[name].flow["completed"]
        assert sum(one.left.values()) == arms[name].flow["withdrew"] + arms[name].flow["failed"]


def test_of_simulated_data_it_is_said_that_nobody_took_part(trial):
    found = milkway.analyse(trial.run.protocol, trial.folder / "data")
    assert found.summary["about"] == "data that were simulated; no human participants"
    assert "no human participants" in found._repr_html_()


def test_a_folder_of_several_worlds_is_not_analysed_as_one_trial(tmp_path):
    folder = _data_sets(tmp_path)
    adsl = pd.read_csv(folder / "adsl.csv", dtype=str, keep_default_na=False)
    other = adsl.assign(HYPOTHN="2", USUBJID="x" + adsl["USUBJID"])
    pd.concat([adsl, other]).to_csv(folder / "adsl.csv", index=False)
    with pytest.raises(InputError) as error:
        milkway.analyse("hurtado2017", folder)
    assert error.value.mistakes[0].allowed == "one of them, by --world: null/off, competition/off"
    assert milkway.analyse("hurtado2017", folder, world="null/off").summary["women"] == 4
    with pytest.raises(InputError, match="null/off, competition/off"):
        milkway.analyse("hurtado2017", folder, world="null/on")


def test_every_mistake_of_data_sets_is_told_with_its_line_and_variable(tmp_path):
    folder = _data_sets(tmp_path)
    adsl = pd.read_csv(folder / "adsl.csv", dtype=str, keep_default_na=False)
    adsl.loc[0, ["TRT01P", "COMPLFL", "EOSDY"]] = "verum", "yes", "1,5"
    adsl.loc[1, "USUBJID"] = adsl.loc[2, "USUBJID"]
    adsl.to_csv(folder / "adsl.csv", index=False)
    adtte = pd.read_csv(folder / "adtte.csv", dtype=str, keep_default_na=False)
    adtte.loc[0, "AVAL"] = "never"
    adtte.drop(columns="CNSR").to_csv(folder / "adtte.csv", index=False)
    (folder / "adlb.csv").unlink()
    with pytest.raises(InputError) as error:
        milkway.analyse("hurtado2017", folder)
    found = [one.found for one in error.value.mistakes]
    assert {"'verum'", "'yes'", "'1,5'", "no variable CNSR", "no adlb.csv"} <= set(found)
    assert sum("as in" in one for one in found) == 1
    assert len(set(error.value.mistakes)) == len(found)


def _data_sets(place) -> Path:
    """Write the least data sets that hurtado2017 can be analysed from: four women, nobody ill."""
    women = [(f"u{number}", arm) for number, arm in enumerate(["L. fermentum CECT5716", "Maltodextrin placebo"] * 2)]
    who = pd.DataFrame(women, columns=["USUBJID", "TRT01P"]).assign(HYPOTHN=1, ROUTES="off")
    who.assign(RANDDSB=1, EOSDY=112, COMPLFL="Y", EOSSTT="COMPLETED").to_csv(place / "adsl.csv", index=False)
    times = ("TTMAST", "TTABSC", "TTWEAN", "TTMILD", "TTRECUR")
    pd.concat([who.assign(PARAMCD=one, AVAL=111, CNSR=1) for one in times]).to_csv(place / "adtte.csv", index=False)
    pains = ("PAINMAX", "PAINMEAN")
    pd.concat([who.assign(PARAMCD=one, AVISIT="", AVAL=2) for one in pains]).to_csv(place / "adqs.csv", index=False)
    loads = who.assign(PARAMCD="STAPHYLO", AVISIT="end", AVAL=3, LBSTRESN=1000, BLQFL="N")
    pd.concat([loads, loads.assign(PARAMCD="STRAIN", AVAL=0)]).to_csv(place / "adlb.csv", index=False)
    return place


@pytest.fixture(scope="module")
def rows():
    """Thirty women of two arms, of whom some fall ill and some leave; the claims of two endpoints share one level."""
    base = milkway.Protocol.read("hurtado2017")
    plain = {one["name"]: one for one in base.model_dump(mode="json")["endpoints"]}
    chosen = [plain["clinical_mastitis"] | {"population": "randomised"}, plain["first_mastitis"]]
    claims = {"method": "holm", "endpoints": ["clinical_mastitis", "first_mastitis"]}
    protocol = base.but(endpoints=chosen, used_in_tuning=[], multiplicity=claims, name="rows", title="Of <two> & more")
    number = np.arange(30)
    ill = (number % 5 == 0) | (number > 22)
    women = pd.DataFrame({"woman": number.astype(str), "arm": np.where(number < 15, "product", "placebo"), "enrolled": 1})
    women = women.assign(clinical_mastitis=ill.astype(int), first_mastitis_event=ill.astype(int), completed=(number % 4 > 0) * 1)
    women = women.assign(first_mastitis_days=np.where(ill, 10 + number, 50), last_day=np.where(women["completed"], 111, 50))
    return protocol, women.assign(reason=np.where(women["completed"], "", "moved away"), shoe_size=38)


def test_claims_together_are_adjusted_by_holm(rows):
    found = milkway.analyse(*rows).estimates
    leading = found[found["adjusted_p"].notna()]
    low, high = sorted(leading["p"])
    assert sorted(leading["adjusted_p"]) == pytest.approx([min(1, 2 * low), max(min(1, 2 * low), high)])


def test_a_claim_of_a_graph_gets_the_level_of_the_one_before_it_alone(rows):
    """All of the level to the first, and on to the second: each adjusted p is the larger of those up to it."""
    protocol, women = rows
    both = {"method": "graph", "endpoints": ["clinical_mastitis", "first_mastitis"]}
    both |= {"weights": [1.0, 0.0], "transitions": [[0.0, 1.0], [0.0, 0.0]]}
    found = milkway.analyse(protocol.but(multiplicity=both), women)
    first, second = found.estimates[found.estimates["adjusted_p"].notna()].itertuples()
    assert (first.adjusted_p, second.adjusted_p) == pytest.approx((first.p, max(first.p, second.p)))
    assert found.summary["multiplicity"] == both


def test_the_flow_counts_who_was_randomised_left_and_analysed(rows):
    flow = milkway.analyse(*rows).flow
    of_product = {(row.step, row.of): row.women for row in flow[flow["arm"] == "product"].itertuples()}
    assert of_product == {
        ("randomised", ""): 15,
        ("completed", ""): 11,
        ("left", ""): 4,
        ("left", "moved away"): 4,
        ("analysed", "clinical_mastitis"): 15,
        ("analysed", "first_mastitis"): 15,
    }


def test_a_column_that_is_not_read_is_named(rows):
    found = milkway.analyse(*rows)
    assert found.summary["unused_columns"] == ["shoe_size"]
    assert "were not read: shoe_size" in found._repr_html_()


def test_an_analysis_shows_itself_and_is_saved(rows, tmp_path):
    found = milkway.analyse(*rows, out=tmp_path / "report", missing=True)
    assert repr(found) == "<analysis of rows: 30 women in 2 arms, 2 endpoints>"
    assert found._repr_html_().count("<table") == 1
    assert "Of &lt;two&gt; &amp; more" in found._repr_html_()
    assert isinstance(found.plot(), go.Figure)
    kept = json.loads((tmp_path / "report" / "analysis.json").read_text(encoding="utf-8"))
    assert kept == found.summary | {"report": "analysis.html"}
    page = (tmp_path / "report" / "analysis.html").read_text(encoding="utf-8")
    assert "30 randomised" in page
    assert "Of &lt;two&gt; &amp; more" in page
    assert {"flow.csv", "multiplicity.csv", "missing-product.csv"} <= {
        one.name for one in (tmp_path / "report" / "tables").iterdir()
    }
    assert len(found.save(tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()) == 1 + len(found.estimates)
    again = milkway.analyse(*rows, out=tmp_path / "report", missing=True)
    assert again.summary == found.summary


def test_the_command_prints_every_endpoint_and_the_flow(rows, tmp_path, capsys):
    file = tmp_path / "women.csv"
    rows[1].iloc[:, :-1].assign(breastfeeding_cessation_day="").to_csv(file, index=False)
    (tmp_path / "p.toml").write_text(to_toml(resolve(rows[0])), encoding="utf-8")
    assert main(["analyse", str(tmp_path / "p.toml"), str(file)]) == 0
    told = capsys.readouterr().out
    assert "nothing is simulated" in told
    assert "Risk difference" in told
    assert "moved away" in told
    assert main(["analyse", str(tmp_path / "p.toml"), str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["women"] == 30


def test_methods_for_women_who_left_agree_where_nobody_left(rows):
    protocol, women = rows
    stayed = women.assign(completed=1, reason="", last_day=111)
    found = milkway.analyse(protocol, stayed, missing=True).summary["missing"]["product"]["risk"]
    plain = milkway.analyse(protocol, stayed).summary["endpoints"]["clinical_mastitis"]["contrast"]["estimate"]
    assert {method: one["estimate"] for method, one in found.items()} == pytest.approx(dict.fromkeys(found, plain))
