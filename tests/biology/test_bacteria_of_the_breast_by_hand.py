"""Bacteria of milk and duct wall, and what kills them, at round numbers, each against an answer worked out by hand."""

import math

import pytest
from mechanisms_by_hand import aimed, began, moved, network, worth

FED = {"born": 1.0, "fed": 1.0}
LATE = {"lactogenesis_day": 2.0, "lactogenesis_width": 0.5, "colostrum_share": 0.1, "day": 400.0, "idle_growth": 0.25}
EXACT = 1e-12  # rounding
WALL = {"wall_growth": 2.0, "wall_niche": 500.0, "wall_niche_share": 0.4, "inflamed_niche": 500.0, "invasiveness": 0.25}
WALL |= {"crowding_among_cocci": 0.5, "crowding_of_s_aureus": 0.5}
WALL |= {"detachment": 0.0, "attachment": 0.0, "wall_death": 0.0, **LATE, **FED}
INFLAMED = {"left_breast__inflammation": 1.0, "left_wall__s_aureus": 250.0, "left_wall__lactobacillus": 200.0}
INFLAMED |= {"invasiveness[lactobacillus]": 0.0}
NARROW = {"left_wall__lactobacillus": 100.0}  # of the 200 that it has room for
MILK = {"milk_growth[growing]": 2.0, "milk_growth[anaerobe]": 1.0, "milk_capacity": 100.0}
MILK |= {"milk_death": 0.0, "left_breast__volume": 10.0, **LATE, **FED}
LEUCOCYTES = {"neutrophils_healthy": 1e4, "neutrophils_inflamed": 1e6, "neutrophil_lag": 0.5}
COLOSTRUM = {"neutrophils_colostral": 3e6, "neutrophils_colostral_time": 3.0}
DEAD = {"left_killing": 4.0, "right_killing": 4.0, "killing_susceptibility[lactic]": 0.5, "invasiveness": 0.25}
DEAD |= {"left_removal": 5.0, "right_removal": 5.0, "reabsorption": 0.5}


def same(value):
    return pytest.approx(value, rel=EXACT)


@pytest.mark.parametrize(
    ("at", "change"),
    [
        ({"left_wall__s_aureus": 250.0}, 2 * 250 * 0.5),
        ({"left_wall__s_aureus": 500.0}, 0.0),
        ({"left_wall__s_aureus": 500.0, "left_breast__inflammation": 1.0}, 2 * 500 * 0.5),
        ({"left_wall__s_aureus": 250.0, "left_wall__clostridia": 125.0}, 2 * 250 * (0.5 - 0.5 * 0.25)),
        ({"left_wall__s_aureus": 250.0, "left_wall__staphylococcus_cons": 250.0}, 2 * 250 * (0.5 - 0.5 * 0.5)),
        ({"left_wall__s_aureus": 250.0, "left_wall__lactobacillus": 250.0, "crowding_of_s_aureus": 1.0}, 0.0),
        ({"left_wall__s_aureus": 250.0, "left_wall__strain": 500.0}, 2 * 250 * 0.5),
        ({"left_wall__s_aureus": 250.0, "left_wall__clostridia": 3000.0}, 2 * 250 * (0.5 - 0.5 * 6)),
        ({"left_wall__s_aureus": 250.0, "left_wall__clostridia": 5000.0}, 2 * 250 * (1 - 4)),
        ({"left_wall__s_aureus": 250.0, "fed": 0.0}, 2 * 250 * 0.5 * 0.25),
        ({"left_wall__s_aureus": 250.0, "fed": 2.0}, 2 * 250 * 0.5),
        ({"left_wall__s_aureus": 500.0, "wall_death": 0.5, "detachment": 0.25}, -500 * 0.75),
        ({"left_wall__s_aureus": 250.0, "left_milk__s_aureus": 80.0, "attachment": 0.5}, 250.0 + 80 * 0.5 * 0.5),
        ({"left_wall__s_aureus": 1000.0, "left_milk__s_aureus": 80.0, "attachment": 0.5}, -2 * 1000 * 1.0),
    ],
)
def test_a_taxon_fills_its_niche_of_the_wall_and_residents_crowd_it(at, change):
    assert moved("wall_growth", "left_wall__s_aureus", WALL | at) == pytest.approx(change, rel=1e-9, abs=1e-9)


