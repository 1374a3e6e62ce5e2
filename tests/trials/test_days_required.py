"""How many women are ill by days required, from diaries written by hand: women enrolled on day 2 and followed to week 16."""

import numpy as np
import pytest
from trial_worlds import exposed_from, scored_arm, still, with_days

from milkway.analysis.laws import score_interval
from milkway.core.streams import Streams
from milkway.trials.case_definition import definition_line, plain_definition
from milkway.trials.days_required import ShareIll, averaged_ill

ILL = ("breast_pain", "redness", "fever")


def ill(women, protocol):
    return scored_arm("product", women, np.full(len(women.dyads), 2), protocol, Streams(1)).ill


def test_a_woman_counts_for_as_many_days_as_she_was_ill_in_a_row_while_she_was_followed(protocol):
    women = with_days(still(4, 130), 1, [1, 2, 3, 5], ILL)  # two in a row from enrolment on
    women = with_days(women, 2, range(20, 27), ILL)
    women = with_days(women, 3, range(110, 125), ILL)  # two until the end of follow-up
    assert {days: one.value for days, one in ill(women, protocol).items()} == {1: 0.75, 2: 0.75, 3: 0.25, 5: 0.25, 7: 0.25}


def test_days_after_a_woman_has_left_are_not_seen(protocol):
    women = exposed_from(with_days(still(2), 1, range(8, 20), ILL), 1, 10, "withdrawn")
    assert [one.value for one in ill(women, protocol).values()] == [0.5, 0.5, 0.0, 0.0, 0.0]


def test_for_the_days_of_the_protocol_the_share_is_that_of_its_endpoint(protocol):
    women = with_days(with_days(still(6), 1, [30, 31], ILL), 4, [50], ILL)
    found = scored_arm("product", women, np.full(6, 2), protocol, Streams(1))
    assert found.ill[protocol.mastitis.lasting].value == found.scores["observed"]["clinical_mastitis"].value.mean()


def test_an_average_over_settings_has_the_interval_of_the_women_of_one():
    off, on = ({1: ShareIll(100, count / 100)} for count in (10, 20))
    found = averaged_ill([off, on], [0.75, 0.25])[1]
    assert (found.women, found.value) == (100, pytest.approx(0.125))
    assert (found.low, found.high) == pytest.approx(score_interval(12.5, 100))


def test_where_nobody_is_followed_there_is_no_share():
    assert averaged_ill([{1: ShareIll(0)}, {1: ShareIll(10, 0.5)}], [0.5, 0.5]) == {1: ShareIll(5)}


def test_only_a_definition_that_was_not_calibrated_is_remarked_on(protocol):
    assert definition_line(plain_definition(protocol.mastitis)) == []
    longer = protocol.mastitis.model_copy(update={"lasting": 3})
    assert "calibrated on amir2007: lasting is 3, not 1." in definition_line(plain_definition(longer))[0]
