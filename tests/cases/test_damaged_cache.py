"""Compiled code that was torn on disk (power cut, full disk, network drive) is made again, and the run is as it would be."""

import os
import shutil
import subprocess
import sys

import pytest

from milkway.core.checksummed import read_sealed
from milkway.core.code_folder import code_folder

COMMAND = (sys.executable, "-m", "milkway.cli", "simulate", "--days", "3", "--mean-field", "--json")
TORN = (
    "*.o",
    "machines/*.machine",
    "functions/*.follow_exposures.*",
    "functions/*.start_waiting.*",
)  # the equations, and functions that compile soon

pytestmark = pytest.mark.skipif(code_folder() is None, reason="no code can be kept here")


def simulate(cache):
    return subprocess.run(COMMAND, capture_output=True, text=True, check=False, env=os.environ | {"MILKWAY_CACHE": str(cache)})


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """A folder of code of its own, with the functions that were compiled before, if any were."""
    place, kept = tmp_path_factory.mktemp("cache"), code_folder()
    (kept / "functions").mkdir(exist_ok=True)
    shutil.copytree(kept / "functions", place / kept.name / "functions")
    return place


@pytest.fixture(scope="module")
def whole(cache):
    told = simulate(cache)
    assert told.returncode == 0, told.stderr
    return told


@pytest.mark.parametrize("share", [pytest.param(0.5, id="cut in half"), pytest.param(0.0, id="emptied", marks=pytest.mark.slow)])
def test_a_run_whose_compiled_code_is_torn_is_the_run_as_it_would_be(cache, whole, share):
    torn = [path for pattern in TORN for path in cache.glob(f"*/{pattern}")]
    assert {path.suffix for path in torn} == {".o", ".machine", ".code"}
    for path in torn:
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    told = simulate(cache)
    assert (told.returncode, told.stdout, told.stderr) == (0, whole.stdout, whole.stderr)
    assert all(read_sealed(path) is not None for path in torn)
