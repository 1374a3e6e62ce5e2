"""Verbs that run as jobs: started, followed, stopped, gone on with, and found again by another server."""

import gc
import json
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from small_trial import small_protocol, until

from milkway.core.errors import InputError
from milkway.explorer.job import ASKED, NAME, RUN, read_job
from milkway.explorer.job_process import lives
from milkway.explorer.job_told import job_plain
from milkway.explorer.jobs import WAITING, BusyError, Jobs, UnknownJobError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="jobs are groups of processes")

TRIAL = (ASKED, "--seed", "1", "--out", RUN)
QUICK = ("--without-model", "--json", "--out", f"{RUN}/claims.html")


@pytest.fixture
def jobs(tmp_path):
    found = Jobs(tmp_path / "runs")
    yield found
    found.close()


def ended(jobs, job):
    return until(lambda: (found := jobs.job(job.id)).has_ended and found)


def running(jobs, job):
    return until(lambda: (found := jobs.job(job.id)).state == "running" and found)


def told(jobs, job):
    """Return the states that a job was told to be in, and what was told last."""
    states = []
    while True:
        found = jobs.job(job.id)
        plain = job_plain(found, jobs.folder_of(found))
        states += [plain["state"]] if plain["state"] not in states else []
        if found.has_ended:
            return states, plain
        time.sleep(0.05)


def test_a_job_runs_to_its_end_and_its_files_are_listed(jobs):
    job = jobs.start("claims", QUICK)
    states, last = told(jobs, job)
    assert states in (["waiting", "running", "done"], ["running", "done"])
    assert (last["state"], list(last["files"])) == ("done", ["report.html", "summary.json"])
    assert json.loads((jobs.folder_of(job) / "told.txt").read_text())["claims"]


def test_what_a_verb_refuses_is_the_message_of_the_job(jobs):
    job = jobs.start("claims", ("--dyads", "2", "--seed", "-1", "--out", f"{RUN}/claims.html"))
    states, last = told(jobs, job)
    assert states[-1] == "failed"
    assert "dyads: found 2; allowed: a whole number of at least 4" in last["message"]
    assert "seed: found -1" in last["message"]
    assert "Traceback" not in last["message"]


def test_one_job_runs_at_a_time_and_few_wait(jobs):
    first = jobs.start("trial", TRIAL, small_protocol(), "small")
    running(jobs, first)
    for _ in range(WAITING):
        jobs.start("claims", QUICK)
    with pytest.raises(BusyError, match=f"busy: {WAITING} runs wait already"):
        jobs.start("claims", QUICK)
    assert sum(one.state == "running" for one in jobs.listed()) == 1
    for one in jobs.listed():
        jobs.stop(one.id)
    assert {ended(jobs, one).state for one in jobs.listed()} == {"stopped"}


def test_a_job_leads_a_group_of_its_own_and_gives_way(jobs):
    job = running(jobs, jobs.start("trial", TRIAL, small_protocol(), "small"))
    assert os.getpgid(job.pid) == job.pid != os.getpgid(0)
    assert os.getpriority(os.PRIO_PROCESS, job.pid) >= 10
    jobs.stop(job.id)
    assert ended(jobs, job).state == "stopped"
    with pytest.raises(ProcessLookupError):
        os.killpg(job.pid, 0)


def test_a_job_that_runs_too_long_is_stopped_and_says_why(tmp_path):
    jobs = Jobs(tmp_path / "runs", longest=0.2)
    try:
        found = ended(jobs, jobs.start("trial", TRIAL, small_protocol(200), "small"))
    finally:
        jobs.close()
    assert found.state == "stopped"
    assert "the most at a stretch" in found.message


def test_a_full_folder_takes_no_further_run(tmp_path):
    jobs = Jobs(tmp_path / "runs", quota=10)
    (tmp_path / "runs" / "large").write_bytes(b"x" * 11)
    try:
        with pytest.raises(InputError, match="remove runs first"):
            jobs.start("claims", QUICK)
    finally:
        jobs.close()
    assert jobs.listed() == []


def test_only_a_run_that_has_ended_is_removed_and_with_all_its_files(jobs):
    job = jobs.start("trial", TRIAL, small_protocol(), "small")
    with pytest.raises(InputError, match="stop it first"):
        jobs.remove(job.id)
    jobs.stop(job.id)
    ended(jobs, job)
    folder = jobs.folder_of(job)
    jobs.remove(job.id)
    assert not folder.exists()
    with pytest.raises(UnknownJobError):
        jobs.job(job.id)


