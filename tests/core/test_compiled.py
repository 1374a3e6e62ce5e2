"""Compiled functions and their code on disk, whole or not."""

from pathlib import Path

import pytest

from milkway.core.checksummed import SUM, read_sealed, write_sealed
from milkway.core.compiled import compiled


def thrice():
    @compiled()
    def three_times(number):
        return 3 * number

    return three_times


@pytest.fixture
def place(monkeypatch, tmp_path):
    """A fresh folder for code."""
    monkeypatch.setattr("milkway.core.compiled.code_folder", lambda: tmp_path)
    return tmp_path


def the_file(place) -> Path:
    (path,) = place.rglob("*.code")
    return path


def test_code_is_compiled_once_and_read_by_who_asks_next(place):
    first, again = thrice(), thrice()
    assert (first(2), again(2)) == (6, 6)
    assert (sum(first.stats.cache_hits.values()), sum(again.stats.cache_hits.values())) == (0, 1)
    assert again(0.5) == 1.5  # other types are other code
    assert len(list(place.rglob("*.code"))) == 2


@pytest.mark.parametrize(
    "damaged",
    [
        lambda whole: b"",
        lambda whole: whole[: SUM // 2],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1],
        lambda whole: whole + b"\0",
        lambda whole: bytes(len(whole)),
        lambda whole: whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
    ],
    ids=["emptied", "less than a sum", "half", "a byte short", "a byte long", "zeros", "a bit turned"],
)
def test_code_that_is_not_whole_is_compiled_again_and_kept_whole(place, damaged):
    assert thrice()(2) == 6
    path = the_file(place)
    whole = path.read_bytes()
    path.write_bytes(damaged(whole))
    again = thrice()
    assert again(2) == 6
    assert not again.stats.cache_hits
    assert read_sealed(the_file(place)) is not None


def test_where_nothing_can_be_kept_code_is_compiled_all_the_same(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setattr("milkway.core.compiled.code_folder", lambda: tmp_path / "file")
    assert thrice()(2) == 6


def test_of_nothing_and_of_what_another_program_wrote_nothing_is_read(tmp_path):
    write_sealed(tmp_path / "empty", b"")
    (tmp_path / "other").write_bytes(b"x" * 100)
    assert [read_sealed(tmp_path / name) for name in ("empty", "other", "absent")] == [b"", None, None]
