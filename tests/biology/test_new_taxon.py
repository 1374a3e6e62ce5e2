"""A taxon that is added to the catalogue needs the rows without which nothing can be computed, and no others."""

from dataclasses import replace

import numpy as np
import pytest

from milkway.biology.models import COMPLETE
from milkway.cli import main
from milkway.cohorts import declared
from milkway.compilers.graph import Graph
from milkway.compilers.interpret import evaluate
from milkway.core.declare import Taxon
from milkway.core.errors import InputError
from milkway.core.network import expand
from milkway.ledger.tables import declared as declare
from milkway.ledger.tables import read_parameters

NEW, LIKE = "cutibacterium", "bifidobacterium"  # to which no mechanism is kinder than to any taxon
NEEDED = {"ph_half": "gut.csv", "strain_vigour": "infant.csv"}
CLASSES = {  # of which that other one is
    **{"milk_death": "anaerobe", "wall_death": "anaerobe", "air_survival": "anaerobe", "acid_yield": "bifid_shunt"},
    **{"stomach_survival": "tolerant", "carrier_survival": "facultative", "mouth_growth": "passing", "ph_half": "lactic"},
}
MODEL = replace(COMPLETE, taxa=(*COMPLETE.taxa, Taxon(NEW, "Cutibacterium", "1912216")))


def with_rows(*names):
    """Return the tables with rows of the new taxon, a class of its own, that are those of another one and of its classes."""
    table = read_parameters()
    own = [row for row in table.rows.values() if row.axes[0] in (LIKE, CLASSES.get(row.parameter)) and row.axes[0]]
    like = [row for row in own if row.parameter in names]
    rows = [replace(row, axes=(NEW, *row.axes[1:])) for row in like]
    return replace(table, rows=table.rows | {row.key: row for row in rows})


def refused(table):
    with pytest.raises(InputError) as error:
        expand(MODEL, table.keys(), table.files())
    return [str(one) for one in error.value.mistakes]


def changes(table):
    """Return the rate of each flow in a world full of everything, with the stocks that it reaches."""
    network = expand(MODEL, table.keys(), table.files())
    declare(network, table)
    graph = Graph(network.absent)
    leaves = {("stock", one.key): np.float64(1.0) for one in network.stocks} | {("day",): np.float64(10.0)}
    leaves |= {("parameter", key): np.float64(row.value) for key, row in table.rows.items()}
    leaves |= {("exposure", one.key): np.float64(1.0) for one in network.exposures}
    rates = evaluate(graph, [graph.add(flow.rate()) for _, flow in network.flows], leaves)
    return [(flow, float(rate)) for (_, flow), rate in zip(network.flows, rates, strict=True)]


def test_a_taxon_without_rows_is_refused_with_all_that_are_needed_and_their_files():
    told = refused(read_parameters())
    assert sorted(one.split(": found no row")[0] for one in told) == sorted(
        f"{file}: {name}[{NEW}]" for name, file in NEEDED.items()
    )


@pytest.mark.parametrize("given", NEEDED)
def test_a_taxon_with_some_of_them_is_refused_with_the_others(given):
    missing = sorted(set(NEEDED) - {given})
    told = refused(with_rows(given, "gut_growth", "invasiveness"))
    assert sorted(one.split(": found no row")[0] for one in told) == sorted(f"{NEEDED[one]}: {one}[{NEW}]" for one in missing)


def test_a_command_tells_it_and_ends_with_the_status_of_a_mistake(monkeypatch, capsys):
    monkeypatch.setattr(declared, "COMPLETE", MODEL)
    declared._shipped.cache_clear()
    try:
        assert main(["simulate", "--days", "1"]) == 2
    finally:
        declared._shipped.cache_clear()
    told = capsys.readouterr().err
    assert f"infant.csv: strain_vigour[{NEW}]" in told
    assert f"gut.csv: ph_half[{NEW}]" in told


def test_with_these_rows_alone_it_is_there_and_never_grows():
    births = [rate for flow, rate in changes(with_rows(*NEEDED)) if NEW in {s.what for s in flow.into} and flow.by is not None]
    assert births
    assert not any(births)


def test_with_every_row_of_another_taxon_it_lives_like_that_one():
    found = changes(with_rows(*{row.parameter for row in read_parameters().rows.values()}))
    assert all(np.isfinite(rate) for _, rate in found)
    into = {who: sorted(rate for flow, rate in found if {s.what for s in flow.into} == {who}) for who in (NEW, LIKE)}
    assert any(into[NEW])
    assert into[NEW] == pytest.approx(into[LIKE])


@pytest.mark.parametrize(
    "key", ["antibiotic_sensitivity[strain]", "killing_susceptibility[s_aureus]", "gut_growth[strain,lactose]"]
)
def test_a_row_of_a_taxon_that_shares_the_row_of_its_class_is_told(monkeypatch, key):
    table = read_parameters()
    like = next(row for row in table.rows.values() if row.parameter == key.partition("[")[0])
    wrong = replace(like, axes=(key.partition("[")[2].rstrip("]").split(",")[0], *like.axes[1:]))
    assert wrong.key == key
    monkeypatch.setattr(declared, "read_parameters", lambda: replace(table, rows=table.rows | {wrong.key: wrong}))
    declared._shipped.cache_clear()
    try:
        with pytest.raises(InputError) as error:
            declared.declared_parameters()
    finally:
        declared._shipped.cache_clear()
    assert [one.found for one in error.value.mistakes] == [key]


@pytest.mark.parametrize(("axis", "name"), [(0, "s_aureous"), (3, "left_milkk")])
def test_a_row_of_a_taxon_or_site_that_does_not_exist_is_told_with_its_place_and_the_nearest(monkeypatch, axis, name):
    table = read_parameters()
    row = next(row for row in table.rows.values() if row.parameter == "wall_growth" and row.axes[0] == "s_aureus")
    axes = (*row.axes[:axis], name, *row.axes[axis + 1 :])
    wrong = replace(row, axes=axes)
    monkeypatch.setattr(declared, "read_parameters", lambda: replace(table, rows=table.rows | {wrong.key: wrong}))
    declared._shipped.cache_clear()
    try:
        with pytest.raises(InputError, match="wall_growth") as error:
            declared.declared_parameters()
    finally:
        declared._shipped.cache_clear()
    assert [one.found for one in error.value.mistakes] == [wrong.key]
    assert row.key in error.value.mistakes[0].allowed
