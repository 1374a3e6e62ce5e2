import pytest

from milkway.core.errors import InputError
from milkway.core.schedule import steps
from milkway.scenarios.plan import DECIDED, plan, settings
from milkway.scenarios.scenario import Probiotic, Spell
from milkway.scenarios.scenario_words import read_scenario, scenario_of


def _steps(scenario, usual=()):
    found = steps(usual).leaving_out(DECIDED).plus(plan(scenario, 1))
    return list(zip(found.day.tolist(), found.exposure, found.level.tolist(), strict=True))


def test_a_dose_is_read_with_its_days():
    scenario = scenario_of(probiotic="3e9 CFU/day from day 4 to day 64")
    assert scenario.probiotic.spells == (Spell(4, 64),)
    assert settings(scenario) == {"dose": 3e9}
    taking = [step for step in _steps(scenario) if step[1] == "taking_product"]
    assert taking == [(4, "taking_product", 1.0), (64, "taking_product", 0.0)]


def test_every_mistake_is_told_at_once():
    scenario, mistakes = read_scenario("water", "bottle", "3e9 mg from day 4 to day 2", "day 5 to 500", "1000 feeds", 100)
    assert scenario is None
    assert [mistake.where for mistake in mistakes] == ["birth", "feeding", "probiotic", "probiotic", "antibiotics", "emptying"]


def test_a_model_is_complete_or_lacks_processes_that_exist():
    assert scenario_of(model="complete without entero_mammary, prenatal").without == ("entero_mammary", "prenatal")
    assert scenario_of(model="complete").without == ()
    for wrong in ("whole", "complete without teleportation"):
        with pytest.raises(InputError, match="model"):
            scenario_of(model=wrong)


def test_a_dose_without_days_is_taken_from_birth_on():
    probiotic = scenario_of(probiotic="3e9 CFU/day", days=90).probiotic
    assert probiotic == Probiotic(3e9, (Spell(0, 90),))


@pytest.mark.parametrize("dose", ["0 CFU/day from day 1 to day 2", "-1e9 CFU/day from day 1 to day 2", "lots", "3e9 mg"])
def test_a_dose_that_is_none_is_refused(dose):
    with pytest.raises(InputError, match="probiotic"):
        scenario_of(probiotic=dose)


def test_formula_ends_breastfeeding_at_birth_and_weaning_on_its_day():
    assert (0, "ceased", 1.0) in _steps(scenario_of(feeding="formula"))
    assert (30, "ceased", 1.0) in _steps(scenario_of(feeding="breast until day 30"))
    assert not any(step[1] == "ceased" for step in _steps(scenario_of()))


def test_what_the_scenario_decides_replaces_what_covariates_imply():
    usual = ((0, 0, "caesarean", 1.0), (0, -1, "maternal_antibiotic", 1.0), (0, 14, "pumping", 1.0))
    keys = [step[1] for step in _steps(scenario_of(birth="vaginal", antibiotics="none"), usual)]
    assert "caesarean" not in keys
    assert "maternal_antibiotic" not in keys
    assert "pumping" in keys


def test_emptying_sets_feeds_and_fraction():
    assert settings(scenario_of(emptying="12 feeds, fraction 0.8")) == {
        "feeds_per_day": 12.0,
        "usual_feeds": 12.0,
        "removal_fraction": 0.8,
    }
    assert settings(scenario_of()) == {}


def test_a_product_and_antibiotics_may_come_in_several_spells():
    scenario = scenario_of(probiotic="3e9 CFU/day from day -28 to day -7, day 4 to 64", antibiotics="day 1 to 3, day 3 to 9")
    assert scenario.probiotic == Probiotic(3e9, (Spell(-28, -7), Spell(4, 64)))
    assert scenario.antibiotics == (Spell(1, 3), Spell(3, 9))
    days = [(day, level) for day, key, level in _steps(scenario) if key == "maternal_antibiotic"]
    assert days == [(1, 1.0), (3, 0.0), (3, 1.0), (9, 0.0)]


