"""Infants' guts as distributions: right values from other formulas, and one small simulation that has all of it."""

import json
from math import sqrt

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad
from scipy.spatial.distance import braycurtis

from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.published.alike import bray_curtis, rank_correlations
from milkway.published.gut_agreement import agreement
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion, gut_laws
from milkway.published.gut_comparison import Compared, GuildCompared, compared, sampling_error
from milkway.published.gut_loads import carried, totals
from milkway.published.gut_page import gut_section
from milkway.published.gut_section import guts_work, infant_guts, plain_guts
from milkway.published.resampling import Moved
from milkway.published.simulated_infants import DAYS, Infants
from milkway.published.treated_infants import Difference, Treated, foretold

CHANCE = np.random.default_rng(3)
OCCASION = GutOccasion("shao2019", "vaginal", "no", 7, 7)


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def guts(told):
    return infant_guts(read_parameters(), 16, 1, lambda *what: told.append(what))


def of_cohorts(birth, n=1000):
    """Return infants who are drawn from what is published, guild by guild."""
    cells = np.zeros((n, len(DAYS), 8))
    for occasion, guilds in gut_laws().items():
        compared_with = occasion.study in ("shao2019", "jakobsen2025") and occasion.antibiotic != "yes"
        if occasion.birth == birth and compared_with and occasion.day in DAYS:
            for i, shares in enumerate(guilds.values()):
                drawn = np.quantile(shares.quantiles, CHANCE.random(n)) if shares.quantiles else np.full(n, shares.mean)
                cells[:, DAYS.index(occasion.day), i] = drawn * 1e9
    return Infants(np.arange(n), DAYS, cells, np.zeros((n, len(DAYS), 2)), np.ones(n), Streams(1))


def test_every_occasion_is_there_and_few_infants_do_not_count(guts):
    assert len(guts.occasions) == 12
    assert guts.agreement.occasions == 9
    assert guts.agreement.rivalled == 5
    assert {one.occasion.study for one in guts.occasions if one.copies is not None} == {"jakobsen2025"}
    assert guts.agreement.model == pytest.approx(np.mean([one.model for one in guts.occasions if one.averaged]))
    few = [one for one in guts.occasions if not one.averaged]
    assert {(one.occasion.study, one.occasion.birth) for one in few} == {("jakobsen2025", "c_section")}
    assert {part for one in few for part in (one.model, one.copies, one.rival, one.model_moved)} == {None}


def test_infants_drawn_from_the_cohorts_are_much_nearer_than_those_of_the_other_birth():
    vaginal, caesarean = (of_cohorts(birth) for birth in ("vaginal", "c_section"))
    right = agreement(compared({"vaginal": vaginal, "c_section": caesarean}))
    wrong = agreement(compared({"vaginal": caesarean, "c_section": vaginal}))
    # published stool was patchy already and is read as patchy again, and guilds drawn apart do not add up to one
    assert right.model < 0.04 < wrong.model / 2
    assert wrong.clearly_worse == wrong.rivalled == 5
    assert wrong.skill_high < 0


def gaussian(error):
    """Return what moves with a standard error and no squared part."""
    drawn = CHANCE.normal(size=300)
    return Moved(error * (drawn - drawn.mean()) / drawn.std(), np.zeros(300))


def occasion_of(model, rival, errors=(0.01, 0.01)):
    """Return an occasion with one guild, the model 0.1 off in its mean."""
    moved = (None, None) if model is None else tuple(gaussian(one) for one in errors)
    guild = GuildCompared(model, None, rival, *moved, published=0.5, simulated=0.4, error=0.01)
    return Compared(GutOccasion("jakobsen2025", "vaginal", "any", 30, 30), 20, 40, 30.0, {"bacteroides": guild})


def test_skill_is_one_less_the_ratio_of_sums():
    found = agreement((occasion_of(0.1, 0.4), occasion_of(0.2, 0.1), occasion_of(None, None)))
    assert (found.occasions, found.rivalled, found.better) == (2, 2, 1)
    assert found.skill == pytest.approx(1 - 0.3 / 0.5)
    assert found.absolute_error == pytest.approx(0.1)


def test_a_rival_that_may_be_at_zero_on_one_occasion_is_in_the_ratio_too():
    found = agreement((occasion_of(0.1, 0.4), occasion_of(0.1, 0.03, (0.01, 0.02)), occasion_of(0.1, -0.02)))
    assert found.rivalled == 3
    assert found.skill == pytest.approx(1 - 0.3 / 0.41)


def test_without_any_rival_above_zero_there_is_no_skill_and_the_rest_stands():
    found = agreement((occasion_of(0.1, 0.01),))
    assert (found.better, np.isnan(found.skill)) == (0, True)


