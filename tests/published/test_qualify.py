import json

import numpy as np
import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.inference.parameter_sets import from_posterior, from_tables
from milkway.inference.posterior import Posterior
from milkway.ledger.tables import read_parameters
from milkway.published.catalogue import results
from milkway.published.page_tables import table as page_table


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    place = tmp_path_factory.mktemp("page")
    return milkway.qualify(draws=2, size=0.001, infants=24, out=place / "qualification.md", log=place / "log.md")


def test_every_result_is_predicted_or_had_nobody_to_measure(finished):
    told = {one["result"] for one in finished.summary["results"]}
    assert told <= {one.name for one in results()}
    assert len(told) > 0.8 * len(results())  # eight women have no ill ones among them in some panels


def test_results_with_the_strain_are_predicted_under_every_hypothesis_that_ships(finished):
    under = {one["under"] for one in finished.summary["results"] if one["result"] == "hurtado2017.women_with_mastitis_strain"}
    assert {"null", "competition", "immune", "both"} <= under


def test_an_interval_holds_the_narrower_one(finished):
    for one in finished.summary["results"]:
        q = list(one["predicted"].values())
        assert q == sorted(q)
        assert one["inside_90"] or not one["inside_50"]


def test_a_report_is_plain_json_and_counts_add_up(finished):
    coverage = json.loads(json.dumps(finished.summary, allow_nan=False))["coverage"]
    assert coverage["all"]["results"] == coverage["fitted"]["results"] + coverage["not fitted"]["results"]
    assert "## Misses" in finished.page
    assert "## The infant's gut as distributions over infants" in finished.page
    assert len(finished.infant_gut) == 8 * 12
    assert {"predicted_1_days", "predicted_3_days", "predicted_day_0_to_5", "predicted_peripartum"} <= set(
        finished.treated_infants
    )


def test_it_is_logged_how_predictions_came_out(finished):
    line = (finished.file.parent / "log.md").read_text(encoding="utf-8").splitlines()[-1]
    assert "| qualify --draws 2 --size 0.001 --seed 1 --infants 24 |" in line
    assert f"{finished.summary['coverage']['all']['inside_90']} " in line
    assert finished.summary["log"] == str(finished.file.parent / "log.md")


def test_all_mistakes_are_told_at_once():
    with pytest.raises(InputError) as caught:
        milkway.qualify(draws=1, size=0.0, seed=-1, infants=9, out="page.html", log="no/such/log.md")
    assert {mistake.where for mistake in caught.value.mistakes} == {"draws", "size", "seed", "infants", "out", "log"}


def test_bad_input_exits_2(capsys):
    assert main(["qualify", "--draws", "1", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["mistakes"][0]["where"] == "draws"


def test_draws_of_a_posterior_move_the_tables_and_say_what_the_product_does():
    table = read_parameters()
    posterior = Posterior(
        ("skin_ingress", "backflow"),
        np.array([[1e-3, 1e-5], [2e-3, 2e-5], [3e-3, 3e-5]]),  # the middle comes first
        frozenset({"skin_ingress"}),
        (),
        np.zeros((3, 0)),
        ("effect_immunomodulation",),
        np.array([[0.2], [0.0], [0.4]]),
        studies=("amir2007",),
    )
    found = from_posterior(posterior, table, {"null": {}}, 2, 1)
    assert [one.table.rows["skin_ingress"].value for one in found.sets] == pytest.approx([0.002, 0.003])
    assert [one.table.rows["backflow"].value for one in found.sets] == pytest.approx([2e-5, 3e-5])
    assert [one.hypotheses["learned"]["effect_immunomodulation"] for one in found.sets] == [0.0, 0.4]
    assert list(found.sets[0].hypotheses) == ["learned", "null"]
    assert found.learned_from == {"amir2007"}


def test_a_posterior_of_infants_guts_has_no_learned_effects_and_other_rows_are_drawn_from_their_spread():
    table = read_parameters()
    key = "gut_growth[enteric,lactose]"
    draws = np.linspace(1.0, 2.0, 31)[:, None]
    posterior = Posterior(
        (key,), draws, frozenset({key}), (), np.zeros((31, 0)), (), np.zeros((31, 0)), studies=("shao2019", "jakobsen2025")
    )
    found = from_posterior(posterior, table, {"null": {}}, 30, 1)
    assert {tuple(one.hypotheses) for one in found.sets} == {("null",)}
    assert [one.table.rows[key].value for one in found.sets] == pytest.approx(draws[1:, 0])
    backflow = np.log([one.table.rows["backflow"].value / table.rows["backflow"].value for one in found.sets])
    spread = table.rows["backflow"].spread
    assert spread is not None
    assert 0.5 < backflow.std() / np.log(spread) < 1.5  # of 30 draws
    assert "Nothing was learned of women, of the route" in found.varied


def test_without_a_posterior_only_rows_that_state_a_spread_are_drawn():
    table = read_parameters()
    found = from_tables(table, {"null": {}}, 300, 1)
    for key, row in table.rows.items():
        drawn = np.array([one.table.rows[key].value for one in found.sets])
        if row.spread is None:
            assert (drawn == row.value).all()
        elif row.distribution == "lognormal" and row.value > 1:
            assert np.median(np.log(drawn / row.value)) == pytest.approx(
                0, abs=0.35 * np.log(row.spread)
            )  # of 300 draws, > 4 errors


def test_a_table_of_the_page_has_its_columns_a_rule_and_a_line_for_each_row():
    told = page_table(("result", "source", "simulated"), "ll", [("ill", "x2000", 0.5), ("load", "y2001", 3)])
    assert told.splitlines() == [
        "| result | source | simulated |",
        "|---|---|--:|",
        "| ill | x2000 | 0.5 |",
        "| load | y2001 | 3 |",
    ]
