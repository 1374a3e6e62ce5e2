"""Sites, routes, hypotheses and care at round numbers, each against an answer worked out by hand."""

import pytest
from mechanisms_by_hand import aimed, began, given, hazard, moved, network

from milkway.biology.taxa import TAXA

FED = {"born": 1.0, "fed": 1.0}
LATE = {"lactogenesis_day": 2.0, "lactogenesis_width": 0.5, "colostrum_share": 0.1, "day": 400.0, "idle_growth": 0.25}
EXACT = 1e-12  # rounding
WALL = {"wall_growth": 2.0, "wall_niche": 1000.0, "wall_niche_share": 0.5, "inflamed_niche": 2000.0, "inflamed_niche_share": 0.25}
WALL |= {"competition_excess": 0.0, "crowding_limit": 1.5, "detachment": 0.0, "attachment": 0.0, "wall_death": 0.0, **LATE, **FED}
MILK = {"milk_growth": 4.0, "milk_permitted": 0.5, "milk_capacity": 100.0, "milk_death": 0.0, "left_breast__volume": 10.0}
MILK |= {**LATE, **FED}
UNBORN = {
    **{
        "iga_survival": 0.5,
        "milk_iga": 2.0,
        "breast_milk_drunk": 0.0,
        "gut_volume": 100.0,
        "iga_own_output": 1.5,
        "iga_loss": 4.0,
    },
    **{"iga_own_speed": 0.1, "iga_own_age": 100.0, "commensal_half": 5.0, "day": -1.0, "barrier_maturation": 0.1},
    **{"barrier_basal": 0.5, "barrier_butyrate": 2.0, "barrier_butyrate_half": 3.0, "oxygen_saturation": 0.2},
    **{"oxygen_transfer_birth": 9.0, "oxygen_transfer_mature": 1.0, "oxygen_maturation": 5.0, "education_speed": 0.1},
    **{"education_window": 50.0, "education_floor": 0.2, "education_diversity": 1.6, "diversity_floor": 1.0, "iga_half": 1.0},
}
CARRIED = {
    "carrier_uptake": 1e-3,
    "carrier_uptake_weight": 2.0,
    "carrier_upregulation": 5.0,
    "barrier_uptake": 0.5,
    "carrier_loss": 0.25,
}
CARRIED |= {"barrier_reference": 0.8, "carrier_homing": 0.4, "carrier_survival": 0.1, "prepared_day": 0.0, "prepared_width": 10.0}
AT_A_FEED = FED | {"feeds_per_day": 12.0, "left_breast__nipple_damage": 0.5}


def same(value):
    return pytest.approx(value, rel=EXACT)


@pytest.mark.parametrize(
    ("process", "site", "prefix"), [("areola", "left_areola", "areola"), ("infant_mouth", "infant_mouth", "mouth")]
)
def test_skin_and_mouth_have_room_up_to_their_capacity_and_a_strain_crowds_only_itself(process, site, prefix):
    at = {f"{prefix}_growth": 2.0, f"{prefix}_capacity": 1000.0, f"{prefix}_loss": 0.0, "skin_arrival": 0.0}
    at |= {"s_aureus_carriage_mother": 3.0, f"{site}__s_aureus": 250.0}
    assert moved(process, f"{site}__s_aureus", at) == same(2 * 250 * 0.75)
    assert moved(process, f"{site}__s_aureus", at | {f"{prefix}_loss": 0.5}) == same(2 * 250 * 0.75 - 125)
    assert moved(process, f"{site}__s_aureus", at | {f"{site}__clostridia": 900.0}) == 0.0
    assert moved(process, f"{site}__s_aureus", at | {f"{site}__strain": 900.0}) == same(2 * 250 * 0.75)
    assert moved(process, f"{site}__strain", at | {f"{site}__strain": 500.0}) == same(2 * 500 * (0.75 - 0.5))


def test_only_s_aureus_comes_to_the_areola_in_the_measure_of_carriage():
    at = {
        "areola_growth": 0.0,
        "areola_capacity": 1000.0,
        "areola_loss": 0.0,
        "skin_arrival": 5.0,
        "s_aureus_carriage_mother": 3.0,
    }
    assert [moved("areola", f"left_areola__{who}", at) for who in ("s_aureus", "clostridia")] == [15.0, 5.0]


