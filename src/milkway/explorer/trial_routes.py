"""The routes of the page's Trial view: texts of protocols, jobs, and what they came to; each answers in a thread."""

import json
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from secrets import token_urlsafe
from threading import Lock
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from milkway.core.errors import InputError, Mistake
from milkway.explorer.job import Job
from milkway.explorer.job_files import KINDS, file_of
from milkway.explorer.job_told import job_plain
from milkway.explorer.jobs import BusyError, Jobs, UnknownJobError

SANDBOX = "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
TICKETS = 64  # reports that may be open at once
Question = Mapping[str, Any]
Answer = Callable[[Starlette, Mapping[str, str], Question], object]
one_at_a_time = Lock()


def jobs_of(app: Starlette) -> Jobs:
    """Return the jobs of an application, found in its folder of runs (`app.state.runs`) when they are first asked for."""
    with one_at_a_time:
        if not hasattr(app.state, "jobs"):
            app.state.jobs, app.state.tickets = Jobs(app.state.runs), {}
        return app.state.jobs


def has_work(app: Starlette) -> bool:
    """Return whether a job of an application runs or waits."""
    return hasattr(app.state, "jobs") and not all(job.has_ended for job in app.state.jobs.listed())


def close_jobs(app: Starlette) -> None:
    """Stop the jobs of an application that ends, but those that outlive it."""
    if hasattr(app.state, "jobs"):
        app.state.jobs.close()


def _protocols(_: Starlette, __: Mapping[str, str], ___: Question) -> object:
    return _texts("protocol_list")()


def _schema(_: Starlette, __: Mapping[str, str], ___: Question) -> object:
    return _texts("form_schema")()


def _text(_: Starlette, place: Mapping[str, str], __: Question) -> object:
    return _texts("protocol_text")(place["name"])


def _check(_: Starlette, __: Mapping[str, str], asked: Question) -> object:
    return _texts("checked_text")(_of("toml", asked, str), asked.get("dyads"), missing=asked.get("missing") is True)


def _edit(_: Starlette, __: Mapping[str, str], asked: Question) -> object:
    path = _of("path", asked, list)
    if not all(isinstance(step, str) or type(step) is int for step in path):
        raise InputError("question", [Mistake("path", repr(path)[:60], "keys and numbers")])
    edited = import_module("milkway.explorer.protocol_edits").edited(_of("toml", asked, str), path, asked.get("value"))
    return _texts("checked_text")(edited)


def _list(app: Starlette, _: Mapping[str, str], __: Question) -> object:
    jobs = jobs_of(app)
    told = [_told(jobs, one) for one in jobs.listed()]
    return {"jobs": told, "used": jobs.used(), "quota": jobs.quota}


def _start(app: Starlette, _: Mapping[str, str], asked: Question) -> object:
    jobs, job = jobs_of(app), import_module("milkway.explorer.job_questions").asked_job(asked)
    return _told(jobs, jobs.start(job.verb, job.words, job.protocol, job.title, keep=job.keep))


def _job(app: Starlette, place: Mapping[str, str], _: Question) -> object:
    jobs = jobs_of(app)
    return _told(jobs, jobs.job(place["id"]))


def _stop(app: Starlette, place: Mapping[str, str], _: Question) -> object:
    jobs = jobs_of(app)
    return _told(jobs, jobs.stop(place["id"]))


def _go_on(app: Starlette, place: Mapping[str, str], _: Question) -> object:
    jobs = jobs_of(app)
    return _told(jobs, jobs.go_on(place["id"]))


def _remove(app: Starlette, place: Mapping[str, str], _: Question) -> object:
    jobs_of(app).remove(place["id"])
    return {"removed": place["id"]}


def _results(app: Starlette, place: Mapping[str, str], _: Question) -> object:
    """Return what a finished trial or study of power came to."""
    jobs = jobs_of(app)
    job = jobs.job(place["id"])
    made = {"trial": ("trial_results", "trial_results"), "power": ("power_results", "power_results")}.get(job.verb)
    kept = file_of(job, jobs.folder_of(job), "summary.json") if job.state == "done" and made is not None else None
    if made is None or kept is None:
        raise UnknownJobError("this run has no results yet")
    module, function = made
    return getattr(import_module(f"milkway.explorer.{module}"), function)(json.loads(kept))


