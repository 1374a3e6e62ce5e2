"""Product, drugs, care and hypotheses at round numbers, each against an answer worked out by hand."""

import pytest
from mechanisms_by_hand import aimed, given, hazard, moved, network

FED = {"born": 1.0, "fed": 1.0}
LATE = {"lactogenesis_day": 2.0, "lactogenesis_width": 0.5, "colostrum_share": 0.1, "day": 400.0, "idle_growth": 0.25}
EXACT = 1e-12  # rounding
WALL = {"wall_growth": 2.0, "wall_niche": 500.0, "wall_niche_share": 0.4, "inflamed_niche": 500.0, "invasiveness": 0.25}
WALL |= {"crowding_among_cocci": 0.5, "crowding_of_s_aureus": 0.5}
WALL |= {"detachment": 0.0, "attachment": 0.0, "wall_death": 0.0, **LATE, **FED}
MILK = {"milk_growth[growing]": 2.0, "milk_capacity": 100.0, "milk_death": 0.0, "left_breast__volume": 10.0}
MILK |= {**LATE, **FED}
CROWDED = WALL | {"effect_duct_persistence": 0.5, "left_wall__s_aureus": 250.0}
DRUG = {"antibiotic_killing": 8.0, "maternal_antibiotic": 0.5}
DRUG |= {"antibiotic_above_mic[milk]": 0.25, "antibiotic_above_mic[wall]": 0.5, "antibiotic_above_mic[gut]": 0.125}


def same(value):
    return pytest.approx(value, rel=EXACT)


def test_a_dose_reaches_the_ileum_in_part_and_the_infants_mouth_by_contact():
    at = {"dose": 1000.0, "outside_probiotic_dose": 500.0, "capsule_survival": 0.2}
    assert [given("dose", at | {"discontinued": stopped}) for stopped in (0.0, 1.0)] == [200.0, 0.0]
    assert given("outside_dose", at) == 100.0  # whatever the product of the arm is
    touched = {"dose": 1000.0, "product_contact": 0.1, "swallowed_at_once": 0.25, "stomach_survival": 0.1, "born": 1.0}
    touched |= {"taking_product": 1.0}
    assert moved("contact", "infant_mouth__strain", touched) == same(75.0)
    assert moved("contact", "infant_mouth__strain", touched | {"discontinued": 1.0}) == 0.0
    assert moved("contact", "infant_mouth__strain", touched | {"taking_product": 0.0}) == 0.0
    assert hazard("outside_probiotic", {"outside_probiotic_hazard": 0.1, "enrolled": 1.0}) == 0.1


def test_hands_bring_product_to_both_areolae_before_birth_too_and_to_nobody_else():
    handled = {"dose": 1000.0, "product_contact": 0.1, "product_contact_areola": 3.0, "taking_product": 1.0}
    handled |= {"swallowed_at_once": 0.25, "stomach_survival": 0.1, "born": 0.0}
    for areola in ("left_areola__strain", "right_areola__strain"):
        assert moved("contact", areola, handled) == same(150.0)
        assert moved("contact", areola, handled | {"discontinued": 1.0}) == 0.0
        assert moved("contact", areola, handled | {"taking_product": 0.0}) == 0.0
    assert moved("contact", "left_areola__lactobacillus", handled) == 0.0


KILLED = (
    *(("strain", 1.0), ("streptococcus", 1.0), ("bifidobacterium", 1.0), ("lactobacillus", 1.0)),
    *(("clostridia", 0.5), ("enterococcus", 0.5), ("bacteroides", 0.25), ("enterobacteriaceae", 0.25)),
    *(("s_aureus", 0.2), ("staphylococcus_cons", 0.2)),
)
RESISTANT = {"antibiotic_sensitivity[moderate]": 0.5, "antibiotic_sensitivity[tolerant]": 0.25, "antibiotic_tolerant": 0.8}


