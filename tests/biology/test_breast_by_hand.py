"""Mechanisms of the breast at round numbers, each against an answer worked out by hand."""

import math

import pytest
from mechanisms_by_hand import aimed, began, hazard, moved, network, worth

from milkway.biology.lactation import feeding, milk_in, prepared, removal
from milkway.biology.models import COMPLETE
from milkway.biology.sites import BREASTS
from milkway.core.network import expand
from milkway.ledger.tables import read_parameters

LEFT = BREASTS[0]
FED = {"born": 1.0, "fed": 1.0}
MILK_IN = {"lactogenesis_day": 2.0, "lactogenesis_width": 0.5, "colostrum_share": 0.1, "day": 2.0}
EXACT = 1e-12  # rounding
DRAINED = {
    **{"usual_feeds": 12.0, "feeds_per_day": 20.0, "removal_fraction": 0.5, "duct_narrowing": 0.4, "blocked_removal": 0.25},
    **{"extra_emptying_feeds": 2.0, "pumping_feeds": 3.0, "shield_loss": 0.25},
}
SECRETING = {
    **{"secretion": 800.0, "milk_supply": 1.25, "storage_capacity": 200.0, "idle_secretion": 4.0},
    **{"inflammation_secretion_loss": 0.6, "left_breast__supply": 2.0},
    **MILK_IN,
}
MOOD = {"inflammation_onset": 4.0, "inflammation_resolution": 0.5, "stasis_drive": 2.0, "tolerated_fullness": 0.5}
MOOD |= {"duct_drive": 0.25, "abscess_drive": 0.75, "anti_inflammatory_effect": 0.4, "invasiveness": 0.5}
MOOD |= {"inflammation_half": 100.0, "left_breast__volume": 10.0}
SIGNS = {"sign_half[breast_pain]": 0.5, "sign_half[redness]": 0.25, "sign_half[lump]": 0.25, "sign_half[nipple_pain]": 0.25}
SIGNS |= {"fullness_tension": 2.0, "tolerated_fullness": 0.5, "sign_speed[local]": 3.0, "soreness_strain": 0.03}
SIGNS |= {"trauma_hazard": 0.01, "early_excess": 0.0, "trauma_early_time": 4.0}
LIABLE = {"frailty": 1.0, "milk_supply": 1.0, "left_breast__supply": 1.0, "wound_opening": 4.0}


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
        (FED | {"nipple_shield": 1.0}, 4.5),
        (FED | {"nipple_shield": 1.0, "pumping": 1.0, "extra_emptying": 1.0}, 9.5),
        ({"born": 1.0, "pumping": 1.0, "extra_emptying": 1.0}, 5.0),
        (FED | {"pumping": 1.0, "ceased": 1.0}, 0.0),
        ({"fed": 1.0, "pumping": 1.0}, 0.0),
    ],
)
def test_a_usual_feed_that_leaves_half_removes_log_2_of_the_milk_and_a_shield_takes_its_share_of_feeds(at, drainages):
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
    at = FED | {"supply_speed": 0.1, "usual_fullness": 0.5}
    assert aimed("milk_supply", "left_breast__supply", at | {"left_breast__stasis": 0.75}) == same((0.75, 0.1))
    assert aimed("milk_supply", "left_breast__supply", at | {"left_breast__stasis": 0.25}) == same((1.25, 0.1))
    assert aimed("milk_supply", "left_breast__supply", at | {"left_breast__stasis": 2.0})[0] == 0.0
    assert aimed("milk_supply", "left_breast__supply", at | {"left_breast__stasis": 0.75, "fed": 2.0})[0] == 0.75
    assert aimed("milk_supply", "left_breast__supply", at | {"ceased": 1.0})[0] == 0.0
    assert aimed("milk_supply", "left_breast__supply", at | {"born": 0.0})[1] == 0.0
    assert began("left_breast__supply", {}) == 1.0


def test_stasis_moves_to_the_share_of_the_breast_that_is_full():
    at = {"left_breast__volume": 50.0, "storage_capacity": 200.0, "stasis_speed": 3.0}
    assert aimed("stasis", "left_breast__stasis", at) == (0.25, 3.0)


def test_without_feeding_fluid_is_reabsorbed_and_cells_with_it():
    at = {"left_breast__volume": 10.0, "left_milk__s_aureus": 8.0, "reabsorption": 0.5}
    assert [moved("involution", "left_breast__volume", at | FED | {"fed": often}) for often in (1.0, 2.0)] == [0.0, 0.0]
    assert moved("involution", "left_breast__volume", at) == -5.0
    assert moved("involution", "left_milk__s_aureus", at) == -4.0


