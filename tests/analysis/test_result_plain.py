"""What an estimate is as plain values."""

import math
from dataclasses import replace

from milkway.analysis.estimate import absent
from milkway.analysis.kinds import ArmValue
from milkway.analysis.measure import Estimate
from milkway.analysis.registry import MEASURES
from milkway.analysis.result import Contrast, Result
from milkway.analysis.result_plain import estimate_plain, finite, result_plain

RISK = MEASURES["risk_difference"]
FOUND = Estimate(RISK, -0.1, -0.2, 0.0, 0.04, (30, 20), "")


def test_an_estimate_counts_the_women_of_both_arms_and_has_only_what_it_has():
    plain = estimate_plain(FOUND)
    assert plain == {
        "measure": "risk_difference",
        **{"estimate": -0.1, "low": -0.2, "high": 0.0, "p": 0.04, "direction": FOUND.direction, "n": 50},
    }
    why = estimate_plain(absent(RISK, (0, 3), "no women"))
    assert (why["estimate"], why["p"], why["note"], why["n"]) == (None, None, "no women", 3)


def test_what_is_no_number_is_nothing_at_any_depth():
    plain = {"a": [math.inf, 1.5, {"b": math.nan}], 3: (2, -math.inf), "c": "inf", "d": True, "e": None}
    assert finite(plain) == {"a": [None, 1.5, {"b": None}], "3": [2, None], "c": "inf", "d": True, "e": None}


def test_the_first_contrast_leads_and_an_arm_leaves_out_what_it_does_not_have():
    arms = {"product": ArmValue(None, 0, note="nobody"), "placebo": ArmValue(0.2, 5, 1, 0.0, 0.6)}
    contrasts = tuple(Contrast(name, "placebo", replace(FOUND, p=p)) for name, p in (("product", 0.04), ("double", 0.5)))
    plain = result_plain(Result(arms, contrasts))
    assert plain["arms"] == {
        "product": {"value": None, "n": 0, "note": "nobody"},
        "placebo": {"value": 0.2, "n": 5, "count": 1, "low": 0.0, "high": 0.6},
    }
    assert [(one["arm"], one["reference"], one["p"]) for one in plain["contrasts"]] == [
        ("product", "placebo", 0.04),
        ("double", "placebo", 0.5),
    ]
    assert plain["contrast"] == plain["contrasts"][0]
    assert result_plain(Result(arms, ()))["contrast"] is None
