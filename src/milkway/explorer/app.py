"""The server's routes: each question goes to the function that answers it, in a thread, and mistakes come back as lists."""

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from typing import Any

import anyio
from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from milkway.core.errors import InputError, Mistake, RunError
from milkway.explorer.bench import READY, Bench, Stopped
from milkway.explorer.evidence_routes import ROUTES as EVIDENCE
from milkway.explorer.guard import Guard
from milkway.explorer.trial_routes import ROUTES as TRIAL

PAGE = Path(__file__).parent / "page"
AT_ONCE, WAITING = 2, 8  # answers
ANSWERS = {  # path, function of `lives_answers`, question of `worlds_asked`
    "/api/run": ("lives", "Lives"),
    "/api/routes": ("routes", "Inside"),
    "/api/origins": ("origins", "Inside"),
    "/api/sweep": ("sweep", "Sweep"),
}


class Busy(Exception):
    """Too many questions wait."""


class Turns:
    """Lets a few answers be computed at once, and a few wait."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self.free, self.waiting = anyio.Semaphore(AT_ONCE), 0

    async def take(self, function: Callable[[], Any]) -> object:
        """Return what a function returns, in a thread, when its turn has come.

        Raises:
            Busy: too many wait already.
        """
        if self.waiting >= WAITING:
            raise Busy
        self.waiting += 1
        try:
            await self.free.acquire()
        finally:
            self.waiting -= 1
        try:
            return await run_in_threadpool(function)
        finally:
            self.free.release()


class Questions:
    """How many questions are being answered, and for how long there has been none, so that an idle server can stop."""

    def __init__(self) -> None:
        """Begin with none, now."""
        self.open, self.last = 0, monotonic()

    @property
    def idle(self) -> float:
        """Return the seconds since the last one ended; 0 while one is being answered."""
        return 0.0 if self.open else monotonic() - self.last


class Counted:
    """Counts questions as they come and end."""

    def __init__(self, app: ASGIApp, questions: Questions) -> None:
        """Take what answers, and where to count."""
        self.app, self.questions = app, questions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count, and hand on."""
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            return await self.app(scope, receive, send)
        self.questions.open += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.questions.open -= 1
            self.questions.last = monotonic()


def make_app(bench: Bench, port: int, token: str, runs: Path, questions: Questions) -> Starlette:
    """Return the application.

    Args:
        bench: the model, which may still be loading.
        port: that it listens at.
        token: which every question must bring.
        runs: folder of jobs.
        questions: counted there.
    """
    turns = Turns()

    async def state(_: Request) -> Response:
        told = {"stage": bench.stage, "ready": bench.stage == READY, "why": bench.why, "seconds": monotonic() - bench.began}
        return JSONResponse(told | {"version": version("milkway")})

    def asked(function: str, question: str) -> Callable[[Request], Awaitable[Response]]:
        async def handler(request: Request) -> Response:
            body = await request.body()
            told = await turns.take(partial(_answer, bench, function, question, body))
            return JSONResponse(told)

        return handler

    async def model(_: Request) -> Response:
        return JSONResponse(await run_in_threadpool(lambda: import_module("milkway.explorer.declared_model").model_told()))

    async def kept(_: Request) -> Response:
        return JSONResponse(await run_in_threadpool(lambda: import_module("milkway.explorer.kept_answers").kept_lives()))

    routes = [
        Route("/api/state", state),
        Route("/api/run/kept", kept),
        Route("/api/model", model),
        *(Route(path, asked(*words), methods=["POST"]) for path, words in ANSWERS.items()),
        *EVIDENCE,
        *TRIAL,
        Mount("/", StaticFiles(directory=PAGE, html=True)),
    ]
    guarded = [
        Middleware(Guard, port=port, token=token),
        Middleware(Counted, questions=questions),
        Middleware(GZipMiddleware, minimum_size=2000, compresslevel=3),
    ]
    app = Starlette(routes=routes, middleware=guarded, exception_handlers=REFUSALS)
    app.state.runs = runs
    return app


def _answer(bench: Bench, function: str, question: str, body: bytes) -> object:
    """Return what a function of `lives_answers` says to a question; its modules load when the first is asked."""
    asked, answers = (import_module(f"milkway.explorer.{name}") for name in ("worlds_asked", "lives_answers"))
    return getattr(answers, function)(bench, read(getattr(asked, question), body))


def read[T: BaseModel](kind: type[T], body: bytes) -> T:
    """Return a question.

    Raises:
        InputError: every key that is wrong.
    """
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise InputError("page", [_mistake(one) for one in error.errors(include_url=False)]) from None


def _mistake(error: Mapping[str, Any]) -> Mistake:
    where = ".".join(map(str, error["loc"])) or "body"
    return Mistake(where, repr(error.get("input"))[:200], str(error["msg"]))


def _refused(status: int, message: str, mistakes: list[dict[str, str]] | None = None) -> Response:
    told = {"message": message, "mistakes": mistakes or []}
    return Response(json.dumps(told), status, media_type="application/json")


async def _wrong(_: Request, error: Exception) -> Response:
    assert isinstance(error, InputError)
    return _refused(422, str(error), [{"where": one.where, "found": one.found, "allowed": one.allowed} for one in error.mistakes])


async def _stopped(_: Request, __: Exception) -> Response:
    return _refused(409, "a newer question of this page stopped this one")


async def _busy(_: Request, __: Exception) -> Response:
    return _refused(429, f"busy: {WAITING} questions before yours")


async def _failed(_: Request, error: Exception) -> Response:
    return _refused(503, str(error))


REFUSALS: dict[Any, Any] = {InputError: _wrong, Stopped: _stopped, Busy: _busy, RunError: _failed}
