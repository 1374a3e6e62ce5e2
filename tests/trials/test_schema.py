"""The schema that editors use: it takes what a protocol may say, in human forms too, and marks what it may not."""

import copy
import tomllib
from importlib import resources

import pytest
from jsonschema import Draft202012Validator

from milkway.protocol.known import known_words
from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.schema import protocol_schema


@pytest.fixture(scope="module")
def schema():
    return protocol_schema(known_words())


def shipped(name):
    return tomllib.loads(resources.files("milkway.protocol.shipped").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def mistakes(schema, plain):
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(plain)]


def test_the_schema_is_a_schema(schema):
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", shipped_protocols())
def test_a_protocol_that_ships_fits_the_schema(name, schema):
    assert mistakes(schema, shipped(name)) == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("population",), "nowhere"),
        (("design", "size"), "many"),
        (("design", "ends"), "some weeks"),
        (("dropout", "share"), 2),
        (("assays", "culture", 0, "limit"), 10),
        (("assays", "diary", "pain_noise"), 0),
        (("assays", "diary", "pain_noise"), -0.5),
        (("assays", "culture", 0, "groups", "staphylococcus", 0), "s_aurus"),
        (("arms", 0, "sets"), {"dosis": 1.0}),
        (("endpoints", 0, "analyses", 0), "risk_quotient"),
        (("routes", "settings", 0, "without", 0), "entero_mamary"),
    ],
)
def test_a_wrong_value_is_marked_where_it_stands(place, wrong, schema):
    plain = copy.deepcopy(shipped("hurtado2017"))
    part = plain
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = wrong
    assert len(set(mistakes(schema, plain))) == 1


def test_an_unknown_key_is_marked(schema):
    assert mistakes(schema, {**shipped("hurtado2017"), "weather": []}) == ["$"]


@pytest.mark.parametrize("ends", [112, "16 weeks", "21 days after enrolment"])
def test_a_day_is_a_number_or_a_text(ends, schema):
    plain = shipped("hurtado2017")
    assert mistakes(schema, {**plain, "design": {**plain["design"], "ends": ends}}) == []


def test_every_key_has_a_meaning(schema):
    parts = {"protocol": schema} | {name: part for name, part in schema["$defs"].items() if "properties" in part}
    keys = {(name, key): known for name, part in parts.items() for key, known in part["properties"].items()}
    silent = [place for place, known in keys.items() if not known.get("description") and "$ref" not in str(known)]
    assert len(keys) > 100
    assert not silent
