"""The hierarchy knows one constant per kind of result, with the discrepancy and the bias of the likelihood."""

import numpy as np
import pytest
from scipy import stats

from milkway.skill.hierarchy import Likelihood, hierarchy_contrast, hierarchy_draws, stake
from milkway.skill.naive_evidence import family_of, naive_evidence
from milkway.skill.random_effects import half_cauchy_law, one_more

OURS = Likelihood(0.3, 0.3)


def test_the_hierarchy_is_a_constant_and_a_discrepancy_without_follow_up():
    short = hierarchy_draws(family_of("clinical_any"), "", "placebo", (), OURS)["placebo"]
    assert 0.1 < np.median(short) < 0.25
    wide = hierarchy_draws(family_of("clinical_any"), "", "placebo", (), Likelihood(3.0, 0.3))["placebo"]
    assert np.ptp(np.quantile(short, [0.05, 0.95])) < np.ptp(np.quantile(wide, [0.05, 0.95]))


def test_without_a_like_trial_a_biased_contrast_is_the_prior_moved_by_the_mean_bias():
    family = family_of("clinical_any")
    law = hierarchy_contrast(family, "hurtado2017", Likelihood(1e-9, 0.3))
    assert float(law.weight @ law.mean) == pytest.approx(-0.3 * np.sqrt(2 / np.pi), abs=0.005)  # 8 nodes of the bias
    assert stake("hurtado2017") == 1


def test_a_contrast_of_the_other_trials_is_that_of_brute_force():
    """One contrast, its own bias unknown: sum over bias, constant and width on a plain grid."""
    family, size = family_of("clinical_any"), 0.2
    found = hierarchy_contrast(family.on(family.scale), "bond2018", Likelihood(size, 0.4))
    bias = 0.4 * stats.norm.ppf(0.5 + (np.arange(40) + 0.5) / 80)
    width = size * np.tan(np.pi / 4 * (np.polynomial.legendre.leggauss(48)[0] + 1))
    share = np.polynomial.legendre.leggauss(48)[1] / 2
    constant = np.linspace(-5, 5, 801)
    from_trial = family.contrasts[0]
    (k1, n1), (k0, n0) = from_trial.first, from_trial.second
    value = np.log(-np.log1p(-k1 / n1)) - np.log(-np.log1p(-k0 / n0))
    slope = [1 / (-np.log1p(-k / n) * (1 - k / n)) for k, n in ((k1, n1), (k0, n0))]
    error = np.sqrt(sum(s**2 * k / n * (1 - k / n) / n for s, (k, n) in zip(slope, ((k1, n1), (k0, n0)), strict=True)))
    b, w, c = bias[:, None, None], width[None, :, None], constant[None, None, :]
    weight = stats.norm.pdf(value, c - b, np.hypot(error, w)) * stats.norm.pdf(c) * share[None, :, None]
    expected = (weight * (c - b)).sum() / weight.sum()
    assert float(found.weight @ found.mean) == pytest.approx(expected, abs=0.01)  # 8 nodes of the bias against 40


def test_the_evidence_of_no_study_is_nothing_and_of_one_its_density():
    assert one_more([], half_cauchy_law(0.3), (0.0, 1.0)).evidence == pytest.approx(0.0, abs=1e-6)


def test_a_bias_in_logarithms_moves_loads_in_decades():
    load = next(one for one in naive_evidence().families if one.name == "load")
    laws = [hierarchy_contrast(load, "hurtado2017", Likelihood(1e-9, bias)) for bias in (1e-9, 0.3)]
    still, moved = (float(law.weight @ law.mean) for law in laws)
    assert moved - still == pytest.approx(-0.3 * np.sqrt(2 / np.pi) / np.log(10.0), abs=0.005)
