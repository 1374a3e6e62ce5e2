"""Which days of a diary a trial counts: the day before, the day and the day after each of its bounds.

Women are enrolled on day 2 and followed to week 16; days are since birth.
"""

import numpy as np
import pytest
from trial_worlds import exposed_from, scored_arm, still, with_days

from milkway.analysis.kinds import COUNT, SHARE
from milkway.analysis.registry import SCORES
from milkway.core.streams import Streams
from milkway.trials.screen import screen

ILL = ("breast_pain", "redness", "fever")
ENTRY, END = 2, 112


def scores(women, protocol, enrolled=ENTRY, view="oracle"):
    return scored_arm("product", women, np.full(len(women.dyads), enrolled), protocol, Streams(1)).scores[view]


@pytest.mark.parametrize(("day", "counts"), [(ENTRY - 1, 0), (ENTRY, 1), (ENTRY + 1, 1), (END - 2, 1), (END - 1, 1), (END, 0)])
def test_an_illness_counts_from_the_day_of_enrolment_to_the_last_before_the_end(protocol, day, counts):
    found = scores(with_days(still(2, 130), 1, [day], ILL), protocol)
    assert [found[name].value[1] for name in ("clinical_mastitis", "clinical_episodes")] == [counts, counts]
    assert found["first_mastitis"].seen[1] == counts
    assert found["first_mastitis"].value[1] == (day - ENTRY if counts else END - ENTRY)


@pytest.mark.parametrize(("day", "counts"), [(9, True), (10, False), (11, False)])
def test_a_diary_ends_before_the_day_on_which_a_woman_withdraws(protocol, day, counts):
    found = scores(exposed_from(with_days(still(2), 1, [day], ILL), 1, 10, "withdrawn"), protocol, view="observed")
    assert found["first_mastitis"].seen[1] == counts
    assert found["first_mastitis"].value[1] == min(day, 10) - ENTRY


@pytest.mark.parametrize(("day", "eligible"), [(ENTRY - 1, False), (ENTRY, True), (ENTRY + 1, True)])
def test_an_illness_before_the_day_of_enrolment_bars_a_candidate_and_one_on_it_does_not(protocol, day, eligible):
    women = with_days(still(2), 1, [day], ILL)
    assert screen(women, np.full(2, ENTRY), protocol.eligibility, protocol.mastitis).eligible.tolist() == [True, eligible]


@pytest.mark.parametrize(("day", "eligible"), [(ENTRY - 1, False), (ENTRY, True), (ENTRY + 1, True)])
def test_who_has_weaned_before_the_day_of_enrolment_is_barred(protocol, day, eligible):
    women = exposed_from(still(2), 1, day, "ceased")
    assert screen(women, np.full(2, ENTRY), protocol.eligibility, protocol.mastitis).eligible.tolist() == [True, eligible]


def test_what_was_not_written_in_a_diary_is_no_event_of_any_score(protocol):
    found = scores(still(3), protocol)
    from_diary = [
        one.name for one in protocol.endpoints if SCORES[one.score].kind in (SHARE, COUNT) and not SCORES[one.score].at_visit
    ]
    assert len(from_diary) >= 4
    assert not any(found[name].seen.any() for name in from_diary)
    assert all(found[name].time.tolist() == [END - ENTRY] * 3 for name in from_diary)


@pytest.mark.parametrize(("later", "again"), [(-1, False), (0, True), (1, True)])
def test_an_episode_recurs_if_it_begins_as_long_after_the_first_as_the_rule_asks(protocol, later, again):
    gap = protocol.mastitis.recurrence_gap
    apart = max(gap, protocol.mastitis.gap + 1) + later
    found = scores(with_days(still(2), 1, [20, 20 + apart], ILL), protocol)
    assert found["recurrence"].value.tolist() == [0, float(apart >= gap and apart > protocol.mastitis.gap)]
    assert bool(found["recurrence"].value[1]) == again
