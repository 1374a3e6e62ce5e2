"""Indices of barriers, education and infection, which do not ship: the example that has them, each against an answer by hand."""

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from mechanisms_by_hand import aimed, began, moved

import milkway
from milkway.biology.models import COMPLETE
from milkway.cli import main
from milkway.cohorts.chosen import parameters_for, read_model
from milkway.core.network import Network, expand
from milkway.ledger.tables import read_parameters

FILE = Path(__file__).parents[2] / "examples" / "immune_indices.py"
MODEL, VALUES = f"{FILE}:MODEL", FILE.with_suffix(".toml")
ADDED = ("maternal_barrier", "infant_barrier", "education", "infection")
INDICES = ("maternal__barrier", "infant__barrier", "infant__education", "infant__infection_hazard")
EXACT = 1e-12  # rounding
OF_INFANT = {"barrier_maturation": 0.1, "barrier_basal": 0.5, "barrier_butyrate": 2.0, "barrier_butyrate_half": 3.0}
OF_INFANT |= {"commensal_half": 5.0, "gut_volume": 100.0, "infant_gut__butyrate": 300.0, "infant_gut__clostridia": 500.0}
LEARNING = {"education_speed": 0.1, "education_window": 50.0, "education_floor": 0.2, "education_diversity": 1.6}
LEARNING |= {"gut_volume": 100.0, "commensal_half": 9.0, "iga_at_work": 0.5}
LEARNING |= {"infant_gut__clostridia": 450.0, "infant_gut__bifidobacterium": 450.0}
THREAT = {"infection_scale": 0.1, "infection_load_half": 5.0, "gut_volume": 100.0, "infection_background": 0.25}
THREAT |= {"infection_barrier": 0.5, "infection_iga": 0.4, "infant_gut__enterococcus": 500.0, "iga_at_work": 0.0}


def same(value):
    return pytest.approx(value, rel=EXACT)


@cache
def network() -> Network:
    mistakes = []
    chosen = read_model(MODEL, mistakes)
    table, _ = parameters_for(chosen, VALUES, mistakes)
    assert not mistakes
    return expand(chosen.model, table.keys())


def test_the_mothers_barrier_follows_butyrate():
    at = {"maternal_gut__butyrate": 300.0, "gut_volume": 100.0, "maternal_barrier_half": 1.0, "maternal_barrier_speed": 0.2}
    assert aimed("maternal_barrier", "maternal__barrier", at, network()) == (0.75, 0.2)
    assert began("maternal__barrier", {"maternal_barrier_initial": 0.8}, network()) == 0.8


def test_the_infants_barrier_matures_by_bacteria_and_butyrate_once_it_is_born():
    stimulus = 0.5 + 0.5 + 2 * 0.5
    assert aimed("infant_barrier", "infant__barrier", OF_INFANT | {"born": 1.0}, network()) == same((1.0, 0.1 * stimulus))
    assert aimed("infant_barrier", "infant__barrier", OF_INFANT, network())[1] == 0.0
    assert began("infant__barrier", {"barrier_at_birth": 0.1}, network()) == 0.1


def test_education_is_that_of_two_equal_taxa_while_its_window_closes():
    stimulus = 0.5 * 0.6 * (0.2 + 1.6 * (1 - 2 * 0.45**2))
    born = LEARNING | {"born": 1.0}
    assert aimed("education", "infant__education", born, network()) == same((1.0, 0.1 * stimulus))
    later = born | {"day": 50 * math.log(2)}
    assert aimed("education", "infant__education", later, network()) == same((1.0, 0.05 * stimulus))
    assert aimed("education", "infant__education", LEARNING, network())[1] == 0.0


def test_infections_add_up_with_opportunists_less_what_barrier_and_iga_hold_off():
    born = THREAT | {"born": 1.0}
    assert moved("infection", "infant__infection_hazard", born, network()) == same(0.1 * (0.5 + 0.25))
    guarded = born | {"infant__barrier": 0.5, "iga_at_work": 0.5}
    assert moved("infection", "infant__infection_hazard", guarded, network()) == same(0.075 * 0.75 * 0.8)
    assert moved("infection", "infant__infection_hazard", THREAT, network()) == 0.0


def test_the_indices_move_nothing_but_themselves():
    """Every other flow and rate is written as in the complete model, and reads none of them."""
    whole = expand(COMPLETE, read_parameters().keys())
    flows = [(name, str(one.rate())) for name, one in network().flows if name not in ADDED]
    rates = [(name, one.state.key, str(one.toward), str(one.at)) for name, one in network().rates if name not in ADDED]
    assert flows == [(name, str(one.rate())) for name, one in whole.flows]
    assert rates == [(name, one.state.key, str(one.toward), str(one.at)) for name, one in whole.rates]
    assert {stock.key for stock in network().stocks} - {stock.key for stock in whole.stocks} == set(INDICES)


def test_without_them_the_model_is_the_one_that_ships_to_the_last_bit():
    asked = {"days": 10, "seed": 2, "at": (10,)}
    shipped, without = (milkway.simulate(**asked, **own).series for own in ({}, {"model": f"{MODEL} without {','.join(ADDED)}"}))
    assert set(shipped.data_vars) == set(without.data_vars)
    for key, amounts in shipped.data_vars.items():
        np.testing.assert_array_equal(without[key], amounts)


def test_the_example_runs_by_the_command_that_it_states(tmp_path, capsys):
    command = FILE.read_text(encoding="utf-8").partition("`milkway ")[2].partition("`")[0]
    assert command == "simulate --model examples/immune_indices.py:MODEL --values examples/immune_indices.toml"
    rows, words = tmp_path / "rows.csv", ["--days", "20", "--mean-field", "--at", "0,20", "--stocks", ",".join(INDICES)]
    assert main(["simulate", "--model", MODEL, "--values", str(VALUES), *words, "--csv", str(rows)]) == 0
    capsys.readouterr()
    lines = [line.split(",") for line in rows.read_text(encoding="utf-8").splitlines()[1:]]
    found = {(f"{site}__{stock}", int(day)): float(value) for _, day, site, stock, value, _ in lines}
    assert set(found) == {(key, day) for key in INDICES for day in (0, 20)}
    assert found["infant__barrier", 0] == pytest.approx(0.1)  # of the file of values; it is born at the midnight of day 0
    assert found["infant__education", 0] == found["infant__infection_hazard", 0] == 0.0
    assert all(found[key, 0] < found[key, 20] for key in INDICES if key.startswith("infant"))