def test_what_saliva_washes_away_is_in_part_swallowed_alive():
    at = {"mouth_loss": 2.0, "swallowed_share": 0.5, "stomach_survival": 0.1, "infant_mouth__clostridia": 100.0}
    assert moved("infant_mouth", "infant_gut__clostridia", at) == same(10.0)


@pytest.mark.parametrize(
    ("process", "state"),
    [
        *(("infant_iga", "infant__luminal_iga"), ("infant_iga", "infant__endogenous_iga"), ("infant_barrier", "infant__barrier")),
        *(("gut_oxygen", "infant_gut__oxygen"), ("education", "infant__education")),
    ],
)
def test_nothing_in_the_infant_moves_before_it_is_born(process, state):
    assert aimed(process, state, UNBORN)[1] == 0.0


def test_nothing_reaches_an_infant_that_is_not_born():
    at = {
        "home_arrival": 10.0,
        "hospital_arrival": 30.0,
        "environment_contact": 2.0,
        "family_faecal": 10.0,
        "family_contact": 3.0,
    }
    at |= {"dose": 1000.0, "product_contact": 0.1, "taking_product": 1.0, "swallowed_at_once": 0.25, "stomach_survival": 0.1}
    for process in ("environment", "maternal_faecal", "contact"):
        assert moved(process, "infant_mouth__strain", at) == moved(process, "infant_mouth__clostridia", at) == 0.0
    at = {"infection_scale": 0.1, "infection_load_half": 5.0, "gut_volume": 100.0, "infection_background": 0.25, "iga_half": 1.0}
    assert moved("infection", "infant__infection_hazard", at | {"infection_barrier": 0.5, "infection_iga": 0.4}) == 0.0


def test_the_ileum_stands_still_at_its_usual_density_and_passes_cells_on():
    at = {
        "ileal_density": 4.0,
        "ileal_volume": 50.0,
        "ileal_washout": 3.0,
        "ileal_survival": 0.5,
        "maternal_ileum__clostridia": 200.0,
    }
    assert began("maternal_ileum__clostridia", at) == 200.0
    assert moved("maternal_ileum", "maternal_ileum__clostridia", at) == 0.0
    assert moved("maternal_ileum", "maternal_gut__clostridia", at) == 300.0


@pytest.mark.parametrize(
    ("stock", "at", "change"),
    [
        ("maternal_ileum__strain", {"maternal__barrier": 0.8}, -1e-3 * 2 * 3 * 1000),
        ("maternal_ileum__strain", {"maternal__barrier": 0.4}, -6.0 * 1.2),
        ("maternal_ileum__strain", {"maternal__barrier": 0.8, "entero_mammary__off": 1.0}, 0.0),
        ("carriers__strain", {"maternal__barrier": 0.8}, 6.0 - 100 * (0.25 + 0.2)),
        ("left_milk__strain", {}, 100 * 0.1 * 0.1),
        ("left_milk__strain", {"ceased": 1.0}, 0.0),
    ],
)
def test_carriers_take_cells_from_the_ileum_and_each_breast_receives_half_of_those_that_home(stock, at, change):
    full = {"maternal_ileum__strain": 1000.0, "carriers__strain": 100.0}
    assert moved("entero_mammary", stock, CARRIED | full | at) == pytest.approx(change, rel=1e-9)


def test_a_cracked_nipple_lets_more_in_from_mouth_and_skin():
    at = AT_A_FEED | {"backflow": 0.01, "backflow_damage": 4.0, "mouth_to_skin": 0.1, "infant_mouth__clostridia": 100.0}
    assert moved("retrograde", "left_milk__clostridia", at) == same(6 * 0.01 * 3 * 100)
    assert moved("retrograde", "left_areola__clostridia", at) == same(60.0)
    at = AT_A_FEED | {"skin_ingress": 0.01, "skin_ingress_damage": 2.0, "skin_to_mouth": 0.1, "left_areola__clostridia": 100.0}
    assert moved("skin", "left_milk__clostridia", at) == same(6 * 0.01 * 2 * 100)
    assert moved("skin", "infant_mouth__clostridia", at) == same(60.0)


