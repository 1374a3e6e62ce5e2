"""Tables of women as people and programs mistype them: refused with line and column, or read as they stand."""

import csv
from io import StringIO

import numpy as np
import pytest
from mutated_tables import filled, misread, mutant

import milkway
from milkway.trials.entered.text_table import read_table
from milkway.trials.entered.woman_rows import entered_by_woman

CUT = {"intercurrent": {"breastfeeding_cessation": "while_on_treatment"}}


@pytest.fixture(scope="module")
def tables():
    """Protocols, each with a table of women without a mistake."""
    names = ("hurtado2017", "maldonado2015", "nct04032899", "jimenez2008", "abrahamsson2009")
    protocols = [milkway.Protocol.read(name) for name in names]
    cut = {"endpoints.clinical_episodes.estimand": CUT, "endpoints.clinical_mastitis.estimand": CUT}
    return [(one, *filled(one, np.random.default_rng(0))) for one in (*protocols, protocols[0].but(cut))]


def try_tables(tables, folder, seeds):
    """Return how many mutants were accepted; each is refused as it should be, or read as it stands."""
    file, accepted = folder / "women.csv", 0
    for seed in seeds:
        draw = np.random.default_rng(seed)
        protocol, header, rows = tables[int(draw.integers(len(tables)))]
        done, raw = mutant(header, rows, draw)
        file.write_bytes(raw)
        told = []
        table = read_table(file, told)
        women = entered_by_woman(table, protocol, told) if table is not None else None
        assert (women is None) == bool(told), (seed, done)
        assert all(one.where.startswith(str(file)) and one.found and one.allowed for one in told), (seed, told)
        if women is not None:
            accepted += 1
            assert not list(misread(raw, women, protocol)), (seed, done)
    return accepted


def test_tables_without_a_mistake_are_read_as_they_stand(tables, tmp_path):
    for protocol, header, rows in tables:
        text, told = StringIO(newline=""), []
        csv.writer(text).writerows([header, *rows])
        (tmp_path / "women.csv").write_text(text.getvalue(), newline="", encoding="utf-8")
        women = entered_by_woman(read_table(tmp_path / "women.csv", told), protocol, told)
        assert not told
        assert not list(misread(text.getvalue().encode(), women, protocol))


def test_a_mistyped_table_is_refused_with_its_place_or_read_as_it_stands(tables, tmp_path):
    assert 10 < try_tables(tables, tmp_path, range(300)) < 150


@pytest.mark.slow
@pytest.mark.parametrize("block", range(8))
def test_four_thousand_mistyped_tables_are_refused_or_read_as_they_stand(tables, tmp_path, block):
    assert try_tables(tables, tmp_path, range(1000 + 500 * block, 1500 + 500 * block)) > 0
