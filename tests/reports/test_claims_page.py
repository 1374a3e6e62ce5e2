"""The page of claims: what a reader must not miss."""

import pytest

import milkway
from milkway.reports.claims.claims_page import page
from milkway.reports.claims.claims_tables import contrast_table, published_sentences, told_apart_table


def contrast(**changes):
    plain = {
        **{"quantity": "clinical_mastitis", "label": "Women with clinical mastitis", "unit": "share of women"},
        **{"with": "product, immune", "without": "the usual life", "hypothesis": "immune", "rival": False},
        **{"value_with": 0.1, "value_without": 0.2, "difference": -0.1, "over_dyads": {"low": -0.2, "high": 0.0}},
        **{"over_draws": None, "over_draws_note": "no draw", "pairs": 160, "draws": 0, "tuned_on": ["hurtado2017"]},
    }
    return plain | changes


@pytest.fixture
def summary():
    """Return the claims with a made-up counterfactual of one of them."""
    plain = milkway.claims(without_model=True, without_sponsor=True, with_unreported=True).summary
    claim = product(plain)
    published = {"study": "hurtado2017", "measure": "risk_ratio", "estimate": 0.583, "low": 0.333, "high": 1.023}
    measurement = {"quantity": "x", "label": "Strain in milk", "unit": "log10 CFU/mL", "difference": 0.5, "noise": 0.6}
    claim["counterfactual"] |= {
        **{"simulated": True, "contrasts": [contrast()], "tuned_on": ["hurtado2017"]},
        **{"level": 0.95, "dyads": 320, "draws": 20, "failed": 0, "seed": 1},
        "published": [published | {"simulated": {"null": 1.0, "immune": 0.8, "both": 0.3}, "within": ["null", "immune"]}],
        "told_apart_by": [
            {"pair": ["null", "immune"], "measurement": None, "note": "no measurement differs beyond chance"},
            {"pair": ["null", "both"], "measurement": measurement | {"women_per_arm": 1234}},
        ],
    }
    return plain


def product(summary):
    claim = next(one for one in summary["claims"] if one["id"] == "product_prevents_mastitis")
    return claim["parts"][0]


def test_a_page_shows_every_statement_and_needs_nothing_else(summary):
    text = page(summary)
    assert all(f'id="{one["id"]}"' in text for one in summary["claims"])
    assert "http" not in text.split("<body>")[0]
    assert "<script" not in text


def test_a_tuned_effect_is_marked_and_said_to_be_no_evidence(summary):
    assert contrast_table(product(summary)).rows[0][1] == "product, immune †"
    assert "its size is not evidence that the product works" in page(summary)


def test_shares_are_in_per_cent_and_absent_intervals_are_not_invented(summary):
    row = contrast_table(product(summary)).rows[0]
    assert row[3:] == ("10.0", "20.0", "-10.0 (-20.0 to 0.0)", "no interval: no draw")


def test_what_the_published_result_cannot_tell_apart_is_said(summary):
    (sentence,) = published_sentences(product(summary))
    assert sentence.endswith("This result cannot tell null and immune apart: all lie within its interval.")


def test_a_pair_that_no_measurement_tells_apart_is_said_to_be_so(summary):
    table = told_apart_table(product(summary))
    assert table is not None
    assert table.rows[0][1] == "no estimate: no measurement differs beyond chance"
    assert table.rows[1][4] == "1,234"


def test_a_statement_with_markup_in_it_is_shown_as_written(summary):
    product(summary)["says"] = "<b>bold</b>"
    assert "&lt;b&gt;bold" in page(summary)
