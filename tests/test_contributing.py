"""The mechanism that CONTRIBUTING adds in one file, added to a copy of the repository as it says, has all that it promises."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import milkway

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAME = "pump_kit"
PARTS = ("src", "docs", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml", "tests/biology")
PAGES = ("tests/test_equations_page.py", "tests/test_readme.py")
CODE = """
import hashlib, sys
from milkway.biology.models import COMPLETE
from milkway.compilers import kernel
from milkway.core.network import expand
from milkway.ledger.tables import read_parameters
from milkway.scenarios.scenario_words import read_scenario

model = " without ".join(["complete", *sys.argv[1:]])
scenario, mistakes = read_scenario("vaginal", "breast", "none", "none", "usual", 3, model)
assert not mistakes, mistakes
kernel.compile_library = lambda code: print(hashlib.sha256(code.encode()).hexdigest())
kernel.compile_network(expand(COMPLETE.without(*scenario.without), read_parameters().keys()))
"""
CITED = "import milkway; print(*milkway.cite('hurtado2017').summary['sources'])"
ARRIVALS = """
import numpy as np
from milkway.biology.models import COMPLETE
from milkway.compilers.graph import Graph
from milkway.compilers.interpret import evaluate
from milkway.core.network import expand
from milkway.ledger.tables import read_parameters

table = read_parameters()
network = expand(COMPLETE, table.keys())
graph = Graph(network.absent)
flows = [flow for name, flow in network.flows if name == "pump_kit"]
for born, pumping in ((1, 1), (0, 1), (1, 0)):
    leaves = {("parameter", key): row.value for key, row in table.rows.items()}
    leaves |= {("exposure", name): level for name, level in {"born": born, "pumping": pumping, "ceased": 0}.items()}
    rates = evaluate(graph, [graph.add(flow.rate()) for flow in flows], leaves)
    print({stock.key: float(rate) for flow, rate in zip(flows, rates) for stock in flow.into if np.any(rate)})
"""


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT.split("## Add or correct")[0], re.DOTALL)


def done(place: Path, *words: str) -> str:
    """Return what a Python program prints in a repository, whose package it imports; it must end well."""
    env = {"PYTHONPATH": str(place / "src"), "HOME": str(Path.home()), "PATH": ""}
    run = subprocess.run([sys.executable, *words], cwd=place, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """Return a copy of the repository after all steps."""
    place = tmp_path_factory.mktemp("copy")
    for part in (*PARTS, *PAGES):
        one, other = ROOT / part, place / part
        other.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(one, other, ignore=shutil.ignore_patterns("__pycache__")) if one.is_dir() else shutil.copy(one, other)
    mechanism, imported = blocks("python")
    package = place / "src" / "milkway"
    (package / "biology" / "routes" / f"{NAME}.py").write_text(mechanism, encoding="utf-8")
    with (package / "ledger" / "data" / "parameters" / "routes.csv").open("a", encoding="utf-8") as table:
        table.write(*blocks("csv"))
    models = package / "biology" / "models.py"
    listed = models.read_text(encoding="utf-8")
    listed = listed.replace("from milkway.biology.routes.retrograde", f"{imported}from milkway.biology.routes.retrograde")
    models.write_text(re.sub(r"^ROUTES = \(", rf"\g<0>{NAME}, ", listed, flags=re.MULTILINE), encoding="utf-8")
    for command in blocks("sh")[0].strip().split(" && "):
        done(place, command.removeprefix("uv run python "))
    return place


def test_its_source_stands_in_the_bibliography_as_shown():
    assert blocks("bibtex")[0] in (ROOT / "src/milkway/ledger/data/sources.bib").read_text(encoding="utf-8")


def test_its_files_are_in_the_style_of_the_repository(copy):
    ruff = str(Path(sys.executable).parent / "ruff")
    for words in (["check"], ["format", "--check"]):
        run = subprocess.run([ruff, *words, "--no-cache", "src"], cwd=copy, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


def test_it_keeps_the_contract_of_every_mechanism_and_the_pages_are_current(copy):
    chosen = [
        "tests/biology/test_catalogue.py",
        PAGES[0],
        f"{PAGES[1]}::test_the_readme_counts_numbers_by_kind_in_the_tables_and_in_all",
    ]
    told = done(copy, "-m", "pytest", "-p", "no:cacheprovider", "-k", f"{NAME} or not mechanism", *chosen)
    assert re.search(r"\d\d passed", told)
    assert "`pump_arrival[enterobacteriaceae]`" in (copy / "docs" / "model" / "equations.md").read_text(encoding="utf-8")


def test_a_pump_brings_the_cells_of_its_row_to_each_breast_after_birth_and_no_others(copy):
    expected = {f"{side}_milk__enterobacteriaceae": 1000.0 for side in ("left", "right")}  # of the row that is shown
    assert done(copy, "-c", ARRIVALS).splitlines() == [str(expected), "{}", "{}"]


def test_without_it_the_code_that_is_compiled_is_what_it_was_to_the_last_bit(copy):
    without, before, with_it = done(copy, "-c", CODE, NAME), done(ROOT, "-c", CODE), done(copy, "-c", CODE)
    assert without == before
    assert without != with_it


def test_its_source_is_in_what_a_run_cites(copy):
    assert "pmc8634608" in done(copy, "-c", CITED).split()
    assert "pmc8634608" not in milkway.cite("hurtado2017").summary["sources"]
