import pytest

from milkway.cohorts.population import Covariate, Effect, Population, population_mistakes
from milkway.cohorts.population_file import population_names, read_population
from milkway.core.errors import InputError
from milkway.core.units import parse_unit
from milkway.ledger.quantities import read_quantities
from milkway.ledger.sources import read_sources, split_keys
from milkway.ledger.tables import read_parameters


@pytest.mark.parametrize("name", population_names())
def test_a_population_that_ships_has_no_mistakes(name):
    assert read_population(name).name == name


@pytest.mark.parametrize("name", population_names())
def test_every_locator_of_a_population_leads_to_a_quantity_or_a_page(name):
    quantities = read_quantities()
    for covariate in read_population(name).covariates:
        for item in (covariate, *covariate.effects):
            assert all(key in quantities or key.startswith("https://") for key in split_keys(item.locator)), item.locator


def test_all_women_of_hurtado_had_antibiotics_around_birth():
    covariates = {covariate.name: covariate for covariate in read_population("spain_peripartum_antibiotics").covariates}
    assert covariates["peripartum_antibiotic"].chance == 1.0
    assert covariates["peripartum_antibiotic"].chance_if == {}
    assert covariates["previous_mastitis"].effects[0].to == 4.0  # odds ratio of Foxman 2002


def test_a_population_based_on_another_differs_only_where_it_says_so():
    base, other = (read_population(name).covariates for name in ("general", "spain_peripartum_antibiotics"))
    assert [covariate.name for covariate in base] == [covariate.name for covariate in other]
    differing = [one.name for one, two in zip(base, other, strict=True) if one != two]
    assert differing == ["caesarean", "peripartum_antibiotic"]


def test_the_share_of_caesareans_among_women_with_antibiotics_follows_from_bayes():
    base, other = ({c.name: c for c in read_population(name).covariates} for name in ("general", "spain_peripartum_antibiotics"))
    caesarean, vaginal = base["caesarean"].chance, base["peripartum_antibiotic"].chance
    expected = caesarean / (caesarean + (1 - caesarean) * vaginal)
    assert other["caesarean"].chance == pytest.approx(expected, abs=0.0005)  # printed to three decimals


