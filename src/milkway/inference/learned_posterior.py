"""What ships of a calibration: worlds of infants' guts, or sets of the transfer stage drawn by their weights.

Each of these is a world with what was asked of it; of infants' guts alone nothing was asked of a route or a product.
"""

import numpy as np

from milkway.inference.calibration import Calibrated
from milkway.inference.coordinates import WIDEST, value_at
from milkway.inference.folds import everybody
from milkway.inference.infant_counts import STUDIES
from milkway.inference.infant_summaries import cohorts_of
from milkway.inference.learned_doubt import discrepancies, residuals
from milkway.inference.posterior import Posterior
from milkway.inference.transfer import Asked
from milkway.inference.transfer_weights import Weighed
from milkway.ledger.tables import ParameterTable
from milkway.published.catalogue import results
from milkway.published.fitted import silent

KEPT = 128  # draws that ship


def learned_posterior(
    found: Calibrated, table: ParameterTable, z: np.ndarray, given: Asked, weighed: Weighed, seed: int
) -> Posterior:
    """Return the posterior.

    Args:
        found: the calibration.
        table: reference.
        z: (set, number) coordinates of the sets of the transfer stage.
        given: what was asked of each.
        weighed: how likely each is.
        seed: of which sets are drawn.
    """
    chance = np.random.default_rng(seed)
    place = np.searchsorted(np.cumsum(weighed.weights), (np.arange(KEPT) + 0.5) / KEPT)
    sets = chance.permutation(np.minimum(place, len(z) - 1))
    sets = np.concatenate([[sets[_nearest(found, sets)]], sets])
    moved, spread = _values(found, table, z[sets])
    moved |= {key: values[sets] for key, values in given.rivals.items()}
    asked = {key: values[sets] for key, values in given.disputed.items()}
    plain = {key: values for key, values in moved.items() if key not in asked}
    return Posterior(
        tuple(plain),
        np.stack(list(plain.values()), axis=1),
        _searched(found) | set(given.rivals),
        tuple(spread),
        np.stack(list(spread.values()), axis=1),
        tuple(asked),
        np.stack(list(asked.values()), axis=1),
        studies=tuple(sorted(({one.study for one in results()} | silent()) - found.left_out)),
        discrepancy=discrepancies(found.data, residuals(found.data, everybody(found), {})),
        bias=tuple(weighed.bias.tolist()),
    )


def worlds_posterior(found: Calibrated, table: ParameterTable) -> Posterior:
    """Return the posterior of worlds of which nothing was asked: a middle one, then all.

    The middle of infants' guts alone is where the search ended, all else as the tables have it; with women it is the world whose
    results are nearest to the mean of all.

    Args:
        found: the calibration.
        table: reference.
    """
    middle = np.zeros(len(found.known))
    middle[found.gut] = found.infants.found.best
    if found.data.results:
        middle = found.worlds.z[_nearest(found, np.arange(len(found.worlds.z)))]
    moved, spread = _values(found, table, np.concatenate([middle[None], found.worlds.z]))
    return Posterior(
        tuple(moved),
        np.stack(list(moved.values()), axis=1),
        _searched(found),
        tuple(spread),
        np.stack(list(spread.values()), axis=1),
        (),
        np.zeros((len(found.worlds.z) + 1, 0)),
        studies=tuple(sorted(_fitted(found) - found.left_out)),
        discrepancy=discrepancies(found.data, residuals(found.data, everybody(found), {})) if found.data.results else {},
    )


def _fitted(found: Calibrated) -> set[str]:
    """Return the studies in the likelihood of worlds."""
    return {*cohorts_of(found.occasions), *STUDIES, *(one.study for one in found.data.results)}


def _values(found: Calibrated, table: ParameterTable, z: np.ndarray) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Return by row (set,) values, and variations between dyads, of (set, number) coordinates."""
    moved, spread = dict[str, np.ndarray](), dict[str, np.ndarray]()
    for i, one in enumerate(found.known):
        at = np.clip(z[:, i], -WIDEST, WIDEST)
        for key in one.keys:
            values = np.array([value_at(one, table.rows[key], float(each)) for each in at])
            if one.prior is not None and one.prior.of == "variation":
                spread[key] = values
            else:
                moved[key] = table.kept(key, values)
    return moved, spread


def _searched(found: Calibrated) -> frozenset[str]:
    """Return the rows that results of the likelihood had tuned and that were searched."""
    return frozenset(key for one in found.known if one.prior is not None for key in one.keys)


def _nearest(found: Calibrated, sets: np.ndarray) -> int:
    """Return the place of the set whose world's results are nearest to the mean of all, each on the scale of its spread."""
    y = found.worlds.women
    away = ((y - np.nanmean(y, axis=0)) / np.maximum(np.nanstd(y, axis=0), 1e-9)) ** 2
    return int(np.argmin(np.nanmean(away, axis=1)[sets % len(y)]))
