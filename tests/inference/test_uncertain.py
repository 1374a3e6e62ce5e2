"""Trials and scenarios under the posterior."""

import pytest

import milkway
from milkway.core.errors import InputError
from milkway.inference.posterior import chosen_table, read_posterior, settled
from milkway.ledger.tables import read_parameters


def test_an_unknown_set_of_parameters_is_refused():
    with pytest.raises(InputError, match="tables or posterior"):
        chosen_table(read_parameters(), "guess")


def test_the_best_are_the_tables_since_no_word_better_has_been_earned():
    assert settled("best") == "tables"
    assert read_posterior().better is False


def test_without_a_posterior_of_this_model_a_run_under_it_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("milkway.inference.posterior.shipped", lambda: tmp_path)
    for run in (milkway.trial, milkway.power):
        with pytest.raises(InputError, match="void"):
            run("hurtado2017", parameters="posterior")
    with pytest.raises(InputError, match="void"):
        milkway.simulate(parameters="posterior", days=1)


def test_draws_without_the_posterior_are_refused():
    with pytest.raises(InputError, match="draws"):
        milkway.trial("hurtado2017", dyads=4, draws=2)


def test_the_tables_stay_as_they_are_unless_asked():
    table = read_parameters()
    assert chosen_table(table, "tables") is table


def test_the_posterior_moves_no_product_effect_and_no_disputed_route(posterior):
    table = read_parameters()
    moved = chosen_table(table, "posterior")
    changed = {key for key, row in moved.rows.items() if row.value != table.rows[key].value}
    assert changed
    assert not any(key.startswith("effect_") or key == "carrier_uptake" for key in changed)
