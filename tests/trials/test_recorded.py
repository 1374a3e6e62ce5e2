"""The data base of a trial: days as they happened, and nothing after a woman has left."""

import numpy as np
from trial_worlds import exposed_from, scored_arm, still, with_days

from milkway.core.streams import Streams

ILL = ("breast_pain", "redness", "fever")


def recorded_of(women, protocol):
    return scored_arm("placebo", women, np.full(len(women.dyads), 2), protocol, Streams(1)).recorded


def test_the_first_day_of_an_illness_and_of_weaning_are_recorded(protocol):
    women = exposed_from(with_days(still(3), 1, [30, 60], ILL), 2, 50, "ceased")
    held = recorded_of(women, protocol)
    assert held.first["TTMAST"][1] == 30
    assert held.first["TTWEAN"][2] == 50
    assert held.onsets["CLINICAL MASTITIS"].tolist() == [[1, 30], [1, 60]]
    assert np.isnan(held.first["TTMAST"][[0, 2]]).all()


def test_nothing_is_recorded_of_a_woman_who_has_left(protocol):
    women = exposed_from(with_days(still(2), 1, [60], ILL), 1, 40, "withdrawn")
    held = recorded_of(women, protocol)
    assert held.leaves.tolist() == [112, 40]
    assert held.completed.tolist() == [True, False]
    assert len(held.onsets["CLINICAL MASTITIS"]) == 0
    assert np.isfinite(held.answers["pain_visits"][0]).all()
    assert np.isfinite(held.answers["pain_visits"][1]).tolist() == [visit.day.number < 40 for visit in protocol.visits]


def test_what_she_feels_and_does_not_report_is_not_recorded(protocol):
    held = recorded_of(with_days(still(1), 0, [30], ILL, reported=False), protocol)
    assert np.isnan(held.first["TTMAST"]).all()


def test_a_later_episode_a_fever_and_an_intercurrent_event_have_their_first_days(protocol):
    women = exposed_from(with_days(still(2), 1, [30, 60], ILL), 0, 40, "formula")
    held = recorded_of(women, protocol)
    assert held.first["TTRECUR"][1] == 60  # the later of her two episodes
    assert held.first["TTADVERS"][1] == 30  # her fever
    assert held.first["TTFORM"][0] == 40
    assert np.isnan([held.first["TTRECUR"][0], held.first["TTADVERS"][0], held.first["TTFORM"][1]]).all()


def test_days_with_pain_are_recorded_from_each_visit_on(protocol):
    held = recorded_of(with_days(still(1), 0, [3, 30, 60], ILL), protocol)
    expected = [sum(day >= visit.day.number for day in (3, 30, 60)) for visit in protocol.visits[:-1]]
    assert held.answers["pain_days"][0, :-1].tolist() == expected
