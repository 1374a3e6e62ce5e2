"""The catalogue names what the model has, tells every mistake at once, and has a mechanism behind each entry."""

import tomllib
from importlib.resources import files

import numpy as np
import pytest
from intervention_worlds import comparison

from milkway.cohorts.declared import declared_parameters
from milkway.cohorts.sample import sample_covariates
from milkway.core.errors import InputError, RunError
from milkway.core.streams import Streams
from milkway.forecasts.worlds_of_draws import worlds_of_draws
from milkway.interventions.changed_lives import Dyads, World
from milkway.interventions.compared_draw import Line, compared_draw
from milkway.interventions.dyad_outcomes import OUTCOMES
from milkway.interventions.intervention_catalogue import catalogue_of, chosen, read_catalogue
from milkway.protocol.protocol import Protocol

SHIPPED = files("milkway.interventions").joinpath("data", "catalogue.toml").read_text(encoding="utf-8")
BY_BIRTH = ("vaginal_birth", "birth_at_home", "peripartum_antibiotic_withheld", "hands_washed")
BY_CARE = ("antibiotic_withheld_when_ill", "emptying_when_ill", "breastfeeding_to_week_26", "product")


def but(**changes):
    """The catalogue with another first intervention."""
    table = tomllib.loads(SHIPPED)
    table["intervention"][0] |= changes
    return table


def test_every_intervention_has_a_mechanism_and_every_pair_exists():
    catalogue = read_catalogue()
    assert {name for pair in catalogue.pairs for name in pair.of} <= set(catalogue.named)
    assert all(one.through and one.decided_by for one in catalogue.interventions)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("through", ["birth_chanel"]),
        ("among", {"cesarean": True}),
        ("covariates", {"cesarean": False}),
        ("exposure", [{"exposure": "hospitl", "level": 1.0, "from_day": 0}]),
        ("multiplies", {"family_contacts": 0.5}),
        ("sets", {"cessation_hazards": 0.0}),
        ("decided_by", ["faecal_bole"]),
        ("blocks", ["infants gut"]),
        ("by_definition", ["clinical_mastitiss"]),
    ],
)
def test_a_name_that_nothing_has_is_told_with_its_place_and_the_nearest(key, value):
    with pytest.raises(InputError) as told:
        catalogue_of(but(**{key: value}))
    (mistake,) = told.value.mistakes
    assert mistake.where == f"intervention vaginal_birth {key}"
    assert "did you mean" in mistake.allowed


def test_all_mistakes_are_told_at_once():
    table = but(through=["birth_chanel"], blocks=["infants gut"])
    table["pair"][0]["of"] = ["product", "product_tenfold"]
    table["pair"][1]["of"] = ["vaginal_birth", "birth_at_homes"]
    with pytest.raises(InputError) as told:
        catalogue_of(table)
    assert [one.where for one in told.value.mistakes] == [
        "intervention vaginal_birth through",
        "intervention vaginal_birth blocks",
        "pair product + product_tenfold",
        "pair vaginal_birth + birth_at_homes",
    ]


@pytest.mark.parametrize(
    ("of", "found"),
    [
        (["product", "product_tenfold"], "both vary product"),
        (["latch_support", "emptying_when_ill"], "one of women ill"),
        (["peripartum_antibiotic_withheld", "peripartum_antibiotic_withheld"], "both vary"),
    ],
)
def test_two_that_exclude_each_other_are_no_pair(of, found):
    table = tomllib.loads(SHIPPED)
    table["pair"] = [{"of": of, "because": "a test"}]
    with pytest.raises(InputError, match=found):
        catalogue_of(table)


def test_a_pair_for_which_there_are_no_women_is_none():
    table = but(of="birth by a clinic")
    table["pair"] = [{"of": ["vaginal_birth", "birth_at_home"], "because": "a test"}]
    with pytest.raises(InputError, match="caesarean yes and no"):
        catalogue_of(table)


def test_what_cannot_be_set_and_an_end_before_its_beginning_are_told():
    held = [{"exposure": "hospital", "level": 1.0, "from_day": 4, "until_day": 4}]
    with pytest.raises(InputError) as told:
        catalogue_of(but(sets={"care_antibiotic_chance": 1.5}, exposure=held))
    assert [one.found for one in told.value.mistakes] == ["1.5", "day 4 to 4"]


def test_an_unknown_intervention_lists_the_catalogue_with_the_nearest():
    mistakes = []
    chosen(read_catalogue(), ["latch_suport"], mistakes)
    (mistake,) = mistakes
    assert mistake.allowed.startswith("latch_support (did you mean that?); of the catalogue: ")
    assert all(name in mistake.allowed for name in read_catalogue().named)


@pytest.fixture(scope="module")
def drawn():
    """The tables as they are, with the hypotheses on the product."""
    table = declared_parameters()
    protocol = comparison("product").women.protocol
    return worlds_of_draws(protocol, table, None, 2, 1).sets[0]


def differing(found):
    """Interventions that change anything in anybody."""
    return {line.what for line, one in found.changes.items() if one.differing}


@pytest.mark.parametrize(
    ("names", "without"),
    [(BY_BIRTH, ("birth_canal", "maternal_faecal", "environment")), (BY_CARE, ("care", "cessation", "probiotic", "contact"))],
)
def test_without_its_mechanism_an_intervention_does_exactly_nothing(names, without, drawn):
    out = without if names is BY_CARE else (*without, "antibiotics")
    assert set(out) <= {name for one in names for name in read_catalogue().named[one].through}
    with_it, without_it = (compared_draw(comparison(*names, dyads=32, without=one), drawn, 0) for one in ((), out))
    assert set(names) <= differing(with_it)
    assert differing(without_it) == set()


