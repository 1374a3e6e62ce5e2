"""The case definition that was calibrated, and in what another is unlike it."""

from dataclasses import replace

import pytest

from milkway.assays.calibrated_definition import CALIBRATED, LOCATOR, SOURCE, unlike
from milkway.ledger.quantities import read_quantities


def test_its_source_was_read():
    found = read_quantities()[LOCATOR]
    assert (found.key, found.status) == (SOURCE, "verified")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({}, ()),
        ({"gap": 9, "mild_lasting": 7}, ()),
        ({"lasting": 3}, ("lasting is 3, not 1",)),
        ({"systemic_needed": 0}, ("systemic_needed is 0, not 1",)),
        ({"local": ("breast_pain",), "local_needed": 1},
         ("local is breast_pain, not breast_pain and redness and lump", "local_needed is 1, not 2")),
        ({"systemic": ()}, ("systemic is nothing, not fever and flu_like",)),
    ],
)  # fmt: skip
def test_what_makes_a_case_is_compared_and_what_ends_an_episode_is_not(other, said):
    assert unlike(replace(CALIBRATED, **other)) == said
