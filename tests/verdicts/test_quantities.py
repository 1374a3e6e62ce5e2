"""What verdicts compare, read from women whose days and cells are written by hand."""

import numpy as np
import pytest

from milkway.assays.mastitis import Definition
from milkway.simulation.trajectory import Trajectory
from milkway.verdicts.compared_quantities import DAYS, QUANTITIES, STOCKS, seen

SIGNS = ("breast_pain", "redness", "fever")
RULE = Definition(("breast_pain", "redness"), 2, ("fever",), 1, 1, 1, 5)
FIRST, LAST = -3, 120  # days of the diary


def world(women=2, *, limit=100.0, **stocks):
    """Women whose breasts hold 20 mL each; stocks are given by name, with two underscores, as amounts (woman,) on every day."""
    amounts = np.zeros((women, len(DAYS), len(STOCKS)))
    for key, value in ({"left_breast__volume": 20.0, "right_breast__volume": 20.0} | stocks).items():
        amounts[:, :, STOCKS.index(key)] = np.broadcast_to(value, women)[:, None]
    diary = np.arange(FIRST, LAST)
    shape = (women, len(diary), len(SIGNS))
    return Trajectory(
        dyads=np.arange(women),
        days=np.array(DAYS),
        stocks=STOCKS,
        amounts=amounts,
        diary_days=diary,
        signs=SIGNS,
        level=np.zeros(shape, dtype=np.float32),
        bothered=np.zeros(shape, dtype=bool),
        reported=np.zeros(shape, dtype=bool),
        exposures=(),
        realised=np.zeros((*shape[:2], 0), dtype=np.float32),
        status=np.zeros(women, dtype=int),
    ), limit


def ill(made, woman, days, signs=SIGNS):
    trajectory, _ = made
    for sign in signs:
        trajectory.bothered[woman, [day - FIRST for day in days], SIGNS.index(sign)] = True
    return made


def read(name, made):
    trajectory, limit = made
    return QUANTITIES[name].of(seen(trajectory, RULE, limit))


def test_milk_of_both_breasts_is_mixed_by_what_they_hold():
    made = world(left_milk__s_aureus=[4000.0, 0.0], left_breast__volume=[60.0, 20.0], right_milk__s_aureus=[4000.0, 8e5])
    assert read("s_aureus_day_28", made) == pytest.approx([2.0, np.log10(8e5 / 40)])  # 100 and 20000 per mL


@pytest.mark.parametrize(("cells", "found"), [(99.0, 0.0), (100.0, 1.0), (101.0, 1.0)])
def test_a_strain_is_found_from_as_many_cells_as_a_culture_can_find(cells, found):
    made = world(1, left_milk__strain=cells * 40)
    assert read("strain_found_day_28", made).tolist() == [found]
    assert read("strain_in_milk", made) == pytest.approx([np.log10(max(cells, 100.0))])


def test_a_breast_without_milk_has_no_share_and_no_finding():
    made = world(1, left_breast__volume=0.0, right_breast__volume=0.0)
    assert np.isnan(read("strain_found_day_28", made)).all()
    assert np.isnan(read("protective_share_day_28", made)).all()


def test_a_share_of_the_gut_is_of_all_residents_and_less_than_a_cell_counts_as_one():
    made = world(infant_gut__bifidobacterium=[3e9, 0.0], infant_gut__bacteroides=[1e9, 0.0])
    shares = read("bifidobacteria_day_28", made)
    assert shares[0] == pytest.approx(0.75)
    assert np.isnan(shares[1])
    assert read("gut_cells_day_28", made) == pytest.approx([np.log10(4e9), 0.0])


def test_leucocytes_are_those_of_the_worse_breast():
    made = world(left_breast__leucocytes=[1e3, 1e6], right_breast__leucocytes=[1e5, 1e2])
    assert read("leucocytes_day_28", made) == pytest.approx([5.0, 6.0])


@pytest.mark.parametrize(("day", "counts"), [(-1, 0.0), (0, 1.0), (1, 1.0), (110, 1.0), (111, 1.0), (112, 0.0)])
def test_days_count_from_birth_to_the_end_of_sixteen_weeks(day, counts):
    made = ill(world(1), 0, [day])
    assert read("clinical_mastitis", made).tolist() == [counts]
    assert read("days_in_pain", made).tolist() == [counts]


def test_only_women_who_were_ill_have_a_further_episode_or_days_of_pain_when_ill():
    made = ill(ill(ill(world(4), 0, [20]), 1, [20, 40]), 2, [20, 21, 22], ("breast_pain",))
    np.testing.assert_array_equal(read("further_episode", made), [0.0, 1.0, np.nan, np.nan])
    np.testing.assert_array_equal(read("pain_when_ill", made), [1.0, 2.0, np.nan, np.nan])
    assert read("days_in_pain", made).tolist() == [1.0, 2.0, 3.0, 0.0]
    assert read("mild_mastitis", made).tolist() == [0.0, 0.0, 0.0, 0.0]


def test_mean_pain_is_over_the_days_followed_and_no_more_than_ten():
    trajectory, _ = made = world(1)
    trajectory.level[0, :, 0] = 20.0  # before birth and after week 16 too
    assert read("mean_pain", made).tolist() == [10.0]
    trajectory.level[0, -FIRST : 56 - FIRST, 0] = 0.0
    assert read("mean_pain", made).tolist() == [5.0]


def test_a_label_that_names_a_day_is_read_on_that_day():
    for name, quantity in QUANTITIES.items():
        trajectory, limit = world(1)
        asked = []
        amount = trajectory.amount
        object.__setattr__(
            trajectory, "amount", lambda key, day, asked=asked, amount=amount: (asked.append(day), amount(key, day))[1]
        )
        quantity.of(seen(trajectory, RULE, limit))
        words = quantity.label.replace(",", "").split()
        stated = {int(words[place + 1]) for place, word in enumerate(words[:-1]) if word == "day"}
        if stated:
            assert set(asked) == stated, name
