"""Mechanisms of the guts and of the infant's immunity at round numbers, each against an answer worked out by hand."""

import math

import pytest
from mechanisms_by_hand import aimed, began, moved, network, worth

from milkway.biology.feeding import breast_milk, formula_milk, infant_buffer
from milkway.biology.fermentation import ph, thriving
from milkway.biology.milk_iga import milk_iga
from milkway.biology.sites import GUTS
from milkway.biology.taxa import CLOSTRIDIA, TAXA

EXACT = 1e-12  # rounding
WANTED = {"milk_need_first": 100.0, "milk_need_rise": 50.0, "milk_need_full": 700.0, "solids_spare": 0.4, "born": 1.0}
ACID = {
    **{"ph_neutral": 7.0, "ph_drop": 3.0, "buffer_adult": 20.0, "lactate_acidity": 2.0, "gut_volume": 100.0},
    **{"maternal_gut__acetate": 500.0, "maternal_gut__butyrate": 500.0, "maternal_gut__lactate": 500.0},
}
FOOD = {"half_saturation": 2.0, "gut_volume": 100.0, "maternal_gut__lactose": 600.0, "maternal_gut__peptide": 200.0}
FOOD |= {f"maternal_gut_{taxon.name}_thriving": 0.5 for taxon in TAXA}
OF_INFANT = {name.replace("maternal_gut", "infant_gut"): value for name, value in FOOD.items()}
EATEN = {"breast_milk_drunk": 400.0, "formula_drunk": 100.0, "milk_lactose": 2.0, "lactose_spill": 0.1, "formula_lactose": 0.5}
EATEN |= {"milk_oligosaccharide": 0.5, "secretor_share": 0.4, "secretor": 1.0, "formula_oligosaccharide": 0.25}
EATEN |= {"milk_peptide": 0.2, "formula_peptide": 1.5, "infant_peptide": 7.0, "infant_mucin": 9.0}
EATEN |= {"solids_fibre": 60.0, "solids": 0.5, "born": 1.0}


def same(value):
    return pytest.approx(value, rel=EXACT)


@pytest.mark.parametrize(
    ("at", "milk", "formula"),
    [
        ({"day": 0.0}, 100.0, 0.0),
        ({"day": 4.0}, 300.0, 0.0),
        ({"day": 40.0}, 500.0, 0.0),
        ({"day": 40.0, "formula": 1.0}, 500.0, 200.0),
        ({"day": 40.0, "ceased": 1.0}, 500.0, 200.0),
        ({"day": 40.0, "solids": 0.5, "formula": 1.0}, 500.0, 60.0),
        ({"day": 40.0, "born": 0.0, "formula": 1.0}, 0.0, 0.0),
    ],
)
def test_an_infant_drinks_the_milk_there_is_up_to_its_need_and_formula_for_the_rest(at, milk, formula):
    there = WANTED | {"milk_removed": 500.0} | at
    assert worth(breast_milk(), there) == same(milk)
    assert worth(formula_milk(), there) == pytest.approx(formula, abs=1e-9)


def test_food_buffers_acid_as_the_mean_of_what_is_drunk():
    at = {"buffer_milk": 10.0, "buffer_formula": 40.0, "other_fluid": 50.0, "buffer_solids": 2.0}
    drunk = {"breast_milk_drunk": 300.0, "formula_drunk": 50.0}
    assert worth(infant_buffer(), at | drunk) == same((10 * 300 + 40 * 100) / 400)
    assert worth(infant_buffer(), at | drunk | {"solids": 0.5}) == same(2 * 17.5)


def test_ph_has_fallen_by_half_its_range_at_the_buffers_load():
    assert worth(ph(GUTS[0]), ACID) == 5.5
    assert worth(ph(GUTS[0]), ACID | {"maternal_gut__lactate": 2500.0}) == same(7 - 3 * 0.75)
    assert worth(ph(GUTS[0]), ACID | {"maternal_gut__acetate": 1500.0}) == same(7 - 3 * 0.6)
    assert worth(ph(GUTS[0]), ACID | {"maternal_gut__butyrate": 1500.0}) == same(7 - 3 * 0.6)


