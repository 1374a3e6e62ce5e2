"""What a sample of each site holds, on trajectories written by hand: the cells of the site, and what is counted besides."""

import copy
from dataclasses import replace

import numpy as np
import pytest
from trial_worlds import still

from milkway.assays.method import Settings
from milkway.assays.methods.plate_count import plate
from milkway.assays.occasion import Occasion
from milkway.core.errors import InputError
from milkway.core.streams import Streams
from milkway.protocol.protocol_file import protocol_of
from milkway.protocol.resolve import resolve
from milkway.trials.observe import Attendance, observe
from milkway.trials.sampled_cells import exposures_needed, stocks_needed

WOMEN = 400
BASIS = {"kind": "placeholder"}
SWAB = {"recovered": 0.25, "medium": "2 mL", "basis": BASIS}
FIRST_DROPS = {"drawn": "4 mL", "areola": 0.1, "mouth": 0.01, "basis": BASIS}
HAND = {"name": "hand", "chance": 0.5, "load": "1e6 cell/mL", "spread": 2.0, "taxa": {"strain": 1.0}, "basis": BASIS}
PRODUCT = HAND | {"name": "powder", "chance": 1.0, "during": "taking_product"}
HELD = {  # cells of coagulase-negative staphylococci, then of the strain
    "left_milk": (5000.0, 500.0),
    "right_milk": (5000.0, 500.0),
    "left_areola": (800.0, 0.0),
    "right_areola": (2400.0, 0.0),
    "infant_mouth": (4000.0, 40.0),
    "infant_gut": (7e8, 7e5),
    "maternal_gut": (4e9, 4e4),
}
VOLUMES = {"left_breast__volume": 50.0, "right_breast__volume": 50.0, "infant_gut__volume": 70.0, "maternal_gut__volume": 400.0}


def trial(protocol, words, *cultures):
    """Return hurtado2017 with cultures in place of its second visit's, or its mistakes."""
    plain = copy.deepcopy(resolve(protocol))
    usual = plain["assays"]["culture"][0]
    plain["assays"]["culture"] = [usual, *(usual | {"name": f"extra_{n}"} | one for n, one in enumerate(cultures))]
    return protocol_of(plain, "trial", words)


def women(taking=0.0, stopped=0.0):
    base = still(WOMEN)
    amounts = {
        f"{site}__{taxon}": 0.0 for site in HELD for taxon in ("staphylococcus_cons", "s_aureus", "lactobacillus", "strain")
    }
    for site, (staphylococci, strain) in HELD.items():
        amounts |= {f"{site}__staphylococcus_cons": staphylococci, f"{site}__strain": strain}
    amounts |= VOLUMES
    exposures = (*base.exposures, "taking_product", "discontinued")
    realised = np.zeros((WOMEN, len(base.diary_days), len(exposures)))
    realised[:, :, -2:] = taking, stopped
    held = np.broadcast_to(np.array(list(amounts.values())), (WOMEN, len(base.days), len(amounts)))
    return replace(base, stocks=tuple(amounts), amounts=held, exposures=exposures, realised=realised)


def samples(protocol, trajectory, milk=True):
    days = (WOMEN, len(trajectory.diary_days))
    attending = Attendance(np.zeros(WOMEN, dtype=int), np.ones(days, dtype=bool), np.full(days, milk))
    return {(one.assay, one.visit): one for one in observe(trajectory, protocol, attending, Streams(1))}


def extra(protocol, words, *cultures, trajectory=None, milk=True):
    found = samples(trial(protocol, words, *cultures), women() if trajectory is None else trajectory, milk)
    return [found[f"extra_{number}", "week_4"] for number in range(len(cultures))]


def test_milk_of_a_protocol_that_ships_is_counted_as_the_method_alone_counts_it_to_the_last_bit(protocol):
    culture, trajectory = protocol.assays.culture[0], women()
    found = samples(protocol, trajectory)[culture.name, "week_4"].counts["staphylococcus"]
    settings = Settings(culture.plated, culture.limit, culture.error, culture.colonies)
    occasion = Occasion(Streams(1), trajectory.dyads, f"{culture.name} staphylococcus", np.full(WOMEN, 28))
    assert (found.value == plate(np.full(WOMEN, 100.0), settings, occasion).value).all()


