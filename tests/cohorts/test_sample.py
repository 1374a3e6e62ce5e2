import numpy as np
import pytest
from cohort_worlds import NETWORK, TABLE
from scipy.stats import beta, kstest, truncnorm

from milkway.cohorts.population import Covariate, Effect, Population
from milkway.cohorts.sample import planned_exposures, sample_cohort
from milkway.core.errors import InputError
from milkway.core.streams import Streams

STREAMS = Streams(1)
NOBODY = Population(name="plain", about="women without covariates", who=("lactating women",))


def population(*covariates: Covariate) -> Population:
    return Population(name="some", about="women", who=("lactating women",), covariates=covariates)


def yes_or_no(name: str, chance: float, *effects: Effect, **chance_if: float) -> Covariate:
    return Covariate(name=name, meaning=name, kind="expert", chance=chance, chance_if=chance_if, note="made up", effects=effects)


def effect(**what) -> Effect:
    return Effect(kind="expert", note="made up", **what)


def column(cohort, key):
    return cohort.parameters[:, NETWORK.parameter_index[key]]


def test_a_dyad_is_the_same_in_a_cohort_of_any_size():
    many, few = (sample_cohort(NOBODY, NETWORK, TABLE, n, STREAMS) for n in (50, 7))
    later = sample_cohort(NOBODY, NETWORK, TABLE, 10, STREAMS, first=40)
    assert np.array_equal(many.parameters[:7], few.parameters)
    assert np.array_equal(many.parameters[40:], later.parameters)


def test_rows_of_one_parameter_vary_together_in_a_dyad():
    cohort = sample_cohort(NOBODY, NETWORK, TABLE, 20, STREAMS)
    ratio = column(cohort, "death_rate[s_aureus]") / column(cohort, "death_rate[lactobacillus]")
    assert ratio == pytest.approx(np.full(20, 4.0))  # 8 / 2 in every dyad, exact but for rounding


def test_rows_of_a_parameter_declared_apart_vary_each_by_itself_and_move_no_other_draw():
    cohort = sample_cohort(NOBODY, NETWORK, TABLE, 2000, STREAMS)
    first, second = (np.log(column(cohort, f"vigour[{who}]")) for who in ("lactobacillus", "s_aureus"))
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.08  # its standard error is 0.022
    assert first.std() == pytest.approx(second.std(), rel=0.1) == pytest.approx(np.log(1.5), rel=0.07)
    together = np.log(column(cohort, "death_rate[s_aureus]") / 8.0)
    assert together == pytest.approx(np.log(1.5) * STREAMS.normal("vary death_rate", cohort.dyads))


def test_a_parameter_varies_as_its_row_says():
    cohort = sample_cohort(NOBODY, NETWORK, TABLE, 4000, STREAMS)
    logs = np.log(column(cohort, "death_rate[lactobacillus]") / 2.0) / np.log(1.5)
    assert kstest(logs, "norm").pvalue > 0.001  # fixed seed: a wrong law gives p below 1e-10 at this size
    size = 0.3 * 0.7 / 0.1**2 - 1
    assert kstest(column(cohort, "survival"), beta(0.3 * size, 0.7 * size).cdf).pvalue > 0.001
    assert np.ptp(column(cohort, "milk_supply")) == 0.0


def test_a_cut_normal_stays_within_its_bounds_and_keeps_its_shape():
    feeds = Covariate(
        name="feeds",
        meaning="feeds",
        kind="expert",
        unit="1/day",
        mean=11.0,
        sd=3.0,
        low=6.0,
        high=18.0,
        note="made up",
        effects=(effect(sets="feeds_per_day"),),
    )
    drawn = column(sample_cohort(population(feeds), NETWORK, TABLE, 4000, STREAMS), "feeds_per_day")
    law = truncnorm(-5 / 3, 7 / 3, 11.0, 3.0)
    assert drawn.min() >= 6.0
    assert drawn.max() <= 18.0
    assert kstest(drawn, law.cdf).pvalue > 0.001  # fixed seed, as above


def test_a_covariate_in_another_unit_sets_the_canonical_value():
    feeds = Covariate(
        name="feeds",
        meaning="feeds",
        kind="expert",
        unit="1/hour",
        mean=0.5,
        sd=0.0,
        note="made up",
        effects=(effect(sets="feeds_per_day"),),
    )
    cohort = sample_cohort(population(feeds), NETWORK, TABLE, 3, STREAMS)
    assert column(cohort, "feeds_per_day") == pytest.approx(np.full(3, 12.0))  # half a feed an hour
    assert cohort.covariates["feeds"] == pytest.approx(np.full(3, 12.0))


