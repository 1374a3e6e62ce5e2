"""A whole calibration on a world whose truth is known."""

from pathlib import Path

import numpy as np
import pytest
from toy_worlds import DATA, EFFORT, FREE, alone, simulate, table

from milkway.inference.calibration_page import page
from milkway.inference.diagnostics import Checks, coverage, diagnose
from milkway.inference.fit import Calibration, Question, Sizes, calibrate
from milkway.inference.shipped_draws import learned_posterior
from milkway.inference.waves import Bench


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    folder: Path = tmp_path_factory.mktemp("calibration")
    bench = Bench(FREE, table(), simulate, folder, "toy", lambda *_: None, alone())
    return calibrate(Question(DATA, ((10.0, 10.0, "b.ill_strain", "a.ill"),)), bench, Sizes(64, 16, 3, EFFORT), 1)


def test_the_parameter_behind_the_published_share_is_found(found):
    place = [one.name for one in found.free].index("hazard")
    assert found.draws.z[:, place].mean() == pytest.approx((np.log(120 / 280) + 1) / 0.8, abs=0.25)  # its sd is 0.3


def test_a_contrast_is_simulated_as_the_difference_of_its_arms(found):
    place = [one.name for one in found.question.data].index("b.ill_strain")
    none = np.array([[0.0, 0.0, 0.0]])
    assert found.emulator.predict(none)[0, place] == pytest.approx(0.0, abs=0.15)  # 400 women an arm, 80 sets


def test_what_ships_has_the_middle_first_and_draws_about_it(found):
    learned = learned_posterior(found, alone(), 1)
    place = learned.names.index("hazard")
    draws = np.log2(learned.draws[:, place])
    assert draws[0] == pytest.approx(draws[1:].mean(), abs=0.05)  # 400 draws, sd 0.3
    assert learned.moved(0)["hazard"] == pytest.approx(learned.draws[0, place])
    assert (learned.draws[1:, learned.names.index("effect")] == 0).mean() > 0.1  # the spike stays in draws


def test_every_result_is_predicted_and_the_page_names_every_free_parameter(found):
    checked = diagnose(found, Checks(1, 2, EFFORT, ("a.ill",)), 1, lambda *_: None)
    text = page(found, checked, ())
    assert all(one.name in text for one in found.free)
    assert coverage(checked.predicted)[1] == 1.0
    assert len(checked.left_out) == 2