def _open(app: Starlette, place: Mapping[str, str], _: Question) -> object:
    """Return an address at which a browser may open a page of a job once it asks without the token; it cannot be guessed."""
    jobs, tickets = jobs_of(app), app.state.tickets
    job, name = jobs.job(place["id"]), place["name"]
    if not name.endswith(".html") or file_of(job, jobs.folder_of(job), name) is None:
        raise UnknownJobError("no such page")
    ticket = token_urlsafe(32)
    with one_at_a_time:
        tickets[ticket] = (job.id, name)
        while len(tickets) > TICKETS:
            del tickets[next(iter(tickets))]
    return {"address": f"/opened/{ticket}"}


def _texts(function: str) -> Callable[..., object]:
    """Return a function of `protocol_texts`, which loads when it is first asked for."""
    return getattr(import_module("milkway.explorer.protocol_texts"), function)


def _told(jobs: Jobs, job: Job) -> dict:
    return job_plain(job, jobs.folder_of(job))


def _of[T](key: str, asked: Question, kind: type[T]) -> T:
    found = asked.get(key)
    if not isinstance(found, kind):
        raise InputError("question", [Mistake(key, repr(found)[:60], {"str": "a text", "list": "a list"}[kind.__name__])])
    return found


def _question(body: bytes) -> Question:
    try:
        found = json.loads(body) if body else {}
    except (ValueError, RecursionError) as error:
        raise InputError("question", [Mistake("body", "no JSON", "one JSON object")]) from error
    if not isinstance(found, dict):
        raise InputError("question", [Mistake("body", type(found).__name__, "one JSON object")])
    return found


def _answering(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler that answers with JSON, in a thread; mistakes are raised, for the application to tell."""

    async def handler(request: Request) -> Response:
        body = await request.body()

        def answered() -> Response:
            try:
                return JSONResponse(answer(request.app, request.path_params, _question(body)))
            except BusyError as error:
                return JSONResponse({"message": str(error), "mistakes": []}, 429)
            except UnknownJobError as error:
                return JSONResponse({"message": str(error), "mistakes": []}, 404)

        return await run_in_threadpool(answered)

    return handler


async def _file(request: Request) -> Response:
    """Answer with a file of a job, to be saved."""
    name = request.path_params["name"]

    def read() -> bytes | None:
        jobs = jobs_of(request.app)
        try:
            job = jobs.job(request.path_params["id"])
        except UnknownJobError:
            return None
        return file_of(job, jobs.folder_of(job), name)

    content = await run_in_threadpool(read)
    if content is None:
        return JSONResponse({"message": "no such file", "mistakes": []}, 404)
    head = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=KINDS["." + name.rpartition(".")[2]], headers=head)


async def _opened(request: Request) -> Response:
    """Answer with a page of a job by its ticket, shut into a sandbox of its own."""

    def read() -> bytes | None:
        jobs = jobs_of(request.app)
        job, name = request.app.state.tickets.get(request.path_params["ticket"], ("", ""))
        try:
            found = jobs.job(job)
        except UnknownJobError:
            return None
        return file_of(found, jobs.folder_of(found), name)

    content = await run_in_threadpool(read)
    if content is None:
        return Response("This page was opened by a server that has ended, or its run was removed.", 404, media_type="text/plain")
    return Response(content, media_type=KINDS[".html"], headers={"content-security-policy": SANDBOX})


ROUTES = [
    Route("/api/protocols", _answering(_protocols)),
    Route("/api/protocols/{name}", _answering(_text)),
    Route("/api/protocol/schema", _answering(_schema)),
    Route("/api/protocol/check", _answering(_check), methods=["POST"]),
    Route("/api/protocol/edit", _answering(_edit), methods=["POST"]),
    Route("/api/jobs", _answering(_list), methods=["GET"]),
    Route("/api/jobs", _answering(_start), methods=["POST"]),
    Route("/api/jobs/{id}", _answering(_job), methods=["GET"]),
    Route("/api/jobs/{id}", _answering(_stop), methods=["DELETE"]),
    Route("/api/jobs/{id}/go-on", _answering(_go_on), methods=["POST"]),
    Route("/api/jobs/{id}/remove", _answering(_remove), methods=["POST"]),
    Route("/api/jobs/{id}/results", _answering(_results)),
    Route("/api/jobs/{id}/files/{name}", _file),
    Route("/api/jobs/{id}/open/{name}", _answering(_open), methods=["POST"]),
    Route("/opened/{ticket}", _opened),
]
