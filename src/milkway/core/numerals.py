"""Numbers as people type them: understood whole, or not at all.

Digits are 0 to 9, a decimal point is a point, and nothing stands between digits: "3,5", "1_000", "3 000" and "nan" are no numbers here,
since a reader elsewhere takes them for another number than the writer meant.
"""

import math
import re

NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
WHOLE = r"[-+]?[0-9]+"


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
    return int(text) if re.fullmatch(WHOLE, text) else None
