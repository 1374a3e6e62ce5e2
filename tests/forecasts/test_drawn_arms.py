"""Women of every arm under draws of the parameters: which draws are left out, and that this is told."""

import pytest

from milkway.core.errors import RunError
from milkway.forecasts import drawn_arms as module
from milkway.forecasts.drawn_arms import Wanted, drawn_arms
from milkway.forecasts.women_read import Cell, Women
from milkway.lives.means import Means
from milkway.protocol.known import read_known_protocol
from milkway.simulation.solver import Solver

HURTADO = read_known_protocol("hurtado2017")
MEANS = Means(Solver(), None, lambda *_: None)
CELL = Cell("off", "null", "clinical_mastitis", "placebo")


def failing(monkeypatch, which):
    seen = []

    def of_draw(protocol, asked, setting, drawn, streams, means):
        seen.append(drawn)
        if drawn in which:
            raise RunError("only 3 of 400 candidates are eligible")
        return module._Read({CELL: Women(None, 1.0)}, {})

    monkeypatch.setattr(module, "_of_draw", of_draw)


def test_a_draw_that_cannot_be_simulated_is_left_out_and_told(monkeypatch):
    failing(monkeypatch, ("b",))
    found = drawn_arms(HURTADO, Wanted(()), ("a", "b", "c"), 20, 1, MEANS)
    assert len(found.women[CELL]) == 2 * len(HURTADO.routes.settings)  # one cell of either setting here
    assert found.left_out == ("parameter set 2: only 3 of 400 candidates are eligible",)


def test_with_fewer_than_two_draws_there_is_no_forecast(monkeypatch):
    failing(monkeypatch, ("b", "c"))
    with pytest.raises(RunError, match="fewer than 2 of 3"):
        drawn_arms(HURTADO, Wanted(()), ("a", "b", "c"), 20, 1, MEANS)
