"""Settings: what each value sets, which one is the reference, and how a choice is read and told."""

import pytest

import milkway
from milkway.core.errors import InputError
from milkway.ledger.quantities import read_quantities
from milkway.ledger.setting_values import read_asked, read_settings, sets_of, settings_in, settings_line
from milkway.ledger.sources import read_sources, split_keys
from milkway.ledger.tables import read_parameters

EVERY = pytest.mark.parametrize("setting", read_settings().values(), ids=lambda one: one.key)


@EVERY
def test_the_reference_of_a_setting_is_what_stands_in_the_tables(setting):
    rows = read_parameters().rows
    reference = setting.named(setting.reference)
    assert {key: rows[key].value for key in reference.sets} == dict(reference.sets)


@EVERY
def test_every_value_of_a_setting_sets_the_same_parameters_to_other_numbers(setting):
    assert len({frozenset(one.sets) for one in setting.value}) == 1
    assert len({tuple(sorted(one.sets.items())) for one in setting.value}) == len(setting.value) > 1


@EVERY
def test_a_setting_says_why_with_sources_that_exist(setting):
    assert setting.why
    assert set(split_keys(setting.source)) <= set(read_sources())
    assert set(split_keys(setting.locator)) <= set(read_quantities())


@EVERY
def test_a_value_that_is_chosen_is_found_again_in_the_numbers_of_a_run(setting):
    for one in setting.value:
        found = {each.setting.key: each.value for each in settings_in(sets_of({setting.key: one.name}))}
        assert found[setting.key] == one.name


def test_numbers_that_are_no_value_of_a_setting_are_said_to_be_none():
    assert settings_in({"ileal_density": 7.0})[2].words == "ileum none of its values (reference 1e5)"


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("ileum", "setting ileum"),
        ("ilium=3e7", "setting"),
        ("ileum=4", "setting ileum"),
        (["ileum=3e7", "ileum=3e3"], "setting ileum"),
        ([3], "setting"),
    ],
)
def test_what_is_no_setting_is_told_with_what_may_be(asked, where):
    mistakes = []
    read_asked(asked, mistakes)
    assert [one.where for one in mistakes] == [where]


def test_a_run_says_its_settings_and_what_one_other_than_the_reference_sets():
    other = milkway.simulate(days=2, setting="antibiotic_tolerant=yes")
    assert [(one["parameter"], one["value"]) for one in other.summary["values"]] == [("antibiotic_tolerant", 1.0)]
    told = "sterile_share 40 (the reference), antibiotic_tolerant yes (reference no), ileum 1e5 (the reference)"
    assert settings_line(other.summary) == [f"Settings: {told}."]
    same = milkway.simulate(days=2, setting="antibiotic_tolerant=no").summary
    assert "values" not in same
    assert {one["setting"]: one["value"] for one in same["settings"]} == {
        one.key: one.reference for one in read_settings().values()
    }


def test_a_value_and_a_setting_of_one_parameter_are_refused():
    with pytest.raises(InputError, match="a value or a setting"):
        milkway.simulate(days=1, setting="ileum=3e7", values={"ileal_density": 5.0})
