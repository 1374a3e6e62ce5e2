"""What each variable of the data sets is: label, type, derivation and codes, as the file `define.csv` that travels with them."""

import csv
from dataclasses import dataclass
from importlib.resources import files

LABELS = {
    "ADSL": "Synthetic: women, one record each",
    "ADTTE": "Synthetic: times to events",
    "ADLB": "Synthetic: milk cultures by visit",
    "ADQS": "Synthetic: breast pain by visit",
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
    return tuple(Variable(dataset, *_rest(row)) for row in (*shared, *(row for row in rows if row.dataset == dataset)))


def _rest(row: Variable) -> tuple[str, str, str, str, str]:
    return row.variable, row.label, row.type, row.derivation, row.codes
