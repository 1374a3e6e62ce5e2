"""Tables of settings that ship: whom they are shown to, and that they say when they were made of other numbers."""

import pytest

from milkway.planning import kept_settings
from milkway.planning.kept_settings import kept_table, numbers_mark
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import resized

NAME = "hurtado2017"


@pytest.fixture
def protocol():
    return read_known_protocol(NAME)


@pytest.fixture
def kept(monkeypatch, protocol):
    tables = {NAME: {"made": "2026-01-02", "mark": numbers_mark(protocol), "summary": {"protocol": NAME}}}
    monkeypatch.setattr(kept_settings, "read_kept", lambda: tables)
    return tables


@pytest.mark.usefixtures("kept")
def test_a_table_is_of_the_protocol_whatever_its_size_and_settings(protocol):
    for one in (protocol, resized(protocol, 40), protocol.under({"ileum": "3e7"})):
        assert kept_table(one).made == "2026-01-02"
        assert not kept_table(one).stale


@pytest.mark.usefixtures("kept")
def test_a_changed_protocol_has_no_table(protocol):
    assert kept_table(protocol.but({"dropout.share": 0.01})) is None
    assert kept_table(read_known_protocol("nct04032899")) is None


def test_a_table_of_other_numbers_is_stale(kept, protocol):
    kept[NAME]["mark"] = "another"
    assert kept_table(protocol).stale


def test_the_mark_follows_the_protocol(protocol):
    assert numbers_mark(protocol) == numbers_mark(read_known_protocol(NAME))
    assert numbers_mark(protocol) != numbers_mark(protocol.but({"dropout.share": 0.01}))


@pytest.mark.slow
def test_every_table_that_ships_is_of_the_numbers_in_use():
    assert not [name for name in kept_settings.read_kept() if kept_table(read_known_protocol(name)).stale]
