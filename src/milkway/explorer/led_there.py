"""The file that leads a browser to the page: an address with the token would be read by others in the browser's command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

NAME = "milkway.html"
LEADS = """<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>Milkway</title>
<a href="{address}">Milkway</a>
<script>location.replace(document.querySelector("a").href)</script>
"""


@contextmanager
def leading_to(address: str) -> Iterator[str]:
    """Give the address of a file that leads a browser on; nobody else may read it, and it is removed at the end of the block.

    Args:
        address: where it leads.

    Raises:
        OSError: the file cannot be written.
    """
    with TemporaryDirectory(prefix="milkway-") as folder:  # of this user alone
        path = Path(folder) / NAME
        path.touch(mode=0o600)
        path.write_text(LEADS.format(address=escape(address)), encoding="utf-8")
        yield path.as_uri()
