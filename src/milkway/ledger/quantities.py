"""Quantities read in the literature, each with its quote: what the locator of a parameter row points to."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from milkway.core.errors import InputError, Mistake

COLUMNS = (
    *("id", "quantity", "value", "low", "high", "unit", "who", "population"),
    *("source", "key", "url", "quote", "status", "note"),
)
STATUS = ("verified", "recalled", "derived", "inferred_prior")


@dataclass(frozen=True)
class Quantity:
    """A published quantity as printed.

    `low` and `high` are a range, a deviation, an interval or the values of two arms: unit and note say which.
    `who` says in one term what kind of people, animals or culture it was seen in. `key` is that of the source in the
    bibliography, empty where nothing was read. `status` is verified (read, with a quote),
    recalled (not checked), derived (arithmetic on others) or inferred_prior (no data).
    """

    id: str
    quantity: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    who: str
    population: str
    source: str
    key: str
    url: str
    quote: str
    status: str
    note: str


def read_quantities(path: Path | None = None) -> Mapping[str, Quantity]:
    """Return the quantities of a CSV file by id; without a path, of the file that ships.

    Raises:
        InputError: every row that cannot be used.

    >>> read_quantities()["feeds_per_day"].value
    11.0
    """
    place: Traversable | Path = path if path is not None else files("milkway.ledger").joinpath("data", "quantities.csv")
    mistakes: list[Mistake] = []
    quantities: dict[str, Quantity] = {}
    reader = csv.DictReader(place.read_text(encoding="utf-8").splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputError(place.name, [Mistake("header", str(reader.fieldnames), ",".join(COLUMNS))])
    for record in reader:
        found = _mistakes(record, quantities)
        mistakes += found
        if not found:
            quantities[record["id"]] = _quantity(record)
    if mistakes:
        raise InputError(place.name, mistakes)
    return quantities


def _mistakes(record: dict[str, str], known: Mapping[str, Quantity]) -> list[Mistake]:
    where = f"quantity {record['id']}"
    mistakes = [Mistake(where, "a second row", "one row per id")] if record["id"] in known else []
    if record["status"] not in STATUS:
        mistakes.append(Mistake(f"{where} status", record["status"], ", ".join(STATUS)))
    if record["status"] == "verified" and not (record["quote"] and record["url"]):
        mistakes.append(Mistake(where, "no quote or url", "both, since it is verified"))
    if record["status"] == "verified" and not record["key"]:
        mistakes.append(Mistake(f"{where} key", "nothing", "a key of the bibliography, since it is verified"))
    for name in ("value", "low", "high"):
        try:
            _number(record[name])
        except ValueError:
            mistakes.append(Mistake(f"{where} {name}", repr(record[name]), "a number or nothing"))
    return mistakes


def _quantity(record: dict[str, str]) -> Quantity:
    words = {name: record[name] for name in COLUMNS if name not in ("value", "low", "high")}
    return Quantity(value=_number(record["value"]), low=_number(record["low"]), high=_number(record["high"]), **words)


def _number(text: str) -> float | None:
    return float(text) if text else None
