"""Where the page asks for evidence, statements, parameters, qualification, and what would decide: an address an answer."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from milkway.explorer.decide_answers import kept_decision
from milkway.explorer.evidence_answers import entry, on_record, searched, statements
from milkway.explorer.parameter_answers import parameters, where_used
from milkway.explorer.qualification_answers import qualification


def _plain(answer: Callable[[], dict]) -> Callable[[Request], Awaitable[JSONResponse]]:
    """Return a handler that gives an answer which asks for nothing."""

    async def give(_: Request) -> JSONResponse:
        return JSONResponse(await run_in_threadpool(answer))

    return give


async def _evidence(request: Request) -> JSONResponse:
    word = request.query_params.get("q", "")
    return JSONResponse(await run_in_threadpool(searched, word) if word.strip() else await run_in_threadpool(on_record))


async def _entry(request: Request) -> JSONResponse:
    return JSONResponse(await run_in_threadpool(_with_equations, request.query_params.get("id", "")))


def _with_equations(name: str) -> dict:
    found = entry(name)
    return found | ({"used": where_used(found["id"])} if found["kind"] == "parameter" else {})


ROUTES = (
    Route("/api/claims", _plain(statements)),
    Route("/api/evidence", _evidence),
    Route("/api/evidence/entry", _entry),
    Route("/api/parameters", _plain(parameters)),
    Route("/api/qualification", _plain(qualification)),
    Route("/api/decide", _plain(kept_decision)),
)
