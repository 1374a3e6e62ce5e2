"""What is learned begins from priors that no result of the likelihood knows."""

import numpy as np
import pytest

from milkway.cohorts.declared import declared_parameters
from milkway.inference.coordinates import class_priors, numbers, table_at, value_at
from milkway.inference.prior_numbers import numbers_of_priors
from milkway.ledger.clusters import members_with
from milkway.ledger.rows import OFF
from milkway.published.catalogue import results

TABLE = declared_parameters()
STUDIES = frozenset(one.study for one in results())
KNOWN = numbers(TABLE, STUDIES)
BY_KEY = {key: one for one in KNOWN for key in one.keys if one.prior is None or one.prior.of == "value"}


def test_every_row_that_results_of_the_likelihood_tuned_begins_as_its_class():
    fitted = frozenset[str]().union(*(members_with(study) for study in STUDIES))
    tuned = [key for key, row in TABLE.rows.items() if row.kind != OFF and fitted & set(row.tuned_on)]
    assert len(tuned) > 80
    for key in tuned:
        if TABLE.rows[key].parameter != "strain_vigour":  # 1 by definition; its variation has a class
            assert BY_KEY[key].prior is not None, key


def test_the_prior_of_a_tuned_row_is_the_same_wherever_it_was_tuned_to():
    moved = TABLE.replacing({"gut_growth[enteric,lactose]": 3.0}, "tuned", "elsewhere")
    there = {one.name: one for one in numbers(moved, STUDIES)}["gut_growth[enteric,lactose]"]
    for z in (-2.0, 0.0, 1.0):
        assert value_at(there, moved.rows["gut_growth[enteric,lactose]"], z) == value_at(
            BY_KEY["gut_growth[enteric,lactose]"], TABLE.rows["gut_growth[enteric,lactose]"], z
        )


def test_rows_of_other_parameters_than_those_searched_stay_as_the_tables_have_them():
    some = numbers(TABLE, STUDIES, ("gut_growth", "variation of strain_vigour"))
    assert {key.split("[")[0] for one in some if one.prior is not None for key in one.keys} == {"gut_growth", "strain_vigour"}
    own = {key: one for one in some for key in one.keys}
    assert own["inflammation_half"].prior is None  # tuned on women, with a spread: drawn from it
    middle = table_at(TABLE, some, np.zeros(len(some)))
    assert middle.rows["inflammation_half"].value == TABLE.rows["inflammation_half"].value
    assert middle.rows["gut_growth[enteric,lactose]"].value != TABLE.rows["gut_growth[enteric,lactose]"].value


def test_units_of_classes_are_those_of_their_rows():
    for one in class_priors():
        units = {row.unit for row in TABLE.rows.values() if row.parameter in one.parameters}
        assert units == {one.unit} or one.of == "variation", (one.parameters, units)


def test_rows_that_share_a_number_move_together_and_others_by_themselves():
    z = 0.05 * np.random.default_rng(1).standard_normal(len(KNOWN))  # so little that no bound is met
    found = table_at(TABLE, KNOWN, z)
    shared = [one for one in KNOWN if len(one.keys) > 1 and TABLE.rows[one.keys[0]].distribution == "lognormal" and not one.prior]
    assert shared
    for one in shared:
        ratios = {round(found.rows[key].value / TABLE.rows[key].value, 9) for key in one.keys}
        assert len(ratios) == 1
        assert ratios != {1.0}
    apart = [found.rows[f"founding_chance[{taxon}]"].value for taxon in ("bacteroides", "clostridia")]
    assert apart[0] != apart[1]


def test_moved_rows_keep_to_their_bounds_and_the_product_stays_off():
    for z in (np.full(len(KNOWN), 3.0), np.full(len(KNOWN), -3.0)):
        found = table_at(TABLE, KNOWN, z)
        assert all(bounds.holds(found.rows[key].value) for key, bounds in TABLE.bounds.items() if key in found.rows)
        assert all(found.rows[key].value == row.value for key, row in TABLE.rows.items() if row.kind == OFF)


def test_variations_that_results_tuned_are_learned_too():
    found = table_at(TABLE, KNOWN, np.zeros(len(KNOWN)))
    assert found.rows["strain_vigour[clostridia]"].variation == pytest.approx(np.sqrt(1.03 * 2.0))
    assert found.rows["strain_vigour[clostridia]"].value == 1.0


def test_numbers_of_priors_are_listed_each_once():
    keys = [one.key for one in numbers_of_priors()]
    assert len(keys) == len(set(keys))
    assert {"carrier_uptake.spike", "product_contact.spread", "founding_chance.low"} <= set(keys)
