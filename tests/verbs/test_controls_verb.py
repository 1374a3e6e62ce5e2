"""The verb that scores controls: all pass on a small pool of a protocol that ships, and mistakes are told at once."""

import json

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError


@pytest.fixture(scope="module")
def finished():
    return milkway.controls("hurtado2017", pool=50, reps=40)


def test_no_control_fails(finished):
    verdicts = {one["name"]: one["verdict"] for one in finished.summary["controls"]}
    assert list(verdicts) == [
        "arms that differ in nothing",
        "labels exchanged",
        "product given after the endpoint",
        "an antibiotic to the end",
    ]
    assert "failed" not in verdicts.values()
    assert list(verdicts.values())[:3] == ["passed"] * 3


def test_the_summary_is_json_and_what_is_printed_says_the_right_answer(finished, capsys):
    assert json.loads(json.dumps(finished.summary, allow_nan=False)) == finished.summary
    finished.tell()
    told = " ".join(capsys.readouterr().out.split())
    assert "right answer" in told
    assert "controls with a known answer passed" in told
    assert len(finished.table) == 4


def test_every_mistake_is_told_at_once(capsys):
    with pytest.raises(InputError) as wrong:
        milkway.controls("hurtado2017", endpoint="mastitis", routes="away", pool=3, reps=0, seed=-1)
    assert {one.where for one in wrong.value.mistakes} == {"endpoint", "routes", "pool", "reps", "seed"}
    assert main(["controls", "hurtado2017", "--pool", "3", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["mistakes"][0]["where"] == "pool"
