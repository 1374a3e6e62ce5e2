"""A whole number is a whole number: what is anything else is refused by every verb and every option, and nothing is rounded."""

import json

import numpy as np
import pytest

import milkway
from milkway.cli import app, main
from milkway.commands.options import Number, Whole
from milkway.core.errors import InputError

ASKED = {
    "trial": ("hurtado2017", ("dyads", "seed", "draws")),
    "power": ("hurtado2017", ("reps", "pool", "seed", "draws")),
    "designs": ("hurtado2017", ("reps", "pool", "seed")),
    "simulate": (None, ("days", "dyads", "seed")),
    "export_sbml": (None, ("days",)),
    "claims": (None, ("dyads", "seed")),
    "qualify": (None, ("draws", "seed")),
    "calibrate": (None, ("seed",)),
}
WHOLE = [(verb, first, name) for verb, (first, names) in ASKED.items() for name in names]
FRACTIONS = [("power", "hurtado2017", "target"), ("qualify", None, "size")]


def _refused(verb, first, **arguments):
    with pytest.raises(InputError) as told:
        getattr(milkway, verb)(*([] if first is None else [first]), **arguments)
    return [mistake.where for mistake in told.value.mistakes]


@pytest.mark.parametrize(("verb", "first", "name"), WHOLE)
def test_a_verb_refuses_what_is_no_whole_number(verb, first, name):
    for wrong in (2.5, 40.0, True, "40", np.float64(40), np.True_, float("nan"), [40], np.array([40, 41])):
        assert _refused(verb, first, **{name: wrong}) == [name], wrong


@pytest.mark.parametrize(("verb", "first", "name"), FRACTIONS)
def test_a_verb_refuses_what_is_no_finite_number(verb, first, name):
    for wrong in (float("nan"), float("inf"), -float("inf"), True, "0.5", np.float64("nan")):
        assert _refused(verb, first, **{name: wrong}) == [name], wrong


@pytest.mark.parametrize(("verb", "first", "name"), WHOLE + FRACTIONS)
@pytest.mark.parametrize("wrong", ["1.5x", "1e999", "nan", "2,5", "1_0", "\uff14\uff10", "0x10", ""])
def test_an_option_refuses_what_is_no_number_and_names_it(verb, first, name, wrong, capsys, tmp_path):
    out = ["--out", str(tmp_path / "model.xml")] if verb == "export_sbml" else []
    words = [*verb.split("_"), *([] if first is None else [first]), *out, f"--{name}", wrong, "--json"]
    if verb == "export_sbml":
        assert main(words[:-1]) == 2
        assert f"- {name}: found {wrong!r}" in capsys.readouterr().err
        return
    assert main(words) == 2
    mistakes = json.loads(capsys.readouterr().out)["error"]["mistakes"]
    assert [(one["where"], one["found"]) for one in mistakes] == [(name, repr(wrong))]


@pytest.mark.parametrize("wrong", ["1.5", "8.0", "1e3"])
def test_no_option_rounds(wrong, capsys):
    assert main(["simulate", "--seed", wrong, "--dyads", wrong, "--days", wrong, "--json"]) == 2
    assert {one["found"] for one in json.loads(capsys.readouterr().out)["error"]["mistakes"]} == {repr(wrong)}


@pytest.mark.parametrize("n", ["100:800:1e2", "100.5", "100:800", "1_00", "\uff11\uff10\uff10", 100.0, True, ""])
def test_sizes_of_a_trial_are_whole(n):
    assert _refused("power", "hurtado2017", n=n) == ["n"]


@pytest.mark.parametrize("truth", ["0,7", "nan", "inf", "0_7", float("nan"), float("inf"), True])
def test_a_truth_is_a_finite_number(truth):
    assert _refused("power", "hurtado2017", truth=truth) == ["truth"]
    assert _refused("designs", "hurtado2017", truth=truth) == ["truth"]


def test_whole_numbers_of_numpy_are_whole():
    found = milkway.simulate(days=np.int64(1), dyads=np.uint8(1), seed=np.int32(3), mean_field=True)
    assert json.loads(json.dumps(found.summary))["seed"] == 3


def test_every_option_that_holds_a_number_is_read_by_the_same_rules():
    for name in ("trial", "power", "designs", "simulate", "claims", "qualify", "calibrate"):
        for argument in app[name].assemble_argument_collection():
            if argument.hint in (int, float):
                assert argument.parameter.converter in {Whole.__metadata__[0].converter, Number.__metadata__[0].converter}
