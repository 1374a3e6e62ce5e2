"""Waves of simulations are kept, resumed, and count what failed."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from toy_worlds import FREE, alone, simulate, table

from milkway.core.errors import RunError
from milkway.inference.waves import Bench, Results, run_wave, spread_out
from milkway.ledger.tables import ParameterTable


def _bench(folder: Path, simulator: Callable[[ParameterTable, int, object], Results]) -> Bench:
    return Bench(FREE, table(), simulator, folder, "toy", lambda *_: None, alone())


def test_a_wave_given_again_simulates_nothing_and_gives_the_same(tmp_path):
    first = run_wave(_bench(tmp_path, simulate), "one", lambda: spread_out(3, 8, 1), 1)

    def refuse(*_: object) -> Results:
        pytest.fail("a kept set was simulated again")

    assert run_wave(_bench(tmp_path, refuse), "one", lambda: spread_out(3, 8, 1), 1).results == first.results


def test_a_killed_wave_goes_on_where_it_stopped(tmp_path):
    whole = run_wave(_bench(tmp_path / "whole", simulate), "one", lambda: spread_out(3, 8, 1), 1)

    def stop_late(moved: ParameterTable, seed: int, go_on: object) -> Results:
        if seed == 5:
            raise KeyboardInterrupt
        return simulate(moved, seed, go_on)

    with pytest.raises(KeyboardInterrupt):
        run_wave(_bench(tmp_path / "cut", stop_late), "one", lambda: spread_out(3, 8, 1), 1)
    assert any((tmp_path / "cut" / "sets").iterdir())
    assert run_wave(_bench(tmp_path / "cut", simulate), "one", lambda: spread_out(3, 8, 1), 1).results == whole.results


def test_kept_sets_that_were_torn_are_simulated_again(tmp_path):
    first = run_wave(_bench(tmp_path, simulate), "one", lambda: spread_out(3, 8, 1), 1)
    for path in [tmp_path / "one.begun", *sorted((tmp_path / "sets").iterdir())[:3]]:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert run_wave(_bench(tmp_path, simulate), "one", lambda: spread_out(3, 8, 1), 1).results == first.results


def test_a_set_that_fails_is_counted_and_never_zero(tmp_path):
    def fail(moved: ParameterTable, seed: int, go_on: object) -> Results:
        if seed == 3:
            raise RunError("too many dyads failed")
        return simulate(moved, seed, go_on)

    wave = run_wave(_bench(tmp_path, fail), "one", lambda: spread_out(3, 4, 1), 1)
    assert wave.failed == 1
    assert wave.results[2] is None


def test_sets_fill_the_prior_evenly():
    z = spread_out(2, 64, 1)
    assert np.abs(z.mean(axis=0)).max() < 0.05  # 64 Sobol points; plain chance would give 0.12
