"""What commands answered is what they answer still: no number changes unseen.

A change that is meant is kept by `uv run python tests/kept/keep.py NAME` and stands in docs/changed-numbers.md.
"""

import pytest
from keeping import COMMANDS, answer, changes, kept
from protocols import write_protocols


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("kept")
    write_protocols(place)
    return place


def _marked(name):
    return pytest.param(name, marks=[pytest.mark.slow] if COMMANDS[name].get("slow") else [])


@pytest.mark.parametrize("name", [_marked(name) for name in COMMANDS])
def test_a_command_answers_what_it_answered(name, folder):
    differ = changes(kept(name), answer(name, folder))
    assert not differ, "\n".join(differ[:40])
