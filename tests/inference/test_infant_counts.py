"""What PCR and culture say of infants is read off simulated ones as the laboratories counted."""

from dataclasses import dataclass

import numpy as np
import pytest

from milkway.inference.infant_counts import COUNTED, DAYS, STUDIES, published_counts, simulated_counts
from milkway.published.catalogue import results
from milkway.published.infant_gut import CARRIED

PUBLISHED = published_counts()


@dataclass(frozen=True)
class Stool:
    """Infants of whom a share carries so many cells per g of every taxon on every day."""

    share: float
    load: float
    n: int = 2000

    def counted(self, taxon, day):
        carriers = np.arange(self.n) < self.share * self.n
        return np.where(carriers, 10.0**self.load, CARRIED / 2)


def test_infants_who_carry_as_published_give_the_published_numbers():
    for one, value in zip(COUNTED, PUBLISHED.value, strict=True):
        share = value if one.load else 1 / (1 + np.exp(-value))
        stool = Stool(0.5, share) if one.load else Stool(float(share), 8.0)
        read = simulated_counts({"vaginal": stool, "c_section": stool})[COUNTED.index(one)]
        assert read == pytest.approx(value, abs=0.01)


def test_infants_of_a_cohort_of_vaginal_births_know_no_caesarean():
    apart = simulated_counts({"vaginal": Stool(0.9, 8.0), "c_section": Stool(0.1, 6.0)})
    alike = simulated_counts({"vaginal": Stool(0.9, 8.0), "c_section": Stool(0.9, 8.0)})
    vaginal = np.array([one.vaginal for one in COUNTED])
    assert (apart[vaginal] == alike[vaginal]).all()
    assert (apart[~vaginal] < alike[~vaginal]).all()


def test_a_load_of_nobody_is_not_a_number_and_a_share_of_nobody_is_one():
    nobody = simulated_counts({"vaginal": Stool(0.0, 8.0), "c_section": Stool(0.0, 8.0)})
    loads = np.array([one.load for one in COUNTED])
    assert np.isnan(nobody[loads]).all()
    assert np.isfinite(nobody[~loads]).all()


def test_errors_hold_sampling_what_is_missed_and_one_way_of_counting_a_study():
    assert np.linalg.eigvalsh(PUBLISHED.covariance).min() > 0
    names = PUBLISHED.names
    first, last = names.index("nagpal2017.bifidobacteria_day_1"), names.index("nagpal2017.bifidobacteria_day_90")
    culture = names.index("lindberg2004.s_aureus_load_week_2")
    assert PUBLISHED.covariance[first, last] == pytest.approx((0.4 / np.log(10)) ** 2)
    assert PUBLISHED.covariance[first, culture] == 0
    assert (np.diag(published_counts(20).covariance) > np.diag(PUBLISHED.covariance)).all()


def test_every_result_is_of_the_catalogue_and_simulated_on_its_day():
    assert {one.result for one in COUNTED} <= {one.name for one in results()}
    assert {one.day for one in COUNTED} == set(DAYS)
    assert {one.study for one in COUNTED} == set(STUDIES)
    assert len(PUBLISHED.without(frozenset({"nagpal2017"}))[1].value) == 2