def test_better_is_clear_beyond_two_standard_errors_of_the_margin():
    near, far, worse = occasion_of(0.10, 0.12, (0.01, 0.01)), occasion_of(0.10, 0.14, (0.01, 0.01)), occasion_of(0.14, 0.10)
    found = agreement((near, far, worse))  # the margin has an error of about 0.014
    assert (found.better, found.clearly_better, found.clearly_worse) == (2, 1, 1)


def test_a_model_and_a_rival_that_move_together_leave_the_margin_where_it_is():
    same = gaussian(0.01)
    guild = GuildCompared(0.1, None, 0.2, same, same, published=0.5, simulated=0.4, error=0.01)
    found = Compared(OCCASION, 20, 40, 30.0, {"bacteroides": guild})
    assert found.margin_moved.error == pytest.approx(0, abs=1e-12)
    assert found.rival_moved.error == pytest.approx(0.01)


def test_the_interval_of_the_skill_holds_nine_of_ten_ratios_of_normal_sums():
    pairs, errors = ((0.10, 0.40), (0.20, 0.30)), (0.01, 0.03)
    found = agreement(tuple(occasion_of(*pair, errors) for pair in pairs))
    model, rival = (CHANCE.normal(sums, sqrt(2) * error, 40_000) for sums, error in zip((0.3, 0.7), errors, strict=True))
    skills = 1 - model / rival
    # 300 replicates know an error to 4 %, and their parts are not quite uncorrelated; the law of a ratio is a little skew
    assert (found.skill_low, found.skill_high) == pytest.approx(np.quantile(skills, (0.05, 0.95)), abs=0.012)


def test_two_means_of_one_law_are_as_far_apart_as_their_sampling_error_says():
    one, other = (CHANCE.normal(0, 0.3, (4000, n)).mean(axis=1) for n in (30, 60))
    assert np.abs(one - other).mean() == pytest.approx(sampling_error((0.09, 0.09), (30, 60)), rel=0.05)


def test_visits_are_as_alike_as_scipy_says_pair_by_pair():
    before, after = CHANCE.dirichlet(np.ones(8), 9), CHANCE.dirichlet(np.ones(8), 9)
    ranks = [stats.spearmanr(before[:, i], after[:, i]).statistic for i in range(8)]
    assert rank_correlations(before, after) == pytest.approx(ranks)
    pairs = {(i, j): braycurtis(before[i], after[j]) for i in range(9) for j in range(9)}
    expected = [np.median([apart for (i, j), apart in pairs.items() if (i == j) is same]) for same in (True, False)]
    assert bray_curtis(before, after) == pytest.approx(expected)


LAWS = {1: (6.2, 1.9), 7: (8.0, 2.2), 30: (8.5, 2.1), 90: (9.3, 1.8)}  # nagpal2017
LIMIT = 3.0


def of_nagpal(n, carriers):
    """Return infants who carry bifidobacteria as published."""
    cells = np.zeros((n, len(DAYS), 8))
    for day, (mean, sd) in LAWS.items():
        some = 10 ** stats.norm.rvs(mean, sd, n, random_state=CHANCE)
        cells[:, DAYS.index(day), list(GUT_GUILDS).index("bifidobacterium")] = np.where(
            CHANCE.random(n) < carriers[day], some, 0.0
        )
    return Infants(np.arange(n), DAYS, cells * 2, np.zeros((n, len(DAYS), 2)), np.full(n, 2.0), Streams(1))


def function(share, mean, sd):
    """Return the distribution function over infants, of whom the others are at the limit."""
    return lambda x: (1 - share) * (x >= LIMIT) + share * stats.norm.cdf(x, mean, sd)


def integral(height):
    return sum(quad(height, *ends, limit=400)[0] for ends in ((-4, LIMIT), (LIMIT, 9), (9, 20)))


def expected_crps(forecast, truth):
    return integral(lambda x: (forecast(x) - truth(x)) ** 2) + integral(lambda x: truth(x) * (1 - truth(x)))


def test_bifidobacteria_are_scored_over_all_infants_as_an_integral_says(guts):
    shares = {one.day: one.carriers[0] for one in guts.bifidobacteria}
    for one in carried(of_nagpal(4000, shares)):
        truth = function(shares[one.day], *LAWS[one.day])
        others = np.mean([(shares[day], *law) for day, law in LAWS.items() if day != one.day], axis=0)
        assert (one.mean[0], one.sd[0]) == LAWS[one.day]
        assert one.perfect == pytest.approx(integral(lambda x, f=truth: f(x) * (1 - f(x))), abs=3e-3)  # 2000 points a law
        assert one.flat == pytest.approx(expected_crps(function(*others), truth), abs=3e-3)
        assert one.perfect - 0.01 < one.crps < one.perfect + 0.03  # chance of 4000; none is published below the limit