@pytest.mark.parametrize(("who", "share"), KILLED)
def test_an_infants_antibiotic_kills_in_its_gut_and_mouth_by_class_and_as_its_mothers_staphylococci_tolerate(who, share):
    infant = {"antibiotic_infant": 3.0, "infant_antibiotic": 1.0} | RESISTANT
    for site in ("infant_gut", "infant_mouth"):
        assert moved("infant_antibiotic", f"{site}__{who}", infant | {f"{site}__{who}": 10.0}) == same(-30 * share)


def test_a_mothers_antibiotic_kills_for_the_time_that_it_exceeds_what_inhibits_at_each_site():
    full = {f"{site}__strain": 10.0 for site in ("left_milk", "left_wall", "maternal_gut", "maternal_ileum")}
    assert [moved("antibiotics", stock, DRUG | full) for stock in full] == [-10.0, -20.0, -5.0, -5.0]
    assert [moved("antibiotics", stock, DRUG | full | {"maternal_antibiotic": 0.0}) for stock in full] == [0.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize(("who", "share"), KILLED)
def test_staphylococci_alone_escape_the_share_of_an_antibiotic_that_they_tolerate(who, share):
    full = {f"left_milk__{who}": 20.0, f"left_wall__{who}": 10.0, f"maternal_gut__{who}": 40.0, f"maternal_ileum__{who}": 40.0}
    assert [moved("antibiotics", stock, DRUG | RESISTANT | full) for stock in full] == same([-20 * share] * 4)


@pytest.mark.parametrize(("who", "share"), [one for one in KILLED if one[0] != "strain"])
def test_an_antibiotic_of_the_mother_at_birth_undoes_of_each_taxons_inoculum_what_it_would_kill(who, share):
    at = {"faecal_bolus": 5.0, "birth_inoculum": 2.0, "initial_gut_density": 100.0, "founding_chance": 0.5} | RESISTANT
    at |= {"stomach_survival": 0.2, "antibiotic_birth": 0.5}
    usual = given(f"maternal_faecal_{who}", at)
    assert given(f"maternal_faecal_{who}", at | {"maternal_antibiotic": 1.0}) == same(usual * (1 - 0.5 * share))
    assert usual > 0


def test_a_diagnosis_may_be_answered_by_each_of_three_cares():
    said = {(rule.when.key, rule.sets.key, rule.chance, rule.after, rule.lasts) for rule in network().rules}
    assert {(when, sets, *(part.key for part in parts)) for when, sets, *parts in said} == {
        ("diagnosed", sets, f"care_{care}_chance", "care_delay", "care_course")
        for care, sets in (
            ("antibiotic", "maternal_antibiotic"),
            ("anti_inflammatory", "anti_inflammatory"),
            ("extra_emptying", "extra_emptying"),
        )
    }


def test_a_supplement_adds_fibre_as_a_share_of_the_usual():
    at = {"maternal_supply": 40.0, "fibre_supplement": 0.5}
    assert [moved("diet", f"maternal_gut__{food}", at) for food in ("fibre", "mucin")] == [20.0, 0.0]
    assert [moved("maternal_resources", f"maternal_gut__{food}", at) for food in ("fibre", "mucin")] == [40.0, 40.0]


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
        ("duct_persistence", "left_wall__strain", CROWDED | {"left_wall__clostridia": 80.0}, 0.5 * 2 * 500 * (0.5 + 0.4)),
        ("duct_persistence", "left_wall__strain", CROWDED | {"left_wall__clostridia": 5e3}, 0.5 * 2 * 500 * 1.0),
    ],
)
def test_an_effect_of_the_strain_is_the_share_that_its_hypothesis_says(process, stock, at, change):
    there = {"left_milk__s_aureus": 250.0, "left_milk__strain": 500.0, "left_wall__s_aureus": 100.0, "left_wall__strain": 500.0}
    assert moved(process, stock, there | at) == same(change)