def test_only_parous_women_can_have_had_mastitis_before():
    women = population(yes_or_no("parous", 0.5), yes_or_no("previous", 0.0, parous=0.4))
    drawn = sample_cohort(women, NETWORK, TABLE, 2000, STREAMS).covariates
    assert drawn["previous"][drawn["parous"] == 0].sum() == 0
    share = drawn["previous"][drawn["parous"] == 1].mean()
    assert share == pytest.approx(0.4, abs=0.06)  # four standard errors of a share among about 1000


def test_a_risk_multiplies_after_another_covariate_has_set():
    women = population(
        yes_or_no("carrier", 0.5, effect(sets="milk_supply", to=1.0, absent=0.02)),
        yes_or_no("heavy", 0.5, effect(multiplies="milk_supply", to=4.0)),
    )
    cohort = sample_cohort(women, NETWORK, TABLE, 200, STREAMS)
    base = np.where(cohort.covariates["carrier"] == 1, 1.0, 0.02)
    assert np.array_equal(column(cohort, "milk_supply"), base * np.where(cohort.covariates["heavy"] == 1, 4.0, 1.0))


def test_only_women_with_the_covariate_are_exposed_and_only_in_its_days():
    women = population(yes_or_no("pumping", 0.5, effect(exposure="pumping", to=1.0, from_day=14, until_day=28)))
    cohort = sample_cohort(women, NETWORK, TABLE, 30, STREAMS)
    planned = planned_exposures(women, cohort, NETWORK)
    pumping = np.flatnonzero(cohort.covariates["pumping"] == 1)
    assert set(planned.dyad) == set(pumping)
    assert sorted(zip(planned.day.tolist(), planned.level.tolist(), strict=True)) == [(14, 1.0)] * len(pumping) + [
        (28, 0.0)
    ] * len(pumping)


def test_an_exposure_that_a_later_covariate_prolongs_does_not_stop_in_between():
    first = effect(exposure="pumping", to=1.0, from_day=2, until_day=28)
    women = population(
        yes_or_no("begun", 1.0, first), yes_or_no("throughout", 1.0, effect(exposure="pumping", to=1.0, from_day=28))
    )
    planned = planned_exposures(women, sample_cohort(women, NETWORK, TABLE, 1, STREAMS), NETWORK)
    assert list(zip(planned.day.tolist(), planned.level.tolist(), strict=True)) == [(2, 1.0), (28, 1.0)]


def test_an_exposure_that_the_model_does_not_have_is_not_planned():
    women = population(yes_or_no("shield", 1.0, effect(exposure="nipple_shield", to=1.0, from_day=0)))
    cohort = sample_cohort(women, NETWORK, TABLE, 5, STREAMS)
    assert planned_exposures(women, cohort, NETWORK).exposure == ()


def test_a_covariate_of_a_parameter_without_a_row_is_a_mistake():
    women = population(
        yes_or_no("a", 0.5, effect(multiplies="no_such", to=2.0)), yes_or_no("b", 0.5, effect(multiplies="nor_this", to=2.0))
    )
    with pytest.raises(InputError, match=r"no_such(.|\n)*nor_this"):
        sample_cohort(women, NETWORK, TABLE, 5, STREAMS)


def test_setting_changes_only_the_named_parameter_and_only_in_the_copy():
    cohort = sample_cohort(NOBODY, NETWORK, TABLE, 5, STREAMS)
    changed = cohort.setting(NETWORK, {"milk_supply": 2.0})
    assert np.array_equal(column(changed, "milk_supply"), np.full(5, 2.0))
    assert np.array_equal(column(cohort, "milk_supply"), np.ones(5))
    others = [i for i, parameter in enumerate(NETWORK.parameters) if parameter.key != "milk_supply"]
    assert np.array_equal(changed.parameters[:, others], cohort.parameters[:, others])
    with pytest.raises(InputError, match="effect_on_nothing"):
        cohort.setting(NETWORK, {"effect_on_nothing": 1.0})


def test_dyads_that_are_taken_keep_their_identity():
    cohort = sample_cohort(population(yes_or_no("parous", 0.5)), NETWORK, TABLE, 10, STREAMS)
    taken = cohort.taking(np.array([7, 2]))
    assert taken.dyads.tolist() == [7, 2]
    assert np.array_equal(taken.parameters, cohort.parameters[[7, 2]])
    assert taken.covariates["parous"].tolist() == cohort.covariates["parous"][[7, 2]].tolist()