def test_growth_is_halved_at_its_ph_and_again_at_its_oxygen_in_the_infant_alone():
    at = {"ph_steepness": 2.0, "ph_half": 5.5, "infant_gut_ph": 5.5, "oxygen_sensitivity": 0.5, "gut_volume": 100.0}
    assert worth(thriving(CLOSTRIDIA, GUTS[1]), at) == 0.5
    assert worth(thriving(CLOSTRIDIA, GUTS[1]), at | {"infant_gut__oxygen": 200.0}) == 0.25
    assert worth(thriving(CLOSTRIDIA, GUTS[1]), at | {"infant_gut__oxygen": 400.0}) == same(0.1)
    assert worth(thriving(CLOSTRIDIA, GUTS[1]), at | {"infant_gut_ph": 5.5 + math.log(3) / 2}) == same(0.75)
    assert worth(thriving(CLOSTRIDIA, GUTS[0]), at | {"maternal_gut_ph": 5.5, "maternal_gut__oxygen": 200.0}) == 0.5


def test_iga_of_colostrum_falls_and_that_of_plasma_cells_stays():
    at = {"milk_iga_mature": 0.5, "milk_iga_colostral": 8.0, "milk_iga_decay": 3.0, "maternal__plasma_cells": 2.0}
    assert worth(milk_iga(), at) == 9.0
    assert worth(milk_iga(), at | {"day": 3 * math.log(4)}) == same(3.0)
    assert worth(milk_iga(), at | {"day": -50.0}) == 9.0


def test_bacteria_grow_on_food_by_monod_and_leave_acids():
    at = FOOD | {"gut_growth": 0.0, "gut_growth[clostridia,lactose]": 4.0, "cell_yield": 50.0, "maternal_gut__clostridia": 10.0}
    at |= {"acid_yield": 0.25, "butyrate_from_lactate": 0.5, "lactate_yield": 0.2}
    cells = 4 * 0.5 * 0.75 * 10
    assert moved("gut_growth", "maternal_gut__clostridia", at) == same(cells)
    assert moved("gut_growth", "maternal_gut__lactose", at) == same(-cells / 50)
    assert moved("gut_growth", "maternal_gut__acetate", at) == same(cells / 50 * 0.25)
    on_lactate = at | {
        "gut_growth[clostridia,lactose]": 0.0,
        "gut_growth[clostridia,lactate]": 4.0,
        "maternal_gut__lactate": 600.0,
    }
    assert moved("gut_growth", "maternal_gut__butyrate", on_lactate) == same(cells / 10 * 0.5)
    assert moved("gut_growth", "maternal_gut__acetate", on_lactate) == 0.0


def test_a_strain_takes_no_food_and_stops_growing_as_it_nears_its_own_limit():
    at = {"gut_growth": 0.0, "gut_growth[minor,lactose]": 4.0, "visitor_settling": 0.5, "visitor_gut_limit": 3.0}
    at |= {"maternal_gut__strain": 100.0, "infant_gut__strain": 100.0, "cell_yield": 50.0} | FOOD | OF_INFANT
    grown = 4 * 0.5 * 0.75 * 100 * 0.75
    assert moved("gut_growth", "infant_gut__strain", at) == same(grown)
    assert moved("gut_growth", "maternal_gut__strain", at) == same(0.5 * grown)  # beside whoever has settled there
    assert moved("gut_growth", "maternal_gut__lactose", at) == 0.0
    assert moved("gut_growth", "infant_gut__lactose", at | {"strain_vigour": 1.0}) == 0.0


def test_guilds_that_are_never_many_grow_as_one_and_enteric_ones_as_one():
    at = FOOD | {"gut_growth": 0.0, "gut_growth[minor,lactose]": 2.0, "gut_growth[enteric,lactose]": 6.0, "cell_yield": 50.0}
    at |= {"acid_yield": 0.25, "butyrate_from_lactate": 0.5, "lactate_yield": 0.2}
    speeds = {"enterobacteriaceae": 6.0, "enterococcus": 6.0} | dict.fromkeys(
        ("staphylococcus_cons", "s_aureus", "lactobacillus"), 2.0
    )
    for taxon, speed in speeds.items():
        assert moved("gut_growth", f"maternal_gut__{taxon}", at | {f"maternal_gut__{taxon}": 10.0}) == same(
            speed * 0.5 * 0.75 * 10
        )


