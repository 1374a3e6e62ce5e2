"""What a cell of a data file may say, kind by kind: read whole, or refused with what would be right; nothing is guessed."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from milkway.core.numerals import read_number, read_whole
from milkway.core.tabular import TAKEN_FOR_MISSING

Cell = tuple[float, ...]
MOST_DAYS = 10_000  # since enrolment or birth: a number of days beyond it is a date, or a slip
MOST_LOAD = 1e13  # ten times the cells of a cubic micrometre that fill a mL, so that smaller ones are not refused


@dataclass(frozen=True)
class Kind:
    """A kind of cell.

    Attributes:
        allowed: what it may say.
        read: the numbers of a cell that is not blank, or None for what it may not say.
    """

    allowed: str
    read: Callable[[str], Cell | None]


def is_plain_text(cell: str) -> bool:
    """Return whether a text is one, without spaces around it, that no reader takes for missing.

    >>> is_plain_text("product"), is_plain_text(" product"), is_plain_text("NA")
    (True, False, False)
    """
    return bool(cell) and cell == cell.strip() and cell.isprintable() and cell not in TAKEN_FOR_MISSING


def _share(cell: str) -> Cell | None:
    return {"0": (0.0,), "1": (1.0,)}.get(cell)


def _whole(least: int) -> Callable[[str], Cell | None]:
    def read(cell: str) -> Cell | None:
        found = read_whole(cell)
        return None if found is None or not least <= found <= MOST_DAYS else (float(found),)

    return read


def _number(fits: Callable[[float], bool]) -> Callable[[str], Cell | None]:
    def read(cell: str) -> Cell | None:
        found = read_number(cell)
        return None if found is None or not fits(found) else (found,)

    return read


def _onsets(cell: str) -> Cell | None:
    days = [read_whole(part) for part in cell.split(";")]
    known = [day for day in days if day is not None]
    rising = all(first < second for first, second in zip(known, known[1:], strict=False))
    return (
        tuple(map(float, known)) if len(known) == len(days) and min(known) >= 0 and max(known) <= MOST_DAYS and rising else None
    )


def load_kind(limit: float) -> Kind:
    """Return the kind of a load: the count as reported, and whether it is only known to be below a limit.

    Args:
        limit: of the assay in CFU/mL; a count below it must be written as such.

    >>> load_kind(10).read("340"), load_kind(10).read("<10"), load_kind(10).read("2.5")
    ((340.0, 0.0), (10.0, 1.0), None)
    """

    def read(cell: str) -> Cell | None:
        below = cell.startswith("<")
        found = read_number(cell[1:] if below else cell)
        if found is None or not (0 if below else limit) <= found <= MOST_LOAD or found == 0:
            return None
        return found, float(below)

    bounds = f"at least the assay's limit of {limit:g} and at most {MOST_LOAD:g}"
    allowed = f"CFU/mL as counted, not its logarithm, {bounds}; or <LIMIT such as <{limit:g}"
    return Kind(allowed, read)


def number_kind(most: float) -> Kind:
    """Return the kind of a number of at least 0.

    Args:
        most: the largest that it can be, infinite where it has no bound.

    >>> number_kind(10).read("3.5"), number_kind(10).read("11"), number_kind(math.inf).allowed
    ((3.5,), None, 'a number of at least 0, with a point as decimal sign')
    """
    bounds = f"from 0 to {most:g}" if math.isfinite(most) else "of at least 0"
    return Kind(f"a number {bounds}, with a point as decimal sign", _number(lambda found: 0 <= found <= most))


YES_NO = Kind("0 or 1", _share)
HOW_MANY = Kind(f"a whole number from 0 to {MOST_DAYS}", _whole(0))
DAY = Kind(f"a whole number of days since enrolment, from 0 to {MOST_DAYS}", _whole(0))
BIRTH_DAY = Kind(f"a whole number of days since birth, negative in pregnancy, at most {MOST_DAYS}", _whole(-MOST_DAYS))
DAYS = Kind(f"days, from 0 to {MOST_DAYS}, with a point as decimal sign", _number(lambda found: 0 <= found <= MOST_DAYS))
ONSETS = Kind("days since enrolment, whole, rising, with semicolons between them, such as 3;40", _onsets)