@pytest.mark.parametrize(
    ("at", "level"),
    [
        ({}, 0.0),
        ({"left_milk__s_aureus": 100.0}, 0.5),
        ({"left_milk__s_aureus": 200.0}, 0.8),
        ({"left_milk__s_aureus": 100.0, "left_breast__volume": 80.0}, 0.5),
        ({"left_milk__staphylococcus_cons": 200.0}, 0.5),
        ({"left_milk__s_aureus": 50.0, "left_milk__enterococcus": 100.0}, 0.5),
        ({"left_milk__enterococcus": 400.0, "left_milk__streptococcus": 600.0, "invasiveness[mild]": 0.1}, 0.5),
        ({"left_breast__killed_bacteria": 100.0}, 0.5),
        ({"left_breast__killed_bacteria": 100.0, "left_milk__s_aureus": 100.0}, 0.8),
        ({"right_breast__killed_bacteria": 100.0, "right_milk__s_aureus": 200.0}, 0.0),
        ({"left_wall__s_aureus": 5000.0}, 0.0),
        ({"left_milk__strain": 5000.0, "left_wall__strain": 5000.0}, 0.0),
        ({"left_breast__stasis": 0.75}, 0.5),
        ({"left_breast__stasis": 0.25}, 0.0),
        ({"left_breast__inflamed_duct": 1.0}, 0.25),
        ({"left_breast__abscess": 1.0}, 0.75),
        ({"left_breast__abscess": 1.0, "anti_inflammatory": 1.0}, 0.45),
        ({"left_breast__abscess": 1.0, "maternal__immune_calm": 0.5}, 0.375),
        ({"left_breast__abscess": 1.0, "maternal__immune_calm": 1.5}, 0.0),
        ({"left_breast__abscess": 1.0, "maternal__immune_calm": -0.5}, 0.75),
        ({"left_breast__abscess": 1.0, "left_milk__s_aureus": 100.0}, 1.0),
    ],
)
def test_inflammation_moves_toward_what_bacteria_that_milk_holds_live_or_killed_and_sterile_causes_drive(at, level):
    assert aimed("inflammation", "left_breast__inflammation", MOOD | at) == same((level, 4.0 if level else 0.5))


def test_inflammation_subsides_at_its_own_speed():
    at = MOOD | {"left_milk__s_aureus": 100.0, "left_breast__inflammation": 0.6}
    assert aimed("inflammation", "left_breast__inflammation", at) == same((0.5, 0.5))


def test_an_abscess_needs_bacteria_live_or_killed_and_inflammation_beyond_the_severe():
    at = MOOD | {"abscess_hazard": 0.1, "abscess_severity": 0.5, "left_milk__s_aureus": 100.0}
    assert hazard("left_abscess", at | {"left_breast__inflammation": 0.75}) == same(0.1 * 0.5 * 0.5)
    dead = {"left_milk__s_aureus": 0.0, "left_breast__killed_bacteria": 200.0}
    assert hazard("left_abscess", at | dead | {"left_breast__inflammation": 0.75}) == same(0.1 * 0.5 * 0.8)
    assert hazard("left_abscess", at | {"left_breast__inflammation": 0.4}) == 0.0
    assert hazard("left_abscess", at | {"left_breast__inflammation": 1.0, "left_milk__s_aureus": 0.0}) == 0.0


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("left_blocked_duct", {"blocked_duct_hazard": 0.01, "early_excess_time": 10.0} | LIABLE | {"frailty": 9.0}),
        ("left_ductal_inflammation", {"inflamed_duct_hazard": 0.01, "early_excess_time": 10.0} | LIABLE | {"frailty": 9.0}),
        (
            "left_nipple_trauma",
            {"trauma_hazard": 0.09, "trauma_early_time": 10.0},
        ),
    ],
)
def test_ducts_and_nipples_suffer_most_right_after_birth_and_not_without_feeding(name, at):
    there = FED | {"early_excess": 4.0} | at
    assert hazard(name, there) == same(0.09 * 5)
    assert hazard(name, there | {"day": 10 * math.log(4)}) == same(0.09 * 2)
    assert hazard(name, there | {"ceased": 1.0}) == 0.0


def test_episodes_of_the_breast_differ_in_how_long_they_last_by_one_spread():
    spreads = {one.name: one.spread.key for one in network().episodes if one.name.startswith(("left", "right"))}
    assert set(spreads.values()) == {"episode_spread"}
    assert len(spreads) == 2 * len(("blocked_duct", "ductal_inflammation", "nipple_trauma", "abscess"))


