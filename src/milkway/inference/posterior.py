"""The posterior as a table: a row per draw, a column per free parameter, and beside it how it was made.

A column without a spike is a factor on the values that its rows had when the posterior was made; these are kept beside it, so
that a later change of a table does not move the posterior. Columns with a spike at zero (the disputed route, product effects) are
questions that a trial asks by its own routes and hypotheses: they are kept and reported, but no run takes them over. `rest.csv`
holds, for the same draws, the values of all rows that are not free and yet uncertain. The first line of both is the middle of
the posterior, which is what a run under one world takes.
"""

import csv
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake
from milkway.core.tabular import csv_text
from milkway.core.writing import write_whole
from milkway.ledger.rows import YOURS
from milkway.ledger.tables import ParameterTable

FILES = ("posterior.csv", "rest.csv", "posterior.toml")
SETS = ("best", "tables", "posterior")
NONE_SHIPS = "tables: that of version 0.1 was learned of another model and is void, and none has been learned of this one yet"
MIDDLE = 0  # place of the middle of the posterior; draws come after it


@dataclass(frozen=True)
class Posterior:
    """Draws of the parameters, after their middle.

    Attributes:
        names: of the columns, one for each free parameter.
        draws: (draw, column) factors, and values where there is a spike.
        spiked: (column,) whether it may be exactly zero.
        reference: rows that each column multiplies or sets, with their values when the posterior was made.
        rest_keys: rows that are uncertain and not free.
        rest: (draw, row) their values, but for the factor of a free parameter that moves them too.
        studies: that it was learned from.
        discrepancy: how far the model is off by topic (median), in log odds, logs or decades.
        better: whether it scored higher than the tables tuned by hand, by the rule of `compare.py`.
    """

    names: tuple[str, ...]
    draws: np.ndarray
    spiked: tuple[bool, ...]
    reference: Mapping[str, Mapping[str, float]]
    rest_keys: tuple[str, ...]
    rest: np.ndarray
    studies: tuple[str, ...]
    discrepancy: Mapping[str, float] = field(default_factory=dict)
    better: bool = False

    __repr__ = brief

    def spaced(self, draws: int) -> tuple[int, ...]:
        """Return so many draws, evenly spaced."""
        return tuple(np.unique(np.linspace(MIDDLE + 1, len(self.draws) - 1, draws).astype(int)).tolist())

    def moved(self, draw: int) -> dict[str, float]:
        """Return the values of the rows that one draw moves, routes and product effects left out."""
        found = dict(zip(self.rest_keys, self.rest[draw].tolist(), strict=True))
        for i, name in enumerate(self.names):
            if not self.spiked[i]:
                for key, value in self.reference[name].items():
                    found[key] = found.get(key, value) * float(self.draws[draw, i])
        return found

    def disputed(self, draw: int) -> dict[str, float]:
        """Return what one draw says of the disputed route and of the product; each may be zero."""
        return {
            key: float(self.draws[draw, i]) for i, name in enumerate(self.names) if self.spiked[i] for key in self.reference[name]
        }

    def of_mechanisms(self, draw: int) -> dict[str, float]:
        """Return the values of the rows that one draw moves, the disputed route with them, but no product effect."""
        return self.moved(draw) | {key: value for key, value in self.disputed(draw).items() if not key.startswith("effect")}

    def table(self, table: ParameterTable, draw: int = MIDDLE) -> ParameterTable:
        """Return the table with the rows of one draw, or of the middle; routes and product effects stay as they are.

        Rows of free parameters become calibrated ones. Those of the rest keep their kind and source, with a note: they were
        drawn within their own spread and hardly learned. What a user gave stays.
        """
        which = f"{f'draw {draw}' if draw else 'the middle'} of the posterior, learned from {len(self.studies)} studies"
        moved, free = self.moved(draw), {key for rows in self.reference.values() for key in rows}
        learned = table.replacing({key: value for key, value in moved.items() if key in free}, "calibrated", which)
        rest = {
            key: replace(
                table.rows[key],
                value=float(table.kept(key, np.asarray(value))),
                spread=None,
                note=f"moved within its spread with {which}",
            )
            for key, value in moved.items()
            if key not in free and table.rows[key].kind != YOURS
        }
        return replace(table, rows={**learned.rows, **rest})


