"""Starts the page of `milkway explore` on this machine alone, and stops it when asked or when it has long been idle."""

import errno
import mimetypes
import os
import socket
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from signal import SIGTERM, default_int_handler, signal
from threading import Event, Thread
from time import monotonic

import uvicorn

from milkway.core.errors import InputError, Mistake
from milkway.explorer.app import Questions, make_app
from milkway.explorer.bench import Bench
from milkway.explorer.led_there import leading_to
from milkway.explorer.trial_routes import close_jobs, has_work

HERE, FIRST, LAST = "127.0.0.1", 8641, 8741
NICE = 5
ALONE = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)  # takes a port on which nobody listens any more, and no other
LOOKED = 5.0  # seconds between looks at whether it is idle


@dataclass(frozen=True)
class Served:
    """How a page was served: its address without the token, and for how many seconds."""

    address: str
    seconds: float
    idle: bool


def serve(link: str, port: int, runs: Path, idle: float, browser: bool, tell: Callable[[str], None]) -> Served:
    """Serve the page until it is interrupted or idle.

    Args:
        link: state of the page, what follows "#" in its address.
        port: 0 for the first that is free from `FIRST` on.
        runs: folder of jobs.
        idle: seconds without a question or a job after which it stops.
        browser: whether a browser is opened.
        tell: told the address, with its token.

    Raises:
        InputError: the port is taken.
        OSError: the file that leads a browser to the page cannot be written.
    """
    mimetypes.add_type("text/javascript", ".mjs")
    with suppress(OSError, AttributeError):
        os.nice(NICE)
    at, began, token = bound(port), monotonic(), token_urlsafe(32)
    number, bench, questions = at.getsockname()[1], Bench(), Questions()
    app = make_app(bench, number, token, runs, questions)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3)
    )
    over, slept = Event(), [False]

    def watch() -> None:
        while not over.wait(min(LOOKED, idle)):
            if has_work(app):
                questions.last = monotonic()
            elif questions.idle > idle:
                slept[0] = server.should_exit = True

    address, state = f"http://{HERE}:{number}/", link or "/pathway"
    tell(f"{address}#{state}{'&' if '?' in state else '?'}t={token}")
    threads = [Thread(target=bench.load, daemon=True), Thread(target=watch, daemon=True)]
    with ExitStack() as kept, suppress(KeyboardInterrupt):
        if browser:
            led = kept.enter_context(leading_to(f"{address}?t={token}#{state}"))
            threads.append(Thread(target=webbrowser.open, args=(led,), daemon=True))
        for one in threads:
            one.start()
        with suppress(ValueError):  # signals are of the first thread alone
            kept.callback(signal, SIGTERM, signal(SIGTERM, default_int_handler))  # what ends with the server does end
        server.run(sockets=[at])
    over.set()
    close_jobs(app)
    return Served(address, monotonic() - began, slept[0])


def bound(port: int) -> socket.socket:
    """Return a socket of this machine alone that listens at a port, or at the first that is free.

    Raises:
        InputError: the port is taken, or every one that would be tried.
    """
    for number in (port,) if port else range(FIRST, LAST):
        at = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            at.setsockopt(socket.SOL_SOCKET, ALONE, 1)
            at.bind((HERE, number))
            at.listen(128)
        except OSError as error:
            at.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            continue
        return at
    found = f"{port}, which is taken" if port else f"{FIRST} to {LAST - 1}, all of which are taken"
    raise InputError("explore", [Mistake("port", found, "a port that is free")])
