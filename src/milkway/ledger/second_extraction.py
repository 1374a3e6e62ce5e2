"""A second extraction of the numbers that are fitted, from the recorded quotes alone, and where it differs from the first."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import isclose
from pathlib import Path

from milkway.core.errors import InputError, Mistake
from milkway.ledger.quantities import Quantity
from milkway.ledger.studies import Study

COLUMNS = ("study", "finding", "arm", "time", "value", "low", "high", "n", "quote", "locator")
NUMBERS = ("value", "low", "high", "n")
QUANTITY = "quantity "
ROUNDING = 0.002  # shares are recorded with three digits


@dataclass(frozen=True)
class Extracted:
    """A finding as a second reader took it from its quote; what the quote does not state is None."""

    study: str
    finding: str
    arm: str
    time: str
    value: float | None
    low: float | None
    high: float | None
    n: float | None
    quote: str
    locator: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return study, finding, arm and time."""
        return self.study, self.finding, self.arm, self.time

    @property
    def quantity(self) -> str:
        """Return the id of the quantity that the row takes again, empty if it is a finding of a study."""
        return self.finding.removeprefix(QUANTITY) if self.finding.startswith(QUANTITY) else ""


def read_second_extraction(path: Path | None = None) -> tuple[Extracted, ...]:
    """Return the rows of a CSV file, where lines that begin with # are remarks; without a path, of the file that ships.

    Raises:
        InputError: the header is another, or a number is none; all mistakes.
    """
    place: Traversable | Path = path if path is not None else files("milkway.ledger").joinpath("data", "second_extraction.csv")
    lines = [line for line in place.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputError(place.name, [Mistake("header", str(reader.fieldnames), ",".join(COLUMNS))])
    mistakes: list[Mistake] = []
    rows = [_extracted(record, mistakes) for record in reader]
    if mistakes:
        raise InputError(place.name, mistakes)
    return tuple(rows)


def disagreements(studies: Mapping[str, Study], second: tuple[Extracted, ...]) -> list[Mistake]:
    """Return every number in which the two extractions differ, and every fitted finding that was not extracted again.

    A number that the quote does not state is not compared, except the value, which a fitted finding must have in its quote.
    """
    first = {
        (study.id, finding.name, finding.arm, finding.time): finding for study in studies.values() for finding in study.findings
    }
    found: list[Mistake] = []
    for row in (row for row in second if not row.quantity):
        finding = first.get(row.key)
        if finding is None:
            found.append(Mistake(_told(row.key), "a second extraction only", "a finding of that study"))
            continue
        for name in NUMBERS:
            again, once = getattr(row, name), getattr(finding, name)
            if again is not None and again != once:
                found.append(Mistake(f"{_told(row.key)} {name}", f"{once} first, {again} second", "the same number"))
    again = {row.key for row in second if row.value is not None}
    fitted = [key for key, finding in first.items() if finding.use == "calibrate" and key not in again]
    return found + [Mistake(_told(key), "no second extraction", "one, since the finding is fitted") for key in fitted]


def quantity_disagreements(quantities: Mapping[str, Quantity], second: tuple[Extracted, ...]) -> list[Mistake]:
    """Return every number in which a quantity and its second extraction differ by more than rounding to three digits."""
    found: list[Mistake] = []
    for row in second:
        if row.quantity:
            quantity = quantities.get(row.quantity)
            if quantity is None or quantity.key != row.study:
                found.append(Mistake(f"{row.study}: {row.finding}", "a second extraction only", "a quantity of that source"))
                continue
            for name in ("value", "low", "high"):
                again, once = getattr(row, name), getattr(quantity, name)
                if again is not None and (once is None or not isclose(again, once, rel_tol=ROUNDING)):
                    found.append(Mistake(f"{row.finding} {name}", f"{once} first, {again} second", "the same number"))
    return found


def _told(key: tuple[str, str, str, str]) -> str:
    study, finding, arm, time = key
    return f"{study}: {finding} ({arm}{', ' if time else ''}{time})"


def _extracted(record: dict[str, str], mistakes: list[Mistake]) -> Extracted:
    def number(name: str) -> float | None:
        try:
            return float(record[name]) if record[name] else None
        except ValueError:
            where = f"{record['study']}: {record['finding']} ({record['arm']}) {name}"
            mistakes.append(Mistake(where, repr(record[name]), "a number or nothing"))
            return None

    value, low, high, n = (number(name) for name in NUMBERS)
    study, finding, arm, time, quote, locator = (record[name] for name in COLUMNS if name not in NUMBERS)
    return Extracted(study, finding, arm, time, value, low, high, n, quote, locator)
