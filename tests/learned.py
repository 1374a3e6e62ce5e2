"""A posterior as a calibration writes it, for tests of what uses one: rows near the tables, what is disputed from its prior."""

import numpy as np

from milkway.cohorts.declared import declared_parameters
from milkway.inference.coordinates import numbers
from milkway.inference.posterior import Posterior
from milkway.inference.transfer import asked
from milkway.published.catalogue import results

DRAWS = 31
MOVED = ("backflow", "capsule_survival", "ph_half[lactic]")  # the first was tuned on results, the others state a spread


def prior_as_posterior() -> Posterior:
    """Return the posterior of a calibration that learned nothing: the middle, then draws."""
    table, chance = declared_parameters(), np.random.default_rng(5)
    classes = [one for one in numbers(table, {one.study for one in results()}) if one.prior is not None]
    learned = [key for one in classes if one.prior is not None and one.prior.of == "value" for key in one.keys]
    keys = tuple(dict.fromkeys((*learned, *MOVED)))
    away = np.exp(0.1 * chance.standard_normal((DRAWS + 1, len(keys))))
    values = np.array([table.rows[key].value for key in keys]) * away
    kept = np.stack([table.kept(key, values[:, i]) for i, key in enumerate(keys)], axis=1)
    varied = tuple(key for one in classes if one.prior is not None and one.prior.of == "variation" for key in one.keys)
    variations = np.array([[table.rows[key].variation for key in varied]] * (DRAWS + 1), dtype=float)
    given = asked(table, DRAWS + 1, 5)
    return Posterior(
        keys,
        kept,
        frozenset(learned),
        varied,
        variations,
        tuple(given.disputed),
        np.stack(list(given.disputed.values()), axis=1),
        studies=("amir2007", "kvist2008"),
    )
