"""What a virtual trial hands in as data, in either layout, is analysed to the very numbers that it reports itself."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from entered_worlds import ALL, by_woman, protocol_with, world

import milkway
from milkway.analysis.kinds import NUMBER
from milkway.analysis.registry import SCORES
from milkway.protocol.estimand import STRATEGIES
from milkway.reports.datasets.write import write_datasets
from milkway.trials.entered.entered_scores import SUMS


@pytest.fixture(scope="module", params=STRATEGIES)
def trial(request):
    """A trial with an endpoint of every score, under one strategy."""
    protocol = protocol_with(request.param)
    return protocol, world(protocol)


@pytest.fixture(scope="module")
def from_data_sets(trial, tmp_path_factory):
    return _through_data_sets(*trial, tmp_path_factory.mktemp("data"))


def _through_data_sets(protocol, found, place):
    asked = {found.setting: pd.DataFrame({"parous": np.zeros(91)})}
    write_datasets(SimpleNamespace(protocol=protocol, worlds=(found,), asked=asked), ("csv",), place)
    return milkway.analyse(protocol, place).found.results


@pytest.fixture(scope="module")
def from_rows(trial):
    protocol, found = trial
    return milkway.analyse(protocol, by_woman(found, protocol)).found.results


def _answered(protocol, name: str) -> bool:
    """Return whether the layouts hold what the endpoint's strategy asks for: a number that sums up all days does not."""
    return not (SCORES[name].kind is NUMBER and protocol.name.endswith("while_on_treatment"))


@pytest.mark.parametrize("name", ALL)
def test_data_sets_are_analysed_to_the_numbers_of_the_trial(trial, from_data_sets, name):
    protocol, found = trial
    analysed, expected = from_data_sets[name], found.results["observed"][name]
    if _answered(protocol, name):
        assert analysed == expected
    else:
        assert {one.found.note for one in analysed.contrasts} == {SUMS}
        assert all(one.found.estimate is None for one in analysed.contrasts)
        assert all(one.value is None for one in analysed.arms.values())


@pytest.mark.parametrize("name", ALL)
def test_a_row_a_woman_is_analysed_to_the_numbers_of_the_trial(trial, from_rows, name):
    protocol, found = trial
    analysed, expected = from_rows[name], found.results["observed"][name]
    if _answered(protocol, name):
        assert analysed == expected
    else:
        assert {one.found.note for one in analysed.contrasts} == {SUMS}


def test_whole_centres_are_compared_as_in_the_trial(tmp_path):
    whole = protocol_with("treatment_policy", ("clinical_any", "clinical_episodes", "pain_mean"))
    plain = whole.model_dump(mode="json")
    design = plain["design"] | {"centres": {"number": 9, "basis": plain["design"]["basis"]}}
    measures = ["risk_ratio_clustered"], ["rate_ratio_clustered"], ["mean_difference_clustered"]
    endpoints = [one | {"analyses": asked} for one, asked in zip(plain["endpoints"], measures, strict=True)]
    protocol = whole.but(design=design, endpoints=endpoints)
    found = world(protocol)
    assert _through_data_sets(protocol, found, tmp_path) == found.results["observed"]
    assert all(one.contrasts[0].found.p is not None for one in found.results["observed"].values())