@pytest.mark.parametrize(
    ("how", "density"),
    [
        ({"sites": ["left_milk"]}, 5000 / 50),
        ({"sites": ["left_areola"], "swab": SWAB}, 800 * 0.25 / 2),
        ({"sites": ["left_areola", "right_areola"], "swab": SWAB}, 3200 * 0.25 / 2),
        ({"sites": ["infant_mouth"], "swab": SWAB}, 4000 * 0.25 / 2),
        ({"sites": ["infant_stool"]}, 7e8 / 70),
        ({"sites": ["mother_stool"]}, 4e9 / 400),
        ({"sites": ["blank"]}, 0.0),
        ({"sites": ["left_milk"], "foremilk": FIRST_DROPS}, 100 + (0.1 * 800 + 0.01 * 4000) / 4),
        ({"sites": ["left_milk", "right_milk"], "foremilk": FIRST_DROPS}, 100 + (0.1 * 1600 + 0.01 * 4000) / 4),
    ],
)
def test_a_sample_holds_the_cells_of_its_site(protocol, words, how, density):
    (found,) = extra(protocol, words, how)
    assert found.truth["staphylococcus"] == pytest.approx(np.full(WOMEN, density), rel=1e-12)  # rounding


def test_an_infant_is_sampled_whether_or_not_it_is_breastfed_and_milk_only_while_there_is_any(protocol, words):
    stool, milk = extra(protocol, words, {"sites": ["infant_stool"]}, {"sites": ["left_milk"]}, milk=False)
    assert stool.counts["staphylococcus"].sampled.all()
    assert not milk.counts["staphylococcus"].sampled.any()


def test_dead_cells_are_counted_by_pcr_and_are_not_the_truth(protocol, words):
    quiet = {"sites": ["left_milk"], "method": "qpcr", "error": 1.0, "limit": "1 cell/mL"}
    dead = {"dead": {"per_living": {"strain": 3.0}, "basis": BASIS}}
    with_dead, without = extra(protocol, words, quiet | dead, quiet)
    assert with_dead.counts["lactobacillus"].value == pytest.approx(np.full(WOMEN, 40.0), rel=1e-9)
    assert without.counts["lactobacillus"].value == pytest.approx(np.full(WOMEN, 10.0), rel=1e-9)
    assert (with_dead.truth["lactobacillus"] == without.truth["lactobacillus"]).all()


def test_the_same_foreign_cells_are_in_all_that_is_counted_of_a_sample(protocol, words):
    quiet = {"sites": ["blank"], "method": "qpcr", "error": 1.0, "limit": "1 cell/mL", "contamination": [HAND]}
    (found,) = extra(
        protocol, words, quiet | {"groups": {"one": ["strain"], "all": ["strain", "s_aureus"], "none": ["s_aureus"]}}
    )
    one, whole, none = (found.counts[name] for name in ("one", "all", "none"))
    assert (one.value == whole.value).all()
    assert none.below.all()
    assert (~one.below).mean() == pytest.approx(0.5, abs=4 * 0.5 / WOMEN**0.5)  # four standard errors
    assert (found.detected == ~one.below).all()
    assert (found.truth["one"] == 0).all()


@pytest.mark.parametrize(("taking", "stopped", "share"), [(0.0, 0.0, 0.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0)])
def test_product_gets_into_samples_of_women_who_take_it(protocol, words, taking, stopped, share):
    quiet = {"sites": ["blank"], "method": "qpcr", "contamination": [PRODUCT]}
    (found,) = extra(protocol, words, quiet, trajectory=women(taking, stopped))
    assert found.detected.mean() == share


