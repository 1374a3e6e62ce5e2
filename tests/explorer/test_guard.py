"""Only the page that this server opened may ask, from this machine, in small questions; and it is told how it may be used."""

import json
import socket

import pytest

from installed import needs

pytestmark = needs("explorer")
FOREIGN = "attacker.example"
TOKENS = (None, "", "x" * 43)


@pytest.mark.parametrize("path", ["/", "/main.mjs", "/api/state"])
@pytest.mark.parametrize("host", [FOREIGN, "127.0.0.1", "127.0.0.1:1", "localhost", "0.0.0.0:{port}", "[::1]:{port}", None])
def test_a_foreign_host_is_refused(page_served, path, host):
    named = None if host is None else host.format(port=page_served.port)
    assert page_served.ask("GET", path, Host=named)[0] == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_a_foreign_page_is_refused_by_what_the_browser_says_of_it(page_served, site):
    assert page_served.ask("GET", "/api/state", **{"Sec-Fetch-Site": site})[0] == 403


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/?t={token}", "GET", 200),
        ("/?t={token}x", "GET", 403),
        ("/?t=", "GET", 403),
        ("/", "GET", 403),
        ("/main.mjs?t={token}", "GET", 403),
        ("/api/state?t={token}", "GET", 403),
        ("/?t={token}", "POST", 403),
    ],
)
def test_a_foreign_page_leads_to_the_page_alone_and_by_its_token(page_served, path, method, status):
    asked = path.format(token=page_served.token)
    assert page_served.ask(method, asked, **{"Sec-Fetch-Site": "cross-site", "X-Milkway-Token": None})[0] == status


@pytest.mark.parametrize("origin", [f"http://{FOREIGN}", "null", "https://127.0.0.1:{port}", "http://127.0.0.1:1"])
def test_a_foreign_origin_is_refused(page_served, origin):
    assert page_served.ask("POST", "/api/run", {}, Origin=origin.format(port=page_served.port))[0] == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_page_itself_may_ask(page_served, name):
    headers = {
        "Host": f"{name}:{page_served.port}",
        "Origin": f"http://{name}:{page_served.port}",
        "Sec-Fetch-Site": "same-origin",
    }
    assert page_served.ask("GET", "/api/state", **headers)[0] == 200


@pytest.mark.parametrize("path", ["/api/state", "/api/model", "/api/run", "/api/nothing"])
@pytest.mark.parametrize("token", TOKENS)
def test_a_question_without_the_token_is_refused(page_served, path, token):
    assert page_served.ask("GET", path, **{"X-Milkway-Token": token})[0] == 401


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_of_another_page_cannot_ask(page_served, kind):
    assert page_served.ask("POST", "/api/run", {}, **{"Content-Type": kind})[0] == 415


def test_a_body_that_is_too_long_is_refused(page_served):
    status, _, text = page_served.ask("POST", "/api/run", b" " * 20_001)
    assert (status, json.loads(text)["message"]) == (413, "more than 20000 bytes")


@pytest.mark.parametrize(
    "path", ["/../pyproject.toml", "/..%2f..%2fpyproject.toml", "/vendor/../../app.py", "/%2e%2e/app.py", "//etc/passwd"]
)
def test_nothing_beside_the_page_is_read(page_served, path):
    assert page_served.ask("GET", path)[0] in (400, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_a_file_of_the_page_is_only_read(page_served, method):
    assert page_served.ask(method, "/style.css", {})[0] == 405


def test_every_answer_says_how_it_may_be_used(page_served):
    for path in ("/", "/style.css", "/api/state", "/api/nothing"):
        _, headers, _ = page_served.ask("GET", path)
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert not {"set-cookie", "access-control-allow-origin", "server"} & {name.lower() for name in headers}


def test_it_listens_on_this_machine_alone(page_served):
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for other in others:
        with socket.socket() as link, pytest.raises(OSError, match="refused|unreachable"):
            link.connect((other, page_served.port))
