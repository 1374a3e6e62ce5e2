"""Several names, given as one text with commas between them or one by one."""

from collections.abc import Iterable
from typing import cast


def several(given: object) -> tuple[str, ...]:
    """Return the names, each once; what is no text is written out, so that it can be refused by name.

    >>> several("csv, xpt,csv"), several(["csv", "xpt"]), several(""), several(3)
    (('csv', 'xpt'), ('csv', 'xpt'), (), ('3',))
    """
    if isinstance(given, str):
        names: Iterable[object] = given.split(",")
    else:
        names = cast("Iterable[object]", given) if isinstance(given, Iterable) else (given,)
    return tuple(dict.fromkeys(name for one in names if (name := str(one).strip())))
