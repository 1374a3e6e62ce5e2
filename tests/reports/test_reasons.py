"""What does not exist has its reason, in one wording, in every output of a trial and of an analysis of data."""

import csv
import re
from html import unescape
from io import StringIO

import pandas as pd
import pytest

import milkway
from milkway.analysis.registry import MEASURES, SCORES, suited
from milkway.reports.numbers import ABSENT

PLACES = {"visit": "end", "visits": ["entry", "week_4", "end"], "group": "staphylococcus"}
ASKED = ("clinical_any", "clinical_episodes", "clinical_recurrent", "clinical_first", "load", "pain_max", "pain_visits")
NUMBERS = ("estimate", "low", "high", "p")


def endpoint(score: str) -> dict:
    """Return an endpoint of a score with every measure that suits women."""
    measures = [one for one in suited(score) if not MEASURES[one].by_centre]
    places = {need: PLACES[need] for need in SCORES[score].needs}
    return {
        "name": score,
        "label": f"Endpoint {score}",
        "unit": "-",
        "score": score,
        "population": "randomised",
        "analyses": measures,
    } | places


@pytest.fixture(scope="module")
def protocol():
    return milkway.Protocol.read("hurtado2017").but(endpoints=[endpoint(one) for one in ASKED], used_in_tuning=[], name="reasons")


def women(product: int, seen: int = 6) -> pd.DataFrame:
    """Return women of whom nobody is ill and every load is below the limit: of the product's some are seen, of placebo's six."""
    rows = [("product", number) for number in range(product)] + [("placebo", number) for number in range(6)]
    found = pd.DataFrame([{"woman": f"{arm}{number}", "arm": arm} for arm, number in rows])
    found = found.assign(enrolled=2, last_day=110, completed=1, breastfeeding_cessation_day="", clinical_recurrent_onsets="")
    values = {"clinical_any": 0, "clinical_episodes": 0, "clinical_episodes_days": 110, "clinical_first_days": 110}
    values |= {"clinical_first_event": 0, "load": "<10", "pain_max": 0} | {
        f"pain_visits_{visit}": 0 for visit in PLACES["visits"]
    }
    for name, value in values.items():
        found[name] = [value if arm == "placebo" or number < seen else "" for arm, number in rows]
    return found


CASES = {"an arm of which nobody is seen": (6, 0), "one woman": (1, 6), "nobody ill and all below the limit": (6, 6)}


