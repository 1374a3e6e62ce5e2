"""What tests of the opened page share: links that are computed at once, and waiting for what the page says."""

import re
import time

VIEWS = ("pathway", "compare")  # the others have tests of their own
LINK = "v=1&days=40&n=2&c=0&day=20"
SETTLED = "2 women, mean field"
PATIENCE = 90  # seconds


def until(page, words, patience=PATIENCE):
    """Wait until the page says some words; its policy forbids what Playwright waits by."""
    end = time.monotonic() + patience
    while not re.search(words, page.inner_text("body")):
        assert time.monotonic() < end, f"the page never said {words!r}: {page.inner_text('body')[:2000]}"
        time.sleep(0.1)


def until_link(page, words):
    """Wait until the address has some words, as it has once the state has settled."""
    time.sleep(0.6)
    end = time.monotonic() + PATIENCE
    while words not in re.split("[?&]", found := page.evaluate("location.hash")):
        assert time.monotonic() < end, f"the address never had {words!r}: {found}"
        time.sleep(0.1)


def type_in(field, words):
    """Type into a field, and leave it."""
    field.fill(words)
    field.press("Tab")
