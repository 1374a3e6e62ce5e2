"""Sites, routes, hypotheses and care at round numbers, each against an answer worked out by hand."""

import math

import pytest
from mechanisms_by_hand import aimed, began, given, moved, network

from milkway.biology.taxa import TAXA

FED = {"born": 1.0, "fed": 1.0}
EXACT = 1e-12  # rounding
UNBORN = {
    **{
        "iga_survival": 0.5,
        "milk_iga": 2.0,
        "breast_milk_drunk": 0.0,
        "gut_volume": 100.0,
        "iga_own_output": 1.5,
        "iga_loss": 4.0,
    },
    **{"iga_own_speed": 0.1, "iga_own_age": 100.0, "commensal_half": 5.0, "day": -1.0, "oxygen_saturation": 0.2},
    **{"oxygen_transfer_birth": 9.0, "oxygen_transfer_mature": 1.0, "oxygen_maturation": 5.0},
}
CARRIED = {"carrier_uptake": 1e-2, "carrier_loss": 0.25, "carrier_homing": 0.4, "prepared_day": 0.0, "prepared_width": 10.0}
CARRIED |= {"carrier_survival[most]": 0.1, "carrier_survival[strict_anaerobe]": 0.01}
AT_A_FEED = FED | {"feeds_per_day": 12.0, "usual_feeds": 20.0, "left_breast__nipple_damage": 0.5}
SKIN = {"areola_load": 1000.0, "areola_load[transient]": 40.0, "areola_turnover": 0.5, "s_aureus_carriage_mother": 3.0}


def same(value):
    return pytest.approx(value, rel=EXACT)


def test_the_mouth_has_room_up_to_its_capacity_and_a_strain_crowds_only_itself():
    at = {"mouth_growth[passing]": 2.0, "mouth_growth[streptococcus]": 6.0, "mouth_capacity": 1000.0, "mouth_loss": 0.0}
    at |= {"infant_mouth__s_aureus": 250.0}
    assert moved("infant_mouth", "infant_mouth__s_aureus", at) == same(2 * 250 * 0.75)
    oral = {"infant_mouth__streptococcus": 250.0}
    assert moved("infant_mouth", "infant_mouth__streptococcus", at | oral) == same(6 * 250 * 0.5)
    assert moved("infant_mouth", "infant_mouth__s_aureus", at | {"mouth_loss": 0.5}) == same(2 * 250 * 0.75 - 125)
    assert moved("infant_mouth", "infant_mouth__s_aureus", at | {"infant_mouth__clostridia": 900.0}) == 0.0
    assert moved("infant_mouth", "infant_mouth__s_aureus", at | {"infant_mouth__strain": 900.0}) == same(2 * 250 * 0.75)
    assert moved("infant_mouth", "infant_mouth__strain", at | {"infant_mouth__strain": 500.0}) == same(2 * 500 * (0.75 - 0.5))


@pytest.mark.parametrize(
    ("who", "usual"), [("s_aureus", 3000.0), ("staphylococcus_cons", 1000.0), ("enterococcus", 40.0), ("lactobacillus", 40.0)]
)
def test_skin_begins_with_its_usual_load_and_comes_back_to_it_whatever_others_it_holds(who, usual):
    assert began(f"left_areola__{who}", SKIN) == usual
    among = SKIN | {"left_areola__clostridia": 1e9, "left_areola__strain": 1e9}
    held = [among | {f"left_areola__{who}": usual * part} for part in (0.0, 1.0, 3.0)]
    assert [moved("areola", f"left_areola__{who}", at) for at in held] == [usual * 0.5, 0.0, -usual]


def test_a_strain_has_no_usual_load_on_skin_and_only_goes():
    assert moved("areola", "left_areola__strain", SKIN) == 0.0
    assert moved("areola", "left_areola__strain", SKIN | {"left_areola__strain": 100.0}) == -50.0
    assert "left_areola__strain" not in {initial.stock.key for initial in network().initials}


def test_what_saliva_washes_away_is_in_part_swallowed_alive():
    at = {"mouth_loss": 2.0, "swallowed_share": 0.5, "stomach_survival": 0.2, "infant_mouth__clostridia": 100.0}
    at |= {"founding_chance": 0.5, "infant_mouth__strain": 100.0}
    assert moved("infant_mouth", "infant_gut__clostridia", at) == same(10.0)
    assert moved("infant_mouth", "infant_gut__strain", at) == same(20.0)  # those that only pass are counted as well


