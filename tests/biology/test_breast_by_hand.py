"""Mechanisms of the breast at round numbers, each against an answer worked out by hand."""

import math

import pytest
from mechanisms_by_hand import aimed, began, hazard, moved, worth

from milkway.biology.lactation import feeding, milk_in, prepared, removal
from milkway.biology.sites import BREASTS

LEFT = BREASTS[0]
FED = {"born": 1.0, "fed": 1.0}
MILK_IN = {"lactogenesis_day": 2.0, "lactogenesis_width": 0.5, "colostrum_share": 0.1, "day": 2.0}
LATE = {"lactogenesis_day": 2.0, "lactogenesis_width": 0.5, "colostrum_share": 0.1, "day": 400.0, "idle_growth": 0.25}
EXACT = 1e-12  # rounding
DRAINED = {
    **{"feeds_per_day": 12.0, "removal_fraction": 0.5, "duct_narrowing": 0.4, "blocked_removal": 0.25},
    **{"extra_emptying_feeds": 2.0, "pumping_feeds": 3.0},
}
SECRETING = {
    **{"secretion": 800.0, "milk_supply": 1.25, "storage_capacity": 200.0, "idle_secretion": 4.0},
    **{"inflammation_secretion_loss": 0.6, "left_breast__supply": 2.0},
    **MILK_IN,
}
MOOD = {"inflammation_onset": 4.0, "inflammation_resolution": 0.5, "stasis_drive": 2.0, "tolerated_fullness": 0.5}
MOOD |= {"duct_drive": 0.25, "abscess_drive": 0.75, "anti_inflammatory_effect": 0.4, "virulence": 2.0, "inflammation_half": 100.0}
MOOD |= {"wall_signal_volume": 5.0, "left_breast__volume": 10.0}
SIGNS = {"pain_scale": 10.0, "breast_pain_half": 0.5, "fullness_pain": 8.0, "tolerated_fullness": 0.5, "redness_half": 0.25}
SIGNS |= {"nipple_pain_half": 0.25, "blocked_lump": 0.6, "fullness_lump": 0.8, "sign_speed": 3.0}
WALL = {"wall_growth": 2.0, "wall_niche": 1000.0, "wall_niche_share": 0.5, "inflamed_niche": 2000.0, "inflamed_niche_share": 0.25}
WALL |= {"competition_excess": 0.0, "crowding_limit": 1.5, "detachment": 0.0, "attachment": 0.0, "wall_death": 0.0, **LATE, **FED}
MILK = {"milk_growth": 4.0, "milk_permitted": 0.5, "milk_capacity": 100.0, "milk_death": 0.0, "left_breast__volume": 10.0}
MILK |= {**LATE, **FED}


def same(value):
    return pytest.approx(value, rel=EXACT)


def test_milk_has_half_come_in_between_colostrum_and_maturity_and_never_before_birth():
    assert worth(milk_in(), FED | MILK_IN) == same(0.55)
    assert worth(milk_in(), FED | MILK_IN | {"day": 2.0 + 0.5 * math.log(3)}) == same(0.1 + 0.9 * 0.75)
    assert worth(milk_in(), MILK_IN) == 0.0
    at_birth = worth(milk_in(), FED | MILK_IN | {"day": 0.0})
    assert worth(milk_in(), FED | MILK_IN | {"day": -20.0}) == at_birth


def test_the_breast_is_prepared_half_on_its_day_and_more_after_it():
    at = {"prepared_day": -30.0, "prepared_width": 10.0}
    assert worth(prepared(), at | {"day": -30.0}) == 0.5
    assert worth(prepared(), at | {"day": -30.0 + 10.0 * math.log(4)}) == same(0.8)


def test_feeding_needs_a_born_infant_that_is_fed_and_a_mother_who_goes_on():
    assert [worth(feeding(), FED | {"ceased": over}) for over in (0.0, 1.0)] == [1.0, 0.0]
    assert worth(feeding(), {"fed": 1.0}) == worth(feeding(), {"born": 1.0}) == 0.0


@pytest.mark.parametrize(
    ("at", "drainages"),
    [
        (FED, 6.0),
        (FED | {"left_breast__inflammation": 0.5}, 6.0 * 0.8),
        (FED | {"left_breast__blocked": 1.0}, 6.0 * 0.25),
        (FED | {"left_breast__blocked": 1.0, "left_breast__inflammation": 1.0}, 6.0 * 0.25 * 0.6),
        (FED | {"extra_emptying": 1.0}, 8.0),
        (FED | {"pumping": 1.0}, 9.0),
        ({"born": 1.0, "pumping": 1.0, "extra_emptying": 1.0}, 5.0),
        (FED | {"pumping": 1.0, "ceased": 1.0}, 0.0),
        ({"fed": 1.0, "pumping": 1.0}, 0.0),
    ],
)
def test_a_feed_that_leaves_half_removes_log_2_of_the_milk_as_often_as_the_breast_is_drained(at, drainages):
    assert worth(removal(LEFT), DRAINED | at) == same(drainages * math.log(2))


