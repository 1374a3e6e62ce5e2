"""A protocol of one's own: written with every key explained, valid as it is, and never over another file."""

import json
import tomllib

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.protocol.known import known_words, read_known_protocol
from milkway.protocol.protocol_file import shipped_protocols
from milkway.protocol.schema import protocol_schema


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return milkway.new(tmp_path_factory.mktemp("own") / "my-trial.toml")


@pytest.fixture(scope="module")
def text(made):
    return made.protocol.read_text(encoding="utf-8")


def test_what_is_written_has_no_mistake_and_its_own_name(made):
    assert read_known_protocol(made.protocol).name == "my-trial"


def test_every_key_of_a_protocol_stands_in_the_file(text):
    schema = protocol_schema(known_words())
    parts = [schema, *(part for part in schema["$defs"].values() if "properties" in part)]
    assert not {key for part in parts for key in part["properties"] if key not in text}


def test_an_editor_is_told_of_the_schema_beside_the_file(made, text):
    assert text.splitlines()[0] == f"#:schema ./{made.schema.name}"
    assert json.loads(made.schema.read_text(encoding="utf-8")) == protocol_schema(known_words())


def test_numbers_await_a_basis_save_effects_that_others_tuned(made):
    protocol = read_known_protocol(made.protocol)
    arms = [arm.basis for arm in protocol.arms if arm.basis is not None]
    others = [protocol.design.basis, protocol.dropout.basis, protocol.mastitis.basis, protocol.assays.diary.basis, *arms]
    others += [part.basis for part in (*protocol.visits, *protocol.parameters, *protocol.assays.culture)]
    assert {basis.kind for basis in others} == {"placeholder"}
    assert all(one.basis.kind == "tuned" for one in protocol.hypotheses if one.sets)


def test_a_protocol_like_one_that_ships_has_its_numbers_and_not_its_results(tmp_path):
    own = read_known_protocol(milkway.new(tmp_path / "own.toml", like="hurtado2017").protocol)
    shipped = read_known_protocol("hurtado2017")
    assert (own.design, own.arms, own.dropout, own.hypotheses) == (
        shipped.design,
        shipped.arms,
        shipped.dropout,
        shipped.hypotheses,
    )
    assert not own.study
    assert not own.used_in_tuning
    assert not any(endpoint.published for endpoint in own.endpoints)


def test_no_file_is_overwritten(made, text):
    with pytest.raises(InputError, match="exists"):
        milkway.new(made.protocol)
    assert made.protocol.read_text(encoding="utf-8") == text


def test_a_schema_of_somebody_else_is_not_overwritten(tmp_path):
    (tmp_path / "milkway-protocol.schema.json").write_text("{}")
    with pytest.raises(InputError, match=r"schema\.json"):
        milkway.new(tmp_path / "own.toml")
    assert not (tmp_path / "own.toml").exists()


def test_another_protocol_goes_into_the_same_folder(made):
    assert milkway.new(made.protocol.with_name("second.toml")).schema == made.schema


@pytest.mark.parametrize(("name", "like", "told"), [("own.txt", "", ".toml"), ("own.toml", "hurtado2071", "hurtado2017")])
def test_every_mistake_names_what_is_allowed(name, like, told, tmp_path):
    with pytest.raises(InputError, match=told):
        milkway.new(tmp_path / name, like=like)


def test_the_command_prints_one_object(tmp_path, capsys):
    assert main(["new", str(tmp_path / "own.toml"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "protocol": str(tmp_path / "own.toml"),
        "schema": str(tmp_path / "milkway-protocol.schema.json"),
    }
    assert tomllib.loads((tmp_path / "own.toml").read_text(encoding="utf-8"))["name"] == "own"


def test_a_data_file_of_every_protocol_that_ships_has_a_comment_for_each_column_and_no_women(tmp_path):
    for name in shipped_protocols():
        lines = milkway.new(tmp_path / f"{name}.csv", data=name).data.read_text(encoding="utf-8").splitlines()
        columns = lines[-1].split(",")
        assert {line.removeprefix("# ").partition(":")[0] for line in lines[:-1]} >= set(columns)
        with pytest.raises(InputError, match="no woman"):
            milkway.analyse(name, tmp_path / f"{name}.csv")


def test_a_data_file_is_named_after_its_protocol_and_never_overwrites(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "--data", "hurtado2017"]) == 0
    assert "milkway analyse hurtado2017 hurtado2017-data.csv" in capsys.readouterr().out
    assert main(["new", "--data", "hurtado2017"]) == 2
    assert "which exists" in capsys.readouterr().err
    assert main(["new"]) == 2
    assert main(["new", "mine.txt", "--data", "hurtado2017", "--like", "hurtado2017"]) == 2
    assert capsys.readouterr().err.count("found") == 3