def test_a_feed_takes_milk_and_its_cells_to_mouth_and_colon_unless_milk_is_sterile():
    at = {"left_removal": 5.0, "left_breast__volume": 10.0, "left_milk__clostridia": 100.0, "milk_held_in_mouth": 0.2}
    at |= {"stomach_survival": 0.1, "right_removal": 5.0}
    gained = {"infant_mouth__clostridia": 100.0, "infant_gut__clostridia": 40.0}
    lost = {"left_breast__volume": -50.0, "left_milk__clostridia": -500.0}
    assert {key: moved("milk_feeding", key, at) for key in gained | lost} == pytest.approx(gained | lost)
    sterile = at | {"milk_feeding__off": 1.0}
    assert {key: moved("milk_feeding", key, sterile) for key in lost} == lost
    assert not any(moved("milk_feeding", key, sterile) for key in gained)


def test_home_and_hospital_reach_mouth_and_stomach_of_a_born_infant():
    at = {
        "home_arrival": 10.0,
        "hospital_arrival": 30.0,
        "environment_contact": 2.0,
        "s_aureus_carriage_infant": 5.0,
        "born": 1.0,
    }
    at |= {"swallowed_at_once": 0.25, "stomach_survival": 0.1}
    assert moved("environment", "infant_mouth__clostridia", at) == same(20 * 0.75)
    assert moved("environment", "infant_gut__clostridia", at) == same(20 * 0.25 * 0.1)
    assert moved("environment", "infant_mouth__clostridia", at | {"hospital": 1.0}) == same(80 * 0.75)
    assert moved("environment", "infant_mouth__s_aureus", at) == same(100 * 0.75)
    assert moved("environment", "infant_mouth__clostridia", at | {"environment__off": 1.0}) == 0.0


def test_birth_gives_vaginal_and_faecal_cells_but_not_by_caesarean():
    at = {
        "vaginal_bolus": 1000.0,
        "vaginal_mouth_share": 0.3,
        "stomach_survival": 0.1,
        "faecal_bolus": 500.0,
        "birth_inoculum": 2.0,
    }
    at |= {"prenatal_seed": 7.0}
    names = ("birth_canal_gut_clostridia", "birth_canal_mouth_clostridia", "maternal_faecal_clostridia", "prenatal_clostridia")
    assert [given(name, at) for name in names] == same([100.0, 300.0, 100.0, 7.0])
    assert [given(name, at | {"caesarean": 1.0}) for name in names] == [0.0, 0.0, 0.0, 7.0]
    by_hand = {"born": 1.0, "family_faecal": 10.0, "family_contact": 3.0, "swallowed_at_once": 0.25, "stomach_survival": 0.1}
    assert moved("maternal_faecal", "infant_mouth__clostridia", by_hand) == same(30 * 0.75)


def test_what_birth_brings_is_a_poisson_number_of_cells_once_and_a_dose_is_whole_and_daily():
    said = {(pulse.exposure.key, pulse.thinned, pulse.daily) for pulse in network().pulses}
    assert said == {("born", True, False), ("taking_product", False, True), ("outside_probiotic", False, True)}


def test_bacteria_divide_wherever_they_live_but_in_ileum_and_carriers():
    who = {taxon.name for taxon in TAXA}
    idle = {stock.site for stock in network().stocks if stock.what in who and not stock.divides}
    assert idle == {"maternal_ileum", "carriers"}


def test_an_infant_is_fed_unless_it_is_planned_otherwise_and_nothing_else_is():
    assert {one.key for one in network().exposures if one.planned} == {"fed"}


def test_a_dose_reaches_the_ileum_in_part_and_the_infants_mouth_by_contact():
    at = {"dose": 1000.0, "capsule_survival": 0.2, "outside_probiotic_dose": 500.0}
    assert [given("dose", at | {"discontinued": stopped}) for stopped in (0.0, 1.0)] == [200.0, 0.0]
    assert given("outside_dose", at) == 100.0
    touched = {"dose": 1000.0, "product_contact": 0.1, "swallowed_at_once": 0.25, "stomach_survival": 0.1, "born": 1.0}
    touched |= {"taking_product": 1.0}
    assert moved("contact", "infant_mouth__strain", touched) == same(75.0)
    assert moved("contact", "infant_mouth__strain", touched | {"discontinued": 1.0}) == 0.0
    assert moved("contact", "infant_mouth__strain", touched | {"taking_product": 0.0}) == 0.0
    assert hazard("outside_probiotic", {"outside_probiotic_hazard": 0.1, "enrolled": 1.0}) == 0.1


