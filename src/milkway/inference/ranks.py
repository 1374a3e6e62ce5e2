"""Simulation-based calibration: parameters drawn from the prior must fall evenly among draws given data made from them.

Talts 2018: if prior, likelihood and sampler agree, the rank of the true value among posterior draws is uniform. It tests the
inference, through the emulator, and not the model.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import chisquare

from milkway.inference.likelihood import Case, Priors, Quadratics, coordinates_of, predicted
from milkway.inference.nuts import Effort, sample
from milkway.inference.observed import BELOW, Nuisances, draw

BINS = 5
THINNED = 99  # draws among which a true value is ranked


@dataclass(frozen=True)
class Ranks:
    """Ranks of true values, (replicate, parameter), each from 0 to `THINNED`."""

    ranks: np.ndarray

    def p_values(self) -> np.ndarray:
        """Return (parameter,) p of even filling of `BINS` bins."""
        counts = [np.bincount(column * BINS // (THINNED + 1), minlength=BINS) for column in self.ranks.T]
        return np.array([chisquare(count).pvalue for count in counts])


def rank(case: Case, emulator: Quadratics, priors: Priors, effort: Effort, replicates: int, seed: int) -> Ranks:
    """Return the ranks of parameters drawn from the prior, given results that studies of the same sizes would print.

    Trials never reported are left out, since a silence cannot be drawn together with reports, and so are bounds, which would not
    have been printed as such whatever the truth.

    Args:
        case: the real results, for their sizes.
        emulator: of the simulation.
        priors: that parameters are drawn from.
        effort: of the sampler for each synthetic data set.
        replicates: synthetic data sets.
        seed: of everything.
    """
    chance = np.random.default_rng(seed)
    silent = case.unreported._replace(weight=np.zeros_like(case.unreported.weight))
    counted = case.seen._replace(weight=np.where(case.seen.family == BELOW, 0.0, case.seen.weight))
    true, cases = [], []
    for _ in range(replicates):
        z = chance.standard_normal(len(priors.spike))
        mean = simulated_mean(priors, emulator, z, chance)
        cases.append(Case(draw(counted, mean, nuisances_of(priors, chance), emulator.error, chance), silent))
        true.append(z)
    found = sample(cases, emulator, priors, effort, seed)
    kept = [one.z[np.linspace(0, len(one.z) - 1, THINNED).astype(int)] for one in found]
    return Ranks(np.array([(draws < z).sum(axis=0) for draws, z in zip(kept, true, strict=True)]))


def simulated_mean(priors: Priors, emulator: Quadratics, z: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Return (result,) predictions at free parameters, with a draw of all that is not free."""
    rest = chance.standard_normal(len(emulator.common)) @ emulator.common
    return np.asarray(predicted(coordinates_of(z, priors), emulator)) + rest


def nuisances_of(priors: Priors, chance: np.random.Generator) -> Nuisances:
    """Return a draw of the nuisances from their priors."""
    discrepancy = np.abs(chance.standard_cauchy(len(priors.discrepancy))) * priors.discrepancy
    spread = priors.spread * np.exp(priors.spread_width * chance.standard_normal())
    bias, copies = abs(chance.standard_normal()) * priors.bias, priors.copies * chance.standard_normal(len(priors.copies))
    return Nuisances(discrepancy, np.array(spread), np.array(bias), copies)
