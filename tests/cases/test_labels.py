"""Names and labels in any script become data sets that keep the rules of transport files, or are refused before anything runs."""

import re

import pandas as pd
import pytest

import milkway
from installed import needs
from milkway.cli import main
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml

LONGEST = "ł" * 100  # 200 bytes in UTF-8


def protocol_with(path, label, groups):
    """A protocol with one hypothesis and one route setting, an arm of that label, and a second laboratory that counts groups."""
    tables = resolve(read_known_protocol("hurtado2017"))
    tables["hypotheses"] = tables["hypotheses"][:1]
    tables["routes"]["settings"] = [tables["routes"]["settings"][0] | {"weight": 1.0}]
    tables["arms"][0]["label"] = label
    (first,) = tables["assays"]["culture"]
    tables["assays"]["culture"].append(first | {"name": "second_lab", "groups": groups})
    path.write_text(to_toml(tables), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    place = tmp_path_factory.mktemp("labels")
    groups = {"2nd count": ["strain"], "Ægte staph": ["staphylococcus_cons"], "staphylococci": ["s_aureus"]}
    path = protocol_with(place / "protocol.toml", LONGEST, groups)
    milkway.trial(path, dyads=8, out=place / "run", data="csv")
    return path, place / "run"


@pytest.fixture(scope="module")
def adlb(finished):
    return pd.read_csv(finished[1] / "data" / "adlb.csv")


def test_codes_begin_with_a_letter_and_hold_figures_and_capitals_whatever_a_group_is_called(adlb):
    assert {"G2NDCOUN", "AEGTESTA"} <= set(adlb["PARAMCD"])
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]{0,7}", code) for code in adlb["PARAMCD"])


def test_a_code_stands_for_one_parameter_and_a_woman_has_one_record_of_it_at_a_visit(adlb):
    pairs = adlb[["PARAM", "PARAMCD", "PARAMN"]].drop_duplicates()
    assert all(pairs[column].is_unique for column in pairs)
    assert not adlb.duplicated(["USUBJID", "PARAMCD", "AVISITN"]).any()
    assert {"STRAIN", "STRAIN02"} <= set(adlb["PARAMCD"])


@needs("data")
def test_a_label_of_200_bytes_is_whole_in_a_transport_file(finished):
    import_xport = pytest.importorskip("pyreadstat").read_xport
    path, run = finished
    milkway.trial(path, dyads=8, out=run, data="xpt")
    frame, meta = import_xport(str(run / "data" / "adlb.xpt"))
    assert LONGEST in set(frame["TRT01P"])
    assert max(meta.variable_storage_width.values()) <= 200


def test_texts_that_no_transport_file_holds_are_refused_together_before_anything_is_simulated(tmp_path, capsys):
    path = protocol_with(tmp_path / "protocol.toml", LONGEST + "!", {"g" * 180: ["s_aureus"], "G" + "g" * 179: ["s_aureus"]})
    path.write_text(path.read_text(encoding="utf-8").replace('label = "Maltodextrin placebo"', 'label = " "'), encoding="utf-8")
    assert main(["trial", str(path), "--dyads", "8", "--data", "csv", "--out", str(tmp_path / "run")]) == 2
    told = capsys.readouterr().err
    assert "- arms[1].label: found TRT01P of 201 bytes; allowed: at most 200 bytes in UTF-8" in told
    assert "- arms[2].label: found TRT01P of blanks; allowed: a text" in told
    assert told.count("PARAM of 207 bytes") == 2
    assert ", like assays.culture[2].groups." in told
    assert "Traceback" not in told
    assert not (tmp_path / "run").exists()
