"""What nobody brings is nowhere: exact zeros for guilds without seed and for routes that are knocked out."""

import numpy as np
import pytest
from invariant_worlds import BIRTH, TAKING, TAXA, at, complete, live, medians, seeds

GUILDS = TAXA[:-1]
EARLY = {"start": -14, "end": 14}
TO_INFANT = ("birth_canal", "maternal_faecal", "environment", "prenatal", "milk_feeding", "contact")
TO_BREAST = ("skin", "retrograde", "entero_mammary")


def test_a_guild_without_seed_or_arrival_is_nowhere(machine):
    cohort = medians(machine.network, len(GUILDS))
    lacking = {key: np.ones(len(GUILDS)) * value for guild in GUILDS for key, value in seeds(machine.network, guild).items()}
    for i, guild in enumerate(GUILDS):
        for key in seeds(machine.network, guild):
            lacking[key][i] = 0.0
    run = live(machine, [BIRTH] * len(GUILDS), cohort=cohort.setting(machine.network, lacking))
    for i, guild in enumerate(GUILDS):
        assert (at(run, "", guild)[i] == 0).all(), guild
        assert (at(run, "", guild)[i - 1] > 0).any(), guild


def test_without_carriers_and_contact_the_strain_is_in_the_mother_alone(taken):
    run = live(complete("entero_mammary", "contact"), [BIRTH + TAKING] * 8)
    for site in ("left_", "right_", "infant_"):
        assert (at(run, site, "strain") == 0).all()
        assert (at(taken, site, "strain") > 0).any()
    assert (at(run, "maternal_gut", "strain") > 0).any()


def test_contact_mimics_carriers_until_backflow_and_the_way_from_the_areola_are_stopped():
    def strain(*without):
        run = live(complete("entero_mammary", *without), [BIRTH + TAKING] * 32, end=20)
        return np.concatenate([at(run, "left_milk", "strain"), at(run, "left_wall", "strain")])

    assert (strain("skin") > 0).any()
    assert (strain("retrograde") > 0).any()
    assert (strain("skin", "retrograde") == 0).all()


def test_without_carriers_first_milk_has_no_strain_before_the_infant_has_fed():
    run = live(complete("entero_mammary"), [BIRTH + TAKING] * 8, end=0)
    assert (at(run, "left_milk", "strain") == 0).all()
    assert (at(live(complete(), [BIRTH + TAKING] * 8, end=0), "left_milk", "strain") > 0).any()


def test_without_any_route_the_infant_is_sterile():
    assert (at(live(complete(*TO_INFANT, "skin"), [BIRTH + TAKING] * 8, **EARLY), "infant_") == 0).all()


@pytest.mark.parametrize("route", TO_INFANT)
def test_each_route_to_the_infant_alone_brings_bacteria(route):
    others = tuple(name for name in (*TO_INFANT, "skin") if name != route)
    assert (at(live(complete(*others), [BIRTH + TAKING] * 8, **EARLY), "infant_") > 0).any()


def test_without_any_route_milk_and_ducts_are_sterile():
    run = live(complete(*TO_BREAST), [BIRTH + TAKING] * 8, **EARLY)
    assert (at(run, "left_milk") == 0).all()
    assert (at(run, "left_wall") == 0).all()


@pytest.mark.parametrize("route", TO_BREAST)
def test_each_route_to_the_breast_alone_brings_bacteria(route):
    others = tuple(name for name in TO_BREAST if name != route)
    assert (at(live(complete(*others), [BIRTH + TAKING] * 8, **EARLY), "left_milk") > 0).any()


def test_what_has_died_out_without_arrivals_stays_dead():
    machine = complete("environment", "milk_feeding", "skin", "contact", "retrograde", "prenatal")
    cohort = medians(machine.network, 32).setting(machine.network, {"family_contact": 0.0, "birth_inoculum": 1e-4})
    cells = at(live(machine, [BIRTH] * 32, start=-1, end=20, cohort=cohort), "infant_")[:, 2:]
    gone = cells == 0
    assert (gone[:, -1] & ~gone[:, 0]).any()
    assert not (gone[:, :-1] & ~gone[:, 1:]).any()
