"""A modeller's own mechanism, in a file of hers, reaches a what-if, a trial and a study of power, and nothing else changes."""

import json
from pathlib import Path

import numpy as np
import pytest

import milkway
from milkway.biology.models import COMPLETE
from milkway.cli import main
from milkway.cohorts.chosen import model_identity, model_words, parameters_for, plain_model, read_model
from milkway.core.errors import InputError
from milkway.core.model import process
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml

PAGE = Path(__file__).parents[2] / "docs" / "own-mechanism.md"
PUMP = PAGE.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]
KEY = "pump_arrival[s_aureus]"
OFF, ON = {KEY: 0.0}, {KEY: "1e8 cell/day"}


@pytest.fixture(scope="module")
def pump(tmp_path_factory):
    file = tmp_path_factory.mktemp("mine") / "pump.py"
    file.write_text(PUMP, encoding="utf-8")
    return f"{file}:MODEL"


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """A protocol with one hypothesis, without disputed routes."""
    tables = resolve(read_known_protocol("hurtado2017"))
    tables["hypotheses"] = tables["hypotheses"][:1]
    off = next(one for one in tables["routes"]["settings"] if len(one.get("without", ())) == 2)
    tables["routes"]["settings"] = [off | {"weight": 1.0}]
    path = tmp_path_factory.mktemp("protocol") / "small.toml"
    path.write_text(to_toml(tables), encoding="utf-8")
    return path


def _results(summary):
    return json.dumps(summary["endpoints"], sort_keys=True)


def test_a_mechanism_that_moves_nothing_changes_no_bit_and_one_that_does_is_seen(pump):
    shipped, off, on = (
        milkway.simulate(days=10, seed=2, at=(10,), **own)
        for own in ({}, {"model": pump, "values": OFF}, {"model": pump, "values": ON})
    )
    for key, amounts in shipped.series.data_vars.items():
        np.testing.assert_array_equal(off.series[key], amounts)
    assert float(on.series["left_milk__s_aureus"].item()) > 10 * float(shipped.series["left_milk__s_aureus"].item())
    assert "model" not in shipped.summary
    assert off.summary["model"]["added"] == ["pump_kit"]
    assert [one["unit"] for one in off.summary["values"]] == ["cell/day"]


def test_it_reaches_a_trial_and_its_report_and_is_another_run(pump, plan, tmp_path):
    small = {"dyads": 16, "seed": 3}
    shipped = milkway.trial(plan, out=tmp_path / "shipped", **small)
    off = milkway.trial(plan, out=tmp_path / "off", model=pump, values=OFF, **small)
    on = milkway.trial(plan, out=tmp_path / "on", model=read_model(pump, []).model, values=ON, **small)
    assert _results(off.summary) == _results(shipped.summary)
    assert _results(on.summary) != _results(shipped.summary)
    assert on.summary["model"]["words"] == "complete with pump_kit"
    assert "complete with pump_kit" in (tmp_path / "on" / "report.html").read_text(encoding="utf-8")
    for folder, own in (("on", {"values": {}}), ("shipped", {"model": pump, "values": OFF})):
        with pytest.raises(InputError, match="another run"):
            milkway.trial(plan, out=tmp_path / folder, **small, **own)
    assert _results(milkway.report(tmp_path / "on", model=pump).summary) == _results(on.summary)
    with pytest.raises(InputError, match="model"):
        milkway.report(tmp_path / "on")


@pytest.mark.slow  # as a trial does, which is tried above
def test_it_reaches_a_study_of_power(pump, plan, tmp_path):
    small = {"n": 20, "reps": 4, "pool": 20, "truth": "protocol", "seed": 3}
    shipped, off, on = (
        milkway.power(plan, out=tmp_path / name, **small, **own)
        for name, own in (("a", {}), ("b", {"model": pump, "values": OFF}), ("c", {"model": pump, "values": ON}))
    )
    assert off.summary["curve"] == shipped.summary["curve"]
    assert on.summary["every_endpoint"] != shipped.summary["every_endpoint"]
    assert on.summary["model"]["added"] == ["pump_kit"]


def test_a_changed_mechanism_of_the_same_name_is_another_model(pump, tmp_path):
    file = tmp_path / "pump.py"
    file.write_text(PUMP.replace("(1 - CEASED)", "(1 - CEASED) * (1 - CEASED)"), encoding="utf-8")
    marks = []
    for place in (pump, pump, f"{file}:MODEL"):
        chosen = read_model(place, [])
        table, _ = parameters_for(chosen, OFF, [])
        marks.append(model_identity(chosen.left, table)["model"]["mark"])
    assert marks[0] == marks[1] != marks[2]


