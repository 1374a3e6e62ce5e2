"""Infants of a trial's arms: when their stool is told, how route settings are mixed, and of how many infants a study is."""

import numpy as np
import pytest

from milkway.forecasts.arm_infants import Stool, StoolCell, infants_forecast, occasions_of, recording, untold
from milkway.forecasts.published_infants import OccasionGiven
from milkway.protocol.known import read_known_protocol
from milkway.protocol.moment import Moment

HURTADO = read_known_protocol("hurtado2017")
GUILDS = 8


def sampling(day):
    """Return the trial with a visit at which infants' stool is sampled."""
    visit = HURTADO.visits[0].model_copy(update={"name": "month", "day": day})
    stool = HURTADO.assays.culture[0].model_copy(update={"name": "stool", "sites": ("infant_stool",), "visits": ("month",)})
    assays = HURTADO.assays.model_copy(update={"culture": (*HURTADO.assays.culture, stool)})
    return HURTADO.model_copy(update={"visits": (*HURTADO.visits, visit), "assays": assays})


def drawn(occasion, of_setting):
    """Return two draws of infants in each route setting, all of whose reads are of one guild."""
    return {
        StoolCell(setting, "null", occasion.name): [Stool(np.tile(np.eye(GUILDS)[guild], (many, 1)), 40) for _ in range(2)]
        for setting, (guild, many) in of_setting.items()
    }


def test_a_visit_at_which_a_protocol_samples_stool_is_told_in_each_arm_and_birth():
    found = occasions_of(sampling(Moment(30)), ())
    assert {(one.arm, one.birth, one.day) for one in found} == {
        (arm, birth, 30) for arm in ("product", "placebo") for birth in ("vaginal", "c_section")
    }
    assert 30 in recording(HURTADO, found).composition_days
    assert occasions_of(HURTADO, ()) == ()


@pytest.mark.parametrize("day", [Moment(112), Moment(30, "enrolment")])
def test_a_visit_late_or_on_different_days_is_left_out_and_said(day):
    assert occasions_of(sampling(day), ()) == ()
    assert "infants' stool at month" in untold(sampling(day))[0]


def test_route_settings_are_mixed_by_their_weights():
    asked = OccasionGiven("a month", "placebo", "any", 30, 20, 20000, 0.01)
    found, _ = infants_forecast(HURTADO, (asked,), drawn(asked, {"off": (0, 10), "on": (1, 30)}), ("null",), {}, 1)
    means = [one.law.mean for one in found["null"][0].guilds.values()]
    assert means == pytest.approx([0.5, 0.5, 0, 0, 0, 0, 0, 0], abs=0.03)  # 20 infants of each


def test_a_sample_of_the_protocol_has_as_many_infants_as_the_arm_has_of_that_birth():
    asked = next(one for one in occasions_of(sampling(Moment(30)), ()) if one.arm == "placebo")
    found, _ = infants_forecast(sampling(Moment(30)), (asked,), drawn(asked, {"off": (0, 10), "on": (0, 10)}), ("null",), {}, 1)
    assert found["null"][0].given.n == round(HURTADO.design.size / 2 / 4)


def test_an_occasion_without_infants_of_the_birth_is_left_out_and_said():
    asked = OccasionGiven("a month", "placebo", "c_section", 30, 20, 20000, 0.01)
    found, left_out = infants_forecast(HURTADO, (asked,), drawn(asked, {"off": (0, 0), "on": (0, 0)}), ("null",), {}, 1)
    assert found == {"null": ()}
    assert "a month" in left_out[0]
