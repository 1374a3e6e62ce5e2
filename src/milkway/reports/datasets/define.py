"""What each data set and each of its variables is: label, type, derivation and codes, as the files that travel with them say."""

import csv
from dataclasses import dataclass
from importlib.resources import files

from milkway.analysis.registry import occurrences
from milkway.reports.datasets.adae import ABSCESS
from milkway.reports.datasets.adtte import times
from milkway.reports.datasets.codes import answers


@dataclass(frozen=True)
class DataSet:
    """A data set.

    Attributes:
        label: of it.
        kind: its class in ADaM.
        record: what a record is.
        keys: variables whose values no two records share.
        of_women: whether every record is about a woman, so that it begins with who she is.
    """

    label: str
    kind: str
    record: str
    keys: tuple[str, ...]
    of_women: bool = True


FINDINGS = "BASIC DATA STRUCTURE"
DATA_SETS = {
    "ADSL": DataSet("Synthetic: women, one record each", "SUBJECT LEVEL ANALYSIS DATASET", "subject", ("USUBJID",)),
    "ADTTE": DataSet("Synthetic: times to events", FINDINGS, "subject per parameter", ("USUBJID", "PARAMCD")),
    "ADLB": DataSet(
        "Synthetic: milk cultures by visit", FINDINGS, "subject per parameter per visit", ("USUBJID", "PARAMCD", "AVISIT")
    ),
    "ADQS": DataSet(
        "Synthetic: pain and signs of the breast", FINDINGS, "subject per parameter per visit", ("USUBJID", "PARAMCD", "AVISIT")
    ),
    "ADAE": DataSet("Synthetic: mastitis and abscesses", "OCCURRENCE DATA STRUCTURE", "subject per event", ("USUBJID", "AESEQ")),
    "ADRESULT": DataSet(
        "Synthetic: results as reported",
        "ADAM OTHER",
        "simulated world per result",
        ("HYPOTHN", "ROUTES", "RESSEQ"),
        of_women=False,
    ),
}
SUBCLASSES = {"ADTTE": "TIME-TO-EVENT", "ADAE": "ADVERSE EVENT"}
EVERY = "*"
NO_TIME = "1960-01-01T00:00:00"  # of writing: a run always writes the same


@dataclass(frozen=True)
class Variable:
    """A column of a data set; its type is "text", "integer" or "float"."""

    dataset: str
    variable: str
    label: str
    type: str
    derivation: str
    codes: str


def variables(dataset: str) -> tuple[Variable, ...]:
    """Return the columns of a data set in their order.

    >>> [one.variable for one in variables("ADTTE")][-3:]
    ['CNSR', 'EVNTDESC', 'CNSDTDSC']
    """
    text = files("milkway.reports.datasets").joinpath("define.csv").read_text(encoding="utf-8")
    rows = [Variable(**row) for row in csv.DictReader(text.splitlines())]
    shared = [row for row in rows if row.dataset == EVERY and DATA_SETS[dataset].of_women]
    own = (row for row in rows if row.dataset == dataset)
    return tuple(Variable(dataset, *_rest(row)) for row in (*shared, *own))


def code_list(variable: Variable) -> dict[str, str]:
    """Return the codes of a variable, each with its meaning, "" where the code says it.

    >>> code_list(next(one for one in variables("ADTTE") if one.variable == "CNSR"))
    {'0': 'event', '1': 'end of follow-up', '2': 'left the trial'}
    """
    parts = (one.partition(" = ") for one in variable.codes.split("; ") if one)
    return {code: meaning for code, _, meaning in parts}


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