def test_what_the_wall_sheds_is_in_milk_and_what_settles_has_left_it():
    at = WALL | {"detachment": 0.25, "attachment": 0.5, "left_wall__s_aureus": 250.0}
    assert moved("wall_growth", "left_milk__s_aureus", at) == same(62.5)
    assert moved("wall_growth", "left_milk__s_aureus", at | {"left_milk__s_aureus": 80.0}) == same(62.5 - 80 * 0.5 * 0.5)


@pytest.mark.parametrize(
    ("who", "at", "change"),
    [
        ("s_aureus", INFLAMED, 2 * 250 * (1 - 0.25 - 0.5 * 0.2)),
        ("lactobacillus", INFLAMED, 2 * 200 * (1 - 1 - 0.25)),
        ("s_aureus", INFLAMED | {"left_breast__inflammation": 0.0}, 2 * 250 * (1 - 0.5 - 0.5 * 0.4)),
        ("s_aureus", INFLAMED | {"crowding_of_s_aureus": 2.0}, 2 * 250 * (1 - 0.25 - 2 * 0.2)),
        ("s_aureus", NARROW | {"left_wall__s_aureus": 250.0}, 2 * 250 * (1 - 0.5 - 0.5 * 0.2)),
        ("streptococcus", NARROW | {"left_wall__streptococcus": 250.0}, 2 * 250 * (1 - 0.5 - 0.5 * 0.2)),
        ("lactobacillus", NARROW | {"left_wall__s_aureus": 125.0}, 2 * 100 * (1 - 0.5 - 0.25)),
        (
            "lactobacillus",
            NARROW | {"left_wall__s_aureus": 75.0, "left_wall__staphylococcus_cons": 50.0},
            2 * 100 * (1 - 0.5 - 0.25),
        ),
        ("lactobacillus", NARROW | {"left_wall__enterobacteriaceae": 50.0}, 2 * 100 * (1 - 0.5 - 0.25)),
    ],
)
def test_who_keeps_to_a_smaller_niche_crowds_others_in_that_part_alone_and_is_crowded_there_as_all_are(who, at, change):
    assert moved("wall_growth", f"left_wall__{who}", WALL | at) == same(change)


def test_a_strain_crowds_itself_beside_the_residents():
    at = WALL | {"left_wall__strain": 50.0, "left_wall__clostridia": 100.0}
    assert moved("wall_growth", "left_wall__strain", at) == same(2 * 50 * (1 - 0.25 - 0.5))


@pytest.mark.parametrize(
    ("who", "at", "change"),
    [
        ("s_aureus", {}, 2 * 250 * 0.75),
        ("s_aureus", {"milk_death[growing]": 1.0}, 2 * 250 * 0.75 - 250),
        ("clostridia", {"left_milk__clostridia": 250.0, "milk_death[anaerobe]": 2.0}, 250 * 0.5 - 2 * 250),
        ("lactobacillus", {"left_milk__lactobacillus": 250.0}, 2 * 250 * 0.5),
        ("s_aureus", {"fed": 0.0}, 2 * 250 * 0.75 * 0.25),
        ("s_aureus", {"day": 2.0}, 2 * 250 * 0.75 * (0.25 + 0.75 * 0.55)),
        ("s_aureus", {"left_milk__clostridia": 5000.0}, 0.0),
        ("s_aureus", {"left_milk__strain": 5000.0}, 2 * 250 * 0.75),
        ("strain", {"left_milk__strain": 500.0}, 2 * 500 * (0.75 - 0.5)),
    ],
)
def test_bacteria_of_milk_grow_into_its_room_and_die_by_class_and_a_strain_crowds_only_itself(who, at, change):
    assert moved("milk_growth", f"left_milk__{who}", MILK | {"left_milk__s_aureus": 250.0} | at) == same(change)


