"""A machine that was made is kept, in the process and on disk, and is never an old one: a number of each kind is changed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import milkway
from milkway.biology.exposures import BORN
from milkway.biology.models import COMPLETE
from milkway.biology.routes.birth_canal import DENSITY, SWALLOWED, birth_canal
from milkway.biology.routes.maternal_faecal import maternal_faecal
from milkway.biology.sites import INFANT_GUT
from milkway.cohorts.cohort import Cohort
from milkway.compilers import native
from milkway.core.declare import pulse
from milkway.core.model import Model, process
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.simulation import kept_machine
from milkway.simulation.days import simulate
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.machine import build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

TABLE = read_parameters()
LACTOBACILLUS = COMPLETE.taxon("lactobacillus")
ROW = DENSITY[LACTOBACILLUS].key
BIRTH = Model("birth alone", COMPLETE.taxa, COMPLETE.substances, (birth_canal,))
PACKAGE = Path(milkway.__file__).parent
ASKED = """
from milkway.biology.models import COMPLETE
from milkway.biology.routes.birth_canal import birth_canal
from milkway.core.model import Model
from milkway.ledger.tables import read_parameters
from milkway.simulation.kept_machine import machine_of
table = read_parameters()
machine = machine_of(Model("birth alone", COMPLETE.taxa, COMPLETE.substances, (birth_canal,)), table.keys())
known = {("parameter", one.key): table.rows[one.key].value for one in machine.network.parameters}
print(max(one.of(lambda leaf: known.get(leaf, 0.0), 1)[0, 0] for one in machine.midnight.pulses))
"""


def swallowed(machine, table=TABLE):
    """(stock,) the day after birth, of a dyad whose every parameter is the table's."""
    network = machine.network
    cohort = Cohort(np.arange(1), {}, np.array([[table.rows[one.key].value for one in network.parameters]]))
    record = Record(0, 1, (1,), tuple(stock.key for stock in network.stocks))
    return simulate(machine, cohort, steps([(0, 0, "born", 1.0)]), record, Streams(1), Solver(chance=False)).amounts[0, 0]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty cache, and a process that keeps no machine yet."""
    for module in (kept_machine, native):
        monkeypatch.setattr(module, "code_folder", lambda: tmp_path)
    kept_machine._held.cache_clear()
    yield tmp_path
    kept_machine._held.cache_clear()


def test_the_same_model_is_made_once_in_a_process_and_read_in_the_next(folder, monkeypatch):
    first = machine_of(BIRTH, TABLE.keys())
    assert machine_of(BIRTH, TABLE.keys()) is first
    assert machine_of(BIRTH.without(), frozenset(TABLE.keys())) is first
    kept_machine._held.cache_clear()
    monkeypatch.setattr(kept_machine, "build", lambda _: pytest.fail("made anew"))
    again = machine_of(BIRTH, TABLE.keys())
    assert again is not first
    assert [path.suffix for path in folder.glob("machines/*")] == [".machine"]
    assert np.array_equal(swallowed(again), swallowed(first))
    assert again.network.model == BIRTH
    assert again.kernel.library.mark == first.kernel.library.mark


def test_what_is_kept_is_what_would_be_made(folder):
    known = TABLE.keys()
    machine_of(COMPLETE, known)
    kept_machine._held.cache_clear()
    kept, made = machine_of(COMPLETE, known), build(kept_machine.expand(COMPLETE, known))
    assert [one.key for one in kept.network.stocks] == [one.key for one in made.network.stocks]
    assert kept.kernel.library.mark == made.kernel.library.mark
    for one, other in zip((kept.kernel.fixed, *kept.kernel.planned), (made.kernel.fixed, *made.kernel.planned), strict=True):
        assert (one.steps, one.wanted, one.exposures) == (other.steps, other.wanted, other.exposures)


@pytest.mark.usefixtures("folder")
def test_another_value_changes_the_answer_and_needs_no_other_machine():
    machine, other = machine_of(BIRTH, TABLE.keys()), TABLE.replacing({ROW: 2 * TABLE.rows[ROW].value}, "expert", "twice")
    assert machine_of(BIRTH, other.keys()) is machine
    place = machine.network.stock_index["infant_gut__lactobacillus"]
    assert swallowed(machine, other)[place] == 2 * swallowed(machine)[place] > 0


@pytest.mark.usefixtures("folder")
def test_a_row_less_or_a_mechanism_less_is_another_machine():
    machine, less = machine_of(BIRTH, TABLE.keys()), machine_of(BIRTH, TABLE.keys() - {ROW})
    places = [one.network.stock_index["infant_gut__lactobacillus"] for one in (machine, less)]
    assert [swallowed(one)[place] > 0 for one, place in zip((machine, less), places, strict=True)] == [True, False]
    both = Model("birth alone", COMPLETE.taxa, COMPLETE.substances, (birth_canal, maternal_faecal))
    assert swallowed(machine_of(both, TABLE.keys())).sum() > swallowed(machine).sum()


def test_a_mechanism_from_elsewhere_is_read_anew_each_time(folder):
    times = {"given": 10.0}

    @process()
    def gift(model):
        """Cells are given at birth."""
        del model
        yield pulse("gift", times["given"] * SWALLOWED * DENSITY[LACTOBACILLUS], into=INFANT_GUT[LACTOBACILLUS], at=BORN)

    model = Model("gifts", COMPLETE.taxa, COMPLETE.substances, (gift,))
    once = TABLE.rows["vaginal_bolus"].value * TABLE.rows[ROW].value
    assert swallowed(machine_of(model, TABLE.keys())) == pytest.approx([10 * once])
    times["given"] = 30.0
    assert swallowed(machine_of(model, TABLE.keys())) == pytest.approx([30 * once])
    assert not list(folder.glob("machines/*"))


def test_a_number_in_the_sources_is_seen_by_the_next_process(tmp_path):
    package = tmp_path / "milkway"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    around = os.environ | {"MILKWAY_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(tmp_path)}

    def told():
        ran = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=False, env=around)
        assert ran.returncode == 0, ran.stderr
        return float(ran.stdout)

    first = told()
    assert told() == first > 0
    source = package / "biology" / "routes" / "birth_canal.py"
    source.write_text(source.read_text(encoding="utf-8").replace("(1 - CAESAREAN)", "(3 - CAESAREAN)"), encoding="utf-8")
    assert told() == pytest.approx(3 * first)


def test_a_process_whose_package_was_edited_keeps_nothing(folder, monkeypatch):
    """It may have read a source before the edit, and would keep the old machine under the new sources' name."""
    monkeypatch.setattr(kept_machine, "LOADED", 0.0)
    first = machine_of(BIRTH, TABLE.keys())
    assert machine_of(BIRTH, TABLE.keys()) is not first
    assert not list(folder.glob("machines/*"))


def test_another_processor_is_another_machine(folder, monkeypatch):
    monkeypatch.delenv("MILKWAY_CPU", raising=False)
    here = machine_of(BIRTH, TABLE.keys())
    monkeypatch.setenv("MILKWAY_CPU", "x86-64")
    assert machine_of(BIRTH, TABLE.keys()) is not here
    assert len(list(folder.glob("machines/*"))) == 2