@pytest.mark.parametrize(
    ("at", "secreted"),
    [
        ({}, 4.0),
        (FED, 4.0 + 800 * 1.25 * 0.55 * 2),
        (FED | {"left_breast__inflammation": 0.5}, 4.0 + 1100 * 0.7),
        (FED | {"left_breast__volume": 100.0}, 1104.0 * 15 / 16),
        (FED | {"left_breast__volume": 200.0}, 0.0),
        (FED | {"left_breast__volume": 250.0}, 0.0),
    ],
)
def test_a_half_full_breast_secretes_a_sixteenth_less_and_a_full_one_nothing(at, secreted):
    assert moved("milk_secretion", "left_breast__volume", SECRETING | at) == same(secreted)


def test_an_adapted_supply_follows_how_full_the_breast_has_been_and_ends_with_feeding():
    at = FED | {"supply_speed": 0.1, "supply_gain": 2.0, "usual_fullness": 0.5}
    assert aimed("milk_supply", "left_breast__supply", at | {"left_breast__stasis": 0.75}) == same((0.5, 0.1))
    assert aimed("milk_supply", "left_breast__supply", at | {"left_breast__stasis": 0.25}) == same((1.5, 0.1))
    assert aimed("milk_supply", "left_breast__supply", at | {"left_breast__stasis": 1.5})[0] == 0.0
    assert aimed("milk_supply", "left_breast__supply", at | {"left_breast__stasis": 0.75, "fed": 2.0})[0] == 0.5
    assert aimed("milk_supply", "left_breast__supply", at | {"ceased": 1.0})[0] == 0.0
    assert aimed("milk_supply", "left_breast__supply", at | {"born": 0.0})[1] == 0.0
    assert began("left_breast__supply", {}) == 1.0


def test_stasis_moves_to_the_share_of_the_breast_that_is_full():
    at = {"left_breast__volume": 50.0, "storage_capacity": 200.0, "stasis_speed": 3.0}
    assert aimed("stasis", "left_breast__stasis", at) == (0.25, 3.0)


def test_without_feeding_fluid_is_reabsorbed_and_cells_with_it():
    at = {"left_breast__volume": 10.0, "left_milk__s_aureus": 8.0, "reabsorption": 0.5, "involution_clearance": 0.25}
    assert [moved("involution", "left_breast__volume", at | FED | {"fed": often}) for often in (1.0, 2.0)] == [0.0, 0.0]
    assert moved("involution", "left_breast__volume", at) == -5.0
    assert moved("involution", "left_milk__s_aureus", at) == -2.0


@pytest.mark.parametrize(
    ("at", "level"),
    [
        ({}, 0.0),
        ({"left_milk__s_aureus": 500.0}, 0.5),
        ({"left_milk__s_aureus": 1000.0}, 0.8),
        ({"left_wall__s_aureus": 250.0}, 0.5),
        ({"left_milk__s_aureus": 500.0, "left_wall__clostridia": 250.0}, 0.8),
        ({"left_milk__strain": 500.0, "left_wall__strain": 500.0}, 0.0),
        ({"left_breast__stasis": 0.75}, 0.5),
        ({"left_breast__stasis": 0.25}, 0.0),
        ({"left_breast__inflamed_duct": 1.0}, 0.25),
        ({"left_breast__abscess": 1.0}, 0.75),
        ({"left_breast__abscess": 1.0, "anti_inflammatory": 1.0}, 0.45),
        ({"left_breast__abscess": 1.0, "maternal__immune_calm": 0.5}, 0.375),
        ({"left_breast__abscess": 1.0, "maternal__immune_calm": 1.5}, 0.0),
        ({"left_breast__abscess": 1.0, "maternal__immune_calm": -0.5}, 0.75),
        ({"left_breast__abscess": 1.0, "left_milk__s_aureus": 500.0}, 1.0),
    ],
)
def test_inflammation_moves_toward_what_bacteria_and_sterile_causes_drive(at, level):
    assert aimed("inflammation", "left_breast__inflammation", MOOD | at) == same((level, 4.0 if level else 0.5))


