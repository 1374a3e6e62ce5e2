"""A heat-killed product: nothing of it lives, and it does what a hypothesis says of dead cells and nothing else."""

import numpy as np
import pytest

from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.means import Means
from milkway.planning.pool import fill, gather
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import resized
from milkway.simulation.solver import Solver
from milkway.trials.arms import observed_arm

ASSUMED = {"kind": "placeholder"}
KILLED = {
    "name": "product",
    "label": "The strain, heat-killed",
    "sets": {"dose": "0 CFU", "killed_dose": "3e9 cell/day"},
    "courses": [{"exposure": "taking_product", "until": "16 weeks"}],
    "basis": ASSUMED,
}
SUPPOSED = {
    "null": {},
    "living": {"effect_immunomodulation": 0.5},
    "dead_too": {"effect_immunomodulation": 0.5, "effect_killed": 0.01},
}


@pytest.fixture(scope="module")
def protocol():
    base = resized(read_known_protocol("hurtado2017"), 8)
    placebo = base.arms[1].model_dump(mode="json", exclude_none=True)
    hypotheses = [{"name": name, "label": name, "sets": sets, "basis": ASSUMED} for name, sets in SUPPOSED.items()]
    return base.but(arms=[KILLED, placebo], hypotheses=hypotheses, used_in_tuning=[])


@pytest.fixture(scope="module")
def pool(protocol):
    """The same women under every arm and hypothesis."""
    means = Means(Solver(), None, lambda name, days: None)
    stage = gather(protocol, protocol.routes.settings[0], read_parameters(), Streams(1), means)
    return fill(stage, SUPPOSED)


def alike(one, other) -> bool:
    """Return whether two trajectories are the same to the last bit, but for what she is to take."""
    taken = [place for place, key in enumerate(one.exposures) if key != "taking_product"]
    same = [np.array_equal(getattr(one, name), getattr(other, name)) for name in ("amounts", "level", "reported", "bothered")]
    return all(same) and np.array_equal(one.realised[:, :, taken], other.realised[:, :, taken])


@pytest.mark.parametrize("hypothesis", ["null", "living"])
def test_a_killed_product_is_placebo_to_the_last_bit_unless_dead_cells_act(pool, hypothesis):
    worlds = pool.worlds[hypothesis]
    assert alike(worlds["product"], worlds["placebo"])


def test_dead_cells_that_act_change_women_and_live_nowhere(pool):
    worlds = pool.worlds["dead_too"]
    assert not alike(worlds["product"], worlds["placebo"])
    strain = [place for place, key in enumerate(worlds["product"].stocks) if key.endswith("__strain")]
    assert len(strain) > 0
    assert not worlds["product"].amounts[:, :, strain].any()


def test_no_culture_finds_a_strain_of_which_nothing_lives(pool, protocol):
    found = observed_arm("product", pool.worlds["dead_too"]["product"], pool.stage.plan.enrolled, protocol, Streams(1))
    assert all((np.nan_to_num(one.detected) == 0).all() for one in found.samples)
    assert any(np.isfinite(one.detected).any() for one in found.samples)
