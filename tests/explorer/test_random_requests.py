"""Whatever is asked, near what the page asks or far from it, the server answers or refuses, and tells nothing of its insides."""

import json
import random
from urllib.parse import quote

import pytest
from served import serving
from small_trial import small_protocol

from installed import needs

pytest.importorskip("starlette")
pytestmark = needs("explorer")
NAMES = ("hurtado2017", "claims-0123456789ab", "..", "%00", "a" * 300, "ä €", "<b>", "0")
FILES = ("summary.json", "report.html", "job.json", "../job.json", ".env", "x.exe")
PATHS = (
    *("/", "/main.mjs", "/vendor/", "/nothing", "/api/state", "/api/run/kept", "/api/model", "/api/claims", "/api/parameters"),
    *(
        "/api/run",
        "/api/routes",
        "/api/origins",
        "/api/sweep",
        "/api/protocol/check",
        "/api/protocol/edit",
        "/api/protocol/schema",
    ),
    *("/api/evidence", "/api/evidence/search?q={name}", "/api/evidence/entry?id={name}", "/api/qualification", "/api/decide"),
    *(
        "/api/protocols",
        "/api/protocols/{name}",
        "/api/jobs",
        "/api/jobs/{name}",
        "/api/jobs/{name}/go-on",
        "/api/jobs/{name}/remove",
    ),
    *("/api/jobs/{name}/results", "/api/jobs/{name}/files/{file}", "/api/jobs/{name}/open/{file}"),
    "/opened/{name}",
)
WORDS = (
    "none",
    "breast",
    "soup",
    "1e9 CFU/day",
    "1e400 CFU/day",
    "nan",
    "peripartum",
    "from day -3 to day 9e9",
    "\x00",
    "é" * 201,
    "skin,",
    "",
)
VALUES = (0, 1, -1, 7, 1e308, 2**70, True, None, "NaN", [], {}, [[[[]]]], *WORDS)
WORLD = ("birth", "feeding", "probiotic", "antibiotics", "infant_antibiotics", "emptying", "routes", "off", "hypothesis", "else")
KEYS = {  # of questions, and what they may be
    **{
        key: VALUES
        for key in ("women", "seed", "chance", "fine", "taxa", "page", "day", "dyads", "keep", "title", "arms", "n", "value")
    },
    "days": (7, 0, 731, "7"),
    "verb": ("trial", "power", "claims", "rm", 1),
    "path": (["design", "size"], ["arms", 0, "name"], ["arms", 2**70], [None], [-1], []),
    "toml": ("", "= =", "name = 'x'\n[design]\nsize = -1", "a = [" * 900, small_protocol()),
    "protocol": ("", "[", "name = 'x'", 5),
}


def asked(draw):
    """Return a method, a path, headers and a body."""
    path = draw.choice(PATHS).format(name=quote(draw.choice(NAMES)), file=quote(draw.choice(FILES)))
    if draw.random() < 0.1:
        path = "/" + quote(
            "".join(chr(draw.randrange(1, 1200)) for _ in range(draw.randrange(40))), safe=draw.choice(["", "/?&=%."])
        )
    headers = dict(
        draw.sample(
            [
                ("Content-Type", "text/plain"),
                ("Host", "example"),
                ("X-Milkway-Token", "é"),
                ("Range", "bytes=9-1"),
                ("If-Modified-Since", "never"),
                ("Accept-Encoding", "gzip;q=x"),
                ("Origin", "null"),
            ],
            draw.choice([0, 0, 0, 1]),
        )
    )
    return draw.choice(["GET", "GET", "POST", "POST", "POST", "DELETE", "PUT", "HEAD"]), path, headers, body(draw)


def body(draw):
    """Return a question that lacks what it needs, has what it may not, is no JSON, or nothing."""
    if draw.random() < 0.2:
        return draw.choice([b"", b"{", b"\xff\xfe", b"[" * 5000, b'"' + b"\\u0000" * 900 + b'"', b"NaN", b"{}" * 9000])
    worlds = [{key: draw.choice(VALUES) for key in draw.sample(WORLD, draw.randrange(4))} for _ in range(draw.randrange(4))]
    told = {key: draw.choice(KEYS[key]) for key in draw.sample(sorted(KEYS), draw.randrange(6))}
    told |= draw.choice([{}, {"worlds": worlds}, {"world": worlds[0] if worlds else None}])
    return json.dumps(told).encode()


@pytest.mark.parametrize("count", [200, pytest.param(10_000, marks=pytest.mark.slow)])
def test_random_requests_are_answered_or_refused(tmp_path, count):
    draw = random.Random(count)
    with serving(tmp_path) as served:
        served.wait()
        for _ in range(count):
            method, path, headers, text = asked(draw)
            status, told_headers, told = served.ask(method, path, text if method in ("POST", "PUT") else None, **headers)
            assert 200 <= status < 500, (method, path, headers, text, told)
            assert "Traceback" not in told
            assert "content-security-policy" in told_headers
        assert json.loads(served.ask("GET", "/api/state")[2])["ready"]
        served.process.terminate()
        assert "Traceback" not in served.process.stdout.read()
