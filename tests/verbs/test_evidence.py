import json

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError


def printed(capsys, *words):
    assert main(["evidence", *words]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_the_list_shows_who_paid_and_what_may_be_fitted():
    studies = {one["id"]: one for one in milkway.evidence().summary["studies"]}
    hurtado = studies["hurtado2017"]
    assert (hurtado["n"], hurtado["sponsor"], hurtado["blinding"], hurtado["use"]["calibrate"]) == (
        625,
        "producer",
        "double-blind",
        2,
    )


def test_a_study_is_printed_with_quote_locator_bias_overlap_and_what_rests_on_it(capsys):
    text = printed(capsys, "hurtado2017")
    for said in ("Sixteen women in the probiotic group", "PMC8094918", "missing data: high", "same participants as: pastor2020",
                 "sponsor: producer", "may be fitted", "hypotheses competition", "product_prevents_mastitis"):  # fmt: skip
        assert said in text


def test_a_number_is_followed_to_the_women_it_was_seen_in(capsys):
    (one,) = milkway.evidence("feeds_per_day").summary["parameters"]
    assert (one["value"], one["unit"], one["kind"]) == (11.0, "1/day", "measured")
    assert one["read_from"][0]["quote"].startswith("Infants breastfed 11")
    text = printed(capsys, "feeds_per_day")
    assert "lactating women; 71 dyads" in text
    assert "Kent" in text


def test_the_list_counts_numbers_of_the_tables_and_all_numbers_apart(capsys):
    found = milkway.evidence().summary["numbers"]
    assert found["tables"]["measured"] < found["all"]["measured"]
    assert found["tables"]["off"] == found["all"]["off"]
    assert f"{found['all']['definition']} definition" in printed(capsys)


def test_a_number_that_nothing_supports_says_so(capsys):
    assert "placeholder: nothing supports it yet" in printed(capsys, "abscess_drive")


def test_a_word_is_found_in_studies_findings_quantities_parameters_and_claims():
    found = milkway.evidence("PREVENT").summary["matches"]
    assert {"study", "finding", "claim"} <= {one["kind"] for one in found}
    assert {"quantity", "parameter"} <= {one["kind"] for one in milkway.evidence("abscess").summary["matches"]}


@pytest.mark.parametrize("word", ["milk_cfu_perez", "product_prevents_mastitis", "thomsen1984"])
def test_quantities_claims_and_sources_are_shown_by_name(capsys, word):
    assert word in printed(capsys, word)


def test_an_unknown_word_names_the_nearest_and_exits_with_2(capsys):
    assert main(["evidence", "hurtardo2017", "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["mistakes"][0]["allowed"].startswith("hurtado2017")
    with pytest.raises(InputError, match="hurtado2017"):
        milkway.evidence("hurtardo2017")


@pytest.mark.parametrize("word", [[], ["hurtado2017"], ["feeds_per_day"], ["mastitis"], ["scott2008"]])
def test_json_is_one_object(capsys, word):
    assert main(["evidence", *word, "--json"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), dict)
