"""What is learned, number by number: a standard normal coordinate each, and what it was believed to be before any result.

A row that was tuned on results of the likelihood leaves its value behind and is log-uniform over its class
(`data/class_priors.toml`). Every other row that states a spread is drawn from it; rows that share one number move together.
What a coordinate moves beyond `WIDEST` standard deviations of its prior it moves no further.
"""

import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from milkway.core.errors import InputError, Mistake
from milkway.core.lazy import Later
from milkway.ledger.clusters import members_with
from milkway.ledger.rows import OFF, ParameterRow
from milkway.ledger.tables import ParameterTable

SPECIAL = Later("scipy.special")
WIDEST = 3.0
NOTE = "a draw of the calibration"


@dataclass(frozen=True)
class ClassPrior:
    """A log-uniform prior of all rows of some parameters.

    Attributes:
        parameters: names.
        low: end.
        high: end.
        unit: of both.
        why: the ends are these.
        of: "value", or "variation", the geometric standard deviation between dyads.
    """

    parameters: tuple[str, ...]
    low: float
    high: float
    unit: str
    why: str
    of: str = "value"


@dataclass(frozen=True)
class Number:
    """A number of the tables that is uncertain.

    Attributes:
        name: of it; the key of a row, of a line of rows, or with "variation of" before it.
        keys: rows that have it.
        prior: of its class; None where the spread of its rows is its prior.
    """

    name: str
    keys: tuple[str, ...]
    prior: ClassPrior | None


@cache
def class_priors() -> tuple[ClassPrior, ...]:
    """Return the classes in file order."""
    text = files("milkway.inference").joinpath("data", "class_priors.toml").read_text(encoding="utf-8")
    return tuple(ClassPrior(**(one | {"parameters": tuple(one["parameters"])})) for one in tomllib.loads(text)["class"])


def numbers(table: ParameterTable, studies: Iterable[str], searched: Collection[str] | None = None) -> tuple[Number, ...]:
    """Return all that is uncertain, in the order of the tables; variations last.

    Args:
        table: reference.
        studies: whose results are fitted; rows tuned on them or on others of their clusters return to their class.
        searched: parameters, or "variation of" one, that return; others stay as the tables have them. All without.

    Raises:
        InputError: such a row is of no class.
    """
    known = frozenset[str]().union(*(members_with(study) for study in studies))
    classes = {
        (name, one.of): one
        for one in class_priors()
        for name in one.parameters
        if searched is None or _named(name, one) in searched
    }
    returned = {
        key: row
        for key, row in table.rows.items()
        if row.kind != OFF
        and known & set(row.tuned_on)
        and (searched is None or classes.keys() & {(row.parameter, "value"), (row.parameter, "variation")})
    }
    missing = [
        key for key, row in returned.items() if not classes.keys() & {(row.parameter, "value"), (row.parameter, "variation")}
    ]
    if missing:
        allowed = "a class in class_priors.toml, since results of the likelihood tuned it"
        raise InputError("class priors", [Mistake(key, "a row of no class", allowed) for key in missing])
    valued = {key: classes[row.parameter, "value"] for key, row in returned.items() if (row.parameter, "value") in classes}
    alone = [Number(key, (key,), prior) for key, prior in valued.items()]
    together: dict[str, list[str]] = {}
    for key, row in table.rows.items():
        if key not in valued and row.kind != OFF and row.spread is not None and row.distribution in ("lognormal", "normal"):
            together.setdefault(row.number, []).append(key)
    drawn = [Number(name, tuple(keys), None) for name, keys in together.items()]
    varied: dict[str, list[str]] = {}
    for key, row in returned.items():
        if (row.parameter, "variation") in classes and row.variation is not None:
            varied.setdefault(row.parameter, []).append(key)
    spreads = [
        Number(_named(name, prior), tuple(keys), prior) for name, keys in varied.items() for prior in [classes[name, "variation"]]
    ]
    return (*alone, *drawn, *spreads)


def _named(parameter: str, prior: ClassPrior) -> str:
    return f"variation of {parameter}" if prior.of == "variation" else parameter


def table_at(table: ParameterTable, known: Sequence[Number], z: np.ndarray) -> ParameterTable:
    """Return the table at (number,) standard normal coordinates."""
    moved: dict[str, float] = {}
    rows: dict[str, ParameterRow] = {}
    for one, at in zip(known, np.clip(z, -WIDEST, WIDEST), strict=True):
        for key in one.keys:
            value = value_at(one, table.rows[key], float(at))
            if one.prior is not None and one.prior.of == "variation":
                rows[key] = replace(table.rows[key], variation=value)
            else:
                moved[key] = value
    varied = replace(table, rows={**table.rows, **rows})
    return varied.replacing({key: float(table.kept(key, np.asarray(value))) for key, value in moved.items()}, "calibrated", NOTE)


def value_at(number: Number, row: ParameterRow, z: float) -> float:
    """Return what a row, or its variation, is at a coordinate.

    >>> ends = ClassPrior(("a",), 1.0, 100.0, "1/day", "")
    >>> round(value_at(Number("a", ("a",), ends), None, 0.0), 9)
    10.0
    """
    if number.prior is not None:
        return number.prior.low * (number.prior.high / number.prior.low) ** float(SPECIAL.ndtr(z))
    assert row.spread is not None
    return row.value + row.spread * z if row.distribution == "normal" else row.value * row.spread**z
