"""Women who stop the product and stay: a solved hazard, a keyed day, and nothing else changed."""

import numpy as np
import pytest

from milkway.biology.models import COMPLETE
from milkway.cohorts.population_file import read_population
from milkway.core.network import expand
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready, drawn
from milkway.protocol.basis import Basis
from milkway.protocol.moment import Moment
from milkway.protocol.treatment import Arm, Discontinuation
from milkway.simulation.machine import build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record
from milkway.trials.values import own_values

WOMEN, DAYS = 24, 12
EXPERT = Basis(kind="expert")


def stopping(share: float, by: int = 112) -> Discontinuation:
    return Discontinuation(share=share, by=Moment(by), basis=EXPERT)


@pytest.fixture(scope="module")
def trials():
    """Return a function from the hazard of stopping to 24 women who take the strain for the first days after birth."""
    table = read_parameters()
    network = expand(COMPLETE, table.keys())
    machine = build(network)
    cohort = drawn(read_population("general"), network, table, WOMEN, Streams(2), {"adherence": 1.0})
    rows = [(w, 0, key, 1.0) for w in range(WOMEN) for key in ("born", "enrolled", "taking_product")]
    record = Record(0, DAYS, tuple(range(DAYS + 1)), ("maternal_ileum__strain",), ("discontinued",))

    def run(hazard: float):
        women = cohort.setting(network, {"discontinuation_hazard": hazard})
        return live(Ready(machine, women, steps(rows)), record, Streams(2), Means(Solver()), "stopping")

    return run


def test_the_solved_hazard_makes_the_stated_share_stop(protocol):
    plan = protocol.model_copy(update={"discontinuation": stopping(0.3)})
    hazard = own_values(plan, plan.arms[0])["discontinuation_hazard"]
    draws = 111 - np.arange(1, 7)
    assert 1 - np.exp(-hazard * draws).mean() == pytest.approx(0.3, abs=1e-9)


def test_an_arms_own_share_wins_over_the_trials_and_its_settings_over_both(protocol):
    plan = protocol.model_copy(update={"discontinuation": stopping(0.3)})
    own = Arm(name="x", label="x", discontinuation=stopping(0.0), sets={"adherence": 0.5}, basis=EXPERT)
    assert own_values(plan, own) == {"discontinuation_hazard": 0.0, "adherence": 0.5}
    assert own_values(protocol, protocol.arms[1]) == {}


def test_who_has_stopped_takes_no_further_dose_and_others_are_as_if_nobody_could(trials):
    never, some = trials(0.0), trials(0.1)
    stopped = some.exposed("discontinued") > 0
    assert not never.exposed("discontinued").any()
    assert 0 < stopped[:, -1].sum() < WOMEN
    assert (np.diff(stopped.astype(int), axis=1) >= 0).all()
    first = np.where(stopped.any(axis=1), stopped.argmax(axis=1), DAYS + 1)
    ileum = some.amounts[:, :, 0], never.amounts[:, :, 0]
    for woman, day in enumerate(first):
        assert (ileum[0][woman, : day + 1] == ileum[1][woman, : day + 1]).all()
    late = first < DAYS - 3
    assert late.any()
    # an ileum passes its content within a day, so three days after the last dose little of it is left
    assert (ileum[0][late, -1] < 0.1 * ileum[1][late, -1]).all()
