import re
from pathlib import Path

import pytest

from milkway.ledger.quantities import read_quantities
from milkway.ledger.sources import read_sources
from milkway.ledger.studies import read_studies
from milkway.published.catalogue import results
from milkway.published.misses import explanations
from milkway.published.modelled import ALL, OF_CASES, OF_COHORTS
from milkway.published.panels import PANELS
from milkway.published.qualification_page import UNKNOWN

PAGE = Path(__file__).parent.parent.parent / "docs" / "qualification.md"


def test_every_result_is_read_off_its_panel_and_nothing_is_read_in_vain():
    ill = {panel.name for panel in PANELS if panel.entry is not None}
    assert {one.name for one in results()} == set(OF_COHORTS) | set(OF_CASES)
    assert {one.name for one in results() if one.panel in ill} == set(OF_CASES)
    assert {one.panel for one in results()} == set(ALL)


def test_every_study_is_in_the_bibliography():
    assert not {one.study for one in results()} - set(read_sources())


def test_a_result_is_where_its_locator_says():
    quantities, studies = read_quantities(), read_studies()
    for one in results():
        if found := re.match(r"quantity (\w+)", one.locator):
            assert found[1] in quantities, one.name
        if found := re.match(r"(\w+)\.toml", one.locator):
            assert found[1] in studies, one.name


@pytest.mark.parametrize(
    ("name", "study", "finding", "arm"),
    [
        ("amir2007.women_with_mastitis_26_weeks", "amir2007", "women with mastitis in 6 mo", "cohort"),
        ("jimenez2008.strain_in_milk", "jimenez2008", "given strain(s) isolated from milk", "probiotic"),
    ],
)
def test_a_count_is_that_of_the_ledger(name, study, finding, arm):
    law = next(one.law for one in results() if one.name == name)
    found = read_studies()[study].finding(finding, arm)
    assert (law.k, law.n) == (found.value, found.n)


def test_only_results_with_a_sampling_error_are_fitted():
    assert not [one.name for one in results() if one.use == "calibrate" and not one.law.known]


def test_participants_that_count_are_not_those_of_another_study_that_counts():
    used = {one.study for one in results() if one.use == "calibrate"}
    same = {(one.id, other) for one in read_studies().values() for other in one.same_participants_as}
    assert not {pair for pair in same if set(pair) <= used}


def test_reasons_are_given_for_results_that_exist():
    assert not set(explanations()) - {one.name for one in results()}


def test_every_miss_of_the_report_has_a_reason_or_is_said_to_be_unexplained():
    assert UNKNOWN not in PAGE.read_text(encoding="utf-8")
