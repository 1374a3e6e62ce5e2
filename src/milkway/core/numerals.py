"""Numbers as people give them: understood whole, or not at all.

In text, digits are 0 to 9, the decimal sign is a point, and nothing stands between digits: "3,5", "1_000", "3 000" and "nan" are
no numbers here, since another reader takes them for another number than the writer meant.
"""

import math
import operator
import re
from numbers import Real
from typing import SupportsIndex

NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
WHOLE = r"[-+]?[0-9]+"
MOST = 2**63
LONGEST = 19  # characters: no whole number here needs more than 64 bits


def read_number(text: str) -> float | None:
    """Return the finite number that a text writes, or None; one that a computer cannot hold is none.

    >>> read_number("3.5e9"), read_number("3,5e9"), read_number("1e999"), read_number("1e-999")
    (3500000000.0, None, None, None)
    """
    if re.fullmatch(NUMBER, text) is None:
        return None
    number = float(text)
    vanished = number == 0 and re.match(r"[-+]?[0.]*[1-9]", text) is not None
    return None if vanished or not math.isfinite(number) else number


def read_whole(text: str) -> int | None:
    """Return the whole number that a text writes in digits, or None.

    >>> read_whole("-60"), read_whole("1e3"), read_whole("1.0")
    (-60, None, None)
    """
    return int(text) if re.fullmatch(WHOLE, text) and len(text) <= LONGEST else None


def whole_of(given: object) -> int | None:
    """Return an argument that is a whole number, NumPy's among them, as Python's own; nothing is rounded.

    >>> whole_of(8), whole_of(8.0), whole_of(True), whole_of("8")
    (8, None, None, None)
    """
    return None if isinstance(given, bool) or not isinstance(given, SupportsIndex) else _index(given)


def number_of(given: object) -> float | None:
    """Return an argument that is a finite number as Python's own.

    >>> number_of(8), number_of(0.5), number_of(float("nan")), number_of(True), number_of("0.5")
    (8.0, 0.5, None, None, None)
    """
    if isinstance(given, bool) or not isinstance(given, Real):
        return None
    try:
        number = float(given)
    except OverflowError:  # a whole number beyond what a computer's number can be
        return None
    return number if math.isfinite(number) else None


def _index(given: SupportsIndex) -> int | None:
    try:
        found = operator.index(given)
    except TypeError:  # an array of several numbers
        return None
    return found if abs(found) < MOST else None