def write_posterior(posterior: Posterior, folder: Path, made: Mapping[str, object]) -> None:
    """Write `posterior.csv`, `rest.csv` and `posterior.toml`.

    Args:
        posterior: to write.
        folder: where.
        made: plain values that say how it was made.
    """
    write_whole(folder / "posterior.csv", _lines(posterior.names, posterior.draws, ".6g"))
    write_whole(folder / "rest.csv", _lines(posterior.rest_keys, posterior.rest, ".4g"))
    lines = [f"{key} = {json.dumps(value)}" for key, value in made.items()]
    lines += [f"studies = {json.dumps(list(posterior.studies))}", f"better = {json.dumps(posterior.better)}", "", "[discrepancy]"]
    lines += [f'"{topic}" = {width!r}' for topic, width in posterior.discrepancy.items()]
    for name, spiked in zip(posterior.names, posterior.spiked, strict=True):
        lines += ["", "[[column]]", f'name = "{name}"', f"spiked = {json.dumps(spiked)}", "[column.reference]"]
        lines += [f'"{key}" = {value!r}' for key, value in posterior.reference[name].items()]
    write_whole(folder / "posterior.toml", ("\n".join(lines) + "\n").encode())


def read_posterior(folder: Path | None = None) -> Posterior:
    """Return the posterior of a folder; without one, that which ships.

    Raises:
        InputError: there is none.
    """
    place = folder if folder is not None else shipped()
    if folder is None and not ships():
        raise InputError("posterior", [Mistake("parameters", "posterior", NONE_SHIPS)])
    try:
        return _posterior(*(place.joinpath(name).read_text(encoding="utf-8") for name in FILES))
    except OSError as error:
        allowed = "posterior.csv, rest.csv and posterior.toml"
        raise InputError("posterior", [Mistake("posterior", str(error), allowed)]) from error


def ships() -> bool:
    """Return whether a posterior of the model ships."""
    return shipped().joinpath(FILES[2]).is_file()


def shipped() -> Traversable | Path:
    """Return the folder in which the posterior of the model ships, once one has been learned."""
    return files("milkway.inference").joinpath("data")


@lru_cache(2)
def _posterior(learned: str, others: str, said: str) -> Posterior:
    """Return what the texts of the three files say; the same texts are read once."""
    (names, draws), (rest_keys, rest), about = _table(learned), _table(others), tomllib.loads(said)
    return Posterior(
        names=names,
        draws=draws,
        spiked=tuple(bool(column["spiked"]) for column in about["column"]),
        reference={column["name"]: column["reference"] for column in about["column"]},
        rest_keys=rest_keys,
        rest=rest,
        studies=tuple(about["studies"]),
        discrepancy=about.get("discrepancy", {}),
        better=bool(about.get("better", False)),
    )


def _lines(names: Sequence[str], rows: np.ndarray, digits: str) -> bytes:
    """Return a table whose first column names the middle and the draws."""
    lines = ([draw or "middle", *(f"{value:{digits}}" for value in row)] for draw, row in enumerate(rows))
    return csv_text(("draw", *names), lines, "\n").encode()


def _table(text: str) -> tuple[tuple[str, ...], np.ndarray]:
    head, *lines = csv.reader(text.splitlines())
    rows = np.array([[float(cell) for cell in line[1:]] for line in lines]).reshape(len(lines), len(head) - 1)
    rows.flags.writeable = False
    return tuple(head[1:]), rows


def settled(parameters: str) -> str:
    """Return "tables" or "posterior"; "best" is the posterior if its calibration found it better than the tables.

    Raises:
        InputError: the word is none of the three.
    """
    if parameters not in SETS:
        raise InputError("parameters", [Mistake("parameters", repr(parameters), " or ".join(SETS))])
    if parameters == "best":
        return "posterior" if _better() else "tables"
    return parameters


def _better() -> bool:
    """Return what the posterior that ships says of itself, without reading its draws."""
    return ships() and bool(tomllib.loads(shipped().joinpath(FILES[2]).read_text(encoding="utf-8")).get("better", False))


def chosen_table(table: ParameterTable, parameters: str) -> ParameterTable:
    """Return the tables as they are, or moved to the middle of the posterior.

    Raises:
        InputError: the word is none of "best", "tables" and "posterior".
    """
    if settled(parameters) == "tables":
        return table
    return read_posterior().table(table)
