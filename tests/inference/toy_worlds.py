"""A world with three parameters whose results are known functions of them, for tests of the inference."""

import numpy as np
from scipy.special import expit

from milkway.inference.free import Free
from milkway.inference.likelihood import Priors, Quadratics, Unreported
from milkway.inference.nuisance import Alone
from milkway.inference.nuts import Effort
from milkway.inference.observed import BINOMIAL, NORMAL, Datum
from milkway.inference.waves import Results, Simulated
from milkway.ledger.rows import ParameterRow
from milkway.ledger.tables import ParameterTable

FREE = (
    Free("hazard", ("hazard",), "expert", "toy", spread=2.0),
    Free("load", ("load",), "expert", "toy", spread=3.0),
    Free("effect", ("effect",), "expert", "toy", spike=0.5, slab="uniform", most=4.0),
)
DATA = (
    Datum("a.ill", "a", "illness", "log odds", BINOMIAL, 120.0, 400.0, np.nan),
    Datum("a.load", "a", "load", "plain", NORMAL, 3.5, 50.0, np.nan),
    Datum("b.ill_strain", "b", "illness", "log odds", NORMAL, 0.0, 100.0, 0.3, -1, senses="only effects", against="a.ill"),
)
# A large trial that was never reported: its arms would have come out as the contrast and the placebo.
SILENCE = Unreported(np.array([1000.0]), np.array([1000.0]), np.array([2]), np.array([0]), np.array([0.0]))
# Results on their scales: log odds -1 + 0.8 z0, a log10 load 3 + z1, a contrast of -2 x2.
TRUE = np.array([[-1.0, 3.0, 0.0], [0.8, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, -2.0]])


EFFORT = Effort(2, 400, 500, 8)  # as all shapes and types, the same everywhere: compiling the sampler takes longer than sampling


def exact(error: float = 0.02) -> Quadratics:
    """Return the emulator that is the truth: no squares, no products."""
    return Quadratics(np.zeros(3), np.ones(3), np.vstack([TRUE, np.zeros((6, 3))]), np.full(3, error), np.zeros((1, 3)))


def priors() -> Priors:
    """Return the priors of the toy."""
    spikes = np.array([one.spike for one in FREE])
    spiked = np.array([one.spiked for one in FREE])
    return Priors(spikes, spiked, np.full(2, 0.02), 1.0, 0.1, 0.02, np.array([1e-3]))


def row(key: str, value: float) -> ParameterRow:
    """Return a row of a table."""
    return ParameterRow(key, ("", "", "", ""), value, 2.0, None, "lognormal", "dimensionless", "expert", (), "", "", "")


def table() -> ParameterTable:
    """Return a table in which hazard and load are 1 and there is no effect."""
    return ParameterTable({"hazard": row("hazard", 1.0), "load": row("load", 1.0), "effect": row("effect", 0.0)})


def alone() -> Alone:
    """Return the rows that no candidate moves: none."""
    return Alone(table(), (), 1)


def simulate(moved: ParameterTable, seed: int, _: object) -> Results:
    """Return what 400 women, and 400 with the strain, would show."""
    chance = np.random.default_rng(seed)
    z0, z1 = np.log2(moved.rows["hazard"].value), np.log(moved.rows["load"].value) / np.log(3)
    base, effect = -1 + 0.8 * z0, -2 * moved.rows["effect"].value / 4
    shares = [expit(base), expit(base + effect)]
    ill = [chance.binomial(400, share) / 400 for share in shares]
    return {
        "a.ill": Simulated(ill[0], 400, 0.02),
        "a.load": Simulated(3 + z1 + 0.05 * chance.standard_normal(), 400, 0.05),
        "b.ill_strain": Simulated(ill[1], 400, 0.02),
    }