def test_infants_of_whom_too_many_carry_lose_as_much_as_the_integral_says(guts):
    shares = {one.day: one.carriers[0] for one in guts.bifidobacteria}
    for one in carried(of_nagpal(20_000, dict.fromkeys(shares, 1.0))):
        truth, law = function(shares[one.day], *LAWS[one.day]), function(1.0, *LAWS[one.day])
        expected = expected_crps(lambda x, f=law: f(x) * (x >= LIMIT), truth)  # a carrier below the limit counts as at it
        assert one.crps == pytest.approx(expected, rel=0.03)  # 20,000 infants


def test_all_cells_of_infants_are_told_by_quantiles():
    found = totals({"vaginal": of_nagpal(4000, dict.fromkeys(LAWS, 1.0))})
    assert next(one for one in found if one.day == 7).quantiles[1] == pytest.approx(8.0, abs=0.2)


def test_signs_and_skill_of_a_difference_are_counted_against_none():
    def occasion(*differences):
        guilds = ("bacteroides", "clostridia", "enterococcus")
        return Treated(
            OCCASION, 10, 20, dict(zip(guilds, (Difference(one, 0.1, {"x": x}) for one, x in differences), strict=True))
        )

    found = (occasion((0.2, 0.1), (-0.1, -0.1), (0.1, -0.1)), occasion((-0.1, 0.1), (-0.2, 0.1), (0.1, 0.0)))
    told = foretold(found, "x")
    assert (told.of, told.signs) == (6, 2)
    assert told.guilds == 1  # means 0.05 and 0.1; -0.15 and 0; 0.1 and -0.05
    assert told.skill == pytest.approx(1 - (0.01 + 0.0 + 0.04 + 0.04 + 0.09 + 0.01) / (0.04 + 0.01 + 0.01 + 0.01 + 0.04 + 0.01))


def test_a_mother_has_an_antibiotic_around_a_caesarean_birth_anyway(guts):
    for one in guts.treated:
        assert ("peripartum" in one.courses) is (one.occasion.birth == "vaginal")
    assert [one.course for one in guts.foretold()] == ["1_days", "3_days", "day_0_to_2", "day_0_to_5"]
    assert [one.course for one in guts.foretold("vaginal")][-1] == "peripartum"


def test_on_day_4_a_course_of_five_days_kills_more_than_one_that_ended_on_day_2(guts):
    first = guts.treated[0].guilds["bifidobacterium"].predicted
    assert guts.treated[0].occasion.day == 4
    assert first["day_0_to_5"] < first["day_0_to_2"] < 0


def test_at_the_rate_of_the_tables_the_skill_is_what_it_is(guts):
    usual = next(one for one in guts.foretold("vaginal") if one.course == "3_days")
    assert [one.rate for one in guts.rates] == pytest.approx([2, 6, 18])
    assert guts.rates[1].foretold == usual
    assert guts.rates[0].foretold != usual


def test_work_is_told_in_full(guts, told):
    assert guts.infants == 16
    assert sum(days for _, days in told) == pytest.approx(guts_work(16))


def test_treated_infants_are_the_same_who_are_given_a_course(guts):
    assert [(one.occasion.birth, one.occasion.day) for one in guts.treated] == [
        *(("vaginal", day) for day in (4, 7, 21)),
        *(("c_section", day) for day in (4, 7, 21)),
    ]
    for one in guts.treated:
        for course in one.courses:  # mean shares add up to one with and without
            assert sum(guild.predicted[course] for guild in one.guilds.values()) == pytest.approx(0, abs=1e-9)
        assert sum(guild.observed for guild in one.guilds.values()) == pytest.approx(0, abs=1e-3)  # shipped with four digits


def test_the_section_is_plain_json_and_has_a_table_of_each_kind(guts):
    plain = json.loads(json.dumps(plain_guts(guts), allow_nan=False))
    assert {
        name: len(plain[name])
        for name in ("occasions", "guilds", "visits", "bifidobacteria", "totals", "treated", "rates", "marks")
    } == {
        "occasions": 12,
        "guilds": 96,
        "visits": 64,
        "bifidobacteria": 4,
        "totals": 14,
        "treated": 48,
        "rates": 3,
        "marks": 4,
    }
    page = gut_section(guts)
    assert sum(set(line) == set("|-:") for line in page.splitlines()) == 8
    assert "nan" not in page
