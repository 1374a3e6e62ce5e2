"""The random generator against its published answers, and draws that depend on their key alone."""

import numpy as np
import pytest
from scipy import stats

from milkway.core.philox import philox
from milkway.core.streams import Streams, event_code

ONES = 0xFFFFFFFF


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (0, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        (ONES, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    ],
)
def test_philox_gives_the_known_answers_of_its_authors(word, expected):
    assert philox(*(np.uint64(word),) * 6) == expected


def test_a_draw_depends_on_its_key_and_not_on_who_else_is_drawn():
    streams = Streams(5)
    alone = streams.uniform("dose", np.array([41]), index=3)
    crowd = streams.uniform("dose", np.arange(100), index=np.full(100, 3))
    assert alone[0] == crowd[41]


@pytest.mark.parametrize("other", [{"seed": 6}, {"event": "milk"}, {"dyad": 1}, {"index": 4}, {"draw": 1}])
def test_each_part_of_the_key_changes_the_draw(other):
    key = {"seed": 5, "event": "dose", "dyad": 0, "index": 3, "draw": 0}

    def draw(seed, event, dyad, index, draw):
        return Streams(seed).uniform(event, np.array([dyad]), index, draw)[0]

    assert draw(**key) != draw(**(key | other))


def test_draws_are_uniform_over_dyads_and_over_days():
    streams = Streams(11)
    over_dyads = streams.uniform("dose", np.arange(20_000))
    over_days = streams.uniform("dose", np.zeros(20_000, dtype=int), index=np.arange(20_000))
    # Kolmogorov-Smirnov with a fixed seed; p below 1e-3 would be a broken generator.
    assert stats.kstest(over_dyads, "uniform").pvalue > 1e-3
    assert stats.kstest(over_days, "uniform").pvalue > 1e-3
    assert abs(np.corrcoef(over_dyads, over_days)[0, 1]) < 4 / np.sqrt(20_000)


def test_a_draw_of_which_nothing_more_is_said_is_the_first_of_the_first_time_and_a_normal_one_is_its_quantile():
    streams, dyads = Streams(5), np.arange(20)
    assert streams.uniform("dose", dyads).tolist() == streams.uniform("dose", dyads, 0, 0).tolist()
    assert streams.normal("dose", dyads).tolist() == streams.normal("dose", dyads, 0, 0).tolist()
    assert streams.normal("dose", dyads, 3, 2) == pytest.approx(stats.norm.ppf(streams.uniform("dose", dyads, 3, 2)), rel=1e-9)


def test_an_event_has_the_code_that_crc_32_gives_its_name():
    assert event_code("123456789") == 0xCBF43926  # the check value of the polynomial