def test_another_server_finds_a_job_that_was_kept_running_and_can_stop_it(tmp_path):
    first = Jobs(tmp_path / "runs")
    job = running(first, first.start("trial", TRIAL, small_protocol(200), "small", keep=True))
    first.close()
    assert lives(first.folder_of(job))
    second = Jobs(tmp_path / "runs")
    try:
        assert second.job(job.id).state == "running"
        second.stop(job.id)
        assert ended(second, job).state == "stopped"
        assert not lives(second.folder_of(job))
    finally:
        second.close()
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # the first never saw it end
        del first
        gc.collect()


SERVER = """
import os, sys, time
from pathlib import Path
from milkway.explorer.jobs import Jobs
jobs = Jobs(Path(sys.argv[1]))
job = jobs.start("trial", sys.argv[3:], Path(sys.argv[2]).read_text(), "small")
while jobs.job(job.id).state != "running":
    time.sleep(0.05)
print(job.id, flush=True)
time.sleep(600)
"""


def test_a_job_dies_with_a_server_that_is_killed_and_can_go_on(tmp_path):
    (tmp_path / "small.toml").write_text(small_protocol(200))
    words = [sys.executable, "-c", SERVER, str(tmp_path / "runs"), str(tmp_path / "small.toml"), *TRIAL]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    folder = tmp_path / "runs" / server.stdout.readline().strip()
    server.kill()
    server.wait()
    server.stdout.close()
    until(lambda: not lives(folder))
    jobs = Jobs(tmp_path / "runs")
    try:
        (job,) = jobs.listed()
        assert (job.id, job.state) == (folder.name, "stopped")
        assert jobs.go_on(job.id).state == "waiting"
        running(jobs, job)
    finally:
        jobs.close()
    assert read_job(folder).state == "stopped"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"id": "../../etc"}', b"\xff"])
def test_a_damaged_file_of_a_job_is_no_job_and_stops_no_server(content, tmp_path):
    folder = tmp_path / "runs" / "trial-000000000000"
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(content)
    jobs = Jobs(tmp_path / "runs")
    jobs.close()
    assert jobs.listed() == []


@pytest.mark.parametrize("name", ["", ".", "..", "../runs", "trial-1", "/etc/passwd", "\x00", "a" * 5000])
def test_a_name_that_is_no_job_is_refused(name, jobs):
    for ask in (jobs.job, jobs.stop, jobs.go_on, jobs.remove):
        with pytest.raises(UnknownJobError):
            ask(name)


@pytest.mark.slow
def test_a_trial_stopped_in_the_middle_and_gone_on_with_ends_as_if_undisturbed(jobs, tmp_path):
    words = [sys.executable, "-m", "milkway", "trial", "small.toml", "--seed", "1", "--out", "undisturbed"]
    (tmp_path / "small.toml").write_text(small_protocol(200))
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    job = jobs.start("trial", TRIAL, small_protocol(200), "small")
    times = 0
    while jobs.job(job.id).state != "done":
        chunks = list((jobs.folder_of(job) / RUN / "chunks").rglob("*.npz"))
        if jobs.job(job.id).state == "running" and len(chunks) > 2 * times:
            jobs.stop(job.id)
            times += 1
        if jobs.job(job.id).state == "stopped":
            jobs.go_on(job.id)
        time.sleep(0.05)
    assert times > 1
    kept = jobs.folder_of(job) / RUN / "summary.json"
    assert kept.read_bytes() == (tmp_path / "undisturbed" / "summary.json").read_bytes()


def test_a_stage_and_its_work_are_json_lines_where_a_program_reads_them(tmp_path):
    (tmp_path / "small.toml").write_text(small_protocol())
    words = [sys.executable, "-m", "milkway", "trial", "small.toml", "--out", "run", "--json"]
    asked = {**os.environ, "MILKWAY_PROGRESS": "json"}
    ran = subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, text=True, env=asked)
    told = [json.loads(line) for line in ran.stderr.splitlines()]
    assert all(set(one) == {"stage", "done", "of"} for one in told)
    assert [one["done"] for one in told] == sorted(one["done"] for one in told)
    assert told[-1]["stage"] == "writing the report"
    assert json.loads(ran.stdout)["protocol"] == "hurtado2017"
    assert Path(tmp_path / "run" / "summary.json").is_file()
