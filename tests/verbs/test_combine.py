"""Trials combined from the numbers in their folders, which are written by hand here."""

import json
import math

import pytest
from scipy.stats import t

import milkway
from milkway.cli import main

RATIOS = {1: (0.5, 0.25, 1.0), 2: (0.8, 0.4, 1.6), 3: (0.45, 0.225, 0.9)}


def contrast(values, measure="risk_ratio"):
    return {"measure": measure, "arm": "product", "reference": "placebo", "n": 200} | dict(
        zip(("estimate", "low", "high"), values, strict=True)
    )


def endpoint(hypotheses, *, variable="clinical_any", published=None):
    found = {
        "label": "Women ill",
        "estimand": {"variable": variable, "summary_measure": "risk_ratio"},
        "hypotheses": {name: {"contrasts": [one]} for name, one in hypotheses.items()},
    }
    return found | ({"published": {"contrasts": [published]}} if published else {})


def written(folder, seed, endpoints, name="mine"):
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"protocol": {}, "name": name, "seed": seed}))
    plain = {"protocol": name, "seed": seed, "arms": {"a": {"randomised": 100}, "b": {"randomised": 100}}, "endpoints": endpoints}
    (folder / "summary.json").write_text(json.dumps(plain))
    return str(folder)


@pytest.fixture
def three(tmp_path):
    """Three trials of one endpoint whose intervals are as long on the scale of logarithms, so that they weigh alike."""
    return [written(tmp_path / f"run{seed}", seed, {"ill": endpoint({"null": contrast(one)})}) for seed, one in RATIOS.items()]


def test_trials_of_equal_errors_have_the_mean_of_their_logarithms(three):
    (found,) = milkway.combine(three).summary["endpoints"].values()
    together = found["hypotheses"]["null"]
    assert [one["weight"] for one in together["trials"]] == pytest.approx([1 / 3] * 3)
    mean = sum(math.log(one[0]) for one in RATIOS.values()) / 3
    assert together["pooled"]["estimate"] == pytest.approx(math.exp(mean))
    error = 2 * math.log(2) / (2 * 1.959964) / math.sqrt(3)  # no variance between them: they differ by less than their errors
    assert together["pooled"]["tau"] == 0
    assert together["pooled"]["high"] == pytest.approx(math.exp(mean + t.ppf(0.975, 2) * error), rel=1e-5)
    assert together["pooled"]["prediction"][0] == pytest.approx(math.exp(mean - t.ppf(0.975, 1) * error), rel=1e-5)


def test_folders_within_one_are_the_same_trials(three, tmp_path):
    assert milkway.combine(str(tmp_path)).summary == milkway.combine(",".join(three)).summary


def test_a_trial_without_an_event_is_left_out_with_its_reason(three, tmp_path):
    none = written(tmp_path / "other" / "run9", 9, {"ill": endpoint({"null": contrast((0.0, 0.0, 0.7))})})
    gone = written(tmp_path / "other" / "run8", 8, {"ill": endpoint({"null": contrast((None, None, None))})})
    found = milkway.combine([*three, none, gone]).summary["endpoints"]["ill"]["hypotheses"]["null"]
    assert found["left_out"] == {"mine/9": "a ratio of zero, as an arm has no event", "mine/8": "no estimate with two bounds"}
    assert len(found["trials"]) == 3


def test_one_trial_is_shown_and_nothing_is_combined(three, tmp_path):
    other = written(
        tmp_path / "other" / "run9", 9, {"ill": endpoint({"null": contrast((0.5, 0.2, 1.2)), "both": contrast((0.4, 0.2, 0.9))})}
    )
    found = milkway.combine([three[0], other]).summary["endpoints"]["ill"]["hypotheses"]
    assert found["both"]["pooled"] is None
    assert found["null"]["pooled"]["prediction"] is None  # two trials do not tell where one more lies


def test_what_is_published_of_a_protocol_counts_once_however_often_it_was_simulated(tmp_path):
    printed = {"one": (0.5, 0.3, 0.9), "two": (0.9, 0.5, 1.6)}
    runs = [
        written(
            tmp_path / f"{name}{seed}",
            seed,
            {"ill": endpoint({"null": contrast(RATIOS[1])}, published=contrast(printed[name]))},
            name,
        )
        for seed, name in enumerate(("one", "two", "one"))
    ]
    found = milkway.combine(runs).summary["endpoints"]["ill"]["hypotheses"]["published"]
    assert [one["trial"] for one in found["trials"]] == ["one", "two"]


def test_the_forest_shows_trials_their_mean_and_one_more(three, capsys):
    assert main(["combine", ",".join(three)]) == 0
    told = capsys.readouterr().out
    for words in ("mine/1", "mine/3", "Random effects", "One more trial", "I2", "what is not known of these is in no interval"):
        assert words in told
    found = milkway.combine(three)
    assert [mark.name for mark in found.plot().data] == ["mine/1", "mine/2", "mine/3", "<b>Random effects</b>", "One more trial"]
    assert list(found.table.trial) == ["mine/1", "mine/2", "mine/3", "random effects"]


def mistakes(*given, **asked):
    with pytest.raises(milkway.InputError) as caught:
        milkway.combine(*given, **asked)
    return [str(one) for one in caught.value.mistakes]


def test_everything_that_cannot_be_combined_is_told_at_once(three, tmp_path, capsys):
    same = written(tmp_path / "other" / "same", 1, {"ill": endpoint({"null": contrast(RATIOS[2])})})
    runs = [three[0], same, str(tmp_path / "nowhere")]
    told = mistakes(runs)
    assert any("which does not exist" in one for one in told)
    assert any("seed 1; allowed: a seed of its own (--seed)" in one for one in told)
    assert main(["combine", ",".join(runs)]) == 2
    assert "2 mistakes" in capsys.readouterr().err


def test_one_folder_is_not_enough_and_other_names_are_suggested(three, tmp_path):
    assert "two or more folders" in mistakes(three[0])[0]
    assert "ill (did you mean that?)" in mistakes(three, endpoint="il")[0]
    assert "risk_ratio (did you mean that?)" in mistakes(three, measure="risk_ratios")[0]
    other = written(tmp_path / "other" / "load", 9, {"ill": endpoint({"null": contrast(RATIOS[2])}, variable="mild_any")})
    assert "mild_any; allowed: clinical_any" in mistakes([three[0], other])[0]