def test_all_mistakes_of_a_population_come_in_one_error(tmp_path):
    path = tmp_path / "odd.toml"
    path.write_text(
        """
name = "odd"
about = "women"
who = ["lactating women"]
[[covariate]]
name = "a"
meaning = "a"
kind = "measured"
chance = 1.5
chance_if = { nobody = 0.5 }
[[covariate.effect]]
kind = "placeholder"
to = 1.0
[[covariate]]
name = "b"
meaning = "b"
kind = "placeholder"
unit = "furlong"
mean = 2.0
""",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_population(path)
    text = str(caught.value)
    for said in ("1.5", "nobody", "no source or locator", "no target", "furlong", "covariate b: found mean", "covariate b note"):
        assert said in text


def test_a_key_that_does_not_exist_is_named(tmp_path):
    path = tmp_path / "odd.toml"
    path.write_text('name = "odd"\nabout = "x"\nwho = ["y"]\nsize = 3\n', encoding="utf-8")
    with pytest.raises(InputError, match="size: found an unknown key"):
        read_population(path)


def test_an_unknown_name_lists_the_populations_that_ship():
    with pytest.raises(InputError, match="general, spain_peripartum_antibiotics"):
        read_population("portugal")


@pytest.mark.parametrize("name", population_names())
def test_every_source_of_a_population_is_in_the_bibliography(name):
    assert set(read_population(name).sources()) <= set(read_sources())


@pytest.mark.parametrize("name", population_names())
def test_every_covariate_acts_on_a_parameter_of_the_tables_in_its_unit(name):
    rows = read_parameters().rows
    for covariate in read_population(name).covariates:
        for effect in covariate.effects:
            if effect.sets:
                assert parse_unit(rows[effect.sets].unit) == parse_unit(covariate.unit)
            elif effect.multiplies:
                assert effect.multiplies in rows


COVARIATE = {"name": "a", "meaning": "a", "kind": "tuned"}
YES, NORMAL, LOGNORMAL = {"chance": 0.5}, {"mean": 2.0, "sd": 1.0}, {"median": 2.0, "gsd": 1.5}
PUMPS = {"kind": "tuned", "exposure": "pumping", "to": 1.0, "from_day": 3}


def told(*covariates):
    """Return where mistakes of a population of these covariates lie."""
    population = Population(name="odd", about="women", who=("women",), covariates=covariates)
    return [one.where for one in population_mistakes(population)]


def covariate(*effects, **given):
    return Covariate(**COVARIATE | given, effects=tuple(Effect(**one) for one in effects))


@pytest.mark.parametrize(
    ("given", "where"),
    [
        (YES | {"chance": 0.0}, []),
        (YES | {"chance": 1.0}, []),
        (YES | {"chance": 1.01}, ["covariate a chance"]),
        (YES | {"chance": -0.01}, ["covariate a chance"]),
        (LOGNORMAL | {"gsd": 1.0}, []),
        (LOGNORMAL | {"gsd": 0.99}, ["covariate a gsd"]),
        (NORMAL | {"low": 1.0, "high": 1.1}, []),
        (NORMAL | {"low": 1.0, "high": 1.0}, ["covariate a"]),
        (NORMAL | {"median": 2.0}, ["covariate a"]),
        ({"mean": 2.0}, ["covariate a"]),
        ({}, ["covariate a"]),
        (YES | {"kind": "measured", "source": "s", "locator": "l"}, []),
        (YES | {"kind": "measured", "source": "s"}, ["covariate a"]),
        (YES | {"kind": "measured", "locator": "l"}, ["covariate a"]),
        (YES | {"kind": "derived"}, ["covariate a note"]),
        (YES | {"kind": "expert"}, ["covariate a note"]),
        (YES | {"kind": "expert", "note": "n"}, []),
    ],
)
def test_a_covariate_has_one_law_within_its_limits_and_says_where_it_comes_from(given, where):
    assert told(covariate(**given)) == where


@pytest.mark.parametrize(
    ("law", "effect", "where"),
    [
        (YES, PUMPS, []),
        (YES, PUMPS | {"until_day": 4}, []),
        (YES, PUMPS | {"until_day": 3}, ["until_day"]),
        (YES, PUMPS | {"from_day": None}, ["from_day"]),
        (YES, PUMPS | {"from_day": None, "until_day": 4}, ["from_day", "until_day"]),
        (YES, PUMPS | {"absent": 0.0}, ["absent"]),
        (YES, PUMPS | {"to": None}, ["to"]),
        (YES, {"kind": "tuned", "sets": "dose", "to": 1.0, "absent": 0.0}, []),
        (YES, {"kind": "tuned", "sets": "dose", "to": 1.0}, ["absent"]),
        (YES, {"kind": "tuned", "multiplies": "dose", "to": 2.0}, []),
        (YES, {"kind": "tuned", "multiplies": "dose", "to": 2.0, "from_day": 0}, ["from_day"]),
        (YES, {"kind": "tuned", "multiplies": "dose", "sets": "dose", "to": 2.0, "absent": 1.0}, [""]),
        (NORMAL, {"kind": "tuned", "sets": "dose"}, []),
        (NORMAL, {"kind": "tuned", "multiplies": "dose"}, []),
        (NORMAL, {"kind": "tuned", "sets": "dose", "to": 1.0}, ["to"]),
        (NORMAL, {"kind": "tuned", "sets": "dose", "absent": 1.0}, ["absent"]),
        (YES, {"kind": "measured", "multiplies": "dose", "to": 2.0}, [""]),
    ],
)
def test_an_effect_has_one_target_and_what_this_kind_of_target_needs(law, effect, where):
    assert told(covariate(effect, **law)) == [f"covariate a effect {one}".rstrip() for one in where]


def test_a_chance_may_hang_on_earlier_covariates_alone_and_no_name_stands_twice():
    first, second = covariate(**YES), covariate(name="b", chance=0.5, chance_if={"a": 1.0})
    assert told(first, second) == []
    assert told(second, first) == ["covariate b chance_if"]
    assert told(first, covariate(name="b", chance=0.5, chance_if={"a": 1.5})) == ["covariate b chance"]
    assert told(first, first) == ["covariate a"]
