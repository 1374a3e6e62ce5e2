"""A population in a file beside the protocol: found, checked whole, kept with the run, and part of what makes it this run."""

import json
import re

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from own_trials import own_tables, written

import milkway
from milkway.cli import main
from milkway.cohorts.population_file import read_population
from milkway.core.errors import InputError
from milkway.protocol.known import known_words, read_known_protocol
from milkway.protocol.population_template import population_schema

ALL_PUMP = """
name = "pumping_women"
about = "Women who all express milk"
who = ["lactating women"]
based_on = "general"

[[covariate]]
name = "pumping"
meaning = "expresses milk"
kind = "definition"
chance = 1.0
note = "A condition of entry."

[[covariate.effect]]
exposure = "pumping"
to = 1.0
from_day = 4
kind = "definition"
note = "The covariate itself."
"""


@pytest.fixture
def beside(tmp_path):
    """A protocol, and its population in a folder beside it."""
    (tmp_path / "women").mkdir()
    (tmp_path / "women" / "pumping.toml").write_text(ALL_PUMP, encoding="utf-8")
    return written(tmp_path, own_tables(population="women/pumping.toml"))


def test_a_path_counts_from_the_folder_of_the_protocol(beside, monkeypatch, tmp_path):
    monkeypatch.chdir("/")
    protocol = read_known_protocol(beside)
    assert protocol.women == read_population(tmp_path / "women" / "pumping.toml")
    assert {one.name for one in read_population("general").covariates} == {one.name for one in protocol.women.covariates}


def test_a_run_keeps_its_population_and_another_population_is_another_run(beside, tmp_path, capsys):
    out, women = tmp_path / "run", tmp_path / "women" / "pumping.toml"
    first = milkway.trial(beside, out=out)
    baseline = (out / "tables" / "baseline.csv").read_text(encoding="utf-8")
    assert all("(100" in cell for cell in re.search(r"Pumping,(.*)", baseline)[1].split(","))
    women.write_text(ALL_PUMP.replace("chance = 1.0", "chance = 0.5"), encoding="utf-8")
    with pytest.raises(InputError, match="another run"):
        milkway.trial(beside, out=out)
    women.unlink()
    assert milkway.report(out).summary["endpoints"] == first.summary["endpoints"]
    assert milkway.trial(out / "protocol.toml", out=out).summary["endpoints"] == first.summary["endpoints"]
    assert main(["cite", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["protocol"] == "mine"


def test_mistakes_of_protocol_and_population_are_told_together(beside, tmp_path, capsys):
    women = tmp_path / "women" / "pumping.toml"
    women.write_text(ALL_PUMP.replace("chance = 1.0", "chance = 1.5").replace('"general"', '"nobody"'), encoding="utf-8")
    beside.write_text(beside.read_text(encoding="utf-8").replace("size = 8", 'size = "few"'), encoding="utf-8")
    assert main(["check", str(beside)]) == 2
    told = capsys.readouterr().err
    for said in (
        "women/pumping.toml: covariate pumping chance: found 1.5; allowed: 0 to 1",
        "based_on: found 'nobody'",
        "design.size",
    ):
        assert said in told


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('exposure = "pumping"', 'exposure = "pumpng"', "covariate pumping effect exposure: found 'pumpng'; allowed: pumping"),
        ('exposure = "pumping"\nto = 1.0\nfrom_day = 4', 'multiplies = "frailt"\nto = 2.0', "found frailt; allowed: a key"),
        ("chance = 1.0", "mean = 1.0\nsd = 0.1", "a covariate that is a yes or no"),
        ("chance = 1.0", "median = -1.0\ngsd = 2.0", "pumping median: found -1.0; allowed: above 0"),
        ("chance = 1.0", "chance = nan", "pumping chance: found nan; allowed: 0 to 1"),
        ('kind = "definition"\nchance', 'kind = "guess"\nchance', "key covariate[1].kind: found 'guess'"),
        ("[[covariate]]", "[[covariate]", "TOML in UTF-8"),
        ('based_on = "general"', 'based_on = "pumping.toml"', "based_on: found 'pumping.toml'; allowed: general"),
    ],
)
def test_what_a_population_cannot_say_is_told_before_anything_runs(right, wrong, told, beside, tmp_path):
    (tmp_path / "women" / "pumping.toml").write_text(ALL_PUMP.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(told)):
        milkway.check(beside)


def test_a_file_that_is_not_there_is_named_with_the_place_where_it_was_looked_for(beside, tmp_path):
    (tmp_path / "women" / "pumping.toml").unlink()
    with pytest.raises(InputError, match=f"no {tmp_path / 'women' / 'pumping.toml'}"):
        milkway.check(beside)


def test_strata_are_those_of_the_own_population(beside):
    with pytest.raises(InputError, match="pumping of pumping_women is 1 to 1"):
        read_known_protocol(beside).but({"design.strata": ["pumping"]})


@pytest.mark.parametrize("like", ["", "spain_peripartum_antibiotics"])
def test_a_population_to_start_from_has_no_mistake_and_fits_its_schema(like, tmp_path):
    made = milkway.new(tmp_path / "my-women.toml", population=True, like=like)
    text, schema = made.population.read_text(encoding="utf-8"), json.loads(made.schema.read_text(encoding="utf-8"))
    assert schema == population_schema(known_words())
    plain = milkway.core.typed_files.toml_tables(text)
    assert not list(Draft202012Validator(schema).iter_errors(plain))
    assert list(Draft202012Validator(schema).iter_errors(plain | {"weather": 1}))
    keys = {key for part in (schema, *schema["$defs"].values()) for key in part.get("properties", {})}
    assert not {key for key in keys if key not in text}
    women = read_known_protocol(written(tmp_path, own_tables(population="my-women.toml"))).women
    assert women.name == "my-women"
    assert np.isin([one.chance for one in women.covariates if one.name == "parous"], [1.0, 0.542]).all()


def test_a_population_is_written_over_no_file(tmp_path):
    milkway.new(tmp_path / "women.toml", population=True)
    with pytest.raises(InputError, match="exists"):
        milkway.new(tmp_path / "women.toml", population=True)
    with pytest.raises(InputError, match="population as well"):
        milkway.new(population=True, data="hurtado2017")