def test_inflammation_subsides_at_its_own_speed():
    at = MOOD | {"left_milk__s_aureus": 500.0, "left_breast__inflammation": 0.6}
    assert aimed("inflammation", "left_breast__inflammation", at) == same((0.5, 0.5))


def test_an_abscess_needs_bacteria_and_inflammation_beyond_the_severe():
    at = MOOD | {"abscess_hazard": 0.1, "abscess_severity": 0.5, "left_milk__s_aureus": 500.0}
    assert hazard("left_abscess", at | {"left_breast__inflammation": 0.75}) == same(0.1 * 0.5 * 0.5)
    assert hazard("left_abscess", at | {"left_breast__inflammation": 0.4}) == 0.0
    assert hazard("left_abscess", at | {"left_breast__inflammation": 1.0, "left_milk__s_aureus": 0.0}) == 0.0


@pytest.mark.parametrize(
    ("name", "prefix", "further"),
    [
        ("left_blocked_duct", "blocked_duct", {"frailty": 3.0, "milk_supply": 1.5, "left_breast__supply": 2.0}),
        ("left_ductal_inflammation", "inflamed_duct", {"frailty": 9.0, "left_breast__supply": 1.0}),
        ("left_nipple_trauma", "trauma", {"trauma_shield": 16.0, "nipple_shield": 0.5}),
    ],
)
def test_ducts_and_nipples_suffer_most_right_after_birth_and_not_without_feeding(name, prefix, further):
    at = FED | {f"{prefix}_hazard": 0.01, f"{prefix}_early": 4.0, f"{prefix}_early_time": 10.0} | further
    assert hazard(name, at) == same(0.09 * 5)
    assert hazard(name, at | {"day": 10 * math.log(4)}) == same(0.09 * 2)
    assert hazard(name, at | {"ceased": 1.0}) == 0.0


def test_a_nipple_is_damaged_toward_its_injury_and_heals_at_another_speed():
    at = {"nipple_damaging": 2.0, "nipple_healing": 0.2, "left_breast__nipple_damage": 0.5}
    assert aimed("nipple_damage", "left_breast__nipple_damage", at | {"left_breast__trauma": 1.0}) == (1.0, 2.0)
    assert aimed("nipple_damage", "left_breast__nipple_damage", at) == (0.0, 0.2)


def test_breastfeeding_ends_more_readily_early_in_pain_and_in_a_trial():
    at = FED | {"cessation_hazard": 0.01, "cessation_early": 4.0, "cessation_early_time": 10.0, "cessation_pain": 2.0}
    at |= {"cessation_enrolled": 0.5, "pain_scale": 10.0}
    assert hazard("cessation", at) == same(0.05)
    assert hazard("cessation", at | {"day": 10 * math.log(4)}) == same(0.02)
    painful = {"left_breast__breast_pain": 2.0, "right_breast__breast_pain": 4.0, "left_breast__nipple_pain": 1.0}
    assert hazard("cessation", at | painful) == same(0.05 * 2)
    assert hazard("cessation", at | {"enrolled": 1.0}) == same(0.025)


@pytest.mark.parametrize("name", ["discontinuation", "formula"])
def test_what_only_a_trial_brings_about_needs_a_woman_in_it(name):
    assert [hazard(name, {f"{name}_hazard": 0.02, "enrolled": part}) for part in (0.0, 1.0)] == [0.0, 0.02]


@pytest.mark.parametrize(
    ("sign", "at", "level"),
    [
        ("breast_pain", {"left_breast__inflammation": 0.5}, 5.0),
        ("breast_pain", {"left_breast__inflammation": 1.0}, 8.0),
        ("breast_pain", {"left_breast__inflammation": 0.5, "left_breast__stasis": 0.75}, 7.0),
        ("breast_pain", {"left_breast__inflammation": 1.0, "left_breast__stasis": 1.5}, 10.0),
        ("nipple_pain", {"left_breast__nipple_damage": 0.75}, 7.5),
        ("redness", {"left_breast__inflammation": 0.5}, 0.8),
        ("lump", {"left_breast__abscess": 1.0, "left_breast__blocked": 1.0}, 1.0),
        ("lump", {"left_breast__blocked": 1.0}, 0.6),
        ("lump", {"left_breast__stasis": 1.0}, 0.4),
        ("lump", {"left_breast__stasis": 2.5}, 1.0),
    ],
)
def test_local_signs_follow_inflammation_fullness_and_injury(sign, at, level):
    assert aimed("local_signs", f"left_breast__{sign}", SIGNS | at) == same((level, 3.0))


