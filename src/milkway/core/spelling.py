"""When two texts are one name to a reader: they differ in capitals, spaces or the form of their letters alone."""

import unicodedata
from collections.abc import Iterable, Iterator

from milkway.core.numerals import read_number

DIGITS = 15  # characters: no two numbers of so few are one number to a computer unless they are to a reader


def as_read(text: str, *, minds_case: bool = False) -> str:
    r"""Return what a reader takes a name for; numbers are alike if they are one number.

    Args:
        text: the name.
        minds_case: whether capitals make another name, as in identities that a program made.

    >>> as_read("M\u00e1laga ") == as_read("ma\u0301laga"), as_read("01") == as_read("1.0")
    (True, True)
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = plain if minds_case else plain.casefold()
    seen = "".join(one for one in plain if not one.isspace() and unicodedata.category(one) != "Cf")
    number = read_number(seen) if len(seen) <= DIGITS else None
    return seen if number is None else repr(number)


def alike(names: Iterable[str], *, minds_case: bool = False) -> Iterator[tuple[str, str]]:
    """Yield each name that reads like another before it and is not the same, after that one."""
    first: dict[str, str] = {}
    for name in dict.fromkeys(names):
        if (before := first.setdefault(as_read(name, minds_case=minds_case), name)) != name:
            yield before, name
