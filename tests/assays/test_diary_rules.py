"""Each rule of a diary on a diary written by hand: the day before it holds, the day, and the day after.

A diary is a word a day: p, r and l are local signs, f and c (chills) systemic ones, and - is none.
"""

import numpy as np
import pytest

from milkway.assays.mastitis import Definition, longest_illness, mastitis_days

LOCAL, SYSTEMIC = ("p", "r", "l"), ("f", "c")


def found(diary, diagnosed=(), **rules):
    words = diary.split()
    present = np.array([[[sign in word for sign in LOCAL + SYSTEMIC] for word in words]])
    usual = {"local_needed": 2, "systemic_needed": 1, "lasting": 1, "mild_lasting": 1, "gap": 3}
    when = np.isin(np.arange(len(words)), diagnosed)[None]
    return mastitis_days(present, LOCAL + SYSTEMIC, Definition(LOCAL, systemic=SYSTEMIC, **(usual | rules)), when)


def longest(diary, **rules):
    present = np.array([[[sign in word for sign in LOCAL + SYSTEMIC] for word in diary.split()]])
    usual = {"local_needed": 2, "systemic_needed": 1, "lasting": 9, "mild_lasting": 1, "gap": 3}
    return longest_illness(present, LOCAL + SYSTEMIC, Definition(LOCAL, systemic=SYSTEMIC, **(usual | rules))).tolist()


def days(marked):
    return np.flatnonzero(marked[0]).tolist()


@pytest.mark.parametrize(("needed", "expected"), [(1, [1, 2, 3]), (2, [2, 3]), (3, [3])])
def test_as_many_local_signs_as_are_needed_are_enough_and_one_fewer_is_not(needed, expected):
    one = found("f pf prf prlf - prl", local_needed=needed)
    assert days(one.clinical) == expected
    assert days(one.local) == [*expected, 5]


@pytest.mark.parametrize(("needed", "expected"), [(1, [1, 2]), (2, [2])])
def test_as_many_systemic_signs_as_are_needed_are_enough_and_one_fewer_is_not(needed, expected):
    assert days(found("pr prf prfc fc", systemic_needed=needed).clinical) == expected


@pytest.mark.parametrize(("lasting", "expected"), [(1, [0, 2, 3, 5, 6, 7]), (2, [3, 6, 7]), (3, [7])])
def test_an_illness_is_clinical_from_the_day_on_which_it_has_lasted(lasting, expected):
    assert days(found("prf - prf prf - prf prf prf", lasting=lasting).clinical) == expected


def test_an_illness_that_began_before_the_diary_is_not_known_to_have_lasted():
    assert days(found("prf prf -", lasting=3).clinical) == []


def test_a_day_with_fever_is_not_mild_and_breaks_the_days_that_are():
    one = found("pr pr prf pr pr pr p", mild_lasting=2)
    assert days(one.mild) == [1, 4, 5]
    assert days(one.clinical) == [2]


@pytest.mark.parametrize(("pause", "onsets"), [("", 1), ("- ", 1), ("- - ", 1), ("- - - ", 2), ("- - - - ", 2)])
def test_an_episode_ends_after_as_many_days_without_local_signs_as_the_gap(pause, onsets):
    one = found(f"prf {pause}prf", gap=3)
    assert days(one.onset) == [0, len(pause.split()) + 1][:onsets]


def test_days_with_local_signs_keep_an_episode_open():
    assert days(found("prf - - pr - - pr - - prf", gap=3).onset) == [0]


def test_mild_days_before_an_episode_do_not_begin_it():
    assert days(found("pr pr prf prf", gap=3).onset) == [2]


def test_only_chosen_days_are_kept():
    one = found("prf pr prf").among(np.array([[False, True, True]]))
    assert (days(one.local), days(one.clinical), days(one.mild), days(one.onset)) == ([1, 2], [2], [1], [])


@pytest.mark.parametrize(
    ("diary", "days_in_a_row"),
    [("- pr pf f", 0), ("prf - prf prf - prf", 2), ("- - prf prf plc", 3), ("prf pr prf prf prf prf -", 4), ("prf", 1)],
)
def test_the_longest_illness_is_the_most_days_in_a_row_with_enough_signs_of_both_kinds(diary, days_in_a_row):
    assert longest(diary) == [days_in_a_row]


def test_without_a_systemic_sign_asked_for_local_signs_alone_are_an_illness():
    assert longest("pr prf rl - pr", systemic_needed=0) == [3]


def test_a_diagnosis_makes_a_case_where_it_is_an_alternative_and_else_none():
    diary = "- p pr prf - -"
    one = found(diary, diagnosed=(1,), or_diagnosed=True)
    assert (days(one.clinical), days(one.onset)) == ([1, 3], [1])
    assert days(one.mild) == [2]
    assert days(found(diary, diagnosed=(1,)).clinical) == [3]


@pytest.mark.parametrize(("pause", "onsets"), [("- - ", 1), ("- - - ", 2)])
def test_an_episode_goes_on_from_a_diagnosis_as_from_a_day_with_signs(pause, onsets):
    one = found(f"- {pause}prf", diagnosed=(0,), or_diagnosed=True, gap=3)
    assert one.onset.sum() == onsets