def test_respiration_takes_peptide_where_sugar_lacks_and_burns_oxygen_with_both():
    at = OF_INFANT | {"aerobic_growth": 0.0, "aerobic_growth[respiring]": 4.0, "strain_vigour": 1.5}
    at |= {"aerobic_yield_gain": 2.0, "cell_yield": 50.0, "oxygen_yield": 80.0, "oxygen_half": 1.0}
    at |= {"infant_gut__oxygen": 300.0, "infant_gut__enterobacteriaceae": 10.0}
    speed, sugar, peptide = 1.5 * 4 * 0.5 * 0.75, 0.75, 0.25 * 0.5
    assert moved("aerobic_growth", "infant_gut__enterobacteriaceae", at) == same(speed * (sugar + peptide) * 10)
    assert moved("aerobic_growth", "infant_gut__lactose", at) == same(-speed * sugar * 10 / 100)
    assert moved("aerobic_growth", "infant_gut__peptide", at) == same(-speed * peptide * 10 / 100)
    assert moved("aerobic_growth", "infant_gut__oxygen", at) == same(-speed * (sugar + peptide) * 10 / 80)


def test_nobody_respires_in_a_grown_colon():
    reached = {
        stock.site for name, flow in network().flows if name == "aerobic_growth" for stock in (flow.out_of, *flow.into) if stock
    }
    assert reached == {"infant_gut"}
    assert "maternal_gut__oxygen" not in {stock.key for stock in network().stocks}


def test_a_guild_at_the_infants_mucosa_grows_at_half_its_rate_at_its_niche_which_narrows_with_the_oxygen():
    at = {"mucosal_growth": 3.0, "mucosal_niche": 2.0, "strain_vigour": 1.5, "gut_volume": 50.0, "born": 1.0}
    at |= {
        "infant_gut__enterococcus": 99.0,
        "oxygen_transfer_birth": 8.0,
        "oxygen_transfer_mature": 2.0,
        "oxygen_maturation": 9.0,
    }
    assert moved("mucosal_growth", "infant_gut__enterococcus", at) == same(3 * 1.5 * 99 / 2)
    assert moved("mucosal_growth", "infant_gut__enterococcus", at | {"day": 1e9}) == same(3 * 1.5 * 99 * 25 / 125)
    assert moved("mucosal_growth", "infant_gut__enterococcus", at | {"born": 0.0}) == 0.0
    assert moved("mucosal_growth", "infant_gut__enterococcus", at | {"mucosal_niche": 0.0}) == 0.0


def test_an_infants_own_strains_grow_in_it_alone_as_fast_as_they_can():
    at = {"gut_growth": 0.0, "gut_growth[clostridia,lactose]": 4.0, "cell_yield": 50.0, "half_saturation": 2.0}
    at |= {"acid_yield": 0.25, "strain_vigour": 1.5, "gut_volume": 100.0, "lactate_yield": 0.2, "butyrate_from_lactate": 0.5}
    for site, speed in (("maternal_gut", 4.0), ("infant_gut", 6.0)):
        there = at | {f"{site}_clostridia_thriving": 0.5, f"{site}__lactose": 600.0, f"{site}__clostridia": 10.0}
        assert moved("gut_growth", f"{site}__clostridia", there) == same(speed * 0.5 * 0.75 * 10)


def test_lactate_makes_fewer_cells_than_sugar():
    at = FOOD | {"gut_growth": 0.0, "gut_growth[clostridia,lactate]": 4.0, "cell_yield": 50.0, "lactate_yield": 0.2}
    at |= {"maternal_gut__lactate": 600.0, "maternal_gut__clostridia": 10.0, "butyrate_from_lactate": 0.5, "acid_yield": 0.25}
    made = moved("gut_growth", "maternal_gut__clostridia", at)
    assert moved("gut_growth", "maternal_gut__lactate", at) == same(-made / 10)


