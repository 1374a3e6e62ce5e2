"""Files of one's own numbers as people and programs mistype them: refused, or taken as they stand."""

import csv
import tomllib
from io import StringIO

import numpy as np
import pytest
from mutated_protocols import amount
from typing_slips import slipped_bytes, slipped_number, slipped_text

from milkway.cohorts.declared import declared_parameters
from milkway.ledger.own_values import read_yours

VALUES = {"carrier_uptake": ("1e-6", ""), "feeds_per_day": ("12", "1/day"), "dose": ("3e9", "CFU"), "adherence": ("0.8", "")}


def mutant(draw):
    """Return the ending and the bytes of a mistyped file of values."""
    rows = [["key", "value", "unit"], *([key, *value] for key, value in VALUES.items())]
    row, column = int(draw.integers(len(rows))), int(draw.integers(3))
    if draw.random() < 0.6:
        slip = slipped_number if draw.random() < 0.7 else slipped_text
        rows[row][column] = slip(rows[row][column], draw)
    if draw.random() < 0.5:
        text = StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        plain = text.getvalue().replace('"', "") if draw.random() < 0.5 else text.getvalue()
        return ".csv", slipped_bytes(plain, draw)[1] if draw.random() < 0.4 else plain.encode()
    lines = [f"{key} = {value}" if not unit else f'{key} = "{value} {unit}"' for key, value, unit in rows[1:]]
    text = "\n".join(lines) + "\n"
    return ".toml", slipped_bytes(text, draw)[1] if draw.random() < 0.4 else text.encode()


def as_it_stands(ending, raw):
    """Return the number of each key that a file states, read without Milkway; canonical units."""
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if ending == ".toml":
        stated = tomllib.loads(text).items()
    else:
        header, *rows = (row for row in csv.reader(StringIO(text, newline="")) if row)
        header = [name.strip() for name in header]
        whole = [dict(zip(header, row, strict=True)) for row in rows]
        stated = [(row["key"].strip(), f"{row['value'].strip()} {row.get('unit', '').strip()}".strip()) for row in whole]
    return {key: amount(value)[0] for key, value in stated}


def try_values(folder, seeds):
    """Return how many mutants were accepted."""
    table, accepted = declared_parameters(), 0
    for seed in seeds:
        ending, raw = mutant(np.random.default_rng(seed))
        file, told = folder / f"values{ending}", []
        file.write_bytes(raw)
        found = read_yours(file, table, told)
        assert all(one.where and one.found and one.allowed for one in told), (seed, told)
        if not told:
            accepted += 1
            assert found == pytest.approx(as_it_stands(ending, raw), rel=1e-12), seed
    return accepted


def test_mistyped_values_are_refused_or_taken_as_they_stand(tmp_path):
    assert 10 < try_values(tmp_path, range(200)) < 190


@pytest.mark.slow
def test_a_thousand_files_of_mistyped_values_are_refused_or_taken_as_they_stand(tmp_path):
    assert try_values(tmp_path, range(1000, 2000)) > 0
