"""What a variable of a data set in the shape of ADaM may say beyond what any table may: study days, flags, censoring."""

from collections.abc import Callable

from milkway.core.numerals import read_number
from milkway.trials.entered.strict_cells import Cell, Kind


def _so(cell: str) -> Cell | None:
    found = read_number(cell)
    return (found,) if found is not None and found in (0, 1) else None


def _whole(least: int, origin: int) -> Callable[[str], Cell | None]:
    """Return what reads a whole number, also one that another program wrote as 12.0, and counts it from an origin."""

    def read(cell: str) -> Cell | None:
        found = read_number(cell)
        return (found - origin,) if found is not None and found.is_integer() and found >= least else None

    return read


STUDY_DAY = Kind("a whole study day, that of randomisation being 1; no day is 0, and nothing before it is analysed", _whole(1, 1))
BIRTH_DAY = Kind("a whole number of days since birth, negative in pregnancy", _whole(-(10**6), 0))
CENSOR = Kind("0 for an event, a whole number above 0 for a time that is censored", _whole(0, 0))
FLAG = Kind("Y or N", {"Y": (1.0,), "N": (0.0,)}.get)
SO = Kind("1 if so, 0 if not", _so)
