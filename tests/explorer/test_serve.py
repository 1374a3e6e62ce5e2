"""The server stops when nobody has asked for long, and never while a run of a trial is under way."""

import json
import signal
import socket
from pathlib import Path
from urllib.request import url2pathname

import pytest
from served import serving
from small_trial import small_protocol, until

from installed import needs, needs_browser
from milkway.core.errors import InputError

pytest.importorskip("starlette")
bound = pytest.importorskip("milkway.explorer.serve").bound
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


@needs_browser
def test_a_browser_is_led_to_the_page_by_a_file_that_nobody_else_reads(tmp_path, chromium):
    told, browser = tmp_path / "told", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {told}.part && mv {told}.part {told}\n')
    browser.chmod(0o700)
    with serving(tmp_path / "runs", "#/evidence?v=1&find=<\"a'b&see=studies", browser=browser) as served:
        until(told.exists)
        opened = told.read_text()
        path = Path(url2pathname(opened.removeprefix("file://")))
        assert served.token not in opened
        assert served.token in path.read_text()
        assert [one.stat().st_mode & 0o777 for one in (path, path.parent)] == [0o600, 0o700]
        page = chromium.new_page()
        page.goto(opened)
        page.get_by_role("heading", name="Evidence and claims").wait_for()
        assert served.token not in page.url
        assert page.url.startswith(f"http://{served.host}/#/evidence?")
        page.close()
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(20) == 0
        assert not path.parent.exists()


def test_a_port_is_free_once_nobody_listens_and_never_before():
    at = bound(0)
    port = at.getsockname()[1]
    with pytest.raises(InputError, match="taken"):
        bound(port)
    with socket.create_connection(("127.0.0.1", port)):
        at.accept()[0].close()  # by the side of the server, whose port waits for a while after it
    at.close()
    bound(port).close()


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
