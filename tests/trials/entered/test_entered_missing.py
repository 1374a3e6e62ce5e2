"""Methods for women who left, on data that a user has: ratings at visits, and what the methods need of it."""

import json

import numpy as np
import pandas as pd
import pytest

import milkway
from milkway.analysis.missing.methods import QUESTIONS
from milkway.analysis.reasons import FEW_RATINGS
from milkway.core.errors import InputError

VISITS = ["entry", "week_4", "end"]
PAIN = {"name": "pain", "label": "Breast pain", "unit": "0-10", "score": "pain_visits", "population": "randomised"}


@pytest.fixture(scope="module")
def protocol():
    endpoint = PAIN | {"visits": VISITS, "analyses": ["mixed_difference_last"]}
    return milkway.Protocol.read("hurtado2017").but(endpoints=[endpoint], used_in_tuning=[], name="pain")


def women(left: int = 8) -> pd.DataFrame:
    """Return 24 women an arm whose pain falls by one more with the product; some of hers leave on day 40, after week 4."""
    draw = np.random.default_rng(4)
    rows = []
    for arm, mean in (("product", (5, 3, 2)), ("placebo", (5, 4, 3))):
        level = draw.normal(size=24)
        for woman in range(24):
            ratings = np.clip(np.round(np.array(mean) + level[woman] + 0.5 * draw.normal(size=3)), 0, 10)
            gone = arm == "product" and woman < left
            row = {
                "woman": f"{arm}{woman}",
                "arm": arm,
                "enrolled": 2,
                "last_day": 40 if gone else 110,
                "completed": 0 if gone else 1,
            }
            rows.append(row | {f"pain_{name}": one for name, one in zip(VISITS, ratings, strict=True)})
            if gone:
                rows[-1]["pain_end"] = None
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def found(protocol, tmp_path_factory):
    return milkway.analyse(protocol, women(), missing=True, out=tmp_path_factory.mktemp("analysed") / "pain")


def test_a_trial_of_ratings_alone_is_analysed_by_every_method(found):
    methods = found.summary["missing"]["product"]["pain_visits"]
    assert list(methods) == [one.name for one in QUESTIONS["pain_visits"].methods]
    assert all(one["p"] is not None and one["low"] < one["estimate"] < one["high"] for one in methods.values())
    assert {one["measure"] for one in methods.values()} == {"mixed_difference_last"}
    assert list(found.summary["missing"]["product"]) == ["pain_visits", "pain_visits_tips"]


def test_the_trials_own_model_is_among_the_methods(found):
    own = found.summary["endpoints"]["pain"]["contrast"]
    same = found.summary["missing"]["product"]["pain_visits"]["mixed_model"]
    assert [same[key] for key in ("estimate", "low", "high", "p")] == pytest.approx(
        [own[key] for key in ("estimate", "low", "high", "p")]
    )


def test_who_jumps_to_the_reference_arm_brings_the_arms_together(found):
    """A third of the women with the product left; as women of the reference arm they lose their share of one point."""
    methods = {name: one["estimate"] for name, one in found.summary["missing"]["product"]["pain_visits"].items()}
    assert methods["imputation"] < methods["jump_to_reference"] - 0.2
    assert methods["imputation"] < methods["copy_increments"]


def test_pain_that_who_left_would_have_had_turns_the_verdict_upwards(found):
    """Shifts are points of their ratings: with the product they are lower, so only higher ones can turn it."""
    below, above = found.summary["missing"]["product"]["pain_visits_tips"]
    assert below is None
    assert above > 0


def test_page_table_and_print_hold_every_method(found, capsys):
    found.tell()
    told = " ".join(capsys.readouterr().out.split())
    page = (found.folder / "analysis.html").read_text(encoding="utf-8")
    table = (found.folder / "tables" / "missing-product.csv").read_text(encoding="utf-8")
    for method in QUESTIONS["pain_visits"].methods:
        assert method.label in page
        assert method.label in table
        assert method.label.split()[0] in told
    kept = json.loads((found.folder / "analysis.json").read_text(encoding="utf-8"))
    assert kept["missing"] == found.summary["missing"]


def test_a_visit_that_nobody_of_an_arm_reached_leaves_no_method_and_each_says_why(protocol):
    found = milkway.analyse(protocol, women(left=24), missing=True)
    methods = found.summary["missing"]["product"]["pain_visits"]
    assert {(one["estimate"], one["note"]) for one in methods.values()} == {(None, FEW_RATINGS)}
    assert found.summary["missing"]["product"]["pain_visits_tips_note"] == FEW_RATINGS


def test_a_rating_that_was_given_counts_whenever_she_left(protocol):
    """Who leaves at her last visit was asked at it."""
    late = women()
    late.loc[:3, ["last_day", "pain_end"]] = [109, 7.0]
    early = late.copy()
    early.loc[:3, "last_day"] = 108
    both = [milkway.analyse(protocol, one, missing=True).summary["missing"]["product"]["pain_visits"] for one in (late, early)]
    assert both[0]["mixed_model"] == both[1]["mixed_model"]
    assert both[0]["mixed_model"]["estimate"] == pytest.approx(
        milkway.analyse(protocol, late).summary["endpoints"]["pain"]["contrast"]["estimate"]
    )


def test_data_without_a_day_of_leaving_are_refused(protocol):
    with pytest.raises(InputError) as caught:
        milkway.analyse(protocol, women().drop(columns=["last_day", "completed"]), missing=True)
    assert [one.found for one in caught.value.mistakes] == ["no column last_day", "no column completed"]


def test_a_protocol_without_a_question_that_methods_answer_is_refused():
    pain = PAIN | {"score": "pain_max", "analyses": ["mean_difference"]}
    worst = milkway.Protocol.read("hurtado2017").but(endpoints=[pain], used_in_tuning=[])
    data = women().rename(columns={"pain_entry": "pain"})
    with pytest.raises(InputError) as caught:
        milkway.analyse(worst, data, missing=True)
    assert "no endpoint that a method for women who left answers" in [one.found for one in caught.value.mistakes]
