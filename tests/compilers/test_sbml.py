"""What is in an exported document, and what is refused."""

import libsbml
import pytest

from milkway.compilers.sbml import to_sbml
from milkway.compilers.sbml_draft import complaints
from milkway.core.declare import Initial, Site, Substance, Taxon, exposure, flow, parameter, pulse, rate
from milkway.core.errors import InputError
from milkway.core.expression import DAY, exp, number
from milkway.core.model import Model, process
from milkway.core.network import expand
from milkway.core.schedule import steps

COCCI, FEED = Taxon("cocci", "cocci", "1279"), Substance("feed", "feed", "CHEBI:17716")
GUT = Site("gut", "mother", "UBERON:0001155", "mother's colon")
HEAT = GUT.state("heat", "dimensionless")
GROWTH = parameter("growth", "1/day", "growth rate", per=("taxon", "resource"))
YIELD = parameter("yield", "cell/micromole", "cells made")
DOSE = parameter("dose", "cell", "given")
HALF = parameter("half", "micromole", "half saturation")
TAKING = exposure("taking", "dimensionless", "doses are given")
VALUES = {"growth[cocci,feed]": 2.0, "yield": 1e6, "dose": 100.0, "half": 5.0}


@process(cites=["monod1950"])
def growth(model):
    """Cocci grow on feed."""
    yield Initial(GUT[FEED], HALF)
    amount = GUT[FEED]
    yield flow(GROWTH[COCCI, FEED] / YIELD / (HALF + amount), out_of=amount, by=GUT[COCCI], into={GUT[COCCI]: YIELD})
    yield rate(HEAT, toward=exp(-DAY / number(3, "day")), at=number(1, "1/day"))
    yield pulse("dose", DOSE, into=GUT[COCCI], daily=TAKING)


@pytest.fixture(scope="module")
def network():
    return expand(Model("small", (COCCI,), (FEED,), (growth,)), frozenset(VALUES))


@pytest.fixture(scope="module")
def model(network):
    plan = steps([(0, -2, "taking", 1.0), (0, 4, "taking", 0.0), (1, 3, "taking", 7.0), (0, -9, "taking", 5.0)])
    text = to_sbml(network, VALUES, plan, start=-2, sites=[GUT])
    assert complaints(text) == []
    document = libsbml.readSBMLFromString(text)
    yield document.getModel()
    del document


def test_a_flow_is_a_reaction_with_its_sources(model):
    reaction = model.getReaction(0)
    assert [reaction.getReactant(0).getSpecies(), reaction.getProduct(0).getSpecies()] == ["gut__feed", "gut__cocci"]
    assert reaction.getName() == "Cocci grow on feed."
    assert "monod1950" in reaction.getNotesString()


def test_amounts_are_in_items_millilitres_and_days(model):
    cell, day = model.getUnitDefinition("cell"), model.getUnitDefinition("day")
    assert libsbml.UnitKind_toString(cell.getUnit(0).getKind()) == "item"
    assert (libsbml.UnitKind_toString(day.getUnit(0).getKind()), day.getUnit(0).getMultiplier()) == ("second", 86400.0)
    assert model.getSpecies("gut__feed").getSubstanceUnits() == "micromole"


def test_time_counts_from_the_start_and_the_day_from_birth(model):
    assert model.getParameter("day_at_start").getValue() == -2


def test_only_this_dyads_steps_from_the_start_on_are_planned(model):
    assert model.getParameter("taking").getValue() == 1.0
    events = [model.getEvent(i) for i in range(model.getNumEvents())]
    assert [event.getId() for event in events] == ["exposures_4", "midnight"]
    assert libsbml.formulaToL3String(events[0].getTrigger().getMath()) == "time >= 6 day"


def test_sites_taxa_and_substances_carry_their_public_terms(model):
    def terms(element):
        return [element.getCVTerm(i).getResourceURI(0) for i in range(element.getNumCVTerms())]

    assert terms(model.getCompartment("gut")) == ["https://identifiers.org/UBERON:0001155"]
    assert terms(model.getSpecies("gut__cocci")) == ["https://identifiers.org/taxonomy:1279"]
    assert terms(model.getSpecies("gut__feed")) == ["https://identifiers.org/CHEBI:17716"]


def test_every_parameter_without_a_value_is_named_at_once(network):
    with pytest.raises(InputError, match=r"2 mistakes(.|\n)*yield(.|\n)*half|2 mistakes(.|\n)*half(.|\n)*yield"):
        to_sbml(network, {"growth[cocci,feed]": 1.0, "dose": 1.0})
