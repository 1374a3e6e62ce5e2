"""One page served for all tests of a process."""

import pytest
from served import serving


@pytest.fixture(scope="session")
def page_served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("runs")) as found:
        yield found


@pytest.fixture
def opened(chromium, page_served):
    """Return a function that opens a view, and a list of what went wrong in the page or left this machine."""
    wrong, contexts = [], []

    def at(link, width=1280, served=page_served):
        context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" and "net::" not in said.text else None)
        page.on(
            "request",
            lambda asked: wrong.append(asked.url) if not asked.url.startswith((f"http://{served.host}/", "blob:")) else None,
        )
        page.goto(f"http://{served.host}/#/{link}{'&' if '?' in link else '?'}t={served.token}")
        return page

    yield at, wrong
    for context in contexts:
        context.close()
