import csv
import json
import re

import pytest

from milkway.ledger.tables import read_parameters
from milkway.reports.trial.trial_report import write_report


@pytest.fixture(scope="module")
def folder(run, tmp_path_factory):
    place = tmp_path_factory.mktemp("report")
    write_report(run, read_parameters(), place)
    return place


@pytest.fixture(scope="module")
def prose(folder):
    """The page without scripts and styles."""
    text = (folder / "report.html").read_text(encoding="utf-8")
    return re.sub(r"<(script|style).*?</\1>", "", text, flags=re.DOTALL)


def test_the_page_opens_offline(folder, prose):
    text = (folder / "report.html").read_text(encoding="utf-8")
    assert not re.findall(r"<(?:script|img|link|iframe)[^>]*(?:src|href)=", prose)
    assert not re.findall(r"<script[^>]*src=", text)
    assert text.count("plotly.js v") == 1


def test_the_page_says_that_nobody_took_part_and_gives_no_advice(prose):
    assert prose.count("imulated, no human participants") >= 2
    assert "not medical advice" in prose


def test_the_page_shows_the_published_beside_the_virtual_and_what_it_rests_on(prose):
    assert "found 16/139 (11.5 %) with product, 30/152 (19.7 %) with placebo: risk ratio" in prose
    assert "4 are placeholders" in prose
    assert "Averaged over the settings of the disputed routes" in prose


def test_no_number_that_does_not_exist_reaches_the_page(prose):
    assert not re.search(r"\b(nan|NaN|None|inf)\b", prose)


def test_tables_and_summary_stand_beside_the_page(folder):
    plain = json.loads((folder / "summary.json").read_text(encoding="utf-8"), parse_constant=pytest.fail)
    assert plain["endpoints"]["clinical_mastitis"]["used_in_tuning"] is True
    assert plain["report"].endswith("report.html")
    with (folder / "tables" / "estimates.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ratio = next(r for r in rows if (r["view"], r["endpoint"], r["measure"]) == ("observed", "clinical_mastitis", "risk_ratio"))
    assert float(ratio["estimate"]) == pytest.approx((16 / 139) / (30 / 152))  # arithmetic, so equal to rounding


def test_the_same_run_writes_the_same_bytes(run, folder, tmp_path):
    write_report(run, read_parameters(), tmp_path)
    assert (tmp_path / "report.html").read_bytes() == (folder / "report.html").read_bytes()


def test_the_page_says_what_each_endpoint_estimates(prose):
    assert "What each endpoint estimates" in prose
    assert "Followed through (treatment policy)" in prose
