"""A whole number is a whole number: what is anything else is refused by every verb and every option, and nothing is rounded."""

import json
from typing import get_args

import numpy as np
import pytest

import milkway
from milkway.cli import app, main
from milkway.core.errors import InputError
from milkway.core.numerals import read_number, read_whole, whole_of

ASKED = {
    "trial": ("hurtado2017", ("dyads", "seed", "draws")),
    "power": ("hurtado2017", ("reps", "pool", "seed", "draws")),
    "designs": ("hurtado2017", ("reps", "pool", "seed")),
    "simulate": (None, ("days", "dyads", "seed")),
    "export_sbml": (None, ("days",)),
    "claims": (None, ("dyads", "seed")),
    "qualify": (None, ("draws", "seed", "infants")),
    "calibrate": (None, ("seed",)),
}
FRACTIONS = {"power": ("target",), "qualify": ("size",)}


def _refused(verb, **arguments):
    """Return what a verb says is wrong with its arguments."""
    first = ASKED[verb][0]
    with pytest.raises(InputError) as told:
        getattr(milkway, verb)(*([] if first is None else [first]), **arguments)
    return sorted(mistake.where for mistake in told.value.mistakes)


@pytest.mark.parametrize("wrong", [2.5, 40.0, True, "40"])
@pytest.mark.parametrize("verb", ASKED)
def test_a_verb_refuses_what_is_no_whole_number(verb, wrong):
    names = ASKED[verb][1]
    assert _refused(verb, **dict.fromkeys(names, wrong)) == sorted(names)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), True, "0.5"])
@pytest.mark.parametrize("verb", FRACTIONS)
def test_a_verb_refuses_what_is_no_finite_number(verb, wrong):
    assert _refused(verb, **dict.fromkeys(FRACTIONS[verb], wrong)) == list(FRACTIONS[verb])


def test_arrays_and_floating_numbers_of_numpy_are_no_whole_numbers():
    for wrong in (np.float64(40), np.True_, [40], np.array([40, 41]), None):
        assert whole_of(wrong) is None


def test_numbers_in_text_are_understood_whole_or_not_at_all():
    for text in ("1.5x", "1e999", "nan", "inf", "2,5", "1_0", "\uff14\uff10", "0x10", "", " 4", "4 0", "\u22124", "--4"):
        assert read_number(text) is None, text
        assert read_whole(text) is None, text
    assert read_number("-1.5e-3") == -0.0015
    assert read_number("5.") == 5.0


@pytest.mark.parametrize("verb", ASKED)
def test_an_option_refuses_what_is_no_number_and_all_are_named_at_once(verb, capsys, tmp_path):
    first, names = ASKED[verb]
    given = [word for name in (*names, *FRACTIONS.get(verb, ())) for word in (f"--{name}", "2,5")]
    out = ["--out", str(tmp_path / "model.xml")] if verb == "export_sbml" else []
    assert main([*verb.split("_"), *([] if first is None else [first]), *out, *given]) == 2
    told = capsys.readouterr().err
    assert [name for name in (*names, *FRACTIONS.get(verb, ())) if f"- {name}: found '2,5'" not in told] == []


@pytest.mark.parametrize("wrong", ["1.5", "8.0", "1e3"])
def test_no_option_rounds(wrong, capsys):
    assert main(["simulate", "--seed", wrong, "--dyads", wrong, "--days", wrong, "--json"]) == 2
    assert {one["found"] for one in json.loads(capsys.readouterr().out)["error"]["mistakes"]} == {repr(wrong)}


@pytest.mark.parametrize("n", ["100:800:1e2", "100.5", "100:800", "1_00", 100.0, True])
def test_sizes_of_a_trial_are_whole(n):
    assert _refused("power", n=n) == ["n"]


@pytest.mark.parametrize("truth", ["0,7", "nan", float("inf"), True])
def test_a_truth_is_a_finite_number(truth):
    assert _refused("power", truth=truth) == ["truth"]
    assert _refused("designs", truth=truth) == ["truth"]


def test_whole_numbers_of_numpy_are_whole():
    found = milkway.simulate(days=np.int64(1), dyads=np.uint8(1), seed=np.int32(3), mean_field=True)
    assert json.loads(json.dumps(found.summary))["seed"] == 3


def test_every_option_that_holds_a_number_is_read_by_the_same_rules():
    commands = [app[name] for name in app if not name.startswith("-")] + [app["export"]["sbml"], app["export"]["parameters"]]
    options = [one for command in commands if command.default_command for one in command.assemble_argument_collection()]
    numbers = [one.name for one in options if {int, float} & {one.hint, *get_args(one.hint)}]
    own = [one.name for one in options if one.parameter.converter is not None]
    assert numbers
    assert numbers == own