@pytest.mark.parametrize(
    "words", ["day 4 to 20, day 10 to 30", "day 30 to 40, day 4 to 20", "day 9 to 4", "day 4 to 9,", "day 4"]
)
def test_spells_out_of_order_are_refused_with_what_is_allowed(words):
    with pytest.raises(InputError, match=r"antibiotics: found .*; allowed: "):
        scenario_of(antibiotics=words)


def test_courses_of_the_infant_are_its_own():
    scenario = scenario_of(infant_antibiotics="day 2 to day 5, day 30 to 37", antibiotics="day 1 to 3")
    assert scenario.infant_antibiotics == (Spell(2, 5), Spell(30, 37))
    days = [(day, level) for day, key, level in _steps(scenario) if key == "infant_antibiotic"]
    assert days == [(2, 1.0), (5, 0.0), (30, 1.0), (37, 0.0)]
    assert not any(step[1] == "infant_antibiotic" for step in _steps(scenario_of(antibiotics="day 1 to 3")))


@pytest.mark.parametrize("words", ["day -1 to 3", "day 4 to 20, day 10 to 30", "peripartum", "day 100 to 130", "day 4", ""])
def test_courses_of_the_infant_begin_at_birth_at_the_earliest_and_are_refused_with_what_is_allowed(words):
    with pytest.raises(InputError, match=r"infant_antibiotics: found .*; allowed: "):
        scenario_of(infant_antibiotics=words)


def test_routes_that_a_run_does_not_have_cannot_be_shut():
    assert scenario_of(off="skin, contact").off == ("skin", "contact")
    assert scenario_of(off=["entero_mammary"], routes="on").off == ("entero_mammary",)
    for words in (
        {"off": "skni"},
        {"off": "prenatal"},
        {"off": "skin", "model": "complete without skin"},
        {"off": "neutrophils"},
    ):
        with pytest.raises(InputError, match=r"off: found '.*'; allowed: a route of this run: milk_feeding, retrograde, "):
            scenario_of(**words)


def test_a_hypothesis_sets_the_effects_of_the_protocol_that_ships():
    with pytest.raises(
        InputError, match="hypothesis: found 'immune' on a product that nobody takes; allowed: null, or a probiotic"
    ):
        scenario_of(hypothesis="immune")
    with pytest.raises(
        InputError, match="hypothesis: found 'competition', which sets effect_competition; allowed: null, or a model"
    ):
        scenario_of(hypothesis="competition", probiotic="1e9 CFU/day", model="complete without competition")
    assert scenario_of(antibiotics="peripartum, day 10 to 17").antibiotics == (Spell(-1, 1), Spell(10, 17))
    scenario = scenario_of(hypothesis="immune", probiotic="1e9 CFU/day")
    assert settings(scenario) == {"dose": 1e9, "effect_immunomodulation": 0.15}
    assert "hurtado2017" in scenario.hypothesis.basis
    with pytest.raises(InputError, match=r"hypothesis: found 'magic'; allowed: null, competition, immune, both"):
        scenario_of(hypothesis="magic")


def test_solid_food_comes_in_six_steps_over_the_second_half_of_the_first_year():
    solids = [(day, level) for day, exposure, level in _steps(scenario_of(days=400)) if exposure == "solids"]
    assert solids == [(day, pytest.approx(step / 6)) for step, day in enumerate(range(180, 361, 30))]
    assert not [step for step in _steps(scenario_of(days=180)) if step[1] == "solids"]


@pytest.mark.parametrize(("birth", "home"), [("vaginal", 2), ("caesarean", 4)])
def test_mother_and_infant_go_home_two_days_later_after_a_caesarean(birth, home):
    found = _steps(scenario_of(birth=birth))
    assert [step for step in found if step[1] == "hospital"] == [(0, "hospital", 1.0), (home, "hospital", 0.0)]
    assert ((0, "caesarean", 1.0) in found) == (birth == "caesarean")
