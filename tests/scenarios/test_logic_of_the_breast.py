"""Logical behaviours of the breast in the mean field: two states, what makes the second, and what ends it."""

from functools import cache

import numpy as np
import pytest

from milkway.biology.models import COMPLETE
from milkway.cohorts.cohort import Cohort
from milkway.core.network import expand
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.simulation.days import Solver, simulate
from milkway.simulation.machine import Machine, build
from milkway.simulation.trajectory import Record, Trajectory

GUT = (
    *("prenatal", "entero_mammary", "gut_growth", "aerobic_growth", "gut_oxygen", "gut_acids", "gut_transit", "infant_resources"),
    *("mucosal_growth", "iga_clearance", "infant_iga", "maternal_resources"),
    *("milk_antibodies", "diet", "maternal_faecal", "birth_canal", "infant_antibiotic"),
)  # what has no part in a breast
START, SEEDED, OPEN, TREATED, END = -28, 20, 25, 80, 140
Steps = tuple[tuple[int, str, float], ...]
BIRTH: Steps = ((0, "born", 1.0),)
OPENING: Steps = (*BIRTH, (SEEDED, "left_breast__inflamed_duct", 1.0), (SEEDED + OPEN, "left_breast__inflamed_duct", 0.0))
EMPTIED: Steps = ((TREATED, "extra_emptying", 1.0), (TREATED + 14, "extra_emptying", 0.0))
ANTIBIOTIC: Steps = ((TREATED, "maternal_antibiotic", 1.0), (TREATED + 7, "maternal_antibiotic", 0.0))
STERILE = {"skin_ingress": 0.0, "backflow": 0.0}


@cache
def machine() -> Machine:
    return build(expand(COMPLETE.without(*GUT), read_parameters().keys()))


def live(*plans: Steps, **settings: float | np.ndarray) -> Trajectory:
    """Return the days of the median woman, or of women who differ as `settings` say, under one plan each.

    No lactobacilli live in her ducts, as in most women; the mean field would have a few in each, which crowd S. aureus out.
    """
    network, rows = machine().network, read_parameters().rows
    medians = np.array([[rows[p.key].value for p in network.parameters]] * len(plans))
    cohort = Cohort(np.arange(len(plans)), {}, medians).setting(network, {"wall_growth[lactic]": 0.0, **settings})
    names = tuple(stock.key for stock in network.stocks)
    plan = steps((i, *step) for i, one in enumerate(plans) for step in one)
    record = Record(START, END, tuple(range(START, END + 1)), names)
    return simulate(machine(), cohort, plan, record, Streams(1), Solver(chance=False))


def inflamed(run: Trajectory, day: int) -> np.ndarray:
    return run.amount("left_breast__inflammation", day)


def staphylococci(run: Trajectory, day: int) -> np.ndarray:
    """Return cell/mL in the left breast."""
    cells = run.amount("left_milk__s_aureus", day) + run.amount("left_milk__staphylococcus_cons", day)
    return cells / run.amount("left_breast__volume", day)


def test_the_same_woman_stays_ill_or_well_as_her_breast_was_opened_or_not_and_only_if_bacteria_live_in_it() -> None:
    run, sterile = live(BIRTH, OPENING), live(OPENING, **STERILE)
    assert inflamed(run, END)[0] < 0.1
    assert inflamed(run, END)[1] > 0.5
    assert inflamed(sterile, SEEDED + OPEN)[0] > 0.5
    assert inflamed(sterile, END)[0] < 0.1


def test_without_a_niche_that_opens_with_inflammation_nobody_stays_ill() -> None:
    assert inflamed(live(OPENING, inflamed_niche=0.0), END)[0] < 0.1


@pytest.mark.parametrize(("signal", "stays"), [(1.9, False), (2.1, True)])
def test_a_breast_stays_infected_where_the_signal_at_full_inflammation_is_above_two(signal: float, stays: bool) -> None:
    """I = s^2 / (1 + s^2) with s = a I has a second state where a > 2; it then lies at 1/2 or above."""
    rows = read_parameters().rows
    quiet = {"neutrophil_killing": 0.0, "duct_narrowing": 0.0, "inflammation_secretion_loss": 0.0, "stasis_drive": 0.0}
    quiet |= {"milk_growth[growing]": 0.0, "attachment": 1e-3, "wall_niche": 1e4}
    quiet |= {key: 0.0 for key in rows if key.startswith("wall_growth") and "s_aureus" not in key}
    washed = rows["usual_feeds"].value / 2 * -np.log(1 - rows["removal_fraction"].value)
    shed = rows["detachment"].value
    held = (1 - shed / rows["wall_growth[s_aureus]"].value) * rows["inflamed_niche"].value  # on the wall at full inflammation
    run = live(OPENING, **quiet, inflammation_half=shed * held / washed / signal)
    assert (inflamed(run, END)[0] >= 0.5) == stays
    assert (inflamed(run, END)[0] < 0.1) != stays


def test_an_antibiotic_that_leaves_the_wall_lowers_the_count_of_milk_until_it_ends() -> None:
    run = live((*BIRTH, *ANTIBIOTIC), **{"antibiotic_above_mic[wall]": 0.0, "antibiotic_above_mic[milk]": 1.0})
    before, during, after = (staphylococci(run, day)[0] for day in (TREATED, TREATED + 7, TREATED + 21))
    assert during < 0.6 * before
    assert after == pytest.approx(before, rel=0.05)  # the wall, as it was, refills the milk within days


def test_an_antibiotic_that_reaches_the_wall_has_a_nadir_and_a_rebound() -> None:
    run = live((*OPENING, *ANTIBIOTIC))
    before, during, after = (staphylococci(run, day)[0] for day in (TREATED, TREATED + 8, TREATED + 21))
    assert during < 0.01 * before
    assert after > 5 * during


def test_more_women_get_well_emptied_than_untreated_and_more_with_an_antibiotic_than_emptied() -> None:
    women = 16
    plans = [(*OPENING, *plan) for plan in ((), EMPTIED, (*EMPTIED, *ANTIBIOTIC)) for _ in range(women)]
    half = read_parameters().rows["inflammation_half"].value
    run = live(*plans, inflammation_half=np.tile(half * np.geomspace(0.5, 2.0, women), 3))
    ill = inflamed(run, TREATED).reshape(3, women) > 0.5
    assert (ill[0] == ill[2]).all()
    well = (inflamed(run, TREATED + 14).reshape(3, women) < 0.2) & ill
    assert well[0].sum() < well[1].sum() < well[2].sum()
    assert well[2].sum() == ill[2].sum()
