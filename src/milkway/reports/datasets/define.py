"""What each variable of the data sets is: label, type, derivation and codes, as the file `define.csv` that travels with them."""

import csv
from dataclasses import dataclass
from importlib.resources import files

from milkway.analysis.registry import occurrences
from milkway.reports.datasets.adae import ABSCESS
from milkway.reports.datasets.adtte import times
from milkway.reports.datasets.codes import answers

LABELS = {
    "ADSL": "Synthetic: women, one record each",
    "ADTTE": "Synthetic: times to events",
    "ADLB": "Synthetic: milk cultures by visit",
    "ADQS": "Synthetic: pain and signs of the breast",
    "ADAE": "Synthetic: mastitis and abscesses",
}
EVERY = "*"


@dataclass(frozen=True)
class Variable:
    """A column of a data set."""

    dataset: str
    variable: str
    label: str
    type: str
    derivation: str
    codes: str


def variables(dataset: str) -> tuple[Variable, ...]:
    """Return the columns of a data set in their order.

    >>> [one.variable for one in variables("ADTTE")][-3:]
    ['AVALU', 'CNSR', 'EVNTDESC']
    """
    text = files("milkway.reports.datasets").joinpath("define.csv").read_text(encoding="utf-8")
    rows = [Variable(**row) for row in csv.DictReader(text.splitlines())]
    shared = [row for row in rows if row.dataset == EVERY]
    own = (row for row in rows if row.dataset == dataset)
    return tuple(Variable(dataset, *_rest(row)) for row in (*shared, *own))


def _rest(row: Variable) -> tuple[str, str, str, str, str]:
    codes = "; ".join(_listed(row.dataset, row.variable)) or row.codes
    return row.variable, row.label, row.type, row.derivation, codes


def _listed(dataset: str, variable: str) -> list[str]:
    """Return the codes of a variable that scores and intercurrent events bring themselves."""
    match dataset, variable:
        case "ADTTE", "PARAMCD":
            return [f"{one.code} = {one.event.lower()}" for one in times()]
        case "ADQS", "PARAMCD":
            return [f"{one.code} = {one.text[:1].lower() + one.text[1:]}" for one in answers().values()]
        case "ADAE", "AETERM":
            return [*(one.term for one in occurrences()), ABSCESS]
        case _:
            return []
