"""Signs of women who present, nipple pain and weaning lie at what they were tuned to: a change of the breast tells here."""

import pytest

from milkway.ledger.tables import read_parameters
from milkway.published.catalogue import results
from milkway.published.modelled import measure
from milkway.published.signs import READERS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found():
    return {one.result: one for one in measure(read_parameters(), ["general"], size=1.0, seed=1)}


@pytest.mark.parametrize("name", READERS)
def test_a_reading_lies_at_its_published_value(found, name):
    """Within three standard errors of both, since ten are asked, and the three points that tuning by hand left."""
    law, read = next(one.law for one in results() if one.name == name), found[name]
    error = (read.error**2 + law.value * (1 - law.value) / law.n) ** 0.5
    assert abs(read.value - law.value) < 3 * error + 0.03
