"""Whole numbers given one by one, as text with commas between them, or as ranges such as "100:800:100"."""

from collections.abc import Iterable, Sequence
from typing import cast

from milkway.core.numerals import read_whole, whole_of


def whole_numbers(given: object) -> list[tuple[object, Sequence[int]]]:
    """Return each part of what is given, with the numbers that it names: none where it names none.

    >>> whole_numbers("4,7:21:7"), whole_numbers([4, 2.5]), whole_numbers(8)
    ([('4', (4,)), ('7:21:7', range(7, 22, 7))], [(4, (4,)), (2.5, ())], [(8, (8,))])
    """
    if isinstance(given, str):
        return [(one, _read(one)) for one in given.split(",")]
    parts = list(cast("Iterable[object]", given)) if isinstance(given, Iterable) else [given]
    return [(one, _read(one) if isinstance(one, str) else _one(one)) for one in parts]


def _read(text: str) -> Sequence[int]:
    match [read_whole(part.strip(" ")) for part in text.split(":")]:
        case [int(number)]:
            return (number,)
        case [int(first), int(last), int(step)] if step > 0:
            return range(first, last + 1, step)
        case _:
            return ()


def _one(given: object) -> Sequence[int]:
    found = whole_of(given)
    return () if found is None else (found,)
