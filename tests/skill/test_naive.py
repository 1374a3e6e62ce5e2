"""The naive rival leaves out the cluster that it forecasts, timing and risk ratios included."""

import dataclasses
import re

import numpy as np
import pytest

from milkway.cohorts.population_file import read_population
from milkway.ledger.clusters import cluster_of, members_with
from milkway.ledger.quantities import read_quantities
from milkway.ledger.studies import read_studies
from milkway.published.catalogue import results
from milkway.published.sampling_laws import Count
from milkway.skill import naive
from milkway.skill.naive_evidence import FEW, family_of, naive_evidence, passed, reference_observations

EVIDENCE = naive_evidence()
ROWS = [*(row for one in EVIDENCE.families for row in (*one.references, *one.contrasts)), *EVIDENCE.factors]
RESULTS = {one.name: one for one in results()}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.study} {row.locator}")
def test_what_the_rival_is_made_of_stands_in_the_ledger(row):
    kind, _, name = row.locator.partition(" ")
    if kind == "result":
        assert RESULTS[name].study == row.study
    elif kind == "quantity":
        assert name in read_quantities()
    else:
        assert kind.removesuffix(".toml") == row.study
        assert row.study in read_studies()


def test_a_count_is_that_of_the_published_result():
    named = [(row.locator.removeprefix("result "), getattr(row, "count", None)) for row in ROWS]
    found = {name: count for name, count in named if count and name in RESULTS and isinstance(RESULTS[name].law, Count)}
    assert len(found) > 5
    assert found == {name: (RESULTS[name].law.k, RESULTS[name].law.n) for name in found}


def test_a_count_is_of_women_who_were_counted_and_not_of_words_on_both_arms():
    counted = [row for row in ROWS if getattr(row, "count", None)]
    assert {row.locator.partition(" ")[0] for row in counted} <= {"result", "quantity"}
    words = {row.study: row.words for row in ROWS if getattr(row, "words", "")}
    assert words == {"vivomixx2024": "none", "dotterud2015": "none", "simpson2018": "rarely"}


def test_the_ratio_of_a_factor_is_that_of_the_ledger():
    known = read_quantities()
    for one in EVIDENCE.factors:
        if found := re.match(r"quantity (\w+)", one.locator):
            quantity = known[found[1]]
            assert one.ratio == (quantity.value, quantity.low, quantity.high), one.name


def test_more_than_half_of_the_episodes_fall_in_the_first_four_weeks():
    assert passed(0, 28) == 194 / 365
    assert passed(28, 182) == pytest.approx(171 / 365)
    assert passed(0, 14) == pytest.approx(97 / 365)


def test_the_timing_is_of_another_cluster():
    for one in EVIDENCE.timings:
        kind, _, name = one.locator.partition(" ")
        assert one.share == (RESULTS[name].law.k / RESULTS[name].law.n if kind == "result" else read_quantities()[name].value)
    assert passed(0, 28, members_with("cullinane2015")) == 0.53  # Scott's, since Amir's is of the cluster
    assert passed(0, 28, members_with("scott2008")) == 194 / 365
    assert passed(0, 28, members_with("cullinane2015") | members_with("scott2008")) is None


def test_no_forecast_knows_its_own_cluster():
    family = next(one for one in EVIDENCE.families if one.name == "ill")
    left = {one.study for one in reference_observations(family, members_with("cullinane2015"))}
    assert "amir2007" not in left
    assert cluster_of("amir2007") == cluster_of("cullinane2015")
    assert "scott2008" in left


def test_women_who_count_in_two_papers_count_once():
    family = next(one for one in EVIDENCE.families if one.name == "strain")
    assert {"dotterud2015"} == {one.study for one in reference_observations(family, frozenset())} & {
        "dotterud2015",
        "simpson2018",
    }


def test_a_longer_follow_up_has_more_women_ill(monkeypatch):
    monkeypatch.setattr(naive, "better_rival", lambda family, _: family)  # the rival at equal follow-up
    family = next(one for one in EVIDENCE.families if one.name == "ill")
    short, long = (naive.reference_draws(family, naive.Asked("", (0, day))) for day in (28, 182))
    hazard = [-np.log1p(-draws) for draws in (short, long)]
    assert hazard[0] / hazard[1] == pytest.approx(np.full(len(short), 194 / 365))


def test_a_population_defined_by_a_risk_has_its_published_ratio():
    general = read_population("general")
    chance = {one.name: one for one in general.covariates}
    share = chance["parous"].chance * chance["previous_mastitis"].chance_if["parous"]
    ill = tuple(
        dataclasses.replace(one, chance=1.0, chance_if={}) if one.name == "previous_mastitis" else one
        for one in general.covariates
    )
    found = naive.defining_ratio(dataclasses.replace(general, covariates=ill))
    assert found == pytest.approx(np.log(4.0 / (1 + share * 3.0)))
    assert naive.defining_ratio(general) == 0.0
    assert naive.defining_ratio(dataclasses.replace(general, covariates=ill), members_with("schwartz2002")) == 0.0


def test_a_population_of_women_who_never_had_a_risk_has_the_lower_one():
    general = read_population("general")
    chance = {one.name: one for one in general.covariates}
    share = chance["parous"].chance * chance["previous_mastitis"].chance_if["parous"]
    first = tuple(dataclasses.replace(one, chance=0.0) if one.name == "parous" else one for one in general.covariates)
    found = naive.defining_ratio(dataclasses.replace(general, covariates=first))
    assert found == pytest.approx(-np.log(1 + share * 3.0))


def test_an_arm_with_the_product_is_its_reference_and_a_contrast_that_is_drawn_apart():
    family = next(one for one in EVIDENCE.families if one.name == "ill")
    arms = naive.arm_draws(family, naive.Asked("", (4, 112)), "placebo", ("product",))
    hazards = {name: np.log(-np.log1p(-draws)) for name, draws in arms.items()}
    contrast = hazards["product"] - hazards["placebo"]
    assert abs(np.corrcoef(contrast, hazards["placebo"])[0, 1]) < 0.05
    expected = naive.contrast_effects(family, "").draws()
    assert np.sort(contrast) == pytest.approx(expected, abs=1e-9)


def test_a_trial_whose_cluster_alone_printed_a_family_has_no_rival():
    assert naive.reference_draws(family_of("pain_free"), naive.Asked("arroyo2010", (0, 21))) is None


def test_other_risk_factors_say_that_one_more_raises_the_risk_rather_than_lowers_it():
    draws = naive.factor_effects("foxman2002").draws()
    assert (draws > 0).mean() > 0.75
    assert FEW == 0.5
