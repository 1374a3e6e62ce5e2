"""Chunks made elsewhere are the bytes of those made here; what is kept is not asked for again, and an unlike worker refuses."""

import pickle
from concurrent.futures import Executor, Future
from dataclasses import replace

import pytest

from milkway.biology.models import COMPLETE
from milkway.cohorts.population_file import read_population
from milkway.core.errors import RunError
from milkway.core.model import process
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.lives.ready import drawn, whole_plan
from milkway.simulation.days import simulate
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.machine import build
from milkway.simulation.sent_chunks import Workers, make_chunk
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

RECORD = Record(-7, 30, (0, 30), ("infant_gut__bifidobacterium",))
STREAMS, SOLVER = Streams(3), Solver(chunk=8)


class Posted(Executor):
    """Does what it is given at once, as plain bytes would have it done elsewhere; keeps what came."""

    def __init__(self, spoil=lambda sent: sent, answer=lambda made: made):
        self.came, self.futures, self.spoil, self.answer = [], [], spoil, answer

    def submit(self, task, sent):
        future = Future()
        self.futures.append(future)
        self.came.append(sent)
        try:
            function, asked = pickle.loads(pickle.dumps((task, self.spoil(sent))))
            future.set_result(self.answer(function(asked)))
        except RunError as error:
            future.set_exception(error)
        return future


@pytest.fixture(scope="module")
def asked():
    table, population = read_parameters(), read_population("general")
    machine = machine_of(COMPLETE, table.keys())
    cohort = drawn(population, machine.network, table, 20, STREAMS, {})
    return machine, cohort, whole_plan(population, cohort, machine.network, steps([])), RECORD, STREAMS, SOLVER


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_files_of_chunks_are_those_that_are_made_here(asked, tmp_path):
    told = []
    simulate(*asked, tmp_path / "here")
    executor = Posted()
    Workers(executor)(*asked, tmp_path / "there", told.append)
    assert files(tmp_path / "there") == files(tmp_path / "here")
    assert len(executor.came) == 3
    assert sum(told) == 20 * (RECORD.end - RECORD.start)
    assert max(len(pickle.dumps(sent)) for sent in executor.came) < 60_000  # names and numbers, no code


def test_what_is_kept_is_not_asked_for_again(asked, tmp_path):
    simulate(*asked, tmp_path / "here")
    whole = files(tmp_path / "here")
    (tmp_path / "here" / "chunk-00001.npz").write_bytes(b"torn")
    executor = Posted()
    Workers(executor)(*asked, tmp_path / "here")
    assert [sent.dyads.tolist() for sent in executor.came] == [list(range(8, 16))]
    assert files(tmp_path / "here") == whole


def test_a_chunk_that_is_made_twice_is_the_same_bytes(asked):
    executor = Posted()
    Workers(executor)(*asked)
    assert make_chunk(executor.came[0]) == executor.futures[0].result()


@pytest.mark.parametrize(("spoil", "said"), [
    (lambda sent: replace(sent, sources="older", version="0.0.9"), "with other sources than milkway 0.0.9, which asks"),
    (lambda sent: replace(sent, made_from="for another processor"), "would make other numbers: its compiler and processor are"),
])  # fmt: skip
def test_a_worker_that_would_make_other_numbers_refuses(asked, spoil, said):
    with pytest.raises(RunError, match=said):
        Workers(Posted(spoil))(*asked)


def test_what_does_not_come_back_whole_is_no_chunk(asked, tmp_path):
    with pytest.raises(RunError, match="did not come back whole"):
        Workers(Posted(answer=lambda made: made[:-1]))(*asked, tmp_path / "there")
    assert not (tmp_path / "there").exists()


def test_a_mechanism_of_ones_own_stays_on_this_machine(asked):
    @process(off="nothing changes")
    def quiet(_):
        """Nothing happens."""
        return iter(())

    table = read_parameters()
    own = machine_of(replace(COMPLETE, processes=(*COMPLETE.processes, quiet)), table.keys())
    with pytest.raises(RunError, match="quiet: a mechanism of your own runs on this machine alone"):
        Workers(Posted())(own, *asked[1:])
    with pytest.raises(RunError, match="built by hand"):
        Workers(Posted())(build(asked[0].network), *asked[1:])