def test_under_no_effect_the_product_leaves_every_resident_as_it_was_to_the_last_bit(drawn):
    asked = comparison("product", "product_tenfold", "product_from_pregnancy")
    found = compared_draw(asked, drawn, 0)
    null = [one for line, one in found.changes.items() if line.hypothesis == "null"]
    assert len(null) == 3 * len(OUTCOMES)
    assert {(one.change, one.error, one.differing) for one in null} == {(0.0, 0.0, 0)}
    dyads = Dyads(asked.women, asked.machine, drawn.table, np.arange(8), Streams(1000), asked.means)
    who = np.arange(8)
    lived = dyads.lived([World(who), World(who, asked.interventions[:1])], "usual and product").trajectory
    kept = [i for i, name in enumerate(lived.stocks) if not name.endswith("__strain")]
    strain = lived.stocks.index("infant_gut__strain")
    np.testing.assert_array_equal(lived.amounts[:8, :, kept], lived.amounts[8:, :, kept])
    np.testing.assert_array_equal(lived.bothered[:8], lived.bothered[8:])
    assert (lived.amounts[8:, :, strain] > 0).any()
    assert not lived.amounts[:8, :, strain].any()


def test_care_when_ill_changes_nothing_of_women_who_are_not(drawn):
    asked = comparison("antibiotic_withheld_when_ill")
    dyads = Dyads(asked.women, asked.machine, drawn.table, np.arange(24), Streams(1000), asked.means)
    who = np.arange(24)
    lived = dyads.lived([World(who), World(who, asked.interventions)], "usual and withheld")
    ill, kept = lived.ill, lived.trajectory.bothered
    well = np.flatnonzero(~ill[:24])
    assert 0 < len(well) < 24
    np.testing.assert_array_equal(kept[well], kept[24 + well])
    np.testing.assert_array_equal(ill[:24], ill[24:])


def test_a_covariate_is_changed_alone_and_all_others_stay_as_drawn(drawn):
    asked = comparison("latch_support")
    dyads = Dyads(asked.women, asked.machine, drawn.table, np.arange(40), Streams(1000), asked.means)
    who = np.flatnonzero(dyads.covariates()["latch_trouble"] > 0)
    cohorts = [dyads.lived([World(who, changes)], f"{len(changes)}").cohort for changes in ((), asked.interventions)]
    usual, changed = cohorts
    index = asked.machine.network.parameter_index
    assert {name for name in usual.covariates if (usual.covariates[name] != changed.covariates[name]).any()} == {"latch_trouble"}
    moved = {name for name, i in index.items() if (usual.parameters[:, i] != changed.parameters[:, i]).any()}
    assert moved == {"trauma_hazard", "blocked_duct_hazard"}
    for name, by in (("trauma_hazard", 4.0), ("blocked_duct_hazard", 5.0)):  # as the population multiplies them
        np.testing.assert_allclose(usual.parameters[:, index[name]], by * changed.parameters[:, index[name]], rtol=1e-12)


def test_what_a_protocol_sets_for_every_woman_gives_way_to_an_intervention_alone():
    asked = comparison("antibiotic_when_ill", of="nct04032899")
    table = declared_parameters()
    dyads = Dyads(asked.women, asked.machine, table, np.arange(8), Streams(1), asked.means)
    column = asked.machine.network.parameter_index["care_antibiotic_chance"]
    chances = [dyads.lived([World(np.arange(8), one)], "care").cohort.parameters[:, column] for one in ((), asked.interventions)]
    assert [set(one.tolist()) for one in chances] == [{0.15}, {1.0}]


def test_an_interaction_is_the_pair_less_the_sum_of_its_parts_in_the_dyads_of_the_pair(drawn):
    asked = comparison("vaginal_birth", "peripartum_antibiotic_withheld", dyads=32, outcomes=("distance_day_7",))
    found = compared_draw(asked, drawn, 0)
    line = Line(asked.pairs[0].name, "any", "distance_day_7")
    alone = [found.changes[line._replace(what=name)] for name in asked.pairs[0].of]
    assert found.interactions[line].n == found.changes[line].n
    # every woman with a caesarean had the antibiotic, so that the first part has the very dyads of the pair
    assert alone[0].n == found.changes[line].n
    assert found.interactions[line].change != pytest.approx(found.changes[line].change)


def _ill_before():
    """A protocol that asks for women who had mastitis before."""
    basis = {"kind": "expert", "note": "a test"}
    asked = {"covariate": "previous_mastitis", "present": True, "basis": basis}
    return comparison("latch_support", of=Protocol.read("nct04032899").but({"eligibility.covariates": [asked]})).women


def test_women_of_a_protocol_have_the_covariates_that_it_asks_for():
    women = _ill_before()
    who = women.first(20, Streams(3))
    known = sample_covariates(women.population, int(who.max()) + 1, Streams(3)).covariates["previous_mastitis"]
    assert known[who].all()
    assert known.sum() == len(who)  # the first who have it, nobody left out


def test_women_who_are_too_rare_are_told(monkeypatch):
    monkeypatch.setattr("milkway.interventions.asked_women.MOST_LOOKED_AT", 2)  # one in eleven has it
    with pytest.raises(RunError, match=r"only \d+ of \d+ candidates have the covariates that nct04032899 asks for"):
        _ill_before().first(20, Streams(3))
