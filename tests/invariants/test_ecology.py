"""Orderings of the infant's gut that must hold whatever the exact values are."""

from functools import cache

import numpy as np
import pytest
from invariant_worlds import BIRTH, TAXA, at, complete, live, medians

from milkway.simulation.solver import Solver

GROUP = 32
CAESAREAN = (*BIRTH, (0, "caesarean", 1.0))
FORMULA = (*BIRTH, (0, "ceased", 1.0), (0, "formula", 1.0))
FACULTATIVE = ("enterobacteriaceae", "enterococcus", "streptococcus", "staphylococcus_cons", "s_aureus", "lactobacillus")
ANAEROBIC = ("bifidobacterium", "bacteroides", "clostridia")
COLONISED = 1e6  # cells in a colon


@pytest.fixture(scope="module")
def births():
    """Share of infants with bacteroides at a week: vaginal, caesarean, faecal inoculum alone, vaginal secretions alone."""
    machine = complete("prenatal")
    network, count = machine.network, 4 * GROUP
    faecal, canal = np.ones(count), {p.key for p in network.parameters if p.name == "vaginal_bolus"}
    faecal[3 * GROUP :] = 0.0
    alone = np.repeat([1.0, 1.0, 0.0, 1.0], GROUP)
    usual = medians(network, count)
    index = network.parameter_index
    cohort = usual.setting(network, {key: usual.parameters[:, index[key]] * alone for key in canal} | {"birth_inoculum": faecal})
    plans = [BIRTH] * GROUP + [CAESAREAN] * GROUP + [BIRTH] * 2 * GROUP
    run = live(machine, plans, start=-2, end=7, cohort=cohort)
    held = at(run, "infant_gut", "bacteroides")[:, -1, 0] > COLONISED
    return dict(zip(("vaginal", "caesarean", "faecal", "canal"), held.reshape(4, GROUP).mean(axis=1), strict=True))


def test_infants_born_vaginally_have_bacteroides_more_often_and_the_faecal_inoculum_is_why(births):
    # with 32 a group two equal shares differ by 0.4 or more once in a thousand times
    assert births["vaginal"] > births["caesarean"] + 0.4
    assert abs(births["faecal"] - births["vaginal"]) < 0.4
    assert births["canal"] < births["vaginal"] - 0.4


@pytest.fixture(scope="module")
def fed(machine):
    """Three median infants in the mean field: breastfed, formula-fed, and on milk without oligosaccharides."""
    usual = medians(machine.network, 3)
    oligosaccharide = usual.parameters[:, machine.network.parameter_index["milk_oligosaccharide"]] * [1.0, 1.0, 0.0]
    cohort = usual.setting(machine.network, {"milk_oligosaccharide": oligosaccharide})
    return live(machine, [BIRTH, FORMULA, BIRTH], end=60, chance=False, cohort=cohort)


def shares(run, taxa, day):
    place = list(run.days).index(day)
    everything = sum(at(run, "infant_gut", taxon)[:, place, 0] for taxon in TAXA)
    return sum(at(run, "infant_gut", taxon)[:, place, 0] for taxon in taxa) / everything


def test_milk_and_its_oligosaccharides_favour_bifidobacteria_over_enterobacteria_and_acidify_the_gut(fed):
    breast, formula, lacking = shares(fed, ("bifidobacterium",), 28)
    assert breast > formula
    assert breast > 2 * lacking
    enteric = shares(fed, ("enterobacteriaceae",), 28)
    assert enteric[0] < enteric[1]
    ph = fed.amount("infant_gut__ph", 28)
    assert ph[0] < ph[1]


def test_in_the_first_days_facultative_bacteria_give_way_to_anaerobes(fed):
    facultative = [shares(fed, FACULTATIVE, day)[0] for day in (1, 2, 4)]
    anaerobic = [shares(fed, ANAEROBIC, day)[0] for day in (1, 2, 4)]
    assert facultative == sorted(facultative, reverse=True)
    assert anaerobic == sorted(anaerobic)


DOSES = (1.0, 2.0, 4.0)
INFANTS = 256


@pytest.mark.parametrize("threshold", [30.0, 100.0, 300.0])
def test_founders_establish_independently_of_each_other_whatever_the_threshold_of_whole_cells(threshold):
    """1 - exp(-p n): each cell that reaches the gut founds a lasting population with one chance p."""
    shares = np.array([establishment(dose, threshold) for dose in DOSES])
    chance = float(np.mean(-np.log1p(-shares) / DOSES))
    expected = 1 - np.exp(-chance * np.array(DOSES))
    error = np.sqrt(expected * (1 - expected) / INFANTS)
    assert np.abs(shares - expected).max() < 3 * error.min()
    assert chance == pytest.approx(usual_chance(), abs=0.15)  # two estimates, each with a standard error near 0.05


@cache
def usual_chance() -> float:
    return float(-np.log1p(-establishment(1.0, 100.0)))


def establishment(dose: float, threshold: float) -> float:
    """Return the share of infants in whom bacteroides grow from a Poisson number of cells that reach the gut at birth."""
    machine = complete("milk_feeding", "contact", "prenatal")
    usual = medians(machine.network, INFANTS)
    rows = dict(zip((p.key for p in machine.network.parameters), usual.parameters[0], strict=True))
    alive = rows["faecal_bolus"] * rows["initial_gut_density[bacteroides]"] * rows["stomach_survival[vegetative]"]
    cohort = usual.setting(machine.network, {"founding_chance[bacteroides]": dose / alive, "family_faecal": 0.0})
    run = live(machine, [BIRTH] * INFANTS, start=-1, end=10, cohort=cohort, solver=Solver(threshold=threshold))
    return float((at(run, "infant_gut", "bacteroides")[:, -1, 0] > COLONISED).mean())
