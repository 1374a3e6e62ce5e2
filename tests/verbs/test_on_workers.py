"""A trial made by workers is the run that it would be here, though a worker is killed or the scheduler goes."""

import os
import signal
import time
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from threading import Thread

import pytest

import milkway
from installed import needs
from milkway.core.errors import InputError, RunError
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml

pytestmark = [
    needs("cluster"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
NOWHERE = "dask:tcp://127.0.0.1:9"


def small(folder, women):
    """Write a protocol with two hypotheses and one setting of the routes."""
    tables = resolve(read_known_protocol("hurtado2017"))
    tables["hypotheses"] = [tables["hypotheses"][0], tables["hypotheses"][2]]
    tables["routes"]["settings"] = [tables["routes"]["settings"][0] | {"weight": 1.0}]
    tables["design"]["size"] = women
    path = folder / "small.toml"
    path.write_text(to_toml(tables), encoding="utf-8")
    return path


def held(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def cluster(**more):
    distributed = pytest.importorskip("distributed")
    return distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, **more)


@pytest.mark.parametrize(("on", "found"), [
    ("ray", "'ray'"),
    (5, "5"),
    ("dask:", "'dask:'"),
    ("dask:/nowhere/scheduler.json", "/nowhere/scheduler.json, which is no file"),
])  # fmt: skip
@pytest.mark.parametrize("verb", ["trial", "power", "designs", "predict"])
def test_where_that_is_no_place_is_named_with_all_else_that_is_wrong(verb, on, found):
    with pytest.raises(InputError) as told:
        getattr(milkway, verb)("hurtado2017", on=on, seed=-1)
    assert {"on", "seed"} <= {one.where for one in told.value.mistakes}
    assert found in next(one.found for one in told.value.mistakes if one.where == "on")


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("milkway.runs.workers_asked.PATIENCE", 1)
    with pytest.raises(RunError, match="no scheduler answers at tcp://127.0.0.1:9"):
        milkway.trial("hurtado2017", dyads=8, out=tmp_path / "run", on=NOWHERE)


class Counting(ThreadPoolExecutor):
    """Counts what it is given."""

    given = 0

    def submit(self, task, /, *args, **named):
        self.given += 1
        return super().submit(task, *args, **named)


def test_an_executor_of_ones_own_makes_the_same_run(tmp_path):
    protocol = small(tmp_path, 16)
    milkway.trial(protocol, out=tmp_path / "here")
    with Counting(2) as executor:
        milkway.trial(protocol, out=tmp_path / "there", on=executor)
    there = held(tmp_path / "there")
    assert there == held(tmp_path / "here")
    assert executor.given == sum(name.endswith(".npz") for name in there) > 0


@pytest.mark.parametrize(("verb", "asked"), [
    ("power", {"n": 20, "reps": 4}),
    pytest.param("designs", {"reps": 4, "hypothesis": "immune"}, marks=pytest.mark.slow),
])  # fmt: skip
def test_every_chunk_of_a_study_is_made_by_the_executor(tmp_path, verb, asked):
    protocol = small(tmp_path, 20)
    with Counting(2) as executor:
        getattr(milkway, verb)(protocol, truth="protocol", pool=20, out=tmp_path / "run", on=executor, **asked)
    assert executor.given == sum(name.endswith(".npz") for name in held(tmp_path / "run")) > 0


@pytest.mark.slow  # a minute each
@pytest.mark.parametrize(("verb", "asked"), [
    ("predict", {"protocol": "hurtado2017", "draws": 2, "women": 20, "parameters": "tables"}),
    ("qualify", {"draws": 2, "size": 0.001, "infants": 10}),
])  # fmt: skip
def test_a_forecast_by_an_executor_is_the_same(tmp_path, verb, asked):
    def told(**more):
        found = getattr(milkway, verb)(log=tmp_path / "log.md", **asked, **more).summary
        return {key: value for key, value in found.items() if key not in ("provenance", "log")}

    with Counting(2) as executor:
        assert told(on=executor) == told()
    assert executor.given > 4


def test_a_forecast_whose_workers_are_lost_says_that_nothing_is_kept():
    with ThreadPoolExecutor(1) as executor:
        executor.submit = lost
        with pytest.raises(RunError, match="Nothing is kept"):
            milkway.predict("hurtado2017", draws=2, women=20, on=executor)


def lost(*_, **__):
    raise BrokenExecutor("its process died")


@pytest.mark.slow  # starts processes that load the package, five times
def test_a_worker_killed_in_the_middle_changes_no_byte(tmp_path):
    protocol = small(tmp_path, 200)
    milkway.trial(protocol, out=tmp_path / "here")
    with cluster() as workers:
        first = next(iter(workers.workers.values())).pid

        def kill():
            chunks = tmp_path / "there" / "chunks"
            while not any(chunks.rglob("*.npz")):
                time.sleep(0.02)
            os.kill(first, signal.SIGKILL)

        killer = Thread(target=kill)
        killer.start()
        milkway.trial(protocol, out=tmp_path / "there", on=f"dask:{workers.scheduler_address}")
        killer.join()
    assert held(tmp_path / "there") == held(tmp_path / "here")


@pytest.mark.slow  # as above
def test_a_run_whose_scheduler_went_goes_on_with_another(tmp_path):
    protocol = small(tmp_path, 200)
    milkway.trial(protocol, out=tmp_path / "here")
    with cluster() as workers:

        def end():
            chunks = tmp_path / "there" / "chunks"
            while not any(chunks.rglob("*.npz")):
                time.sleep(0.02)
            workers.close()

        ender = Thread(target=end)
        ender.start()
        with pytest.raises(RunError, match="the same command goes on"):
            milkway.trial(protocol, out=tmp_path / "there", on=f"dask:{workers.scheduler_address}")
        ender.join()
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "there" / "chunks").rglob("*.npz")}
    assert kept
    with cluster() as workers:
        milkway.trial(protocol, out=tmp_path / "there", on=f"dask:{workers.scheduler_address}")
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert held(tmp_path / "there") == held(tmp_path / "here")
