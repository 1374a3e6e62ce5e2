"""A reader chooses the days and stocks of a what-if run; what is simulated stays the same."""

import csv

import numpy as np
import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.scenarios.selection import read_days

WORDS = {"days": 9, "dyads": 3, "probiotic": "1e9 CFU/day"}


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    file = tmp_path_factory.mktemp("usual") / "usual.csv"
    return milkway.simulate(**WORDS, csv=file), _rows(file)


@pytest.fixture(scope="module")
def chosen(tmp_path_factory):
    file = tmp_path_factory.mktemp("chosen") / "chosen.csv"
    return milkway.simulate(**WORDS, csv=file, at=(7, 3, 4, 7), stocks=("infant_gut", "left_milk__s_aureus")), _rows(file)


def _rows(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_days_asked_for_are_kept_and_no_others(chosen):
    finished, rows = chosen
    assert {row["day"] for row in rows} == {"3", "4", "7"}
    assert finished.run.trajectory.days.tolist() == [3, 4, 7]
    assert [one["day"] for one in finished.summary["milestones"]] == [3, 4, 7]


def test_the_stocks_asked_for_are_kept_and_no_others(chosen):
    finished, rows = chosen
    assert {row["site"] for row in rows} == {"infant_gut", "left_milk"}
    assert {row["stock"] for row in rows if row["site"] == "left_milk"} == {"s_aureus"}
    assert len(finished.run.trajectory.stocks) == finished.run.trajectory.amounts.shape[2]


def test_to_look_on_other_days_changes_nothing_of_what_is_simulated(usual, chosen):
    (one, one_rows), (other, other_rows) = usual, chosen
    keys = other.run.trajectory.stocks
    for day in (3, 7):  # days that both keep
        for key in keys:
            np.testing.assert_array_equal(one.run.trajectory.amount(key, day), other.run.trajectory.amount(key, day))
    np.testing.assert_array_equal(one.run.trajectory.level, other.run.trajectory.level)
    both = {tuple(row.items()) for row in one_rows} & {tuple(row.items()) for row in other_rows}
    assert len(both) == sum(row["day"] in ("3", "7") for row in other_rows)
    assert one.summary["mastitis"] == other.summary["mastitis"]


def test_a_day_is_the_midnight_that_begins_it():
    kept = milkway.simulate(days=2, mean_field=True, at=(0, 1), stocks="infant_gut__bifidobacterium").run.trajectory
    assert kept.amount("infant_gut__bifidobacterium", 0)[0] == 0  # before birth, which day 0 brings
    assert kept.amount("infant_gut__bifidobacterium", 1)[0] > 0


def test_days_are_numbers_or_ranges_in_any_order_and_each_is_kept_once():
    assert read_days("21,4, 7,4", -60, 30, []) == (4, 7, 21)
    assert read_days("1:30:7,30", -60, 30, []) == (1, 8, 15, 22, 29, 30)
    assert read_days(np.array([4, -3]), -60, 30, []) == (-3, 4)
    assert read_days("", -60, 30, []) == read_days([], -60, 30, []) == ()


@pytest.mark.parametrize(
    "at", ["31", "-61", "4;7", "4,", "4.5", "1:9", "1:9:0", "9:1:1", "1:99999999999:1", "1e1", [4.0], [True], ["x"], 4.0]
)
def test_a_day_that_is_none_of_the_run_is_refused(at):
    mistakes = []
    assert read_days(at, -60, 30, mistakes) == ()
    assert [mistake.where for mistake in mistakes] == ["at"]


def test_a_stock_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(InputError) as told:
        milkway.simulate(stocks=("nowhere", "infant_gut__fever"), at=(999,), days=30)
    assert [mistake.where for mistake in told.value.mistakes] == ["at", "stocks", "stocks"]
    assert "infant_gut" in told.value.mistakes[1].allowed
    assert "infant_gut__ph" in told.value.mistakes[2].allowed


def test_the_command_line_takes_days_and_stocks(tmp_path, capsys):
    file = tmp_path / "chosen.csv"
    words = ("simulate", "--days", "40", "--mean-field", "--at", "1:40:2", "--stocks", "infant_gut", "--csv", str(file))
    assert main(list(words)) == 0
    rows = _rows(file)
    assert list(rows[0]) == ["dyad", "day", "site", "stock", "value", "unit"]
    assert [int(day) for day in dict.fromkeys(row["day"] for row in rows)] == list(range(1, 40, 2))
    guilds = (
        "bifidobacterium",
        "bacteroides",
        "enterobacteriaceae",
        "clostridia",
        "enterococcus",
        "streptococcus",
        "lactobacillus",
    )
    assert {row["stock"] for row in rows} >= {*guilds, "s_aureus", "staphylococcus_cons"}
    assert "Day 39" in capsys.readouterr().out


def test_the_first_and_the_last_day_of_a_run_may_be_kept_and_none_beyond():
    mistakes = []
    assert read_days([-60, 30], -60, 30, mistakes) == (-60, 30)
    assert mistakes == []
    for beyond in (-61, 31):
        assert read_days([4, beyond], -60, 30, mistakes) == ()
    assert [one.found for one in mistakes] == ["-61", "31"]