@pytest.fixture(scope="module", params=CASES)
def found(request, protocol, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reasons") / "analysed"
    return milkway.analyse(protocol, women(*CASES[request.param]), missing=True, out=folder)


def contrasts(plain: object) -> list[dict]:
    """Return every estimate in plain values, wherever it stands."""
    if isinstance(plain, dict):
        own = [plain] if set(NUMBERS) <= set(plain) else []
        return own + [one for part in plain.values() for one in contrasts(part)]
    return [one for part in plain for one in contrasts(part)] if isinstance(plain, list) else []


def lacking(plain: dict) -> list[dict]:
    return [one for one in contrasts(plain) if any(one[key] is None for key in NUMBERS)]


def notes(plain: dict) -> set[str]:
    return {one["note"] for one in lacking(plain) if one["estimate"] is one["low"] is one["high"] is None}


def on_page(plain: object) -> object:
    """Return plain values without what a page leaves to its tables: contrasts of the oracle after the leading one."""
    if isinstance(plain, dict):
        first = {"contrasts": plain["oracle"]["contrasts"][:1]} if "contrasts" in (plain.get("oracle") or {}) else {}
        return {key: on_page(first if key == "oracle" and first else value) for key, value in plain.items()}
    return [on_page(part) for part in plain] if isinstance(plain, list) else plain


def folded(text: str) -> str:
    return re.sub(r"[^\w]+", "", text)


def test_in_json_each_number_that_does_not_exist_has_its_reason(found):
    without = lacking(found.summary)
    assert without
    assert all(one["note"] for one in without)
    arms = [value for one in found.summary["endpoints"].values() for value in one["arms"].values()]
    assert all(value["note"] for value in arms if value["value"] is None)


def test_in_data_frames_it_stands_beside_it(found):
    absent = found.estimates[found.estimates[list(NUMBERS)].isna().any(axis=1)]
    assert len(absent)
    assert absent["note"].notna().all()
    nobody = found.arms[found.arms["value"].isna()]
    assert nobody["note"].notna().all() if len(nobody) else True


def test_tables_page_and_print_have_the_same_words(found, capsys):
    found.tell()
    told = folded(capsys.readouterr().out)
    page = folded(unescape((found.folder / "analysis.html").read_text(encoding="utf-8")))
    tables = folded("".join(one.read_text(encoding="utf-8") for one in (found.folder / "tables").iterdir()))
    for one in lacking(found.summary):
        for place in (page, tables):
            assert folded(one["note"]) in place, one
    for reason in {one["note"] for one in lacking(found.summary)}:
        words = [word for word in re.findall(r"\w+", reason) if len(word) < 9]
        assert all(word in told for word in words), reason


def test_no_cell_of_a_table_is_not_available_or_blank_without_a_reason(found):
    for path in (found.folder / "tables").iterdir():
        for row in csv.DictReader(StringIO(path.read_text(encoding="utf-8"))):
            blank = [name for name, cell in row.items() if cell in ("", ABSENT) and name != "Note"]
            assert not blank, (path.name, row)


def test_a_shown_result_has_them_too(found):
    html = folded(unescape(found._repr_html_()))
    leading = [one["contrast"] for one in found.summary["endpoints"].values()]
    assert all(folded(one["note"]) in html for one in leading if one["estimate"] is None)


LOOKS = {"fractions": [0.5], "bounds": "pocock", "basis": {"kind": "placeholder", "note": "a test"}}


@pytest.fixture(scope="module")
def tiny(protocol, tmp_path_factory):
    """Return a trial of four women with looks and methods for women who leave: hardly anything can be estimated."""
    claims = {"method": "holm", "endpoints": ["clinical_any", "load"]}
    folder = tmp_path_factory.mktemp("reasons") / "trial"
    asked = protocol.but(interim=LOOKS, multiplicity=claims)
    return milkway.trial(asked, dyads=4, seed=1, out=folder, parameters="tables", missing=True)


def unexplained(plain: object, place: str = "") -> list[str]:
    """Return the places of numbers that do not exist and have no reason beside them."""
    if isinstance(plain, dict):
        own = [key for key, value in plain.items() if value is None and not (plain.get("note") or plain.get(f"{key}_note"))]
        return [f"{place}/{key}" for key in own] + [
            one for key, value in plain.items() for one in unexplained(value, f"{place}/{key}")
        ]
    parts = enumerate(plain) if isinstance(plain, list) else ()
    return [one for number, value in parts for one in unexplained(value, f"{place}/{number}")]


def test_of_a_trial_too_each_number_that_does_not_exist_has_its_reason(tiny):
    assert lacking(tiny.summary)
    assert any(look["z"] is None for world in tiny.summary["interim"] for look in world["looks"])
    assert unexplained(tiny.summary) == []


def test_its_page_and_tables_have_the_same_words(tiny):
    page = folded(unescape((tiny.folder / "report.html").read_text(encoding="utf-8")))
    tables = folded("".join(one.read_text(encoding="utf-8") for one in (tiny.folder / "tables").iterdir()))
    assert notes(on_page(tiny.summary)) <= notes(tiny.summary)
    assert [reason for reason in notes(on_page(tiny.summary)) if folded(reason) not in page] == []
    assert [reason for reason in notes(tiny.summary) if folded(reason) not in tables] == []


def test_no_cell_of_its_tables_is_blank_but_what_plainly_has_no_number(tiny):
    """Raw estimates have their note in a column of its own; shares of dyads have no percentiles."""
    blank = {
        (path.name, name)
        for path in (tiny.folder / "tables").iterdir()
        if path.name != "estimates.csv"
        for row in csv.DictReader(StringIO(path.read_text(encoding="utf-8")))
        for name, cell in row.items()
        if cell in ("", ABSENT)
    }
    assert blank <= {("courses.csv", "10th percentile"), ("courses.csv", "90th percentile")}


def test_a_look_without_a_test_decides_nothing(tiny):
    for world in tiny.summary["interim"]:
        for look in world["looks"]:
            assert look["z"] is not None or look["decision"] in ("go on", "end: no test")


def test_of_a_study_of_power_each_number_that_does_not_exist_has_its_reason(protocol, tmp_path):
    found = milkway.power(
        protocol, n="4,8", pool=24, reps=20, truth="protocol", endpoint="load", out=tmp_path / "power", parameters="tables"
    )
    assert any(one["coverage"]["value"] is None or one["truth"] is None for one in found.summary["every_endpoint"]["rows"])
    assert unexplained({key: found.summary[key] for key in ("curve", "every_endpoint", "smallest", "interim")}) == []
