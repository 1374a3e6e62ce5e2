"""Values below a limit against SciPy's own fit to censored data."""

import numpy as np
import pytest
from scipy.stats import CensoredData, norm

from milkway.analysis.tobit import Values, fit_tobit


def data(seed: int, size: int, limit: float) -> Values:
    draw = np.random.default_rng(seed)
    truth = draw.normal(1.0, 0.8, size)
    return Values(np.maximum(truth, limit), truth < limit, np.ones((size, 1)), np.ones(size))


@pytest.mark.parametrize("limit", [0.0, 1.0, 1.5])
def test_mean_and_spread_are_those_of_scipys_fit_to_censored_data(limit):
    values = data(1, 200, limit)
    seen = CensoredData(uncensored=values.value[~values.below], left=values.value[values.below])
    mean, spread = norm.fit(seen)
    fitted = fit_tobit(values)
    # both search to about 1e-5
    assert (fitted.coefficients[0], fitted.spread) == (pytest.approx(mean, abs=1e-4), pytest.approx(spread, abs=1e-4))


def test_without_a_limit_the_error_is_that_of_a_mean():
    values = data(2, 150, -np.inf)
    fitted = fit_tobit(values)
    assert np.sqrt(fitted.covariance[0, 0]) == pytest.approx(values.value.std() / np.sqrt(150), rel=1e-5)


def test_a_weight_of_two_is_the_same_row_twice():
    values = data(3, 60, 0.5)
    twice = Values(*(np.concatenate([x, x]) for x in (values.value, values.below, values.design, values.weight)))
    weighed = Values(values.value, values.below, values.design, 2 * values.weight)
    assert fit_tobit(weighed).coefficients == pytest.approx(fit_tobit(twice).coefficients, abs=1e-6)


def test_the_sandwich_agrees_with_the_information_where_the_model_holds():
    values = data(4, 5000, 0.5)
    plain, robust = (fit_tobit(values, robust=choice).covariance[0, 0] for choice in (False, True))
    assert robust == pytest.approx(plain, rel=0.1)


def test_the_slope_of_a_covariate_is_recovered_below_the_limit():
    draw = np.random.default_rng(5)
    x = draw.normal(size=4000)
    truth = 0.5 + 1.5 * x + draw.normal(size=4000)
    values = Values(np.maximum(truth, 0.3), truth < 0.3, np.column_stack([np.ones(4000), x]), np.ones(4000))
    # standard error near 0.025: three of them
    assert fit_tobit(values).coefficients[1] == pytest.approx(1.5, abs=0.075)
