"""Whatever a body holds, a question is read whole or every mistake in it is named; nothing ends in a traceback."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from installed import needs
from milkway.core.errors import InputError

pytest.importorskip("starlette")
from milkway.explorer.app import read
from milkway.explorer.worlds_asked import Inside, Lives, Sweep, World, scenarios_of

pytestmark = needs("explorer")
TEXT = some.text(max_size=40) | some.sampled_from(
    ("none", "breast until day 9", "3e9 CFU/day", "day 2 to 9", "<img onerror=alert(1)>", "skin", "on")
)
PLAIN = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | TEXT,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
WORLD = some.fixed_dictionaries({}, optional={name: TEXT | PLAIN for name in World.model_fields})
ASKED = some.fixed_dictionaries(
    {"worlds": some.lists(WORLD, max_size=3)},
    optional={name: PLAIN for name in ("days", "women", "seed", "chance", "fine", "taxa", "page", "path")},
)


@settings(max_examples=2500)
@given(body=ASKED | PLAIN)
def test_lives_are_read_or_refused(body):
    _read_or_refused(Lives, body)


@settings(max_examples=500)
@given(body=some.fixed_dictionaries({"worlds": some.lists(WORLD, max_size=9)}, optional={"day": PLAIN, "women": PLAIN}))
def test_a_sweep_is_read_or_refused(body):
    _read_or_refused(Sweep, body)


@settings(max_examples=500)
@given(body=some.fixed_dictionaries({"world": WORLD}, optional={"day": PLAIN, "days": PLAIN}))
def test_the_inside_of_a_world_is_read_or_refused(body):
    _read_or_refused(Inside, body)


@settings(max_examples=500)
@given(body=some.binary(max_size=60))
def test_bytes_are_read_or_refused(body):
    with pytest.raises(InputError):
        read(Lives, body)


def test_every_mistake_is_told_with_its_world():
    worlds = [World(birth="stork"), World(feeding="soup", off="skim")]
    with pytest.raises(InputError) as told:
        scenarios_of(worlds, 120, 1)
    assert [one.where for one in told.value.mistakes] == ["world 1: birth", "world 2: feeding", "world 2: off"]


def test_a_key_that_a_question_has_not_is_refused():
    with pytest.raises(InputError) as told:
        read(Lives, json.dumps({"worlds": [{}], "path": "/etc/passwd", "women": 33}).encode())
    assert {one.where for one in told.value.mistakes} == {"path", "women"}


def _read_or_refused(kind, body):
    mistakes = []
    try:
        asked = read(kind, json.dumps(body).encode())
        worlds = asked.worlds if hasattr(asked, "worlds") else [asked.world]
        assert len(scenarios_of(worlds, asked.days, asked.seed)) == len(worlds)
    except InputError as error:
        mistakes = error.mistakes
    assert all(one.where and one.found and one.allowed for one in mistakes)
