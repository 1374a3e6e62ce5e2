"""`define.xml` and Dataset-JSON: valid by CDISC's schema and model, and they say what the transport files say."""

import json
import re
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pyreadstat
import pytest

from milkway.reports.datasets.define import DATA_SETS
from milkway.reports.datasets.write import write_datasets

NAMES = {"odm": "http://www.cdisc.org/ns/odm/v1.3", "def": "http://www.cdisc.org/ns/def/v2.1"}
HREF = "{http://www.w3.org/1999/xlink}href"
SCHEMA = "schemas/define/2.1/define2-1-0.xsd"  # as odmlib ships it
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"
TYPES = {"text": "string", "integer": "integer", "float": "double"}
# of Dataset-JSON 1.1: what a file and a column must have, and what else they may have
OF_FILE = {"datasetJSONCreationDateTime", "datasetJSONVersion", "itemGroupOID", "records", "name", "label", "columns"}
OF_FILE_ALSO = {
    *("rows", "fileOID", "dbLastModifiedDateTime", "originator", "sourceSystem", "studyOID"),
    *("metaDataVersionOID", "metaDataRef", "isReferenceData"),
}
OF_COLUMN, OF_COLUMN_ALSO = {"itemOID", "name", "label", "dataType"}, {"targetDataType", "length", "displayFormat", "keySequence"}


@pytest.fixture(scope="module")
def folder(small_trial, tmp_path_factory):
    place = tmp_path_factory.mktemp("data")
    write_datasets(small_trial, ("json", "xpt"), place)
    return place


@pytest.fixture(scope="module")
def schema():
    xmlschema = pytest.importorskip("xmlschema")
    return xmlschema.XMLSchema(str(Path(find_spec("odmlib").origin).parent / SCHEMA))


def test_define_xml_is_valid_by_the_published_schema(folder, schema):
    assert [one.reason for one in schema.iter_errors(str(folder / "define.xml"))] == []


@pytest.mark.parametrize("cut", ['def:Structure="[^"]*"', 'DataType="[a-z]*"', 'def:DefineVersion="[^"]*"', 'OID="MDV.1"'])
def test_the_schema_notices_what_is_left_out(folder, schema, cut):
    text = (folder / "define.xml").read_text(encoding="utf-8")
    assert not schema.is_valid(re.sub(cut, "", text, count=1))


def test_define_xml_points_to_files_that_are_there_and_describes_their_variables_in_order(folder):
    root = ElementTree.parse(folder / "define.xml").getroot()
    items = {one.get("OID"): one for one in root.iterfind(".//odm:ItemDef", NAMES)}
    groups = root.findall(".//odm:ItemGroupDef", NAMES)
    assert [one.get("Name") for one in groups] == list(DATA_SETS)
    for group in groups:
        _, meta = pyreadstat.read_xport(str(folder / group.find("def:leaf", NAMES).get(HREF)))
        described = [items[one.get("ItemOID")] for one in group.iterfind("odm:ItemRef", NAMES)]
        assert [one.get("Name") for one in described] == meta.column_names
        texts = [one.find("odm:Description/odm:TranslatedText", NAMES).text for one in described]
        assert texts == meta.column_labels
        for one in described:
            width = meta.variable_storage_width[one.get("Name")]
            assert one.get("DataType") != "text" or int(one.get("Length")) == width


def test_every_reference_of_define_xml_is_answered(folder):
    root = ElementTree.parse(folder / "define.xml").getroot()
    known = {one.get("OID") for one in root.iter() if one.get("OID")}
    asked = [value for one in root.iter() for key, value in one.attrib.items() if key.endswith("OID") and key != "OID"]
    assert set(asked) - {root.get("FileOID")} <= known
    assert len([one for one in root.iter() if one.get("OID")]) == len(known)


@pytest.mark.parametrize("name", DATA_SETS)
def test_dataset_json_has_what_its_model_asks_for_and_the_values_of_the_transport_file(folder, name):
    found = json.loads((folder / f"{name.lower()}.json").read_text(encoding="utf-8"))
    assert set(found) >= OF_FILE
    assert set(found) <= OF_FILE | OF_FILE_ALSO
    assert re.fullmatch(MOMENT, found["datasetJSONCreationDateTime"])
    assert re.fullmatch(r"1\.1(\.\d+)?", found["datasetJSONVersion"])
    assert set(found["sourceSystem"]) == {"name", "version"}
    read, meta = pyreadstat.read_xport(str(folder / f"{name.lower()}.xpt"))
    assert found["records"] == len(found["rows"]) == len(read)
    assert [one["name"] for one in found["columns"]] == meta.column_names
    for place, column in enumerate(found["columns"]):
        assert set(column) >= OF_COLUMN
        assert set(column) <= OF_COLUMN | OF_COLUMN_ALSO
        values = [row[place] for row in found["rows"]]
        kinds = {type(value) for value in values} - {type(None)}
        if column["dataType"] == "string":
            assert kinds == {str}
            assert values == list(read[column["name"]])
        else:
            assert kinds <= ({int} if column["dataType"] == "integer" else {float})
            assert np.array_equal(np.array(values, dtype=float), read[column["name"]], equal_nan=True)


def test_dataset_json_and_define_xml_call_variables_and_data_sets_alike(folder):
    root = ElementTree.parse(folder / "define.xml").getroot()
    items = {one.get("OID"): one.get("DataType") for one in root.iterfind(".//odm:ItemDef", NAMES)}
    groups = {one.get("OID") for one in root.iterfind(".//odm:ItemGroupDef", NAMES)}
    for name in DATA_SETS:
        found = json.loads((folder / f"{name.lower()}.json").read_text(encoding="utf-8"))
        assert found["itemGroupOID"] in groups
        assert found["studyOID"] == root.find("odm:Study", NAMES).get("OID")
        assert {one["itemOID"]: one["dataType"] for one in found["columns"]} == {
            one["itemOID"]: TYPES[items[one["itemOID"]]] for one in found["columns"]
        }


def test_csv_alone_has_no_define_xml(small_trial, tmp_path):
    write_datasets(small_trial, ("csv",), tmp_path)
    assert not (tmp_path / "define.xml").exists()


def test_a_title_with_marks_of_xml_is_kept_as_it_is(small_trial, tmp_path):
    title = 'Milk & "strain" <of> 5\u00a0°C'
    run = replace(small_trial, protocol=small_trial.protocol.model_copy(update={"title": title}))
    write_datasets(run, ("json",), tmp_path)
    root = ElementTree.parse(tmp_path / "define.xml").getroot()
    assert root.find(".//odm:StudyDescription", NAMES).text.startswith(title)