@pytest.mark.parametrize(
    ("process", "state"),
    [
        *(("infant_iga", "infant__luminal_iga"), ("infant_iga", "infant__endogenous_iga"), ("gut_oxygen", "infant_gut__oxygen")),
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
        "nose_shedding": 40.0,
        "s_aureus_carriage_infant": 5.0,
    }
    at |= {"dose": 1000.0, "product_contact": 0.1, "taking_product": 1.0, "swallowed_at_once": 0.25, "stomach_survival": 0.1}
    at |= {"founding_chance": 0.5, "air_survival": 0.5, "initial_gut_density": 4.0}
    for process in ("environment", "maternal_faecal", "contact"):
        assert [moved(process, f"infant_mouth__{who}", at) for who in ("strain", "clostridia", "s_aureus")] == [0.0, 0.0, 0.0]


def test_the_ileum_stands_still_at_its_usual_density_and_passes_its_cells_on_alive():
    at = {
        "ileal_density": 40.0,
        "ileal_share[seldom]": 0.1,
        "ileal_share[streptococcus]": 0.5,
        "ileal_volume": 50.0,
        "ileal_washout": 3.0,
        "maternal_ileum__clostridia": 200.0,
    }
    assert began("maternal_ileum__clostridia", at) == 200.0
    assert moved("maternal_ileum", "maternal_ileum__clostridia", at) == 0.0
    assert moved("maternal_ileum", "maternal_gut__clostridia", at) == 600.0
    assert began("maternal_ileum__streptococcus", at) == 1000.0
    assert moved("maternal_ileum", "maternal_ileum__streptococcus", at | {"maternal_ileum__streptococcus": 600.0}) == 1200.0
    assert moved("maternal_ileum", "maternal_ileum__strain", at | {"maternal_ileum__strain": 10.0}) == -30.0


@pytest.mark.parametrize(
    ("stock", "at", "change"),
    [
        ("maternal_ileum__strain", {}, -1e-2 * 0.5 * 1000),
        ("maternal_ileum__strain", {"day": 10 * math.log(4)}, -1e-2 * 0.8 * 1000),
        ("maternal_ileum__strain", {"entero_mammary__off": 1.0}, 0.0),
        ("carriers__strain", {}, 5.0 - 100 * (0.25 + 0.2)),
        ("left_milk__strain", {}, 100 * 0.1 * 0.1),
        ("left_milk__bacteroides", {"carriers__bacteroides": 100.0}, 100 * 0.1 * 0.01),
        ("left_milk__bifidobacterium", {"carriers__bifidobacterium": 100.0}, 100 * 0.1 * 0.1),
        ("left_milk__strain", {"ceased": 1.0}, 0.0),
    ],
)
def test_carriers_take_cells_from_the_ileum_and_each_breast_receives_half_of_those_that_home(stock, at, change):
    full = {"maternal_ileum__strain": 1000.0, "carriers__strain": 100.0}
    assert moved("entero_mammary", stock, CARRIED | full | at) == pytest.approx(change, rel=1e-9)


def test_a_cracked_nipple_lets_more_in_from_mouth_and_skin():
    at = AT_A_FEED | {"backflow": 0.01, "entry_by_damage": 4.0, "mouth_to_skin": 0.1, "infant_mouth__clostridia": 100.0}
    assert moved("retrograde", "left_milk__clostridia", at) == same(6 * 0.01 * 3 * 100)
    assert moved("retrograde", "left_areola__clostridia", at) == same(60.0)
    at = AT_A_FEED | {"skin_ingress": 0.01, "entry_by_damage": 4.0, "skin_to_mouth": 0.1, "left_areola__clostridia": 100.0}
    assert moved("skin", "left_milk__clostridia", at) == same(6 * 0.01 * 3 * 100)
    assert moved("skin", "infant_mouth__clostridia", at) == same(60.0)


def test_a_feed_takes_milk_and_its_cells_to_mouth_and_colon_unless_milk_is_sterile():
    at = {"left_removal": 5.0, "left_breast__volume": 10.0, "left_milk__clostridia": 100.0, "milk_held_in_mouth": 0.2}
    at |= {"stomach_survival": 0.2, "founding_chance": 0.5, "right_removal": 5.0}
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
        "nose_shedding": 0.0,
    }
    at |= {"swallowed_at_once": 0.25, "stomach_survival": 0.2, "founding_chance": 0.5}
    assert moved("environment", "infant_mouth__clostridia", at) == same(20 * 0.75)
    assert moved("environment", "infant_gut__clostridia", at) == same(20 * 0.25 * 0.1)
    assert moved("environment", "infant_mouth__clostridia", at | {"hospital": 1.0}) == same(80 * 0.75)
    assert moved("environment", "infant_mouth__s_aureus", at) == same(100 * 0.75)
    assert moved("environment", "infant_mouth__clostridia", at | {"environment__off": 1.0}) == 0.0


