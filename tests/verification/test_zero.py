"""Zero stays zero: a strain that nobody takes, an infant who is not born, and a breast that nobody feeds from."""

import numpy as np
import pytest
from fuzz_worlds import BIRTH, columns, live, medians, shaken

from milkway.simulation.solver import Solver

SOLVERS = [
    *(Solver(chance=False, tolerance=tolerance) for tolerance in (1e-2, 5e-5)),
    *(Solver(tolerance=tolerance) for tolerance in (1e-2, 5e-5)),
    *(Solver(threshold=threshold) for threshold in (10.0, 300.0)),
]
WEANED = 30


@pytest.fixture(
    params=SOLVERS, ids=lambda solver: f"{'chance' if solver.chance else 'mean'}-{solver.tolerance}-{solver.threshold:g}"
)
def solver(request):
    return request.param


@pytest.mark.parametrize("orders", [0.0, 0.7])
def test_a_strain_never_given_is_nowhere(solver, orders):
    run = live(shaken(16, orders, 3), [(*BIRTH, (10, "maternal_antibiotic", 1.0))], -7, 30, solver)
    assert (run.status == 0).all()
    assert (columns(run, lambda key: key.endswith("__strain")) == 0).all()


def test_nothing_lives_in_an_infant_before_birth(solver):
    run = live(shaken(16, 0.7, 4), [BIRTH, ((9, "born", 1.0),)], -14, 10, solver)
    unborn = run.realised[:, :, run.exposures.index("born")] == 0
    bacteria = columns(run, lambda key: key.startswith(("infant_gut__", "infant_mouth__")))[:, 1:]
    lives = [
        i
        for i, key in enumerate(key for key in run.stocks if key.startswith(("infant_gut__", "infant_mouth__")))
        if is_cells(key)
    ]
    assert (bacteria[unborn][:, lives] == 0).all()
    assert (bacteria[~unborn][:, lives] > 0).any()


def is_cells(key):
    return key.split("__")[1] in (
        *("bifidobacterium", "bacteroides", "enterobacteriaceae", "clostridia", "enterococcus", "streptococcus"),
        *("staphylococcus_cons", "s_aureus", "lactobacillus", "strain"),
    )


@pytest.mark.parametrize("chance", [True, False])
def test_a_breast_that_is_not_fed_from_does_not_fill_without_bound(chance):
    weaned = (*BIRTH, (-7, "taking_product", 1.0), (WEANED, "ceased", 1.0))
    run = live(medians(8), [weaned], -7, 360, Solver(chance=chance))
    cells = columns(run, lambda key: key.startswith(("left_milk__", "left_wall__", "left_areola__")) and is_cells(key)).sum(
        axis=2
    )
    late = cells[:, 200:]
    while_fed = cells[:, 7 : WEANED + 7].max()
    # Milk that stays is not washed out; ten times the fed breast is a mark beyond which it would be growth.
    assert late.max() < 10 * while_fed
    assert late[:, -30:].mean() < 1.1 * late[:, :30].mean()
    assert np.isfinite(run.amounts).all()
