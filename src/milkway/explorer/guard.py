"""Who may ask: only the page that this server opened, from this machine, in small questions."""

import json
from collections.abc import Mapping
from secrets import compare_digest
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = b"x-milkway-token"
QUESTION, PROTOCOL = 20_000, 64_000  # bytes of a body
LARGER = ("/api/protocol", "/api/jobs")  # a body may hold a protocol
DRAWN = "'sha256-SgjNc3K/dJOn/wGF4KRGlSlGurHOsncfKxd6/DWDch4='"  # the one style element, which Plot puts into each drawing
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {DRAWN}; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
REPORT_POLICY = "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cache-control": b"no-store",
    b"content-security-policy": POLICY.encode(),
}


class Guard:
    """Refuses every request that is not the page's own, before anything reads it, and says how the page may be used.

    A foreign host or a foreign page is refused by Host, Origin and Sec-Fetch-Site; another user of this machine, who may reach
    the port, by the token, which only the opened address holds. The file that leads a browser to the page is a foreign page too,
    and may lead there since its address has the token.
    """

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        """Take what to guard, the port that it is at, and what the page must know."""
        self.app, self.token = app, token.encode()
        self.hosts = {f"127.0.0.1:{port}".encode(), f"localhost:{port}".encode()}
        self.origins = {b"http://" + host for host in self.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent = _with_headers(send)
        status, why = self._refused(scope)
        if status:
            await _refuse(sent, status, why)
            return
        limit = PROTOCOL if scope["path"].startswith(LARGER) else QUESTION
        body = await _body(receive, limit)
        if body is None:
            await _refuse(sent, 413, f"more than {limit} bytes")
            return
        await self.app(scope, _again(body, receive), sent)

    def _refused(self, scope: Scope) -> tuple[int, str]:
        """Return the status and why a request is refused, or 0."""
        headers: Mapping[bytes, bytes] = dict(scope["headers"])
        names = [name for name, _ in scope["headers"]]
        if headers.get(b"host") not in self.hosts or names.count(b"host") != 1:
            return 400, "this page is at 127.0.0.1 alone"
        if b"origin" in headers and headers[b"origin"] not in self.origins:
            return 403, "asked by another page"
        if headers.get(b"sec-fetch-site", b"none") not in (b"same-origin", b"none") and not self._is_led_here(scope):
            return 403, "asked by another page"
        if not scope["path"].startswith("/api/"):
            return (0, "") if scope["method"] in ("GET", "HEAD") else (405, "GET alone")
        if not compare_digest(headers.get(TOKEN, b""), self.token):
            return 401, "the address that `milkway explore` printed has the token"
        if scope["method"] == "POST" and headers.get(b"content-type", b"").split(b";")[0] != b"application/json":
            return 415, "application/json alone"
        return 0, ""

    def _is_led_here(self, scope: Scope) -> bool:
        """Return whether a request is for the page alone, by an address with the token."""
        asked = dict(parse_qsl(scope["query_string"]))
        return scope["path"] == "/" and scope["method"] == "GET" and compare_digest(asked.get(b"t", b""), self.token)


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(pair for pair in HEADERS.items() if pair[0] not in own)]
        await send(message)

    return sent


async def _refuse(send: Send, status: int, why: str) -> None:
    body = json.dumps({"message": why}).encode()
    head = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


async def _body(receive: Receive, limit: int) -> bytes | None:
    """Return the body of a request, or None where it is too long."""
    body = b""
    while True:
        message: dict[str, Any] = dict(await receive())
        if message["type"] != "http.request":
            return body
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what hands a body on that was read, and after it what comes: that the page has gone."""
    left = [body]

    async def hand_on() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return hand_on
