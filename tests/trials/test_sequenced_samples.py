"""Sequencing of stool and pairs that share a strain, of women and infants whose cells are written by hand."""

from dataclasses import replace

import numpy as np
import pytest
from trial_worlds import exposed_from, scored_arm, still

import milkway
from milkway.core.streams import Streams
from milkway.protocol.known import read_known_protocol

ASSUMED = {"kind": "placeholder"}
WOMEN = 400
SITES = ("maternal_gut", "infant_gut", "left_milk", "right_milk")
TAXA = ("bifidobacterium", "lactobacillus", "strain")
READS = {"name": "reads", "sites": ["infant_stool"], "visits": ["week_4"], "reads": 10**5, "patchiness": 0.0, "basis": ASSUMED}
READS |= {"groups": {"bifido": ["bifidobacterium"], "lacto": ["lactobacillus", "strain"]}}
PAIR = {
    "visits": ["week_4"],
    "species": ["lactobacillus", "strain"],
    "reads": 10**8,
    "genome": 2e6,
    "read": 150.0,
    "basis": ASSUMED,
}
PAIR |= {"places": 100, "needed": 20, "missed": 0.1, "mistaken": 0.02, "residents": 0.0}
STOOLS = PAIR | {"name": "stools", "mother": ["mother_stool"]}
MILK = PAIR | {"name": "milk", "mother": ["left_milk", "right_milk"]}
USUAL = {"label": "x", "unit": "-", "visit": "week_4", "population": "randomised"}
ENDPOINTS = [
    USUAL | {"name": "reads", "score": "infant_stool_reads", "group": "bifido", "analyses": ["mean_difference"]},
    USUAL | {"name": "stools", "score": "stool_strain_shared", "analyses": ["risk_difference"]},
    USUAL | {"name": "milk", "score": "milk_strain_shared", "analyses": ["risk_difference"]},
]


def asking(**changed):
    """Return a protocol that sequences stool and compares strains, with parts of these assays changed."""
    base = read_known_protocol("hurtado2017")
    assays = base.model_dump(mode="json")["assays"] | {"sequencing": [READS], "sharing": [STOOLS, MILK]}
    kinds = {"sequencing": [READS | changed.pop("reads", {})], "sharing": [one | changed for one in (STOOLS, MILK)]}
    return base.but(assays=assays | kinds, endpoints=ENDPOINTS, used_in_tuning=[])


def dyads(cells: dict[str, float], women: int = WOMEN):
    """Return women and infants with so many cells of a taxon at a site, by SITE__TAXON, and none of any other."""
    base = still(women)
    stocks = (*base.stocks, "maternal_gut__volume", "infant_gut__volume")
    stocks += tuple(one for site in SITES for taxon in TAXA if (one := f"{site}__{taxon}") not in base.stocks)
    amounts = np.zeros((women, len(base.days), len(stocks)))
    for name in ("left_breast__volume", "right_breast__volume", "maternal_gut__volume", "infant_gut__volume"):
        amounts[:, :, stocks.index(name)] = 50.0
    for name, number in cells.items():
        amounts[:, :, stocks.index(name)] = number
    return replace(base, stocks=stocks, amounts=amounts)


def scored(women, protocol, view="observed"):
    enrolled = np.full(len(women.dyads), 2)
    return {name: one.value for name, one in scored_arm("product", women, enrolled, protocol, Streams(1)).scores[view].items()}


def test_reads_fall_on_groups_as_their_cells_and_recovery_say():
    infants = dyads({"infant_gut__bifidobacterium": 3e9, "infant_gut__lactobacillus": 1e9})
    protocol = asking(reads={"recovery": {"lactobacillus": 3.0}})
    assert scored(infants, protocol, "oracle")["reads"] == pytest.approx(0.75)
    seen = scored(infants, protocol)["reads"]
    assert seen.mean() == pytest.approx(0.5, abs=4 * (0.25 / 1e5 / WOMEN) ** 0.5)  # four standard errors of a binomial share
    assert seen.std() == pytest.approx((0.25 / 1e5) ** 0.5, rel=4 / (2 * WOMEN) ** 0.5)


def test_stool_without_a_cell_says_nothing():
    infants = dyads({})
    assert np.isnan(scored(infants, asking())["reads"]).all()
    assert np.isnan(scored(infants, asking(), "oracle")["reads"]).all()


BOTH = {"maternal_gut__strain": 2e9, "maternal_gut__lactobacillus": 1e9, "infant_gut__strain": 2e6, "left_milk__strain": 100.0}


