"""A page served by `milkway explore` in a process of its own, as users have it, and plain requests to it."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STARTS, READY = 60, 240  # seconds at most


@dataclass(frozen=True)
class Served:
    """A running page: its process, port and token."""

    process: subprocess.Popen
    port: int
    token: str

    @property
    def host(self):
        return f"127.0.0.1:{self.port}"

    def ask(self, method, path, body=None, **headers):
        """Return status, headers and text of an answer; headers of the page are sent unless others are given."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        usual = {"Host": self.host, "X-Milkway-Token": self.token}
        if data is not None:
            usual |= {"Content-Type": "application/json", "Content-Length": str(len(data))}
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for key, value in (usual | headers).items():
            if value is not None:
                link.putheader(key, value)
        link.endheaders(data)
        found = link.getresponse()
        text = found.read().decode("utf-8", "replace")
        link.close()
        return found.status, dict(found.getheaders()), text

    def wait(self):
        """Wait until the model is ready."""
        end = time.monotonic() + READY
        while not json.loads(self.ask("GET", "/api/state")[2])["ready"]:
            assert time.monotonic() < end, "the model was not ready in time"
            time.sleep(0.2)
        return self


@contextmanager
def serving(folder, *words, browser=None):
    """Serve a page until the end of the block; a browser, where there is one, is a program that is told what to open."""
    command = [str(Path(sys.executable).parent / "milkway"), "explore", "--runs", str(folder), *words]
    command += [] if browser else ["--no-browser"]
    asked = os.environ | ({"BROWSER": str(browser)} if browser else {})
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=asked)
    found = re.search(r":(\d+)/#\S*t=(\S+)", process.stdout.readline())
    assert found, process.communicate(timeout=STARTS)
    try:
        yield Served(process, int(found[1]), found[2])
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        finally:
            process.kill()
            process.stdout.close()
