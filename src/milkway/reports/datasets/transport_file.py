"""A SAS transport file of version 5 as a table of text, whose missing numbers, also special ones (.A to .Z, ._), are blank."""

from importlib import import_module
from pathlib import Path

from milkway.core.errors import Mistake
from milkway.core.extras import EXTRA_OF, is_absent, remedy
from milkway.reports.datasets.framed_women import framed_table
from milkway.trials.entered.text_table import TextTable

FIVE = b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!"
EIGHT = b"HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!"
MEMBER = b"HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!"
NEEDED = "pyreadstat"
ALLOWED = "a SAS transport file of version 5 with one data set"


def read_transport(path: Path, mistakes: list[Mistake]) -> TextTable | None:
    """Return a transport file as text; None where it is none, of version 8, of several data sets, or not in UTF-8.

    Args:
        path: of the file.
        mistakes: to which all that is wrong with the file is added.
    """
    if is_absent(NEEDED):
        mistakes.append(Mistake(str(path), f"a transport file without {NEEDED}", remedy(EXTRA_OF[NEEDED])))
        return None
    try:
        content = path.read_bytes()
    except OSError as error:
        mistakes.append(Mistake(str(path), str(error.strerror), "a file that can be read"))
        return None
    wrong = _wrong(content)
    if wrong:
        mistakes.append(Mistake(str(path), wrong, ALLOWED))
        return None
    readstat = import_module(NEEDED)
    try:
        frame, _ = readstat.read_xport(str(path), disable_datetime_conversion=True)
    except UnicodeDecodeError:
        mistakes.append(Mistake(str(path), "texts that are not UTF-8", f"{ALLOWED} and texts in UTF-8"))
        return None
    except readstat.ReadstatError as error:
        mistakes.append(Mistake(str(path), str(error), ALLOWED))
        return None
    return framed_table(frame.set_axis(range(1, len(frame) + 1)), mistakes, str(path))


def _wrong(content: bytes) -> str:
    """Return what is not as it must be in the header, "" where nothing is."""
    if content.startswith(EIGHT):
        return "a transport file of version 8"
    if not content.startswith(FIVE):
        return "no transport file"
    members = content.count(MEMBER)
    return "" if members == 1 else f"{members} data sets in one file"
