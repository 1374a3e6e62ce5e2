"""Where the page asks for evidence, statements, parameters, predictions, and what would decide: an address an answer.

Modules load in the thread that answers, so that the page is there before they are.
"""

from collections.abc import Awaitable, Callable
from importlib import import_module

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

Handler = Callable[[Request], Awaitable[JSONResponse]]


def _told(module: str, answer: str, *asked: str) -> Handler:
    """Return a handler that hands parts of the address to a function of a module, and gives what it returns."""

    async def give(request: Request) -> JSONResponse:
        words = [request.query_params.get(name, "") for name in asked]
        return JSONResponse(await run_in_threadpool(lambda: getattr(import_module(f"milkway.explorer.{module}"), answer)(*words)))

    return give


ROUTES = (
    Route("/api/claims", _told("evidence_answers", "statements")),
    Route("/api/evidence", _told("evidence_answers", "on_record")),
    Route("/api/evidence/search", _told("evidence_answers", "searched", "q")),
    Route("/api/evidence/entry", _told("parameter_answers", "entry_with_equations", "id")),
    Route("/api/parameters", _told("parameter_answers", "parameters")),
    Route("/api/qualification", _told("qualification_answers", "qualification")),
    Route("/api/decide", _told("decide_answers", "kept_decision")),
)
