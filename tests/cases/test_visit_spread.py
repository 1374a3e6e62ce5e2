"""Ratings whose spread differs between visits, complete, no effect: the last visit is judged with its own spread."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import milkway

WOMEN = 60  # in each arm
VISITS = ("entry", "week_4", "end")
ENDPOINT = {"name": "pain_visits", "label": "pain", "unit": "-", "score": "pain_visits", "population": "randomised"}
ASKED = ENDPOINT | {"visits": list(VISITS), "analyses": ["mixed_difference_last", "mixed_difference"]}


def entered(spreads):
    draw = np.random.default_rng(3)
    level = draw.normal(0, 1, (2 * WOMEN, 1))
    ratings = 5 + 0.5 * (0.7 * level + np.sqrt(0.51) * draw.normal(0, 1, (2 * WOMEN, 3))) * np.array(spreads)
    frame = pd.DataFrame(
        {"woman": [f"w{number}" for number in range(2 * WOMEN)], "arm": np.repeat(["product", "placebo"], WOMEN)}
    )
    frame = frame.assign(enrolled=1, last_day=112, breastfeeding_cessation_day="")
    return frame.assign(**{f"pain_visits_{visit}": np.clip(ratings[:, k], 0, 10) for k, visit in enumerate(VISITS)})


@pytest.mark.parametrize("spreads", [(1, 2, 3), (3, 2, 1)])
def test_the_last_visit_has_the_interval_of_a_t_test_of_that_visit(spreads):
    """With complete data a covariance free over visits and arms gives Welch's test of the visit, and of women's means."""
    women = entered(spreads)
    protocol = milkway.Protocol.read("hurtado2017").but(endpoints=[ASKED], used_in_tuning=[], name="visit spread")
    found = {one.measure: one for one in milkway.analyse(protocol, women).estimates.itertuples()}
    ratings = women[[f"pain_visits_{visit}" for visit in VISITS]].to_numpy()
    for measure, number in (("mixed_difference_last", ratings[:, -1]), ("mixed_difference", ratings.mean(axis=1))):
        welch = stats.ttest_ind(number[:WOMEN], number[WOMEN:], equal_var=False)
        interval, one = welch.confidence_interval(0.95), found[measure]
        assert (one.p, one.low, one.high) == pytest.approx((welch.pvalue, interval.low, interval.high), rel=1e-9)
