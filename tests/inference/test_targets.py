"""Which published results are fitted, and how."""

from dataclasses import replace
from math import log, sqrt

import pytest

from milkway.core.errors import InputError
from milkway.inference.targets import targets, unreported
from milkway.ledger.studies import read_studies
from milkway.published.catalogue import results

STUDIES = tuple(read_studies().values())


def test_only_results_marked_for_calibration_are_fitted():
    marked = {one.name for one in results() if one.use == "calibrate"}
    assert {one.name for one in targets(results(), STUDIES)} <= marked


def test_hurtado_is_fitted_as_a_log_odds_ratio_with_its_error():
    hurtado = next(one for one in targets(results(), STUDIES) if one.study == "hurtado2017" and one.against)
    halves = [16.5, 123.5, 30.5, 122.5]  # half a woman is added to each cell (Haldane 1956)
    assert hurtado.value == pytest.approx(log(halves[0] / halves[1]) - log(halves[2] / halves[3]))
    assert hurtado.error == pytest.approx(sqrt(sum(1 / cell for cell in halves)))


def test_a_trial_of_the_producer_may_be_drawn_toward_the_product():
    drawn = {one.name: one.favours for one in targets(results(), STUDIES) if one.against}
    assert all(drawn.values())
    assert drawn["hurtado2017.women_with_mastitis_strain"] == -1


def test_arms_without_the_product_are_not_biased():
    assert not any(one.favours for one in targets(results(), STUDIES) if not one.against)


def test_participants_never_count_twice():
    first = next(one for one in results() if one.use == "calibrate")
    twin = next(one for one in STUDIES if one.id != first.study)
    same = tuple(replace(one, same_participants_as=(first.study,)) if one.id == twin.id else one for one in STUDIES)
    listed = (*results(), replace(first, name="twin.result", study=twin.id))
    with pytest.raises(InputError, match="participants"):
        targets(listed, same)


def test_unreported_trials_stand_on_results_that_are_fitted():
    assert {trial[:2] for trial in unreported(targets(results(), STUDIES))} == {(311, 309), (240, 240)}
