"""The cohorts that ship: as the public tables have them, where these are at hand, and as another program reads them."""

import csv
import os
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from public_tables.__main__ import tables
from public_tables.guilds import GUILDS
from public_tables.marks import marks

from milkway.published.distances import fair_iqd
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion, gut_laws, gut_marks, gut_visits

FOLDER = Path(os.environ.get("MILKWAY_DATA", "../shared/data"))


def _cells(text):
    rows = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    return [[_number(cell) for cell in row] for row in rows]


def _number(cell):
    try:
        return pytest.approx(float(cell), rel=1e-3, abs=1e-5)  # shipped with four digits
    except ValueError:
        return cell


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the public tables are not here (MILKWAY_DATA)")
def test_what_ships_is_what_the_public_tables_say():
    for name, text in tables(FOLDER).items():
        shipped = files("milkway.published").joinpath("data", name).read_text(encoding="utf-8")
        assert shipped.split("study,", maxsplit=1)[0] == text.split("study,", maxsplit=1)[0]
        found = [[cell if isinstance(cell, str) else cell.expected for cell in row] for row in _cells(shipped)]
        assert found == _cells(text), "run: uv run python -m public_tables"


def test_no_row_is_of_fewer_than_eight_infants_and_no_quantile_of_so_few_that_it_gives_them_back():
    shipped = [one for law in ("cohort", "rival") for guilds in gut_laws(law).values() for one in guilds.values()]
    assert min(one.n for one in shipped) >= 8
    assert min(one.n for one in gut_visits()) >= 8
    assert {(len(one.quantiles), one.above_1_percent is None) for one in shipped if one.n < 42} == {(0, True)}
    assert {(len(one.quantiles), one.above_1_percent is None) for one in shipped if one.n >= 42} == {(41, False)}


def test_a_mark_persists_in_infants_who_are_seen_again():
    about = pd.DataFrame(
        [
            *[("a", 4, "yes"), ("a", 7, "yes"), ("a", 20, "no"), ("a", 150, "no"), ("a", 300, "yes")],
            *[("b", 7, "yes"), ("b", 22, "yes"), ("b", 141, "yes")],
            *[("c", 7, "no"), ("c", 21, "yes")],
            *[("d", 4, "no"), ("d", 7, "no")],
            ("e", 7, "yes"),
        ],
        columns=["subject_id", "infant_age", "antibiotics_current_use"],
    )
    assert [(count, of) for _, _, count, of in marks(about)] == [(1, 1), (1, 2), (1, 2), (2, 4)]


def test_the_mark_that_ships_hardly_ever_changes():
    assert [(one.count, one.of) for one in gut_marks()] == [
        (43, 43),
        (58, 61),
        (40, 55),
        (27, 478),
    ]  # counted with another program


def test_every_occasion_has_the_eight_guilds_of_the_model_whose_shares_add_up():
    assert tuple(GUT_GUILDS) == GUILDS
    for guilds in gut_laws().values():
        assert tuple(guilds) == GUILDS
        assert sum(one.mean for one in guilds.values()) == pytest.approx(1, abs=5e-4)  # eight means of four digits


@pytest.mark.parametrize(
    ("study", "birth", "days", "expected", "infants"),
    [
        ("shao2019", "vaginal", (18, 24), 0.052, 161),
        ("jakobsen2025", "vaginal", (30, 30), 0.016, 154),
        ("jakobsen2025", "vaginal", (60, 60), 0.016, 70),
        ("jakobsen2025", "vaginal", (90, 90), 0.013, 74),
        ("shao2019", "c_section", (18, 24), 0.076, 64),
    ],
)
def test_rivals_are_as_far_off_as_another_program_finds_from_the_samples(study, birth, days, expected, infants):
    key = GutOccasion(study, birth, "no" if study == "shao2019" else "any", *days)
    own, rival = (gut_laws(law)[key] for law in ("cohort", "rival"))
    floor = {"shao2019": 1e-3, "jakobsen2025": 1e-2}[study]
    apart = [fair_iqd(rival[guild].distribution(floor), own[guild].distribution(floor)) for guild in GUILDS]
    assert {one.n for one in rival.values()} == {infants}
    assert np.mean(apart) == pytest.approx(expected, abs=0.004)  # a table is smoother than the samples


def test_days_at_which_no_two_cohorts_were_seen_and_occasions_of_few_infants_have_no_rival():
    births = {("shao2019", "vaginal"): {21}, ("shao2019", "c_section"): {21}, ("jakobsen2025", "vaginal"): {30, 60, 90}}
    found = {(one.study, one.birth, one.day) for one in gut_laws("rival")}
    assert found == {(*who, day) for who, days in births.items() for day in days}
