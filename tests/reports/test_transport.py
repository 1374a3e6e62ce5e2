"""SAS transport files: what is written is read back to the last bit, by pyreadstat and, slowly, by R's haven."""

import csv
import shutil
import subprocess

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

import milkway
from milkway.reports.datasets.dataset_json import byte_length
from milkway.reports.datasets.define import DATA_SETS, variables
from milkway.reports.datasets.subject import relative_day
from milkway.reports.datasets.write import CONTENT, MAKERS, write_datasets

AVAL = tuple(one for one in variables("ADLB") if one.variable in ("AVAL", "AVALC"))
LEAST, MOST = 1e-75, 1e74  # of IBM's numbers, whose powers are of 16 and from -65 to 63; ours are never near either
RSCRIPT = shutil.which("Rscript")
# hexadecimal digits hold a number whole; a text stands between bars, since R writes a missing one as it writes "NA"
IN_R = """
suppressMessages(library(haven))
for (file in list.files(".", "[.]xpt$")) {
  held <- read_xpt(file)
  told <- lapply(held, function(one) if (is.numeric(one)) ifelse(is.na(one), "", sprintf("%a", one)) else paste0("|", one, "|"))
  file_of <- function(ending) sub("xpt$", ending, file)
  write.table(as.data.frame(told), file_of("r.csv"), sep = ",", row.names = FALSE, qmethod = "double", fileEncoding = "UTF-8")
  writeLines(vapply(held, function(one) attr(one, "label"), ""), file_of("labels"))
}
"""


def read_back(numbers, texts, place):
    frame = pd.DataFrame({"AVAL": numbers, "AVALC": texts})
    file = place / "adlb.xpt"
    file.write_bytes(CONTENT["xpt"](frame, "ADLB", AVAL))
    return pyreadstat.read_xport(str(file))[0]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("numbers")


magnitudes = st.floats(LEAST, MOST)
finite = st.one_of(st.just(0.0), st.just(-0.0), magnitudes, magnitudes.map(lambda one: -one))


@given(numbers=st.lists(st.one_of(finite, st.just(np.nan)), min_size=1, max_size=20))
def test_no_bit_of_a_number_is_lost(numbers, place):
    read = read_back(numbers, ["x"] * len(numbers), place)
    assert np.array_equal(read["AVAL"].to_numpy(), np.array(numbers), equal_nan=True)


letters = st.characters(exclude_categories=("Cs", "Cc"))


@given(text=st.text(letters, max_size=60).map(str.strip).filter(lambda one: len(one.encode()) <= 200))
def test_a_text_in_any_script_is_read_back(text, place):
    assert list(read_back([1.0, 2.0], [text, "last"], place)["AVALC"]) == [text, "last"]


def test_a_last_record_of_blanks_is_kept_where_there_is_a_number(place):
    assert list(read_back([1.0, 2.0], ["x", ""], place)["AVALC"]) == ["x", ""]


def test_no_relative_day_is_zero_and_neighbours_stay_neighbours():
    days = relative_day(np.arange(-5, 6))
    assert 0 not in days
    assert list(days) == [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6]


@pytest.mark.slow
@pytest.mark.skipif(RSCRIPT is None, reason="R is not installed")
def test_haven_reads_every_data_set_to_the_same_values_and_labels(small_trial, tmp_path):
    if subprocess.run([RSCRIPT, "-e", "library(haven)"], capture_output=True, check=False).returncode:
        pytest.skip("R has no haven")
    write_datasets(small_trial, ("xpt",), tmp_path)
    subprocess.run([RSCRIPT, "-e", IN_R], cwd=tmp_path, check=True, capture_output=True)
    for name in DATA_SETS:
        made, columns = MAKERS[name](small_trial), variables(name)
        with (tmp_path / f"{name.lower()}.r.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == [one.variable for one in columns]
        for one in columns:
            read = [row[one.variable] for row in rows]
            if one.type == "text":
                assert read == [f"|{value}|" for value in made[one.variable]]
            else:
                numbers = [float.fromhex(value) if value else np.nan for value in read]
                assert np.array_equal(numbers, made[one.variable].to_numpy(dtype=float), equal_nan=True)
        labels = (tmp_path / f"{name.lower()}.labels").read_text(encoding="utf-8").splitlines()
        assert labels == [one.label for one in columns]


def test_the_width_of_a_text_is_that_of_its_bytes_and_the_one_that_define_xml_says(place):
    """A letter outside ASCII has two bytes or more."""
    texts = ["± 5 °C", "a"]
    (place / "adlb.xpt").write_bytes(CONTENT["xpt"](pd.DataFrame({"AVAL": [1.0, 2.0], "AVALC": texts}), "ADLB", AVAL))
    _, meta = pyreadstat.read_xport(str(place / "adlb.xpt"))
    assert meta.variable_storage_width["AVALC"] == byte_length(texts) == 8


def test_a_variable_has_neither_format_nor_informat(place):
    """There is no date, so that nothing is shown otherwise than it is kept."""
    content = CONTENT["xpt"](pd.DataFrame({"AVAL": [1.0], "AVALC": ["x"]}), "ADLB", AVAL)
    described = content[content.index(b"NAMESTR HEADER RECORD") - 20 + 80 :]
    for number in range(len(AVAL)):
        one = described[140 * number : 140 * (number + 1)]
        assert one[8:16].decode().strip() == AVAL[number].variable
        assert one[56:64] == one[72:80] == b" " * 8


def test_transport_files_of_a_trial_are_analysed_to_the_numbers_of_its_report(small_trial, tmp_path):
    write_datasets(small_trial, ("xpt",), tmp_path)
    for world in small_trial.worlds:
        found = milkway.analyse(small_trial.protocol, tmp_path, world=f"{world.hypothesis}/{world.setting}")
        assert found.found.results == world.results["observed"]
