"""What the model declares about the values of its parameters holds in tables, priors, spreads, draws and women alike."""

from dataclasses import replace

import pytest

from milkway.cohorts.declared import complete_network, declared_parameters
from milkway.cohorts.population import Covariate, Effect
from milkway.cohorts.population_file import read_population
from milkway.cohorts.sample import sample_cohort
from milkway.core.bounds import GEOMETRIC_SD, NOT_NEGATIVE, PH, SHARE
from milkway.core.errors import InputError
from milkway.core.streams import Streams
from milkway.inference.routes_asked import disputed
from milkway.inference.transfer import asked
from milkway.ledger.tables import ParameterTable, check_against, read_parameters
from milkway.planning.truth import scaled
from milkway.published.spread import drawn_values
from milkway.verdicts.draws import drawn, plan_draws

SHARES = ("iga_target[uncoated]", "antibiotic_sensitivity[moderate]", "stomach_survival[tolerant]", "wall_killing_share")


def outside(values):
    """Return the keys whose values a parameter may not have."""
    bounds = complete_network().bounds
    return {key for key, value in values.items() if not bounds[key].holds(value)}


def wider(factor):
    """Return the tables with spreads and variations so much wider that many draws leave every share behind."""

    def widened(row):
        change = {name: getattr(row, name) * factor for name in ("spread", "variation") if getattr(row, name) is not None}
        return row if row.distribution in ("beta", "fixed") else replace(row, **change)

    table = declared_parameters()
    return replace(table, rows={key: widened(row) for key, row in table.rows.items()})


def with_values(**values: float) -> ParameterTable:
    table = read_parameters()
    return replace(table, rows=table.rows | {key: replace(table.rows[key], value=value) for key, value in values.items()})


@pytest.mark.parametrize(
    ("bounds", "keys"),
    [
        (SHARE, ("adherence", "care_antibiotic_chance", "capsule_survival", "effect_antagonism", *SHARES)),
        (PH, ("ph_neutral", "ph_half[lactic]")),
        (GEOMETRIC_SD, ("episode_spread",)),
        (NOT_NEGATIVE, ("crowding_of_s_aureus", "cessation_enrolled", "formula_hazard")),
    ],
)
def test_a_parameter_with_natural_bounds_has_them(bounds, keys):
    assert {complete_network().bounds[key] for key in keys} == {bounds}


def test_medians_of_the_tables_are_as_they_are_read():
    assert declared_parameters() == read_parameters()


def test_a_row_that_cannot_be_is_refused_with_its_file_and_all_others_like_it():
    with pytest.raises(InputError) as error:
        check_against(complete_network(), with_values(adherence=1.2, ph_neutral=15.0, episode_spread=0.5))
    told = {str(one) for one in error.value.mistakes}
    assert any(one.startswith("interventions.csv: row ") and "adherence: found 1.2; allowed: 0 to 1" in one for one in told)
    assert any("ph_neutral: found 15; allowed: above 0 and at most 14" in one for one in told)
    assert any("episode_spread: found 0.5; allowed: at least 1" in one for one in told)
    assert len(told) == 3


def test_a_draw_from_the_spread_of_the_tables_stays_within_bounds():
    for values in drawn_values(wider(3.0), range(20), 1):
        assert not outside(values)


def test_a_draw_of_the_posterior_stays_within_bounds(posterior):
    table = declared_parameters()
    for draw in (0, *posterior.spaced(30)):
        assert not outside({key: row.value for key, row in posterior.table(table, draw).rows.items()})


def test_women_of_any_draw_stay_within_bounds(posterior):
    table, network, streams = wider(3.0), complete_network(), Streams(1)
    cohort = sample_cohort(read_population("general"), network, table, 160, streams)
    learned = tuple(posterior.of_mechanisms(draw) for draw in posterior.spaced(10))
    for draws in (plan_draws(160), plan_draws(160, learned)):
        moved = drawn(cohort, network, table, draws, streams).parameters
        for column, parameter in enumerate(network.parameters):
            ends = {float(moved[:, column].min()), float(moved[:, column].max())}
            assert all(parameter.within.holds(end) for end in ends), parameter.key


def test_women_whose_values_are_within_bounds_are_as_they_were_drawn():
    table, network = declared_parameters(), complete_network()
    women = sample_cohort(read_population("general"), network, table, 500, Streams(1))
    row, z = table.rows["backflow"], Streams(1).normal("vary backflow", women.dyads)
    found = women.parameters[:, network.parameter_index["backflow"]]
    assert found == pytest.approx(row.value * row.variation**z, rel=1e-12)  # rounding of the power


def test_what_a_calibration_asks_of_route_and_product_lies_within_bounds():
    table = declared_parameters()
    for one in disputed():
        assert all(table.bounds[one.key].holds(value) for value in (0.0, one.least, one.most)), one.key
    given = asked(table, 300, 1)
    assert all(table.bounds[key].holds(value) for key, values in given.rivals.items() for value in values)


def test_an_effect_that_is_a_share_takes_all_at_most_and_another_grows_with_the_strength():
    sets = {"effect_antagonism": 0.4, "effect_competition": 4.0}
    assert scaled(sets, 5.0, complete_network()) == {"effect_antagonism": 1.0, "effect_competition": 20.0}


def test_a_population_that_sets_what_cannot_be_is_refused():
    effect = Effect(kind="placeholder", sets="secretor", to=1.5, absent=0.0, note="a test")
    odd = Covariate(name="odd", meaning="odd", kind="placeholder", chance=0.5, note="a test", effect=(effect,))
    population = replace(read_population("general"), covariates=(odd,))
    with pytest.raises(InputError, match="covariate odd effect on secretor: found 1.5; allowed: 0 to 1"):
        sample_cohort(population, complete_network(), declared_parameters(), 2, Streams(1))
