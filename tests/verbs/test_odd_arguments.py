"""An argument of a type that no verb knows is refused by its name, whatever it is; it never ends in a traceback."""

import inspect

import pytest

import milkway
from milkway.commands.stated import verbs
from milkway.core.errors import InputError

FIRST = {
    "analyse": "hurtado2017",
    "trial": "hurtado2017",
    "power": "hurtado2017",
    "predict": "hurtado2017",
    "designs": "hurtado2017",
    "optimise": "hurtado2017",
    "controls": "hurtado2017",
    "settings": "hurtado2017",
    "check": "hurtado2017",
    "combine": "/nowhere",
    "cite": "hurtado2017",
    "report": "/nowhere",
    "new": "/nowhere/a.toml",
}
ODD = {"none": 3.5j, "a list": [object()], "a set": {1.5}}
SWITCHES = {
    "flip_distance",
    "folds",
    "missing",
    "own_results",
    "population",
    "least_favourable",
    "list_",
    "mean_field",
    "no_browser",
    "smoke",
    "with_women",
    "without_sponsor",
    "with_unreported",
    "without_model",
}


def _cases():
    for verb in verbs():
        for one in inspect.signature(getattr(milkway, verb)).parameters.values():
            if one.name not in SWITCHES:
                yield from (pytest.param(verb, one.name, odd, id=f"{verb}-{one.name}-{name}") for name, odd in ODD.items())


@pytest.mark.parametrize(("verb", "name", "odd"), list(_cases()))
def test_an_odd_argument_is_named(verb, name, odd):
    given = {} if verb not in FIRST else {next(iter(inspect.signature(getattr(milkway, verb)).parameters)): FIRST[verb]}
    given |= {"data": "/nowhere/women.csv"} if verb == "analyse" else {}
    named = {"seed": -1} if "seed" in inspect.signature(getattr(milkway, verb)).parameters and name != "seed" else {}
    with pytest.raises(InputError) as told:
        getattr(milkway, verb)(**{**given, **named, name: odd})
    assert name.rstrip("_") in {mistake.where.partition(" ")[0] for mistake in told.value.mistakes}


def test_nothing_is_as_odd_as_a_list_where_words_are_wanted():
    with pytest.raises(InputError) as told:
        milkway.simulate(
            birth=None, feeding=None, probiotic=3, antibiotics=["none"], infant_antibiotics=1, emptying={}, routes=None
        )
    odd = ["birth", "feeding", "probiotic", "antibiotics", "infant_antibiotics", "emptying", "routes"]
    assert [one.where for one in told.value.mistakes] == odd


@pytest.mark.parametrize("many", [10**12, 2**62])
def test_more_women_than_a_computer_holds_are_refused(many):
    for call in (
        lambda: milkway.trial("hurtado2017", dyads=many),
        lambda: milkway.power("hurtado2017", pool=many),
        lambda: milkway.simulate(dyads=many),
        lambda: milkway.Protocol.read("hurtado2017").but({"design.block": many}),
        lambda: milkway.Protocol.read("hurtado2017").but({"arms.placebo.allocation": many}),
    ):
        with pytest.raises(InputError, match="1,?000,?000"):
            call()
