"""The server stops when nobody has asked for long, and never while a run of a trial is under way."""

import json
from pathlib import Path

import pytest
from served import serving
from small_trial import small_protocol

from installed import needs

pytest.importorskip("starlette")
pytestmark = needs("explorer")


def test_an_idle_server_stops_by_itself(tmp_path):
    with serving(tmp_path, "--idle-stop", "1s") as served:
        assert served.process.wait(60) == 0
        assert "nobody asked it anything" in served.process.stdout.read()


def test_a_server_with_a_trial_under_way_does_not_stop_until_it_ends(tmp_path):
    with serving(tmp_path, "--idle-stop", "1s") as served:
        asked = {"verb": "trial", "protocol": small_protocol(8), "dyads": 8}
        status, _, text = served.ask("POST", "/api/jobs", asked)
        assert status == 200
        folder = tmp_path / json.loads(text)["id"]
        assert served.process.wait(300) == 0
        assert json.loads((folder / "job.json").read_text())["state"] == "done"
        assert (folder / "run" / "report.html").is_file()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_hours_of_a_slider_leave_the_memory_as_it_was(tmp_path):
    with serving(tmp_path) as served:
        served.wait()
        asked = {"days": 40, "women": 1, "taxa": "residents", "page": "slider"}

        def slide(times):
            for number in range(times):
                world = {"probiotic": f"{1 + number % 97}e9 CFU/day"}
                status, _, _ = served.ask("POST", "/api/run", asked | {"worlds": [world]})
                assert status == 200
            return _resident(served.process.pid)

        before = slide(100)
        assert slide(1000) < 1.15 * before


def _resident(pid):
    """Return the bytes that a process holds in memory."""
    told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(1024 * int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS"))