def test_a_parameter_of_ones_own_is_checked_as_one_that_ships(pump):
    mistakes = []
    parameters_for(
        read_model(pump, mistakes), {KEY: "3 mL", "pump_arrival[e_coli]": 1, "pump_arrival[lactobacillus]": -1}, mistakes
    )
    assert [one.where for one in mistakes] == [f"values {KEY}", "values", "values pump_arrival[lactobacillus]"]
    assert "cell/day" in mistakes[0].allowed
    assert KEY in mistakes[1].allowed


def test_a_parameter_without_a_value_or_in_another_unit_than_that_of_its_name_is_told(tmp_path):
    wrong = PUMP.replace(', per=("taxon",)', "").replace("ARRIVAL[taxon]", "ARRIVAL")
    (tmp_path / "alone.py").write_text(wrong, encoding="utf-8")
    (tmp_path / "known.py").write_text(wrong.replace('"pump_arrival"', '"feeds_per_day"'), encoding="utf-8")
    for name, where, word in (
        ("alone", "pump_arrival", "a value of yours"),
        ("known", "feeds_per_day", "two units: 1/day and cell/day"),
    ):
        mistakes = []
        parameters_for(read_model(f"{tmp_path / name}.py:MODEL", mistakes), {}, mistakes)
        assert [one.where for one in mistakes] == [where]
        assert word in str(mistakes[0])


@pytest.mark.parametrize(
    "wrong", ["whole", "nowhere.py:MODEL", "json:loads", "no_such_package:MODEL", 3, None, "complete without x"]
)
def test_what_is_no_model_is_refused_by_every_verb(wrong):
    for call in (
        lambda: milkway.simulate(days=2, model=wrong),
        lambda: milkway.trial("hurtado2017", dyads=8, model=wrong),
        lambda: milkway.check("hurtado2017", model=wrong),
        lambda: milkway.designs("hurtado2017", model=wrong),
    ):
        with pytest.raises(InputError) as told:
            call()
        assert [one.where for one in told.value.mistakes] == ["model"]


def test_a_protocol_cannot_run_a_file(plan):
    text = plan.read_text(encoding="utf-8").replace('model = "complete"', 'model = "pump.py:MODEL"')
    plan.with_name("hostile.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="model"):
        milkway.check(plan.with_name("hostile.toml"))


def test_the_complete_model_has_no_mark_of_its_own():
    table, _ = parameters_for(read_model("complete", []), {}, [])
    assert model_identity(COMPLETE, table) == {}


BROKEN = {
    "undefined in a process": "@process()\ndef drain(model):\n    '''Milk drains.'''\n    yield nothing_of_this_name\n",
    "divides by zero in a process": "@process()\ndef drain(model):\n    '''Milk drains.'''\n    yield 1 / 0\n",
    "raises at once": "raise RuntimeError('no')\ndrain = None\n",
    "ends the program": "import sys\nsys.exit(3)\ndrain = None\n",
    "has no docstring": "@process()\ndef drain(model):\n    yield from ()\n",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_whatever_goes_wrong_in_a_mechanism_is_told_with_its_place(fault, tmp_path, capsys):
    path = tmp_path / "broken.py"
    head = "from milkway.biology.models import COMPLETE\nfrom milkway.core.model import process\n\n\n"
    path.write_text(head + BROKEN[fault] + "\nMODEL = COMPLETE.including(drain)\n", encoding="utf-8")
    assert main(["check", "hurtado2017", "--model", f"{path}:MODEL", "--json"]) == 2
    told = json.loads(capsys.readouterr().out)["error"]["mistakes"]
    assert [one["where"] for one in told] == (["drain"] if "docstring" in fault else ["model"])
    assert "docstring" in fault or "broken.py:" in told[0]["found"]


def test_a_mechanism_of_ones_own_in_place_of_one_of_ours_is_named():
    @process()
    def skin(model):
        """Nothing comes from the skin."""
        yield from ()

    rival = COMPLETE.without("skin").including(skin)
    assert model_words(rival) == "complete with another skin than ours"
    assert plain_model(rival)["model"]["replaced"] == ["skin"]
    assert model_words(COMPLETE.including(skin)) == "complete with skin"


def test_a_file_that_changes_within_a_second_is_read_anew(tmp_path):
    path = tmp_path / "quick.py"
    names = []
    for name in ("one", "two"):
        imports = "from dataclasses import replace\nfrom milkway.biology.models import COMPLETE\n"
        path.write_text(f"{imports}MODEL = replace(COMPLETE, name='{name}')\n", encoding="utf-8")
        names.append(read_model(f"{path}:MODEL", []).model.name)
    assert names == ["one", "two"]
    assert [one.name for one in tmp_path.iterdir()] == ["quick.py"]
