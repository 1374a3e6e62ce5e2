"""What a reading of women who are ill counts, from four women whose course is stated."""

import numpy as np
import pytest

from milkway.published import illness
from milkway.published.illness import TREATED, UNTREATED
from milkway.published.simulated_women import GUILDS, LIMIT, STAPHYLOCOCCI


class Stated:
    """Four women: the first in pain, the second with an abscess, the third well; the fourth is well and breastfeeds no more."""

    def in_pain(self, after: int) -> np.ndarray:
        return np.array([True, False, False, False])

    def abscess(self, until: int) -> np.ndarray:
        assert until == 14
        return np.array([False, True, False, False])

    def feeding(self, after: int) -> np.ndarray:
        return np.array([True, True, True, False])

    def cells(self, taxa: tuple[str, ...], after: int) -> np.ndarray:
        if taxa == ("strain",):
            return np.array([2 * LIMIT, 0.0, LIMIT, 2 * LIMIT])
        return np.array([2e3, 1e3, 0.0, 0.0]) if after == 14 else np.array([0.0, 1e3, 1e3, 1e3])

    def load(self, taxa: tuple[str, ...], after: int) -> np.ndarray:
        assert taxa in (GUILDS, STAPHYLOCOCCI)
        return np.array([2.0, 3.0, 4.0]) + (taxa == GUILDS)


EXPECTED = {
    "thomsen1984.untreated_good": 2 / 4,
    "thomsen1984.untreated_abscess": 1 / 4,
    "thomsen1984.becomes_infectious": 1 / 4,
    "jimenez2008.staphylococci_untreated_day_30": 3.0,
    "jimenez2008.well_untreated_day_30": 3 / 4,
    "thomsen1984.emptying_good": 2 / 4,
    "thomsen1984.emptying_and_antibiotic_good": 2 / 4,
    "arroyo2010.bacteria_antibiotic_day_21": 4.0,
    "arroyo2010.well_antibiotic_day_21": 3 / 4,
    "arroyo2010.bacteria_strain_day_21": 4.0,
    "arroyo2010.well_strain_day_21": 3 / 4,
    "jimenez2008.staphylococci_strain_day_30": 3.0,
    "jimenez2008.well_strain_day_14": 3 / 4,
    "jimenez2008.strain_in_milk": 1 / 3,
}


def test_every_reading_is_stated_here():
    assert set(EXPECTED) == {*UNTREATED, *TREATED}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_reading_counts_the_women_whom_its_source_counts(name, monkeypatch):
    monkeypatch.setattr(illness, "untreated", lambda world, asked: Stated())
    found = UNTREATED[name](None) if name in UNTREATED else TREATED[name](Stated())
    assert found.value == pytest.approx(EXPECTED[name])
