"""Dyads of the complete model whose every number is off by orders of magnitude, and plans of all kinds."""

import numpy as np
from hypothesis import strategies as st
from verification.worlds import complete

from milkway.cohorts.cohort import Cohort
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.simulation.days import simulate
from milkway.simulation.trajectory import Record

BIRTH = ((0, "born", 1.0), (0, "hospital", 1.0), (2, "hospital", 0.0))
DONE = (
    *("caesarean", "maternal_antibiotic", "formula", "pumping", "extra_emptying", "anti_inflammatory", "ceased", "solids"),
    *("left_breast__blocked", "right_breast__inflamed_duct", "left_breast__trauma", "right_breast__abscess", "fibre_supplement"),
)


def some_plan(start, end):
    """Exposures go up and down on any days; birth may be lacking."""
    step = st.tuples(st.integers(start, end - 1), st.sampled_from(DONE), st.sampled_from((0.0, 0.3, 1.0)))
    return st.tuples(st.sampled_from((BIRTH, ())), st.lists(step, max_size=10)).map(lambda found: found[0] + tuple(found[1]))


def medians(count):
    rows, network = read_parameters().rows, complete().network
    values = np.array([[rows[p.key].value for p in network.parameters]])
    return Cohort(np.arange(count), {}, np.repeat(values, count, axis=0))


def shaken(count, orders, seed):
    """Every rate, amount and arrival is off by up to so many orders of magnitude either way; shares only down; exponents stay."""
    rows, network, cohort = read_parameters().rows, complete().network, medians(count)
    factors = 10 ** np.random.default_rng(seed).uniform(-orders, orders, cohort.parameters.shape)
    plain = np.array([str(rows[p.key].unit) == "dimensionless" for p in network.parameters])
    share = plain & (cohort.parameters[0] >= 0) & (cohort.parameters[0] <= 1)
    factors[:, plain] = 1.0
    factors[:, share] = 10 ** -np.random.default_rng(seed + 1).uniform(0, orders, (count, share.sum()))
    cohort.parameters[:] *= factors
    return cohort


def live(cohort, plans, start, end, solver, seed=1):
    """Every stock, watched quantity and exposure, day by day; the plans are used in turn."""
    network = complete().network
    names = (*(stock.key for stock in network.stocks), *(watch.name for watch in network.watches))
    record = Record(start, end, tuple(range(start, end + 1)), names, tuple(network.exposure_index))
    plan = steps((i, *step) for i in range(len(cohort.dyads)) for step in plans[i % len(plans)])
    return simulate(complete(), cohort, plan, record, Streams(seed), solver)


def columns(run, wanted):
    """Return (dyad, day, stock) of the stocks that are wanted, by a question to their key."""
    return run.amounts[:, :, [i for i, key in enumerate(run.stocks) if wanted(key)]]
