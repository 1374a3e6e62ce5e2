"""Lives are made in one place: what nobody can have is not recorded, and too many failures are told in one way."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from milkway.cohorts.cohort import Cohort
from milkway.core.errors import RunError
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory

RECORD = Record(0, 3, (3,), (), ("nowhere", "born"))


def nobody_moves(dyads):
    machine = SimpleNamespace(network=SimpleNamespace(exposure_index={"born": 0}))
    return Ready(machine, Cohort(np.arange(dyads) + 100, {}, np.zeros((dyads, 0))), steps([]))


def after(dyads, failed):
    """Return a trajectory of women numbered from 100 on, of whom the last so many failed."""
    none, status = np.zeros((dyads, 3, 0)), (np.arange(dyads) >= dyads - failed).astype(int)
    return Trajectory(np.arange(dyads) + 100, np.array([3]), (), none, np.arange(3), (), none, none, none, (), none, status)


def lived(dyads, failed):
    return live(nobody_moves(dyads), RECORD, Streams(7), Means(Solver(), lives=lambda *_: after(dyads, failed)), "placebo arm")


@pytest.mark.parametrize(("dyads", "failed"), [(1, 1), (20, 1), (200, 2), (500, 5)])
def test_one_dyad_or_one_in_a_hundred_that_fail_are_data(dyads, failed):
    assert (lived(dyads, failed).status != 0).sum() == failed


@pytest.mark.parametrize(("dyads", "failed"), [(20, 2), (200, 3), (500, 6)])
def test_more_are_named_with_the_lives_and_the_seed(dyads, failed):
    names = ", ".join(str(dyad) for dyad in range(100 + dyads - failed, 100 + dyads))
    with pytest.raises(RunError, match=f"^placebo arm: {failed} of {dyads} dyads failed with seed 7: {names}$"):
        lived(dyads, failed)


def test_an_exposure_that_the_network_lacks_is_not_recorded_and_lives_have_a_folder_of_their_own():
    asked = []

    def noted(_machine, _cohort, _schedule, record, _streams, _solver, keep, told):
        asked.append((record.exposures, keep))
        told(6.0)
        return after(2, 0)

    heard = []
    means = Means(Solver(), Path("chunks"), lambda stage, done: heard.append((stage, done)), noted)
    live(nobody_moves(2), RECORD, Streams(1), means, "off placebo")
    assert asked == [(("born",), Path("chunks/off-placebo"))]
    assert heard == [("off placebo", 6.0)]
