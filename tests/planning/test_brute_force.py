"""A pool's trials against trials that are each simulated anew, from their own candidates to their own analysis."""

import numpy as np
import pytest

from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.means import Means
from milkway.planning.attrition import planned
from milkway.planning.operating_characteristics import power_of
from milkway.planning.pool import fill, gather
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import resized
from milkway.simulation.solver import Solver
from milkway.trials.run_trial import run_trial

WOMEN, TRIALS = 60, 40
MEANS = Means(Solver(), None, lambda _stage, _days: None)


@pytest.mark.slow
def test_trials_drawn_from_a_pool_have_the_mean_and_spread_of_trials_simulated_one_by_one():
    """Under both effects as the protocol writes them, with the share of women leaving that it states."""
    protocol = read_known_protocol("hurtado2017")
    setting = protocol.routes.settings[-1].model_copy(update={"weight": 1.0})
    routes = protocol.routes.model_copy(update={"settings": (setting,)})
    protocol = protocol.model_copy(update={"routes": routes, "hypotheses": protocol.hypotheses[-1:]})
    endpoint, table = protocol.endpoints[0].name, read_parameters()
    stage = gather(resized(protocol, 600), setting, table, Streams(1), MEANS)
    pool = fill(stage, {"both": protocol.hypotheses[0].sets})
    (drawn,) = power_of(pool, endpoint, WOMEN, 400, planned(protocol))
    runs = [run_trial(resized(protocol, WOMEN), table, seed, MEANS) for seed in range(100, 100 + TRIALS)]
    found = [run.worlds[0].results["observed"][endpoint] for run in runs]
    seen = np.array([one.contrasts[0].found.estimate for one in found])
    error = seen.std(ddof=1) / np.sqrt(TRIALS)
    # three standard errors of the trials, the replicates and the pool's women together
    allowed = 3 * np.hypot(error, drawn.bias.error)
    assert seen.mean() == pytest.approx(drawn.truth + drawn.bias.value, abs=allowed)
    analysed = np.mean([sum(one.contrasts[0].found.n) for one in found])
    # women who stay of 60 differ by 4 between trials: three standard errors of 40 trials, and as much again for the pool
    assert analysed == pytest.approx(drawn.analysed, abs=4.0)