@pytest.mark.parametrize(
    ("at", "count"),
    [
        ({"day": -20.0}, 1e4),
        ({"day": -20.0, "left_breast__inflammation": 0.5}, 5.1e5),
        ({"born": 1.0}, 1e4),
        ({"born": 1.0, "day": 400.0, "left_breast__inflammation": 1.0}, 1.01e6),
    ],
)
def test_leucocytes_that_kill_are_few_in_healthy_milk_of_any_day_and_follow_inflammation(at, count):
    assert aimed("neutrophils", "left_breast__neutrophils", LEUCOCYTES | COLOSTRUM | at) == same((count, 2.0))
    assert began("left_breast__neutrophils", LEUCOCYTES) == 1e4


@pytest.mark.parametrize(
    ("at", "count"),
    [
        ({"day": -20.0}, 2e4),
        ({"born": 1.0}, 3.02e6),
        ({"born": 1.0, "day": 3 * math.log(4)}, 2e4 + 3e6 / 4),
        ({"born": 1.0, "day": 400.0}, 2e4),
    ],
)
def test_those_of_colostrum_are_in_what_is_counted(at, count):
    (what,) = (one.quantity for one in network().watches if one.name == "left_breast__leucocytes")
    assert worth(what, COLOSTRUM | {"left_breast__neutrophils": 2e4} | at) == same(count)


@pytest.mark.parametrize("born", [0.0, 1.0])
@pytest.mark.parametrize("load", [500.0, 5e8])
def test_each_leucocyte_but_those_of_colostrum_kills_the_same_share_whatever_the_load_and_less_on_the_wall(load, born):
    at = {"neutrophil_killing": 1e-3, "left_breast__neutrophils": 1e4, "born": born, "left_breast__volume": 10.0} | COLOSTRUM
    at |= {"killing_susceptibility[lactic]": 0.2, "wall_killing_share": 0.25}
    at |= {f"left_{part}__{who}": load for part in ("milk", "wall") for who in ("s_aureus", "strain")}
    assert [moved("neutrophils", f"left_milk__{who}", at) for who in ("s_aureus", "strain")] == same([-10 * load, -2 * load])
    assert [moved("neutrophils", f"left_wall__{who}", at) for who in ("s_aureus", "strain")] == same([-2.5 * load, -0.5 * load])


@pytest.mark.parametrize(
    ("at", "change"),
    [
        ({"left_milk__s_aureus": 1000.0}, 4 * 1000),
        ({"left_milk__s_aureus": 100.0, "left_milk__enterococcus": 600.0, "invasiveness[mild]": 0.1}, 400.0 + 4 * 0.1 * 600),
        ({"left_milk__lactobacillus": 1000.0}, 4 * 0.5 * 0.25 * 1000),
        ({"left_milk__s_aureus": 1000.0, "left_breast__volume": 50.0}, 4000.0),
        ({"left_wall__s_aureus": 1000.0}, 0.0),
        ({"left_milk__strain": 1000.0}, 0.0),
        ({"right_milk__s_aureus": 1000.0}, 0.0),
        ({"left_breast__killed_bacteria": 100.0}, -500.0),
        ({"left_breast__killed_bacteria": 100.0, "left_milk__s_aureus": 125.0}, 0.0),
        ({"left_breast__killed_bacteria": 100.0, "left_removal": 10.0}, -1000.0),
        ({"left_breast__killed_bacteria": 100.0, "left_removal": 0.0}, 0.0),
        ({"left_breast__killed_bacteria": 100.0, "fed": 0.6}, -500.0 - 100 * 0.5 * 0.4),
        ({"left_breast__killed_bacteria": 100.0, "left_removal": 0.0, "ceased": 1.0}, -50.0),
        ({"left_breast__killed_bacteria": 100.0, "fed": 2.0}, -500.0),
    ],
)
def test_bacteria_killed_in_milk_are_kept_by_their_weight_until_drained_or_cleared_from_an_idle_breast(at, change):
    assert moved("killed_bacteria", "left_breast__killed_bacteria", DEAD | FED | at) == pytest.approx(change, rel=EXACT, abs=1e-9)


def test_what_is_killed_is_taken_from_live_bacteria_once():
    at = DEAD | FED | {"left_milk__s_aureus": 1000.0, "wall_killing_share": 0.25}
    assert moved("killed_bacteria", "left_milk__s_aureus", at) == 0.0
    assert moved("neutrophils", "left_milk__s_aureus", at) == same(-4000.0)
    assert moved("killed_bacteria", "left_breast__killed_bacteria", at) == same(4000.0)
