import json

import numpy as np
import pandas as pd
import pytest
from trial_worlds import scored_arm, still, with_days

from milkway.core.streams import Streams
from milkway.ledger.setting_values import settings_in
from milkway.protocol.resolve import resolve
from milkway.trials.allocate import Plan
from milkway.trials.baseline import baseline_table
from milkway.trials.results import averaged, world_of
from milkway.trials.run_trial import TrialRun
from milkway.trials.trial_summary import summary

ILL = ("breast_pain", "redness", "fever")


@pytest.fixture(scope="module")
def run(protocol):
    """A run in which 4 of 20 women on placebo and 2 of 20 on the product have mastitis, whatever the routes."""

    def arm(name, ill):
        women = still(20)
        for woman in range(ill):
            women = with_days(women, woman, [30 + woman], ILL)
        return scored_arm(name, women, np.full(20, 2), protocol, Streams(1))

    worlds = [
        world_of(setting, hypothesis.name, {"product": arm("product", 2), "placebo": arm("placebo", 4)}, protocol)
        for setting in ("off", "on")
        for hypothesis in protocol.hypotheses
    ]
    results = {h.name: averaged([w for w in worlds if w.hypothesis == h.name], [0.5, 0.5]) for h in protocol.hypotheses}
    table = pd.DataFrame({"parous": [1.0, 0.0], "feeds_per_day": [11.0, 9.0]})
    plan = Plan(np.array([0, 1]), np.array([0, 1]), np.array([2, 3]))
    return TrialRun(
        protocol=protocol,
        resolved=resolve(protocol),
        seed=1,
        screening={"off": {"eligible": 40}, "on": {"eligible": 40}},
        baseline=baseline_table({name: table[name].to_numpy() for name in table}, plan, protocol.arms),
        asked={"off": table, "on": table},
        worlds=tuple(worlds),
        results=results,
        hazard={"off": 0.007, "on": 0.007},
        status={"complete": 40},
        kinds={"placeholder": 3},
        warnings=(),
        sources=(),
        versions={"milkway": "0"},
        settings=settings_in({}),
        own=(),
    )


def test_the_summary_is_json_without_numbers_that_do_not_exist(run):
    text = json.dumps(summary(run), allow_nan=False)
    assert "NaN" not in text


def test_every_endpoint_shows_four_hypotheses_with_arms_and_contrast(run):
    for endpoint in summary(run)["endpoints"].values():
        assert list(endpoint["hypotheses"]) == ["null", "competition", "immune", "both"]
        for found in endpoint["hypotheses"].values():
            assert set(found["arms"]) == {"product", "placebo"}
            assert {"measure", "estimate", "low", "high", "p"} <= set(found["contrast"])
            assert set(found["routes"]) == {"off", "on"}


def test_women_with_mastitis_are_counted_by_arm(run):
    found = summary(run)["endpoints"]["clinical_mastitis"]["hypotheses"]["null"]
    assert found["arms"]["product"] == {"value": 0.1, "n": 20}
    assert found["routes"]["on"]["arms"]["placebo"]["count"] == 4
    assert found["contrast"]["measure"] == "risk_difference"
    assert found["contrast"]["estimate"] == pytest.approx(-0.1)
    assert found["contrast"]["direction"] == "lower"


def test_published_numbers_and_what_was_tuned_on_them_stand_beside(run):
    endpoints = summary(run)["endpoints"]
    published = endpoints["clinical_mastitis"]["published"]
    assert published["arms"]["product"]["count"] == 16
    assert published["contrast"] | {"kind": "read"} == {
        "measure": "odds_ratio",
        "estimate": 0.531,
        "low": None,
        "high": None,
        "p": 0.058,
        "kind": "read",
    }
    assert endpoints["clinical_mastitis"]["used_in_tuning"]
    assert not endpoints["mild_mastitis"]["used_in_tuning"]
    assert "published" not in endpoints["mild_mastitis"]


def test_the_baseline_table_gives_shares_and_means_by_arm(run):
    rows = run.baseline.set_index(["covariate", "arm"])
    assert rows.loc[("parous", "product"), ["kind", "value", "count"]].tolist() == ["share", 1.0, 1]
    assert rows.loc[("feeds_per_day", "placebo"), ["kind", "value"]].tolist() == ["mean", 9.0]
