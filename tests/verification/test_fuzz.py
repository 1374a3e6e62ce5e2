"""No silent failure: whatever the numbers, amounts are finite and not negative, shares are shares, and failing is said."""

import numpy as np
import pytest
from fuzz_worlds import BIRTH, columns, live, shaken, some_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import STATUS

START, END, DYADS = -4, 16, 16
SHARES = ("inflammation", "nipple_damage", "redness", "fever", "flu_like", "immune_calm")
ROUND = 5.0  # tolerances: a state that moves toward a bound may overshoot it by the solver's error
MOST = 1e18  # cells: a thousand times what fills a mother's colon, with rates a hundredfold
few_cells = st.builds(Solver, tolerance=st.sampled_from((1e-3, 5e-5)), threshold=st.sampled_from((30.0, 100.0)))
mean_field = st.builds(Solver, chance=st.just(False), tolerance=st.sampled_from((1e-3, 5e-5)))
plans = st.lists(some_plan(START, END), min_size=4, max_size=4)


def nothing_is_wrong(plans, orders, seed, solver):
    run = live(shaken(DYADS, orders, seed), plans, START, END, solver, seed)
    complete = run.status == 0
    assert set(run.status) <= set(range(len(STATUS)))
    assert complete.any()
    assert np.isnan(run.amounts[~complete, -1]).all()
    well = run.amounts[complete]
    assert np.isfinite(well).all()
    assert (well >= 0).all()
    shares = columns(run, lambda key: key.endswith(tuple(f"__{name}" for name in SHARES)))
    assert np.nanmax(shares) <= 1 + ROUND * solver.tolerance
    assert np.nanmax(well) <= MOST
    assert np.isfinite(run.level[complete]).all()
    assert ((run.realised >= 0) & (run.realised <= 1)).all()


# With chance fewer orders of magnitude are tried: some dyads there need a hundred thousand steps a day, and get them.
@settings(max_examples=5)
@given(plans=plans, orders=st.floats(0.1, 1.0), seed=st.integers(0, 10_000), solver=few_cells)
def test_with_chance_nothing_goes_wrong_in_silence(plans, orders, seed, solver):
    nothing_is_wrong(plans, orders, seed, solver)


@settings(max_examples=5)
@given(plans=plans, orders=st.floats(0.5, 2.0), seed=st.integers(0, 10_000), solver=mean_field)
def test_in_the_mean_field_nothing_goes_wrong_in_silence(plans, orders, seed, solver):
    nothing_is_wrong(plans, orders, seed, solver)


@pytest.mark.slow
@settings(max_examples=150)
@given(plans=plans, orders=st.floats(0.1, 2.0), seed=st.integers(0, 1_000_000), solver=st.one_of(few_cells, mean_field))
def test_in_many_more_cases_nothing_goes_wrong_in_silence(plans, orders, seed, solver):
    nothing_is_wrong(plans, orders, seed, solver)


def test_a_strain_that_grows_ten_times_as_fast_still_has_a_bound():
    taking = (*BIRTH, (START, "taking_product", 1.0))
    run = live(shaken(64, 1.0, 10), [taking], START, END, Solver())
    assert np.nanmax(columns(run, lambda key: key.endswith("__strain"))) <= MOST


def test_a_dyad_that_cannot_be_simulated_has_a_status_and_its_neighbours_do_not_notice():
    cohort = shaken(8, 0.0, 1)
    alone = live(cohort, [BIRTH], START, 4, Solver())
    cohort.parameters[3] = np.nan
    run = live(cohort, [BIRTH], START, 4, Solver())
    assert run.status.tolist() == [0, 0, 0, 1, 0, 0, 0, 0]
    assert np.isnan(run.amounts[3, -1]).all()
    others = np.arange(8) != 3
    assert np.array_equal(run.amounts[others], alone.amounts[others])