def test_the_nose_sheds_s_aureus_alone_into_the_mouth_in_the_measure_of_carriage():
    at = {"nose_shedding": 40.0, "s_aureus_carriage_infant": 5.0, "born": 1.0, "environment_contact": 2.0, "home_arrival": 0.0}
    at |= {"hospital_arrival": 0.0, "swallowed_at_once": 0.25, "stomach_survival": 0.2, "founding_chance": 0.5}
    assert moved("environment", "infant_mouth__s_aureus", at) == 200.0
    assert moved("environment", "infant_mouth__s_aureus", at | {"home_arrival": 10.0}) == same(200 + 100 * 0.75)
    assert moved("environment", "infant_gut__s_aureus", at | {"home_arrival": 10.0}) == same(100 * 0.25 * 0.1)
    assert moved("environment", "infant_mouth__staphylococcus_cons", at) == 0.0


def test_birth_gives_vaginal_and_faecal_cells_but_not_by_caesarean():
    at = {
        "vaginal_bolus": 10.0,
        "vaginal_density": 100.0,
        "vaginal_mouth_share": 0.3,
        "stomach_survival": 0.2,
        "founding_chance": 0.5,
        "faecal_bolus": 5.0,
        "initial_gut_density": 100.0,
        "birth_inoculum": 2.0,
        "antibiotic_birth": 0.5,
    }
    at |= {"prenatal_seed": 7.0}
    of = "lactobacillus"
    names = (f"birth_canal_gut_{of}", f"birth_canal_mouth_{of}", f"maternal_faecal_{of}", f"prenatal_{of}")
    assert [given(name, at) for name in names] == same([100.0, 300.0, 100.0, 7.0])
    assert [given(name, at | {"caesarean": 1.0}) for name in names] == [0.0, 0.0, 0.0, 7.0]
    assert [given(name, at | {"maternal_antibiotic": 1.0}) for name in names] == same([100.0, 300.0, 50.0, 7.0])
    by_hand = {"born": 1.0, "family_faecal": 0.1, "family_contact": 3.0, "swallowed_at_once": 0.25, "stomach_survival": 0.2}
    by_hand |= {"initial_gut_density": 100.0, "air_survival": 0.5, "founding_chance": 0.5}
    assert moved("maternal_faecal", "infant_mouth__clostridia", by_hand) == same(15 * 0.75)
    assert moved("maternal_faecal", "infant_gut__clostridia", by_hand) == same(15 * 0.25 * 0.1)
    assert moved("maternal_faecal", "left_areola__clostridia", by_hand | {"family_faecal_areola": 4.0}) == same(15 * 4 / 2)
    assert moved("maternal_faecal", "left_areola__clostridia", by_hand | {"family_faecal_areola": 4.0, "born": 0.0}) == 0.0


def test_what_birth_brings_is_a_poisson_number_of_cells_once_and_a_dose_is_whole_and_daily():
    said = {(pulse.exposure.key, pulse.thinned, pulse.daily) for pulse in network().pulses}
    assert said == {("born", True, False), ("taking_product", False, True), ("outside_probiotic", False, True)}


def test_bacteria_divide_wherever_they_live_but_in_ileum_and_carriers():
    who = {taxon.name for taxon in TAXA}
    idle = {stock.site for stock in network().stocks if stock.what in who and not stock.divides}
    assert idle == {"maternal_ileum", "carriers"}


def test_an_infant_is_fed_unless_it_is_planned_otherwise_and_nothing_else_is():
    assert {one.key for one in network().exposures if one.planned} == {"fed"}
