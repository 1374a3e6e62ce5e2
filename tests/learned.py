"""A posterior as a calibration writes it, for tests of what uses one: each free parameter drawn from its prior."""

import numpy as np

from milkway.cohorts.declared import declared_parameters
from milkway.inference.free import read_free, rows_of
from milkway.inference.posterior import Posterior

DRAWS = 31
REST = ("backflow", "capsule_survival", "ph_half[lactic]")


def prior_as_posterior() -> Posterior:
    """Return the posterior of a calibration that learned nothing: the middle, then draws."""
    table, free, chance = declared_parameters(), read_free(), np.random.default_rng(5)
    z = np.vstack([np.zeros(len(free)), chance.standard_normal((DRAWS, len(free)))])
    values = np.stack([one.values(one.coordinates(z[:, i])) for i, one in enumerate(free)], axis=1)
    rest = np.array([table.rows[key].value for key in REST]) * np.exp(0.1 * chance.standard_normal((DRAWS + 1, len(REST))))
    return Posterior(
        names=tuple(one.name for one in free),
        draws=values,
        spiked=tuple(one.spiked for one in free),
        reference={one.name: {key: table.rows[key].value for key in rows_of(one, table)} for one in free},
        rest_keys=REST,
        rest=rest,
        studies=("amir2007", "kvist2008"),
    )
