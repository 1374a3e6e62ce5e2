"""What ships of a calibration: draws of the free parameters with the rest that goes with each, and their middle."""

import numpy as np

from milkway.inference.fit import Calibration
from milkway.inference.free import coordinates, rows_of, values
from milkway.inference.nuisance import Alone, along, conditioned, rest_values
from milkway.inference.posterior import Posterior

KEPT = 400  # draws that ship


def learned_posterior(found: Calibration, rows: Alone, seed: int) -> Posterior:
    """Return the posterior of a calibration, thinned to what ships.

    Args:
        found: the calibration.
        rows: that no candidate moves.
        seed: of which simulated set a draw takes its rest from.
    """
    draws, free, table = found.draws, found.free, rows.table
    kept = np.linspace(0, len(draws.z) - 1, min(KEPT, len(draws.z))).astype(int)
    middle = coordinates(free, draws.z.mean(axis=0)[None])
    known = np.array([one is not None for wave in found.waves.values() for one in wave.results])
    rest, factors = found.rest[known], found.factors[known]
    centre = draws.rest.mean(axis=0)[None] @ along(rest, factors)
    numbers = np.concatenate([centre, conditioned(rest, factors, draws.rest[kept], seed)])
    worlds = rest_values(found.others, rows, numbers)
    return Posterior(
        names=tuple(one.name for one in free),
        draws=values(free, np.concatenate([middle, draws.x[kept]])),
        spiked=tuple(one.spiked for one in free),
        reference={one.name: {key: table.rows[key].value for key in rows_of(one, table)} for one in free},
        rest_keys=tuple(worlds[0]),
        rest=np.array([list(world.values()) for world in worlds]),
        studies=tuple(sorted({one.study for one in found.question.data})),
    )