def test_a_trial_records_what_its_samples_need_and_no_more(protocol, words):
    assert exposures_needed(protocol) == ()
    assert set(stocks_needed(protocol)) == {
        *("left_breast__volume", "right_breast__volume"),
        *(
            f"{side}_milk__{who}"
            for side in ("left", "right")
            for taxa in protocol.assays.culture[0].groups.values()
            for who in taxa
        ),
    }
    more = trial(protocol, words, {"sites": ["left_milk"], "foremilk": FIRST_DROPS, "contamination": [PRODUCT]})
    assert exposures_needed(more) == ("discontinued", "taking_product")
    assert set(stocks_needed(more)) - set(stocks_needed(protocol)) == {
        f"{site}__{who}"
        for site in ("left_areola", "infant_mouth")
        for taxa in protocol.assays.culture[0].groups.values()
        for who in taxa
    }


WRONG = [
    ({"sites": ["left_milk", "infant_mouth"]}, "sites", "sites of one material, each once"),
    ({"sites": ["left_milk", "left_milk"]}, "sites", "sites of one material, each once"),
    ({"sites": ["nose"]}, "sites[1]", "'infant_mouth'"),
    ({"sites": ["infant_mouth"]}, "swab", "a swab's recovery and medium, for infant's mouth"),
    ({"sites": ["infant_stool"], "swab": SWAB}, "swab", "left out, since a sample of infant's stool is no swab"),
    ({"sites": ["blank"], "foremilk": FIRST_DROPS}, "foremilk", "left out, since blank is no milk"),
    ({"dead": {"per_living": {"strain": 1.0}, "basis": BASIS}}, "", "no dead cells, which culture does not count"),
    ({"contamination": [HAND | {"alive": False}]}, "", "a method that does: qpcr"),
    ({"contamination": [HAND | {"taxa": {"strain": 0.5}}]}, "contamination[1].taxa", "shares that add up to 1"),
    ({"contamination": [HAND | {"taxa": {"straim": 1.0}}]}, "contamination[1].taxa.straim", "strain"),
    ({"contamination": [HAND | {"during": "taking_produkt"}]}, "contamination[1].during", "taking_product"),
    ({"contamination": [HAND, HAND]}, "contamination", "names that differ"),
    ({"swab": {"recovered": 0.0, "medium": "1 mL", "basis": BASIS}}, "swab.recovered", "greater than 0"),
]


@pytest.mark.parametrize(("how", "where", "allowed"), WRONG)
def test_a_sample_that_cannot_be_is_refused_where_it_stands(protocol, words, how, where, allowed):
    with pytest.raises(InputError) as told:
        trial(protocol, words, how)
    assert f"assays.culture[2]{'.' if where else ''}{where}" in str(told.value)
    assert allowed in str(told.value)


def test_all_that_is_wrong_with_samples_is_told_at_once(protocol, words):
    with pytest.raises(InputError) as told:
        trial(protocol, words, *(how for how, _, _ in WRONG))
    assert all(f"assays.culture[{number + 2}]" in str(told.value) for number in range(len(WRONG)))


def test_an_infant_that_is_not_born_is_not_sampled(protocol, words):
    unborn = protocol.visits[0].model_copy(update={"day": replace(protocol.visits[0].day, number=0)})
    early = protocol.model_copy(update={"visits": (unborn, *protocol.visits[1:])})
    with pytest.raises(InputError, match="visits from day 1 on, for infant's stool"):
        trial(early, words, {"sites": ["infant_stool"], "visits": [unborn.name]})


def test_endpoints_are_read_from_milk_alone(protocol, words):
    stool = {"sites": ["infant_stool"], "groups": {"anaerobes": ["lactobacillus"]}, "visits": ["end"]}
    plain = copy.deepcopy(resolve(trial(protocol, words, stool)))
    place = next(number for number, one in enumerate(plain["endpoints"]) if one["score"] == "load")
    plain["endpoints"][place] |= {"group": "anaerobes", "visit": "end"}
    with pytest.raises(InputError, match="a culture of milk that counts anaerobes"):
        protocol_of(plain, "trial", words)