def test_acids_are_absorbed_and_lactate_more_slowly():
    at = {"acid_absorption": 2.0, "lactate_absorption_share": 0.25} | {
        f"infant_gut__{acid}": 8.0 for acid in ("acetate", "lactate")
    }
    assert [moved("gut_acids", f"infant_gut__{acid}", at) for acid in ("acetate", "lactate")] == [-16.0, -4.0]


@pytest.mark.parametrize(
    ("food", "at", "amount"),
    [
        ("lactose", {}, 2 * 0.1 * (400 + 50)),
        ("oligosaccharide", {}, 200.0 + 25.0),
        ("oligosaccharide", {"secretor": 0.0}, 120.0 + 25.0),
        ("peptide", {}, 0.2 * (400 + 150) + 7),
        ("peptide", {"born": 0.0}, 110.0),
        ("mucin", {}, 9.0),
        ("fibre", {}, 30.0),
        ("fibre", {"born": 0.0}, 0.0),
    ],
)
def test_milk_formula_and_solids_bring_their_food_to_the_infants_colon(food, at, amount):
    assert moved("infant_resources", f"infant_gut__{food}", EATEN | at) == same(amount)


def test_oxygen_moves_to_saturation_ever_more_slowly_in_the_infant():
    at = {"oxygen_saturation": 0.2, "gut_volume": 100.0, "oxygen_transfer_birth": 9.0}
    at |= {"oxygen_transfer_mature": 1.0, "oxygen_maturation": 5.0, "born": 1.0}
    assert aimed("gut_oxygen", "infant_gut__oxygen", at) == same((20.0, 9.0))
    assert aimed("gut_oxygen", "infant_gut__oxygen", at | {"day": 5 * math.log(4)}) == same((20.0, 3.0))
    assert began("infant_gut__oxygen", at) == same(20.0)


def test_iga_in_the_infants_gut_comes_with_milk_and_later_from_the_infant():
    at = {"iga_survival": 0.5, "milk_iga": 2.0, "breast_milk_drunk": 300.0, "gut_volume": 100.0, "iga_own_output": 150.0}
    at |= {"infant__endogenous_iga": 2.0, "iga_loss": 4.0, "born": 1.0}
    assert aimed("infant_iga", "infant__luminal_iga", at) == same(((3.0 + 3.0) / 4, 4.0))
    at = {"commensal_half": 5.0, "gut_volume": 100.0, "infant_gut__clostridia": 200.0, "infant_gut__s_aureus": 300.0, "born": 1.0}
    at |= {"iga_own_speed": 0.1, "iga_own_age": 100.0, "day": 50.0}
    assert aimed("infant_iga", "infant__endogenous_iga", at) == same((0.5, 0.05))
    assert aimed("infant_iga", "infant__endogenous_iga", at | {"day": 200.0}) == same((0.5, 0.1))


def test_iga_clears_what_it_coats_and_others_in_the_measure_in_which_they_are_a_target():
    at = {"iga_clearance": 2.0, "iga_target": 0.25, "infant__luminal_iga": 3.0, "iga_half": 1.0}
    at |= {"infant_gut__s_aureus": 80.0, "infant_gut__streptococcus": 80.0}
    assert moved("iga_clearance", "infant_gut__s_aureus", at) == same(-2 * 0.75 * 80)
    assert moved("iga_clearance", "infant_gut__streptococcus", at) == same(-2 * 0.25 * 0.75 * 80)
    assert "iga_target[bifidobacterium]" in network().absent


def test_plasma_cells_come_to_a_prepared_breast():
    at = {"prepared_day": 0.0, "prepared_width": 10.0, "plasma_cell_turnover": 0.1}
    assert aimed("milk_antibodies", "maternal__plasma_cells", at) == (0.5, 0.1)
    assert aimed("milk_antibodies", "maternal__plasma_cells", at | {"day": 10 * math.log(4)}) == same((0.8, 0.1))


def test_a_colon_begins_at_its_densities():
    at = {"initial_gut_density": 4.0, "initial_gut_concentration": 7.0, "gut_volume": 100.0}
    assert [began(f"maternal_gut__{what}", at) for what in ("clostridia", "acetate")] == [400.0, 700.0]
