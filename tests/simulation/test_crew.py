"""Numbered tasks on threads."""

import time
from concurrent.futures import Future
from contextlib import closing

import pytest

from milkway.simulation.workers import AHEAD, in_order, in_turn


def test_results_come_in_the_order_of_their_numbers():
    def slower_first(number, _):
        time.sleep(0.02 / (number + 1))
        return number

    assert list(in_order(slower_first, 9, 3)) == list(range(9))
    assert list(in_order(slower_first, 0, 3)) == []


def test_few_tasks_are_begun_before_their_results_are_wanted():
    begun = []

    def task(number, _):
        begun.append(number)

    with closing(in_order(task, 1000, 2)) as results:
        next(results)
        time.sleep(0.05)
        assert len(begun) <= AHEAD * 2 + 1


def test_what_is_under_way_stops_when_nobody_wants_it():
    ended = []

    def endless(number, go_on):
        if number == 0:
            return
        try:
            while True:
                time.sleep(0.001)
                go_on()
        finally:
            ended.append(number)

    with closing(in_order(endless, 100, 2)) as results:
        next(results)
        time.sleep(0.02)
    assert set(ended) <= {1, 2}
    assert ended


def test_the_error_of_a_task_reaches_who_asked():
    def task(number, _):
        if number == 2:
            raise OSError(28, "No space left on device")
        return number

    results = in_order(task, 5, 2)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(OSError, match="No space"):
        next(results)


def test_what_somebody_else_was_asked_for_is_taken_back_where_asking_fails():
    asked = []

    def submit(number):
        if number == 3:
            raise OSError("nobody is there")
        asked.append(Future())
        return asked[-1]

    with pytest.raises(OSError, match="nobody"):
        next(in_turn(submit, 9, 5))
    assert [one.cancelled() for one in asked] == [True] * 3
