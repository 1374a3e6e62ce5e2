"""Chunks on disk: what is whole is read, what is not is made again."""

import errno
import os
from contextlib import closing
from dataclasses import fields, replace
from threading import Thread

import numpy as np
import pytest

from milkway.cohorts.cohort import Cohort
from milkway.core.declare import Initial, Site, Taxon, flow, parameter
from milkway.core.expression import number
from milkway.core.model import Model, process
from milkway.core.network import expand
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.core.writing import write_whole
from milkway.simulation.days import simulate, simulate_chunks
from milkway.simulation.machine import build
from milkway.simulation.solver import Solver
from milkway.simulation.store import load_chunk, origin, save_chunk
from milkway.simulation.trajectory import Record

TAXON, PLACE = Taxon("a", "taxon A", "816"), Site("pond", "mother", "UBERON:0001155", "a pond")
BIRTHS, DEATHS = parameter("births", "1/day", "per cell"), parameter("deaths", "1/day", "per cell")
RECORD = Record(0, 4, (0, 2, 4), ("pond__a",))
SOLVER = Solver(chunk=8, threads=2)
DYADS = 40
MADE_FROM = "0" * 64


@process()
def lived(_):
    """Cells divide and die."""
    yield Initial(PLACE[TAXON], number(20, "cell"))
    yield flow(BIRTHS, by=PLACE[TAXON], into={PLACE[TAXON]: 1})
    yield flow(DEATHS, out_of=PLACE[TAXON])


@pytest.fixture(scope="module")
def world():
    """All that a simulation needs but its folder."""
    network = expand(Model("pond", (TAXON,), (), (lived,)), frozenset({"births", "deaths"}))
    cohort = Cohort(np.arange(DYADS), {}, np.tile([1.0, 1.2], (DYADS, 1)))
    return build(network), cohort, steps([]), RECORD, Streams(5), SOLVER


@pytest.fixture(scope="module")
def undisturbed(world, tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    return simulate(*world, folder), held(folder)


@pytest.fixture
def chunk(world, tmp_path):
    path = tmp_path / "chunk.npz"
    save_chunk(path, simulate(*world), MADE_FROM)
    return path


def held(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def same(first, second):
    for field in fields(first):
        one, other = (getattr(run, field.name) for run in (first, second))
        np.testing.assert_array_equal(one, other)
        assert np.asarray(one).dtype == np.asarray(other).dtype
    return True


def test_a_chunk_is_read_as_it_was_written_bit_for_bit(world, chunk):
    found = load_chunk(chunk, MADE_FROM)
    assert found is not None
    assert same(found, simulate(*world))


def test_a_chunk_is_an_archive_that_numpy_reads_without_us(chunk):
    with np.load(chunk) as arrays:
        assert arrays["amounts"].shape == (DYADS, 3, 1)


def test_a_chunk_cut_off_anywhere_is_no_chunk(chunk):
    whole = chunk.read_bytes()
    for length in range(0, len(whole), 29):
        chunk.write_bytes(whole[:length])
        assert load_chunk(chunk, MADE_FROM) is None


def test_a_chunk_with_any_byte_changed_is_no_chunk(chunk):
    whole = chunk.read_bytes()
    for place in (*range(0, len(whole), 13), *range(len(whole) - 200, len(whole))):
        chunk.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert load_chunk(chunk, MADE_FROM) is None


def test_what_a_chunk_is_made_from_is_all_that_decides_it_and_not_how_work_is_divided(world):
    machine, cohort, schedule, record, streams, solver = world
    first = origin(*world)
    other = cohort.parameters.copy()
    other[3, 1] = np.nextafter(other[3, 1], 2)
    others = {
        origin(machine, replace(cohort, parameters=other), schedule, record, streams, solver),
        origin(machine, replace(cohort, dyads=cohort.dyads + 1), schedule, record, streams, solver),
        origin(machine, cohort, steps([(0, 1, "x", 1.0)]), record, streams, solver),
        origin(machine, cohort, schedule, replace(record, end=5), streams, solver),
        origin(machine, cohort, schedule, record, Streams(6), solver),
        origin(machine, cohort, schedule, record, streams, replace(solver, tolerance=1e-4)),
    }
    assert len(others) == 6
    assert first not in others
    assert origin(machine, cohort, schedule, record, streams, Solver(chunk=3, threads=1)) == first


def test_torn_altered_exchanged_and_missing_chunks_are_made_again_and_others_are_not(world, undisturbed, tmp_path):
    simulate(*world, tmp_path)
    paths = sorted(tmp_path.iterdir())
    written = paths[4].stat().st_mtime_ns
    whole = [path.read_bytes() for path in paths]
    paths[0].write_bytes(whole[0][:-100])
    paths[1].write_bytes(whole[0])
    paths[2].write_bytes(whole[2].replace(b"pond", b"bond"))
    paths[3].unlink()
    assert same(simulate(*world, tmp_path), undisturbed[0])
    assert held(tmp_path) == undisturbed[1]
    assert paths[4].stat().st_mtime_ns == written


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_names_the_chunk_and_keeps_those_before(world, undisturbed, tmp_path, monkeypatch, reason):
    real, room = os.fsync, iter([True] * 2)

    def fsync(descriptor):
        if not next(room, False):
            raise OSError(reason, os.strerror(reason))
        real(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        with pytest.raises(OSError, match=os.strerror(reason)) as error:
            simulate(*world, tmp_path)
    assert error.value.filename.startswith(str(tmp_path / "chunk-"))
    kept = held(tmp_path)
    assert len(kept) == 2
    assert kept.items() <= undisturbed[1].items()
    assert same(simulate(*world, tmp_path), undisturbed[0])
    assert held(tmp_path) == undisturbed[1]


def test_chunks_come_in_order_and_make_up_the_whole(world, undisturbed):
    parts = list(simulate_chunks(*world))
    assert [part.dyads.tolist() for part in parts] == [list(range(i, i + 8)) for i in range(0, DYADS, 8)]
    np.testing.assert_array_equal(np.concatenate([part.amounts for part in parts]), undisturbed[0].amounts)


def test_who_wants_no_more_chunks_keeps_those_that_are_finished(world, tmp_path):
    with closing(simulate_chunks(*world, tmp_path)) as parts:
        next(parts)
    assert "chunk-00000.npz" in held(tmp_path)
    assert not [name for name in held(tmp_path) if name.endswith(".part")]


def test_many_writers_of_one_file_leave_it_whole(tmp_path):
    path, content = tmp_path / "file", bytes(50_000)
    writers = [Thread(target=lambda: [write_whole(path, content) for _ in range(20)]) for _ in range(4)]
    write_whole(path, content)
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_writer_left_is_cleared_away(tmp_path):
    (tmp_path / "file.0123.part").write_bytes(b"ha")
    (tmp_path / "other.0123.part").write_bytes(b"ha")
    write_whole(tmp_path / "file", b"half")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "other.0123.part"]
