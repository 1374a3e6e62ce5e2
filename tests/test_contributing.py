"""The mechanism that CONTRIBUTING adds in one file works as it says: contract, sources and exact knock-out."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from milkway.biology.models import COMPLETE
from milkway.compilers.graph import Graph
from milkway.compilers.interpret import evaluate
from milkway.core.model import Process
from milkway.core.network import Network, expand
from milkway.ledger.rows import COLUMNS, row_mistakes, row_of
from milkway.ledger.sources import read_sources
from milkway.ledger.tables import ParameterTable, check_against, read_parameters

TEXT = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAME = "pump_kit"


def block(language: str) -> str:
    return re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL).group(1)


@pytest.fixture(scope="module")
def mechanism() -> Process:
    module = {}
    exec(compile(block("python"), "CONTRIBUTING.md", "exec"), module)
    return module[NAME]


@pytest.fixture(scope="module")
def table() -> ParameterTable:
    record = dict(zip(COLUMNS, next(csv.reader([block("csv")])), strict=True))
    assert row_mistakes("CONTRIBUTING", record) == []
    row = row_of(record)
    return ParameterTable({**read_parameters().rows, row.key: row})


@pytest.fixture(scope="module")
def network(mechanism, table) -> Network:
    return expand(COMPLETE.including(mechanism), table.keys())


def arrivals(network, table, **levels):
    """Return cells arriving per day by stock, under exposure levels."""
    graph = Graph(network.absent)
    leaves = {("parameter", key): row.value for key, row in table.rows.items()}
    leaves |= {("exposure", name): level for name, level in levels.items()}
    flows = [flow for name, flow in network.flows if name == NAME]
    rates = evaluate(graph, [graph.add(flow.rate()) for flow in flows], leaves)
    return {stock.key: float(rate) for flow, rate in zip(flows, rates, strict=True) for stock in flow.into if np.any(rate)}


def test_its_rows_are_in_the_units_of_the_file_and_its_source_is_in_the_bibliography(network, table, mechanism, tmp_path):
    check_against(network, table)
    (tmp_path / "sources.bib").write_text(block("bibtex"), encoding="utf-8")
    assert set(mechanism.cites) <= set(read_sources(tmp_path / "sources.bib"))


def test_a_pump_brings_the_cells_of_its_row_to_each_breast_and_no_others(network, table):
    cells = table.rows["pump_arrival[enterobacteriaceae]"].value
    expected = {f"{side}_milk__enterobacteriaceae": cells for side in ("left", "right")}
    assert arrivals(network, table, born=1, ceased=0, pumping=1) == expected


@pytest.mark.parametrize("levels", [{"born": 0, "pumping": 1}, {"born": 1, "pumping": 0}])
def test_before_birth_and_without_a_pump_nothing_arrives(network, table, levels):
    assert arrivals(network, table, ceased=0, **levels) == {}


def test_the_model_without_it_is_the_model_as_it_was(network, mechanism, table):
    as_it_was = expand(COMPLETE, table.keys())
    knocked_out = expand(COMPLETE.including(mechanism).without(NAME), table.keys())
    assert written(knocked_out) == written(as_it_was)
    assert written(network) != written(as_it_was)


def written(network: Network) -> list[str]:
    flows = [(name, flow.rate(), flow.out_of, tuple(flow.into.items())) for name, flow in network.flows]
    rates = [(name, rate.state, rate.toward, rate.at) for name, rate in network.rates]
    return [str([name, *map(str, parts)]) for name, *parts in (*flows, *rates)]
