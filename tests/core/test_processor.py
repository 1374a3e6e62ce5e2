"""Which processor code is made for: this one, or a level of x86-64 that is named."""

import pytest

from milkway.core.errors import InputError
from milkway.core.processor import LEVELS, named_processor


def test_without_a_name_code_is_made_for_this_processor(monkeypatch):
    monkeypatch.delenv("MILKWAY_CPU", raising=False)
    assert not named_processor()


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_can_be_named(monkeypatch, level):
    monkeypatch.setenv("MILKWAY_CPU", level)
    assert named_processor() == level


def test_an_unknown_processor_is_told_with_those_that_are_known(monkeypatch):
    monkeypatch.setenv("MILKWAY_CPU", "pentium")
    with pytest.raises(InputError, match=r"MILKWAY_CPU: found 'pentium'; allowed: x86-64, .*x86-64-v4"):
        named_processor()
