"""Files of a job by a fixed list: plain files in its folder, and nothing else by any name or link."""

import io
import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milkway.explorer.job import RUN, VERBS, Job
from milkway.explorer.job_files import DATA, FILES, file_of, names_of

SECRET = b"not of the page"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "secret").write_bytes(SECRET)
    found = tmp_path / "trial-000000000000"
    (found / RUN / "tables").mkdir(parents=True)
    (found / "job.json").write_bytes(SECRET)
    (found / RUN / "run.json").write_bytes(SECRET)
    (found / RUN / "report.html").write_text("<p>a report</p>")
    (found / RUN / "tables" / "flow.csv").write_text("a,b\n")
    return found


def job(verb="trial"):
    return Job("trial-000000000000", verb, "x", (), "done", keep=False, made=0.0)


def test_a_file_on_the_list_is_given(folder):
    assert names_of(job(), folder) == ("report.html", DATA)
    assert file_of(job(), folder, "report.html") == b"<p>a report</p>"
    assert file_of(job(), folder, "summary.json") is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "job.json",
        "run.json",
        "../secret",
        "run/../../secret",
        "/etc/passwd",
        "report.html/",
        "report.html\x00",
        "REPORT.HTML",
    ],
)
def test_no_other_name_is_given(name, folder):
    assert file_of(job(), folder, name) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(name=st.text(max_size=80), verb=st.sampled_from(VERBS))
def test_random_names_give_what_is_on_the_list_alone(name, verb, folder):
    assert file_of(job(verb), folder, name) is None or name in {*FILES[verb], DATA}


@pytest.mark.parametrize("verb", VERBS)
def test_every_listed_file_lies_in_the_folder_of_the_job(verb):
    assert all(part and part not in (".", "..") and "/" not in part for parts in FILES[verb].values() for part in parts)


def test_links_are_not_followed_at_any_step(folder, tmp_path):
    (folder / RUN / "summary.json").symlink_to(tmp_path / "secret")
    assert file_of(job(), folder, "summary.json") is None
    (folder / RUN / "tables" / "secret.csv").symlink_to(tmp_path / "secret")
    elsewhere = tmp_path / "elsewhere"
    (folder / RUN).rename(elsewhere)
    (folder / RUN).symlink_to(elsewhere)
    assert file_of(job(), folder, "report.html") is None
    assert file_of(job(), folder, DATA) is None


def test_data_are_the_tables_of_the_run_without_links(folder, tmp_path):
    (folder / RUN / "tables" / "secret.csv").symlink_to(tmp_path / "secret")
    (folder / RUN / "data").mkdir()
    (folder / RUN / "data" / "adsl.csv").write_text("c\n")
    with zipfile.ZipFile(io.BytesIO(file_of(job(), folder, DATA))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"tables/flow.csv": b"a,b\n", "data/adsl.csv": b"c\n"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_what_is_no_plain_file_is_not_waited_for(folder):
    os.mkfifo(folder / RUN / "summary.json")
    assert file_of(job(), folder, "summary.json") is None
    (folder / RUN / "protocol.html").mkdir()
    assert file_of(job(), folder, "protocol.html") is None
