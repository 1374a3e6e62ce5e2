"""A protocol object is read, changed and refused as a file is, and every verb takes it."""

import json
from inspect import Parameter, signature

import numpy as np
import pytest

import milkway
from milkway.core.errors import InputError
from milkway.folder import run_name
from milkway.protocol.resolve import resolve, to_toml

PLANNED = milkway.Protocol.read("hurtado2017")


def _refused(make, *given, **parts):
    with pytest.raises(InputError) as error:
        make(*given, **parts)
    return error.value.mistakes


def test_a_change_moves_what_it_names_and_nothing_else():
    other = PLANNED.but({"visits.week_4.day": 35}, title="Mine")
    plain, changed = resolve(PLANNED), resolve(other)
    assert changed["title"] == "Mine"
    assert changed["visits"][1]["day"] == 35
    changed["title"], changed["visits"][1]["day"] = plain["title"], plain["visits"][1]["day"]
    assert changed == plain


def test_a_changed_protocol_is_the_one_that_its_file_states(tmp_path):
    file = tmp_path / "mine.toml"
    other = PLANNED.but({"dropout.share": 0.1})
    file.write_text(to_toml(resolve(other)), encoding="utf-8")
    assert milkway.Protocol.read(file) == other


def test_arrays_tuples_and_parts_of_another_protocol_are_values():
    assert PLANNED.but({"design.size": np.int64(40)}).design.size == 40
    assert PLANNED.but(composition_days=np.array([0, 7])).composition_days == (0, 7)
    assert PLANNED.but(design=PLANNED.design, arms=PLANNED.arms) == PLANNED


def test_every_mistake_of_a_change_is_told_at_once():
    found = _refused(PLANNED.but, {"visits.wek_4.day": 35, "dropout.share": 2.0, "dropout.shae": 0.1}, begins=3)
    places = [one.where for one in found]
    assert 'changes "visits.wek_4.day"' in places
    assert {"dropout.share", "dropout.shae", "begins"} <= set(places)
    assert next(one for one in found if one.where == "dropout.shae").allowed.startswith("share (did you mean that?)")


def test_what_is_no_table_of_changes_is_refused():
    assert [one.where for one in _refused(PLANNED.but, "dropout.share")] == ["changes"]


def test_every_verb_of_a_protocol_takes_an_object():
    mine = PLANNED.but(name="mine", routes=resolve(PLANNED)["routes"])
    assert milkway.check(mine, dyads=40).summary["protocol"] == "mine"
    assert milkway.cite(mine).summary["protocol"] == "mine"
    for verb in (milkway.trial, milkway.power, milkway.designs):
        assert [one.where for one in _refused(verb, mine, seed=-1)] == ["seed"]


def test_an_object_that_was_not_made_by_reading_is_checked_as_a_file_is():
    forged = PLANNED.model_copy(update={"reference": "nobody"})
    for verb in (milkway.check, milkway.trial, milkway.power, milkway.designs, milkway.cite):
        assert "reference" in [one.where for one in _refused(verb, forged)]


def test_what_is_no_protocol_is_refused():
    for verb in (milkway.check, milkway.trial, milkway.power, milkway.designs):
        assert [one.where for one in _refused(verb, 5)] == ["protocol"]
    assert [one.where for one in _refused(milkway.cite, 5)] == ["run"]


@pytest.mark.parametrize("odd", [3, None, ["hurtado2017"]])
def test_what_cannot_name_a_protocol_is_refused(odd):
    with pytest.raises(InputError, match="the path of a TOML file"):
        milkway.Protocol.read(odd)


def test_a_place_within_a_part_that_is_given_whole_is_refused():
    planned = milkway.Protocol.read("hurtado2017")
    with pytest.raises(InputError, match="design.size"):
        planned.but({"design.size": 30}, design=planned.design)


def test_a_changed_protocol_has_a_folder_of_its_own():
    names = [run_name(one, one) for one in (PLANNED, PLANNED.but({"dropout.share": 0.1}), PLANNED.but({"dropout.share": 0.2}))]
    assert names[0] == "hurtado2017"
    assert len(set(names)) == 3


@pytest.mark.parametrize("name", [name for name in milkway.__all__ if name.islower() and name.isidentifier() and name[0] != "_"])
def test_all_but_the_first_argument_of_a_verb_has_its_name(name):
    kinds = [one.kind for one in signature(getattr(milkway, name)).parameters.values()]
    first = 2 if name == "analyse" else 1  # an analysis is of a protocol and data
    assert set(kinds[first:]) <= {Parameter.KEYWORD_ONLY}


def test_public_names_are_shown_and_the_version_is_that_of_the_package():
    assert set(dir(milkway)) == set(milkway.__all__)
    assert milkway.__version__ == json.loads(f'"{milkway.__version__}"') != ""