@pytest.mark.parametrize(
    ("name", "prefix"), [("left_blocked_duct", "blocked_duct"), ("left_ductal_inflammation", "inflamed_duct")]
)
@pytest.mark.parametrize(
    ("at", "times"),
    [
        ({}, 1.0),
        ({"frailty": 3.0}, 3.0),
        ({"milk_supply": 2.0}, 8.0),
        ({"left_breast__supply": 0.5}, 0.125),
        ({"milk_supply": 1.5, "left_breast__supply": 2.0}, 27.0),
        ({"left_breast__nipple_damage": 0.5}, 3.0),
        ({"right_breast__nipple_damage": 1.0, "right_breast__supply": 5.0}, 1.0),
        ({"frailty": 2.0, "milk_supply": 2.0, "left_breast__nipple_damage": 1.0}, 80.0),
        ({"frailty": 0.0}, 0.0),
    ],
)
def test_both_openings_rise_alike_with_the_woman_the_third_power_of_her_milk_and_a_wound(name, prefix, at, times):
    opening = FED | {f"{prefix}_hazard": 0.01, "early_excess": 0.0, "early_excess_time": 10.0}
    assert hazard(name, opening | LIABLE | at) == same(0.01 * times)


def test_a_nipple_is_damaged_toward_its_injury_and_heals_at_another_speed():
    at = {"nipple_damaging": 2.0, "nipple_healing": 0.2, "left_breast__nipple_damage": 0.5}
    assert aimed("nipple_damage", "left_breast__nipple_damage", at | {"left_breast__trauma": 1.0}) == (1.0, 2.0)
    assert aimed("nipple_damage", "left_breast__nipple_damage", at) == (0.0, 0.2)


def test_breastfeeding_ends_more_readily_early_in_pain_and_in_a_trial():
    at = FED | {"cessation_hazard": 0.01, "cessation_early": 4.0, "cessation_early_time": 10.0, "cessation_pain": 2.0}
    at |= {"cessation_enrolled": 0.5}
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
        ("breast_pain", {"left_breast__stasis": 0.75}, 5.0),
        ("breast_pain", {"left_breast__inflammation": 0.5, "left_breast__stasis": 0.75}, 8.0),
        ("nipple_pain", {}, 0.0),
        ("nipple_pain", {"left_breast__nipple_damage": 0.75}, 7.5),
        ("nipple_pain", FED, 5.0),
        ("nipple_pain", FED | {"early_excess": 8.0}, 7.5),
        ("nipple_pain", FED | {"early_excess": 8.0, "day": 400.0}, 5.0),
        ("nipple_pain", FED | {"left_breast__nipple_damage": 0.5}, 7.5),
        ("nipple_pain", FED | {"ceased": 1.0}, 0.0),
        ("redness", {"left_breast__inflammation": 0.5}, 0.8),
        ("redness", {"left_breast__stasis": 1.5, "left_breast__blocked": 1.0, "left_breast__abscess": 1.0}, 0.0),
        ("lump", {"left_breast__inflammation": 0.25}, 0.5),
        ("lump", {"left_breast__stasis": 0.75}, 0.8),
        ("lump", {"left_breast__stasis": 0.5}, 0.0),
        ("lump", {"left_breast__abscess": 1.0}, 1.0),
        ("lump", {"left_breast__blocked": 1.0, "left_breast__inflammation": 0.25}, 1.0),
    ],
)
def test_local_signs_follow_inflammation_fullness_and_injury(sign, at, level):
    assert aimed("local_signs", f"left_breast__{sign}", SIGNS | at) == same((level, 3.0))


@pytest.mark.parametrize(("sign", "level"), [("breast_pain", 5), ("nipple_pain", 5), ("redness", 0.5), ("lump", 0.5)])
def test_a_sign_is_reported_on_half_of_the_days_at_half_of_its_scale(sign, level):
    network = expand(COMPLETE, read_parameters().keys())
    assert worth(next(one.threshold for one in network.signs if one.name == sign), {}) == level


def test_fever_is_half_at_its_inflammation_of_the_worse_breast_and_rises_steeply():
    at = {"sign_half[fever]": 0.5, "sign_half[flu_like]": 0.25, "sign_speed[systemic]": 3.0, "right_breast__inflammation": 0.5}
    assert aimed("systemic_signs", "maternal__fever", at | {"left_breast__inflammation": 0.1}) == same((0.5, 3.0))
    assert aimed("systemic_signs", "maternal__flu_like", at) == same((16 / 17, 3.0))
    assert aimed("systemic_signs", "maternal__fever", at | {"left_breast__inflammation": 1.0}) == same((16 / 17, 3.0))
