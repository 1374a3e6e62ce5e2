"""Times to an event are forecast as shares of women with it by a day and as mean days without it, with hazards as contrast."""

import numpy as np
import pytest
from synthetic_women import HURTADO, made

from milkway.analysis.outcomes import Outcomes
from milkway.forecasts.doubted import NOTHING_LEARNED, way_of_bias
from milkway.forecasts.forecast import forecast
from milkway.forecasts.forecast_plain import plain_results
from milkway.forecasts.forecast_scores import scored_places
from milkway.forecasts.given_results import Given
from milkway.forecasts.predicted import Predicted, predicted_of
from milkway.forecasts.printed_trials import printed_trials
from milkway.forecasts.rival_levels import naive_truths
from milkway.forecasts.true_levels import Truths, true_levels

FIRST = next(one for one in HURTADO.endpoints if one.name == "first_mastitis")
ILL = next(one for one in HURTADO.endpoints if one.name == "clinical_mastitis")
SHARE, DAY28, MEAN = Predicted(FIRST), Predicted(FIRST, 28), Predicted(FIRST, 100, mean=True)
WOMEN = {"product": 300, "placebo": 300}
PLACEBO, PRODUCT = (np.tile(np.arange(1000) < k, (6, 1)) for k in (200, 100))


def known(level, spread=0.0, effective=1.0):
    levels = {"placebo": np.full(50, level[0]), "product": np.full(50, level[1])}
    return Truths(levels, {arm: np.full(50, spread) for arm in levels}, 1.0, None, None, None, dict.fromkeys(levels, effective))


def test_a_time_is_predicted_by_the_end_and_by_the_days_that_were_printed():
    assert SHARE.name in {one.name for one in predicted_of(HURTADO)}
    given = {(DAY28.name, "placebo"): Given(0.1, 15, 150, DAY28)}
    assert predicted_of(HURTADO, given)[-1] == DAY28


def test_a_mean_of_days_is_predicted_where_the_protocol_analyses_one():
    asked = HURTADO.model_copy(update={"endpoints": (FIRST.model_copy(update={"analyses": ("restricted_mean_difference",)}),)})
    assert [one.name for one in predicted_of(asked)] == ["first_mastitis", "first_mastitis, mean of 106 days"]


def test_women_who_leave_are_read_by_what_they_say_of_the_share_each_time_that_they_leave():
    time, event = np.array([10.0, 40.0, 100.0, 100.0, 10.0, 5.0, 100.0, 100.0]), np.array([1, 1, 0, 0, 1, 0, 0, 0]) > 0
    found = DAY28.values(Outcomes(time, time, event), 4)
    assert found[0] == pytest.approx([1, 0, 0, 0])
    assert found[1].mean() == pytest.approx(1 / 3)  # one left on day 5: of three women who were there one was ill
    assert MEAN.values(Outcomes(time, time, event), 4)[0] == pytest.approx([10, 40, 100, 100])


def test_a_ratio_of_hazards_is_that_of_cumulative_hazards():
    found = printed_trials(known((0.2, 0.1)), SHARE, WOMEN, "placebo", 1).contrasts[0]
    assert np.median(found.estimate) == pytest.approx(np.log(0.9) / np.log(0.8), abs=0.02)  # 4,000 trials
    assert FIRST.leading.name == found.measure
    again = printed_trials(known((0.2, 0.2)), SHARE, WOMEN, "placebo", 1).contrasts[0]
    assert again.lower + again.higher == pytest.approx(0.05, abs=0.015)  # 4,000 trials: four standard errors


def test_a_mean_of_days_is_compared_by_its_difference():
    found = printed_trials(known((90.0, 95.0), 20.0), MEAN, WOMEN, "placebo", 1).contrasts[0]
    assert found.measure == "restricted_mean_difference"
    assert np.median(found.estimate) == pytest.approx(5.0, abs=0.1)
    assert np.std(found.estimate) == pytest.approx(20 * np.sqrt(2 / 300), rel=0.05)


def test_a_share_that_leaving_hides_scatters_as_that_of_fewer_women():
    found = [printed_trials(known((0.2, 0.1), effective=one), SHARE, WOMEN, "placebo", 1).arms["placebo"] for one in (1.0, 0.25)]
    assert found[0].std() == pytest.approx(np.sqrt(0.2 * 0.8 / 300), rel=0.05)
    assert found[1].std() == pytest.approx(np.sqrt(0.2 * 0.8 / 75), rel=0.05)


def test_how_many_women_leaving_leaves_follows_from_what_each_says_of_the_share():
    """Women whose values scatter by twice the variance of a share know it as half of them would."""
    value = 0.2 + np.sqrt(2 * 0.2 * 0.8) * np.tile([-1.0, 1.0], (4, 5000))
    found = true_levels(made(value, value, "first_mastitis"), HURTADO, SHARE, "null", "off")
    assert found.effective["placebo"] == pytest.approx(0.5, rel=0.01)


def test_its_rival_is_that_of_women_ill_by_that_day():
    whole, month = (naive_truths(HURTADO, one).level["placebo"] for one in (SHARE, Predicted(ILL)))
    assert np.array_equal(whole, month)
    assert SHARE.score == ILL.score
    assert way_of_bias(HURTADO, SHARE) == -1  # fewer with the event
    assert MEAN.score == ""
    assert way_of_bias(HURTADO, MEAN) == 1  # more days without it


def test_women_ill_and_the_time_to_it_are_of_the_same_women_and_one_counts():
    asked = HURTADO.model_copy(update={"endpoints": (ILL, FIRST)})
    simulated = made(PLACEBO, PRODUCT, "clinical_mastitis", ("null",), ("off", "on"))
    simulated |= made(PLACEBO, PRODUCT, "first_mastitis", ("null",), ("off", "on"))
    given = {(one.name, arm): Given(0.2, 30, 150, one) for one in (Predicted(ILL), SHARE) for arm in ("placebo", "product")}
    found = forecast(asked, simulated, ("null",), given, {}, NOTHING_LEARNED, 1)
    assert {name for name, _ in scored_places(found)} == {"clinical_mastitis"}
    row = next(one for one in plain_results(found) if one["name"] == "first_mastitis" and one.get("contrast"))
    assert row["mechanism"]["median"] == pytest.approx(np.log(0.9) / np.log(0.8), abs=0.05)  # of half the size
    assert row["maker"]["median"] < row["mechanism"]["median"]
