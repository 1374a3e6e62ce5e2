import numpy as np
import pytest
from scipy.stats import chisquare

from milkway.biology.models import COMPLETE
from milkway.cohorts.cohort import Cohort
from milkway.core.network import expand
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.protocol.basis import Basis
from milkway.protocol.design import Centres, CentreSpread, Stratum
from milkway.protocol.strata import strata_of
from milkway.protocol.treatment import Arm
from milkway.trials.allocate import assign, centre_arms, centre_of, randomisation_list
from milkway.trials.enrol import enrolment_days
from milkway.trials.values import in_centres

ASSUMED = Basis(kind="expert")
THREE = tuple(Arm(name=name, label=name, allocation=share) for name, share in (("a", 2), ("b", 1), ("c", 1)))


@pytest.fixture(scope="module")
def women():
    draw = np.random.default_rng(1)
    covariates = {"parous": (draw.random(1000) < 0.3).astype(float), "feeds_per_day": draw.normal(11, 2, 1000)}
    return Cohort(np.arange(1000), covariates, np.zeros((1000, 0)))


def designed(protocol, **changed):
    return protocol.design.model_copy(update=changed)


def test_every_full_block_holds_the_arms_in_their_ratio():
    arms = randomisation_list(THREE, 8, 800, Streams(1)).reshape(100, 8)
    assert ((arms == 0).sum(axis=1) == 4).all()
    assert ((arms == 2).sum(axis=1) == 2).all()


def test_the_order_within_blocks_differs(protocol):
    arms = randomisation_list(protocol.arms, 4, 400, Streams(1)).reshape(100, 4)
    assert len({tuple(block) for block in arms}) == 6


def test_more_women_do_not_change_the_arms_of_those_before_them(protocol, women):
    design = designed(protocol, strata=(Stratum(covariate="parous"),))
    few, many = (assign(women.taking(np.arange(n)), protocol.arms, design, Streams(3)) for n in (25, 625))
    assert (few == many[:25]).all()


def test_arms_are_balanced_within_every_stratum_to_half_a_block(protocol, women):
    strata = (Stratum(covariate="parous"), Stratum(covariate="feeds_per_day", cuts=(10.0, 12.0)))
    arms = assign(women, protocol.arms, designed(protocol, strata=strata), Streams(1))
    codes = strata_of(women, strata)
    assert set(codes.tolist()) == set(range(6))
    for code in range(6):
        inside = arms[codes == code]
        assert abs((inside == 0).sum() - (inside == 1).sum()) <= protocol.design.block / 2


def test_without_strata_one_of_them_may_fall_out_unbalanced(protocol, women):
    codes = strata_of(women, (Stratum(covariate="parous"),))
    arms = assign(women, protocol.arms, protocol.design, Streams(1))
    assert max(abs(2 * (arms[codes == code] == 0).sum() - (codes == code).sum()) for code in (0, 1)) > protocol.design.block


def test_repeated_randomisations_are_independent_and_the_first_is_the_trials(protocol, women):
    arms = np.array([assign(women, protocol.arms, protocol.design, Streams(1), repeat) for repeat in range(200)])
    assert (arms[0] == assign(women, protocol.arms, protocol.design, Streams(1))).all()
    # 200 draws of one woman: standard deviation 0.035, and 1000 women: four of them leave room for the extreme one
    assert abs(arms.mean(axis=0) - 0.5).max() < 4.5 * 0.0354
    agree = (arms[:-1] == arms[1:]).mean()
    assert agree == pytest.approx(0.5, abs=0.01)


def test_a_woman_belongs_to_one_centre_in_every_randomisation_and_whole_centres_share_an_arm(protocol, women):
    centres = Centres(number=12, basis=ASSUMED)
    design = designed(protocol, centres=centres)
    of = centre_of(centres, women.dyads, Streams(1))
    assert chisquare(np.bincount(of, minlength=12)).pvalue > 0.01
    for repeat in range(3):
        arms = assign(women, protocol.arms, design, Streams(1), repeat)
        assert all(len(set(arms[of == centre])) == 1 for centre in range(12))


def test_centres_are_dealt_to_the_arms_in_their_ratio():
    centres = Centres(number=16, basis=ASSUMED)
    found = np.array([np.bincount(centre_arms(THREE, centres, Streams(1), repeat)) for repeat in range(20)])
    assert (found == [8, 4, 4]).all()
    assert len({tuple(centre_arms(THREE, centres, Streams(1), repeat)) for repeat in range(20)}) == 20


def test_a_parameter_differs_between_centres_and_not_within_them_by_the_stated_spread():
    network = expand(COMPLETE, read_parameters().keys())
    column = network.parameter_index["frailty"]
    cohort = Cohort(np.arange(4000), {}, np.full((4000, len(network.parameters)), 2.0))
    centres = Centres(number=400, spread=CentreSpread(parameter="frailty", sd=0.5, basis=ASSUMED), basis=ASSUMED)
    found = in_centres(cohort, centres, network, Streams(1)).parameters
    of = centre_of(centres, cohort.dyads, Streams(1))
    by_centre = {centre: set(found[of == centre, column]) for centre in np.unique(of)}
    assert all(len(values) == 1 for values in by_centre.values())
    logs = np.log([next(iter(values)) / 2 for values in by_centre.values()])
    # 400 normal numbers: standard errors 0.025 of the mean and 0.018 of the standard deviation; four of each
    assert (logs.mean(), logs.std()) == (pytest.approx(0, abs=0.1), pytest.approx(0.5, abs=0.07))
    assert (np.delete(found, column, axis=1) == 2.0).all()


def test_enrolment_days_are_uniform_and_belong_to_the_woman(protocol):
    days = enrolment_days(protocol.design, np.arange(6000), Streams(2))
    counts = np.bincount(days, minlength=7)
    assert counts[0] == 0
    # 1000 expected a day; 5 standard errors of a binomial count are 144
    assert (abs(counts[1:] - 1000) < 145).all()
    assert (enrolment_days(protocol.design, np.arange(10, 20), Streams(2)) == days[10:20]).all()
