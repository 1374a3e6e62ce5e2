"""The random generator against its published answers, and draws that depend on their key alone."""

import numpy as np
import pytest
from scipy import stats

from milkway.core.philox import philox
from milkway.core.streams import Streams

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
