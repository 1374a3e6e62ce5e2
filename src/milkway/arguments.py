"""What can be wrong with the arguments that the verbs share: numbers, seeds and files to be written."""

import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

from milkway.core.errors import Mistake
from milkway.core.numerals import number_of, whole_of
from milkway.core.ranges import whole_numbers

LARGEST_SEED = 2**63 - 1
MOST_SIZES = 1000
LARGEST = 1_000_000  # of women, trials and draws: more would not fit a computer's memory


def whole(name: str, given: object, least: int, mistakes: list[Mistake]) -> int:
    """Return an argument that is a whole number of at least so much; what is not is a mistake, and the least takes its place.

    A million is the most.

    >>> mistakes = []
    >>> whole("dyads", 2.5, 1, mistakes), str(mistakes[0])
    (1, 'dyads: found 2.5; allowed: a whole number of at least 1')
    """
    found = whole_of(given)
    if found is None or found < least:
        mistakes.append(Mistake(name, shown(given), f"a whole number of at least {least}"))
        return least
    if found > LARGEST:
        mistakes.append(Mistake(name, shown(given), f"a whole number from {least} to {LARGEST:,}"))
        return least
    return found


def seed_of(given: object, mistakes: list[Mistake]) -> int:
    """Return the seed; what cannot be one is a mistake."""
    found = whole_of(given)
    if found is None or not 0 <= found <= LARGEST_SEED:
        mistakes.append(Mistake("seed", shown(given), "a whole number from 0 to 2^63 - 1"))
        return 0
    return found


def draws_of(given: object, parameters: str, mistakes: list[Mistake]) -> int:
    """Return how many draws of the posterior are asked for; of the tables there are none."""
    found = whole_of(given)
    if found is None or not 0 <= found <= LARGEST or (found and parameters == "tables"):
        allowed = 'a whole number of at least 0, and 0 unless parameters is "posterior"'
        mistakes.append(Mistake("draws", shown(given), allowed))
        return 0
    return found


def number(name: str, given: object, fits: Callable[[float], bool], allowed: str, mistakes: list[Mistake]) -> float:
    """Return an argument that is a number and fits; what does not is a mistake, and not a number takes its place.

    >>> mistakes = []
    >>> number("target", float("inf"), lambda power: 0 < power < 1, "a power between 0 and 1", mistakes), mistakes[0].found
    (nan, 'inf')
    """
    found = number_of(given)
    if found is None or not fits(found):
        mistakes.append(Mistake(name, shown(given), allowed))
        return math.nan
    return found


def shown(given: object) -> str:
    """Return an argument as its giver wrote it."""
    return repr(given) if isinstance(given, str) else str(given)


def folder_of(given: object, mistakes: list[Mistake]) -> Path | None:
    """Return the folder that is asked for, None if the usual one is; what cannot be one is a mistake."""
    if given is None or isinstance(given, str | Path):
        return None if given is None else Path(given)
    mistakes.append(Mistake("out", shown(given), "the path of a folder"))
    return None


def file_mistakes(name: str, file: str | Path | None, suffix: str) -> list[Mistake]:
    """Return what is wrong with a file to be written; a suffix is asked for unless it is empty."""
    if file is None:
        return []
    if not isinstance(cast("object", file), str | Path):
        return [Mistake(name, shown(file), f"a file that ends in {suffix}" if suffix else "the path of a file")]
    path = Path(file)
    if suffix and path.suffix != suffix:
        return [Mistake(name, str(path), f"a file that ends in {suffix}")]
    if path.is_dir() or not path.parent.is_dir():
        return [Mistake(name, str(path), "a file in a folder that exists")]
    return []


def sizes_of(n: str | int | Iterable[int]) -> tuple[tuple[int, ...], list[Mistake]]:
    """Return the sizes that a range names or that are given one by one, rising, and what is wrong with them.

    >>> sizes_of("100:300:100"), sizes_of((400, 100)), sizes_of(range(50, 60, 5))
    (((100, 200, 300), []), ((100, 400), []), ((50, 55), []))
    >>> sizes_of("many")[1][0].found, sizes_of((100, 2.5))[1][0].found
    ("'many'", '(100, 2.5)')
    """
    found = whole_numbers(n)
    if found and all(0 < len(sizes) <= MOST_SIZES and sizes[0] > 0 for _, sizes in found):
        return tuple(sorted({size for _, sizes in found for size in sizes})), []
    allowed = "FIRST:LAST:STEP, whole numbers with 0 < FIRST <= LAST and 0 < STEP, such as 100:800:100; or one number, or several"
    return (), [Mistake("n", repr(n), allowed)]