def test_an_antibiotic_kills_each_taxon_where_it_reaches_it():
    at = {
        "antibiotic_milk": 8.0,
        "antibiotic_wall": 2.0,
        "antibiotic_gut": 4.0,
        "antibiotic_sensitivity": 0.5,
        "maternal_antibiotic": 0.5,
    }
    full = {f"{site}__strain": 10.0 for site in ("left_milk", "left_wall", "maternal_gut", "maternal_ileum")}
    assert [moved("antibiotics", stock, at | full) for stock in full] == [-20.0, -5.0, -10.0, -10.0]


def test_a_diagnosis_may_be_answered_by_each_of_three_cares():
    said = {(rule.when.key, rule.sets.key, rule.chance, rule.after, rule.lasts) for rule in network().rules}
    assert {(when, sets, *(part.key for part in parts)) for when, sets, *parts in said} == {
        ("diagnosed", sets, f"care_{care}_chance", f"care_{care}_delay", f"care_{care}_course")
        for care, sets in (
            ("antibiotic", "maternal_antibiotic"),
            ("anti_inflammatory", "anti_inflammatory"),
            ("extra_emptying", "extra_emptying"),
        )
    }


def test_a_supplement_adds_fibre_and_starch_as_a_share_of_the_usual():
    at = {"maternal_supply": 40.0, "fibre_supplement": 0.5}
    assert [moved("diet", f"maternal_gut__{food}", at) for food in ("fibre", "starch", "mucin")] == [20.0, 20.0, 0.0]
    assert moved("maternal_resources", "maternal_gut__mucin", at) == 40.0


@pytest.mark.parametrize(
    ("process", "stock", "at", "change"),
    [
        (
            "antagonism",
            "left_milk__s_aureus",
            MILK | {"effect_antagonism": 0.5, "antagonism_half": 50.0},
            -0.5 * 0.5 * 2 * 250 * 0.75,
        ),
        ("competition", "left_wall__s_aureus", WALL | {"effect_competition": 0.5}, -0.5 * 2 * 100 * 1.0),
        (
            "competition",
            "left_wall__s_aureus",
            WALL | {"effect_competition": 0.5, "left_wall__strain": 250.0},
            -0.5 * 2 * 100 * 0.5,
        ),
        ("duct_persistence", "left_wall__strain", WALL | {"effect_duct_persistence": 0.5}, 0.5 * 2 * 500 * 0.2),
        ("duct_persistence", "left_wall__strain", WALL | {"effect_duct_persistence": 0.5, "left_wall__clostridia": 5e3}, 500.0),
    ],
)
def test_an_effect_of_the_strain_is_the_share_that_its_hypothesis_says(process, stock, at, change):
    there = {"left_milk__s_aureus": 250.0, "left_milk__strain": 500.0, "left_wall__s_aureus": 100.0, "left_wall__strain": 500.0}
    assert moved(process, stock, there | at) == same(change)


def test_a_strain_that_escapes_killing_is_added_back_what_was_killed():
    at = {"effect_neutrophil_resistance": 0.5, "left_killing": 4.0, "killing_susceptibility": 0.5, "wall_killing_share": 0.25}
    at |= {"left_milk__strain": 10.0, "left_wall__strain": 10.0, "right_killing": 4.0}
    assert [moved("neutrophil_resistance", f"left_{part}__strain", at) for part in ("milk", "wall")] == [10.0, 2.5]


def test_a_strain_in_the_ileum_calms_in_part():
    at = {
        "effect_immunomodulation": 0.5,
        "immunomodulation_half": 100.0,
        "immunomodulation_speed": 0.3,
        "maternal_ileum__strain": 300.0,
    }
    assert aimed("immunomodulation", "maternal__immune_calm", at) == (0.375, 0.3)