def test_fever_is_half_at_its_inflammation_of_the_worse_breast_and_rises_steeply():
    at = {"fever_half": 0.5, "flu_like_half": 0.25, "sign_speed": 3.0, "right_breast__inflammation": 0.5}
    assert aimed("systemic_signs", "maternal__fever", at | {"left_breast__inflammation": 0.1}) == same((0.5, 3.0))
    assert aimed("systemic_signs", "maternal__flu_like", at) == same((16 / 17, 3.0))
    assert aimed("systemic_signs", "maternal__fever", at | {"left_breast__inflammation": 1.0}) == same((16 / 17, 3.0))


@pytest.mark.parametrize(
    ("at", "change"),
    [
        ({"left_wall__s_aureus": 250.0}, 2 * 250 * 0.5),
        ({"left_wall__s_aureus": 500.0}, 0.0),
        ({"left_wall__s_aureus": 500.0, "left_breast__inflammation": 1.0}, 2 * 500 * 0.5),
        ({"left_wall__s_aureus": 250.0, "left_wall__clostridia": 125.0}, 2 * 250 * 0.25),
        ({"left_wall__s_aureus": 250.0, "left_wall__clostridia": 125.0, "competition_excess[s_aureus,clostridia]": 1.0}, 0.0),
        ({"left_wall__s_aureus": 250.0, "left_wall__strain": 500.0}, 2 * 250 * 0.5),
        ({"left_wall__s_aureus": 250.0, "left_wall__clostridia": 5000.0}, 2 * 250 * -0.5),
        ({"left_wall__s_aureus": 250.0, "fed": 0.0}, 2 * 250 * 0.5 * 0.25),
        ({"left_wall__s_aureus": 250.0, "fed": 2.0}, 2 * 250 * 0.5),
        ({"left_wall__s_aureus": 500.0, "wall_death": 0.5, "detachment": 0.25}, -500 * 0.75),
        ({"left_wall__s_aureus": 250.0, "left_milk__s_aureus": 80.0, "attachment": 0.5}, 250.0 + 80 * 0.5 * 0.5),
        ({"left_wall__s_aureus": 1000.0, "left_milk__s_aureus": 80.0, "attachment": 0.5}, -2 * 1000 * 0.5),
    ],
)
def test_a_taxon_fills_its_niche_of_the_wall_and_residents_crowd_it(at, change):
    assert moved("wall_growth", "left_wall__s_aureus", WALL | at) == pytest.approx(change, rel=1e-9, abs=1e-9)


def test_a_strain_crowds_itself_beside_the_residents():
    at = WALL | {"left_wall__strain": 100.0, "left_wall__clostridia": 250.0}
    assert moved("wall_growth", "left_wall__strain", at) == same(2 * 100 * (1 - 0.5 - 0.2))


@pytest.mark.parametrize(
    ("who", "at", "change"),
    [
        ("s_aureus", {}, 2 * 250 * 0.75),
        ("s_aureus", {"milk_death": 1.0}, 2 * 250 * 0.75 - 250),
        ("s_aureus", {"fed": 0.0}, 2 * 250 * 0.75 * 0.25),
        ("s_aureus", {"day": 2.0}, 2 * 250 * 0.75 * (0.25 + 0.75 * 0.55)),
        ("s_aureus", {"left_milk__clostridia": 5000.0}, 0.0),
        ("s_aureus", {"left_milk__strain": 5000.0}, 2 * 250 * 0.75),
        ("strain", {"left_milk__strain": 500.0}, 2 * 500 * (0.75 - 0.5)),
    ],
)
def test_bacteria_of_milk_grow_into_its_room_and_a_strain_crowds_only_itself(who, at, change):
    assert moved("milk_growth", f"left_milk__{who}", MILK | {"left_milk__s_aureus": 250.0} | at) == same(change)


def test_leucocytes_follow_inflammation_and_kill_half_as_well_at_a_load():
    at = {"neutrophils_healthy": 1e4, "neutrophils_inflamed": 1e6, "neutrophil_lag": 0.5, "left_breast__inflammation": 0.5}
    assert aimed("neutrophils", "left_breast__neutrophils", at) == same((5.1e5, 2.0))
    at = {"neutrophil_killing": 1e-3, "left_breast__neutrophils": 1e4, "killing_saturation": 50.0, "left_breast__volume": 10.0}
    at |= {"killing_susceptibility": 0.5, "wall_killing_share": 0.25, "left_milk__s_aureus": 500.0, "left_wall__s_aureus": 80.0}
    assert moved("neutrophils", "left_milk__s_aureus", at) == same(-10 / 2 * 0.5 * 500)
    assert moved("neutrophils", "left_wall__s_aureus", at) == same(-10 / 2 * 0.5 * 0.25 * 80)