def test_a_pair_shares_where_most_of_the_species_is_the_strain_in_both():
    found = scored(dyads(BOTH), asking(), "oracle")
    assert (found["stools"] == 1).all()
    assert (found["milk"] == 1).all()
    for changed in ({"maternal_gut__lactobacillus": 3e9}, {"infant_gut__strain": 0.0}, {"infant_gut__lactobacillus": 3e6}):
        assert (scored(dyads(BOTH | changed), asking(), "oracle")["stools"] == 0).all()


def test_calls_are_wrong_as_often_as_the_protocol_says():
    error = 4 * 0.5 / WOMEN**0.5  # four standard errors of a share at most
    assert scored(dyads(BOTH), asking())["stools"].mean() == pytest.approx(0.9, abs=error)
    apart = dyads(BOTH | {"maternal_gut__lactobacillus": 3e9})
    assert scored(apart, asking(mistaken=0.3))["stools"].mean() == pytest.approx(0.3, abs=error)


def test_residents_are_one_strain_in_as_many_pairs_as_the_protocol_says_and_in_the_same_at_every_visit():
    own = dyads({"maternal_gut__lactobacillus": 1e9, "infant_gut__lactobacillus": 1e6})
    shared = scored(own, asking(residents=0.3), "oracle")["stools"]
    assert shared.mean() == pytest.approx(0.3, abs=4 * 0.5 / WOMEN**0.5)
    later = asking(residents=0.3, visits=["week_4", "end"]).but({"endpoints.stools.visit": "end"})
    assert scored(own, later, "oracle")["stools"].tolist() == shared.tolist()


def test_too_few_reads_are_compared_in_nobody_and_the_truth_is_as_it_was():
    few = asking(needed=100)
    rare = dyads(BOTH | {"infant_gut__bifidobacterium": 1e13})
    assert np.isnan(scored(rare, few)["stools"]).all()
    assert (scored(rare, few, "oracle")["stools"] == 1).all()


def test_after_weaning_there_is_stool_and_no_milk():
    women = exposed_from(dyads(BOTH, 6), 3, 20, "ceased")
    found = scored(women, asking(missed=0.0))
    assert np.isnan(found["milk"]).tolist() == [False, False, False, True, False, False]
    assert found["stools"].tolist() == [1.0] * 6


REFUSED = {
    "sequencing of milk": ({"assays.sequencing": [READS | {"sites": ["left_milk"]}]}, "stool: of infant_stool, mother_stool"),
    "two names alike": ({"assays.sequencing": [READS | {"name": "stools"}]}, "names that differ between culture"),
    "an infant before birth": (
        {"assays.sharing": [STOOLS | {"mother": ["infant_stool"]}, MILK]},
        "milk or the mother's stool: of left_milk, right_milk, mother_stool",
    ),
    "more places than there are": ({"assays.sharing": [STOOLS | {"needed": 101}, MILK]}, "at most 100"),
    "an assay that does not exist": ({"endpoints.stools.assay": "stoolz"}, "stools \\(did you mean that"),
    "an assay of another kind": ({"endpoints.stools.assay": "milk"}, "a pair with mother's stool"),
    "a visit without a pair": ({"endpoints.milk.visit": "end"}, "week_4 \\(day 28\\)"),
    "an assay of what is no sample": (
        {
            "endpoints": [
                {"name": "ill", "label": "x", "unit": "-", "score": "clinical_any", "assay": "reads", "analyses": ["risk_ratio"]}
            ]
        },
        "left out, since clinical_any is read of no sample",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_can(case):
    changes, allowed = REFUSED[case]
    with pytest.raises(milkway.InputError, match=allowed):
        asking().but(changes)


def test_an_endpoint_reads_the_assay_that_it_names():
    base = asking()
    (culture,) = base.model_dump(mode="json")["assays"]["culture"]
    dna = culture | {"name": "dna", "method": "qpcr", "limit": "1000000 cell/mL"}
    load = USUAL | {"score": "load", "group": "staphylococcus", "analyses": ["log10_difference"]}
    endpoints = [
        load | {"name": "first"},
        load | {"name": "plates", "assay": culture["name"]},
        load | {"name": "dna", "assay": "dna"},
    ]
    found = scored(
        dyads({"left_milk__staphylococcus_cons": 5e4}, 6), base.but({"assays.culture": [culture, dna]}, endpoints=endpoints)
    )
    assert found["first"].tolist() == found["plates"].tolist()
    assert (found["dna"] == 1e6).all()
    assert (found["plates"] < 1e4).all()
