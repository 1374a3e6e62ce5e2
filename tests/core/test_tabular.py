"""What is missing in a CSV is an empty field, and every other program takes the same values for missing."""

import csv
import io

import pandas as pd
import polars as pl
import pytest
from pandas._libs.parsers import STR_NA_VALUES

from milkway.core.tabular import TAKEN_FOR_MISSING, csv_text, field

COLUMNS = ("word", "value", "text")
ROWS = [("null", 1.5, "a"), ("NA", None, "b, c"), ("nan", float("nan"), 'd "e"'), ("plain", 0.0, None), ("None", 2.0, "N/A")]
WRITTEN = csv_text(COLUMNS, ROWS)
MISSING = [("value", 1), ("value", 2), ("text", 3)]


def test_pandas_finds_what_is_missing_and_nothing_else():
    read = pd.read_csv(io.StringIO(WRITTEN))
    assert [(name, row) for name in COLUMNS for row in range(5) if pd.isna(read[name][row])] == MISSING
    assert read["value"].dtype == "float64"


def test_polars_finds_what_is_missing_and_nothing_else():
    read = pl.read_csv(WRITTEN.encode())
    assert [(name, row) for name in COLUMNS for row in range(5) if read[name][row] is None] == MISSING
    assert read["value"].dtype == pl.Float64


def test_base_r_finds_what_is_missing_in_numbers_and_no_text_that_it_takes_for_missing():
    """R's read.table: "NA" is missing in every column, a blank field in a column of numbers; in text it is the empty text."""
    head, *rows = csv.reader(io.StringIO(WRITTEN))
    assert head == list(COLUMNS)
    assert not any(cell == "NA" for row in rows for cell in row)
    assert [cell or None for _, cell, _ in rows] == ["1.5", None, None, "0.0", "2.0"]
    assert rows[3][2] == ""


@pytest.mark.parametrize("word", sorted({*STR_NA_VALUES, "NA"} - {""}))
def test_a_text_that_others_take_for_missing_is_kept_apart(word):
    assert word in TAKEN_FOR_MISSING
    assert field(word) == f"'{word}'"


def test_numbers_are_written_to_the_last_digit():
    assert csv_text(("a",), [(0.1 + 0.2,), (7,)], "\n") == "a\n0.30000000000000004\n7\n"
