"""Which published results are fitted, and how."""

from dataclasses import replace
from math import isnan, log, sqrt

import pytest

from milkway.core.errors import InputError
from milkway.inference.targets import printed, targets, unreported
from milkway.ledger.studies import read_studies
from milkway.published.catalogue import results
from milkway.published.sampling_laws import Below, Count, Mean, Rate, Ratio, Share

STUDIES = tuple(read_studies().values())


def test_only_results_marked_for_calibration_are_fitted():
    marked = {one.name for one in results() if one.use == "calibrate"}
    assert {one.name for one in targets(results(), STUDIES)} <= marked


def test_hurtado_is_fitted_as_a_log_odds_ratio_with_its_error():
    hurtado = next(one for one in targets(results(), STUDIES) if one.study == "hurtado2017" and one.against)
    halves = [16.5, 123.5, 30.5, 122.5]  # half a woman is added to each cell (Haldane 1956)
    assert hurtado.value == pytest.approx(log(halves[0] / halves[1]) - log(halves[2] / halves[3]))
    assert hurtado.error == pytest.approx(sqrt(sum(1 / cell for cell in halves)))


def test_a_trial_of_the_producer_may_be_drawn_toward_the_product():
    drawn = {one.name: one.favours for one in targets(results(), STUDIES) if one.against}
    assert all(drawn.values())
    assert drawn["hurtado2017.women_with_mastitis_strain"] == -1


def test_arms_without_the_product_are_not_biased():
    assert not any(one.favours for one in targets(results(), STUDIES) if not one.against)


def test_participants_never_count_twice():
    first = next(one for one in results() if one.use == "calibrate")
    twin = next(one for one in STUDIES if one.id != first.study)
    same = tuple(replace(one, same_participants_as=(first.study,)) if one.id == twin.id else one for one in STUDIES)
    listed = (*results(), replace(first, name="twin.result", study=twin.id))
    with pytest.raises(InputError, match="participants"):
        targets(listed, same)


def test_unreported_trials_stand_on_results_that_are_fitted():
    assert {trial[:2] for trial in unreported(targets(results(), STUDIES))} == {(311, 309), (240, 240)}


def test_only_arms_with_the_product_know_of_its_effects_and_against_an_untreated_arm_of_nothing_else():
    senses = {one.name: one.senses for one in targets(results(), STUDIES)}
    assert senses["jimenez2008.strain_in_milk"] == "effects"  # an arm by itself
    assert senses["arroyo2010.well_strain_day_21"] == "effects"  # against an antibiotic
    assert senses["hurtado2017.women_with_mastitis_strain"] == "only effects"  # against a placebo
    assert senses["hurtado2017.women_with_mastitis_placebo"] == senses["amir2007.women_with_mastitis_26_weeks"] == "nothing"


def test_loads_without_a_printed_spread_differ_as_two_samples_of_the_same_spread():
    """s sqrt(1/101 + 1/124) is the error of one mean of 55.66 women."""
    loads = next(one for one in targets(results(), STUDIES) if one.name == "arroyo2010.bacteria_strain_day_21")
    assert loads.value == pytest.approx(2.61 - 3.28)
    assert isnan(loads.error)
    assert 1 / sqrt(loads.n) == pytest.approx(sqrt(1 / 101 + 1 / 124))


@pytest.mark.parametrize(
    ("law", "scale", "value", "error"),
    [
        (Count(3, 20), "log odds", log(3.5 / 17.5), sqrt(1 / 3.5 + 1 / 17.5)),
        (Rate(9, 40.0), "log", log(9.5 / 40), 1 / sqrt(9.5)),
        (Ratio(2.0, 1.0, 4.0), "log", log(2), log(4) / (2 * 1.959964)),
        (Mean(6.0, n=16), "plain", 6.0, 1 / 4),  # as if women differed by one
        (Mean(6.0, n=16, sd=2.0), "plain", 6.0, 1 / 2),
        (Mean(6.0, se=0.3), "plain", 6.0, 0.3),
        (Below(3.0), "plain", 3.0, 0.0),
        (Share(0.2), "log odds", log(1 / 4), 0.0),
        (Share(0.0), "log odds", log(0.005 / 0.995), 0.0),
        (Share(1.0), "log odds", log(0.995 / 0.005), 0.0),
    ],
)
def test_any_result_has_a_value_and_an_error_on_its_scale(law, scale, value, error):
    found = printed(replace(results()[0], law=law, unit="log10 cell/mL"))
    assert found[0] == scale
    assert found[1:] == pytest.approx((value, error))


@pytest.mark.parametrize(
    ("unit", "scale", "slope"), [("mL/day", "log", 1 / 0.2), ("share of infants", "log odds", 1 / (0.2 * 0.8))]
)
def test_the_error_of_a_mean_grows_with_the_slope_of_its_scale(unit, scale, slope):
    """To first order: the derivative of log x is 1 / x, that of log(x / (1 - x)) 1 / (x (1 - x))."""
    found = printed(replace(results()[0], law=Mean(0.2, se=0.01), unit=unit))
    assert found[0] == scale
    assert found[1:] == pytest.approx((log(0.2) if scale == "log" else log(0.25), 0.01 * slope))


def test_results_of_like_people_and_assays_share_a_topic():
    topics = {one.name: one.topic for one in targets(results(), STUDIES)}
    assert topics["hurtado2017.women_with_mastitis_strain"] == "product"
    assert topics["hurtado2017.women_with_mastitis_placebo"] == topics["amir2007.women_with_mastitis_26_weeks"] == "mastitis"
    assert topics["arroyo2010.well_antibiotic_day_21"] == "treatment"
    assert topics["nagpal2017.carriers_day_30"] == topics["lindberg2004.s_aureus_month_1"] == "infant gut"
    assert topics["shao2019.bacteroides_vaginal_day_4"] == topics["jakobsen2025.bacteroides_c_section_day_30"]
    assert topics["shao2019.bacteroides_vaginal_day_4"] == "reads of bacteroides"
