import csv
import json

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.ledger.tables import read_parameters


def test_csv_and_json_hold_the_same_rows_as_the_tables(tmp_path):
    milkway.export_parameters(tmp_path / "all.csv")
    milkway.export_parameters(tmp_path / "all.json")
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    plain = {row["key"]: row for row in json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["parameters"]}
    table = read_parameters().rows
    assert set(rows) == set(plain) == set(table)
    for key, row in table.items():
        assert float(rows[key]["value"]) == plain[key]["value"] == row.value
        assert rows[key]["kind"] == plain[key]["kind"] == row.kind
        assert (float(rows[key]["spread"]) if rows[key]["spread"] else None) == plain[key]["spread"] == row.spread


def test_another_suffix_or_a_missing_folder_is_refused(tmp_path):
    for file in (tmp_path / "all.txt", tmp_path / "nowhere" / "all.csv"):
        with pytest.raises(InputError, match="out"):
            milkway.export_parameters(file)


def test_the_command_names_the_file(tmp_path, capsys):
    assert main(["export", "parameters", "--out", str(tmp_path / "all.csv")]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "all.csv")