@pytest.mark.parametrize(
    ("pathogen", "at", "pressed"),
    [
        ("s_aureus", {"left_wall__strain": 200.0}, 200 / 500),  # all its own room is 200, that of S. aureus 500
        ("s_aureus", {"left_wall__strain": 250.0}, 250 / 500),
        ("s_aureus", {"left_wall__strain": 1000.0}, 1.0),
        ("s_aureus", {"left_wall__strain": 200.0, "left_breast__inflammation": 1.0}, 200 / 1000),
        ("enterobacteriaceae", {"left_wall__strain": 200.0}, 1.0),  # whose room is no larger than the strain's
        ("enterobacteriaceae", {"left_wall__strain": 50.0}, 50 / 200),
    ],
)
def test_a_strain_presses_a_pathogen_in_the_larger_of_both_rooms_as_residents_do(pathogen, at, pressed):
    there = WALL | {"effect_competition": 0.5, f"left_wall__{pathogen}": 100.0} | at
    assert moved("competition", f"left_wall__{pathogen}", there) == same(-0.5 * 2 * 100 * pressed)


def test_a_strain_of_full_effect_takes_from_a_pathogen_what_a_resident_in_its_place_would():
    strain = WALL | {
        "effect_competition": 1.0,
        "crowding_of_s_aureus": 1.0,
        "left_wall__s_aureus": 100.0,
        "left_wall__strain": 150.0,
    }
    resident = WALL | {"crowding_of_s_aureus": 1.0, "left_wall__s_aureus": 100.0, "left_wall__lactobacillus": 150.0}
    alone = WALL | {"crowding_of_s_aureus": 1.0, "left_wall__s_aureus": 100.0}
    lost = moved("wall_growth", "left_wall__s_aureus", resident) - moved("wall_growth", "left_wall__s_aureus", alone)
    assert moved("competition", "left_wall__s_aureus", strain) == same(lost)


def test_a_strain_that_escapes_killing_is_added_back_what_was_killed():
    at = {
        "effect_neutrophil_resistance": 0.5,
        "left_killing": 4.0,
        "killing_susceptibility[lactic]": 0.5,
        "wall_killing_share": 0.25,
    }
    at |= {"left_milk__strain": 10.0, "left_wall__strain": 10.0, "right_killing": 4.0}
    assert [moved("neutrophil_resistance", f"left_{part}__strain", at) for part in ("milk", "wall")] == [10.0, 2.5]


def test_a_strain_in_the_ileum_calms_in_part():
    at = {
        "effect_immunomodulation": 0.5,
        "immunomodulation_half": 100.0,
        "immunomodulation_speed": 0.3,
        **dict.fromkeys(("effect_killed", "killed_dose", "adherence"), 0.0),
        "ileal_washout": 4.0,
        "maternal_ileum__strain": 300.0,
    }
    assert aimed("immunomodulation", "maternal__immune_calm", at) == (0.375, 0.3)


def test_dead_cells_of_a_killed_product_calm_as_so_many_live_ones_while_they_pass_the_ileum():
    at = {"effect_immunomodulation": 0.5, "immunomodulation_half": 100.0, "immunomodulation_speed": 0.3, "ileal_washout": 4.0}
    at |= {"effect_killed": 0.25, "killed_dose": 2000.0, "adherence": 0.8, "taking_product": 1.0}  # 2000 * .8 / 4 * .25 = 100
    assert aimed("immunomodulation", "maternal__immune_calm", at) == same((0.25, 0.3))
    with_live = at | {"maternal_ileum__strain": 200.0}
    assert aimed("immunomodulation", "maternal__immune_calm", with_live) == same((0.375, 0.3))
    for without in ({"effect_killed": 0.0}, {"killed_dose": 0.0}, {"taking_product": 0.0}, {"discontinued": 1.0}):
        assert aimed("immunomodulation", "maternal__immune_calm", at | without)[0] == 0.0
