"""The posterior as a table: a row per draw, a column per free parameter, and beside it how it was made.

A column without a spike is a factor on the values that its rows had when the posterior was made; these are kept beside it, so
that a later change of a table does not move the posterior. Columns with a spike at zero (the disputed route, product effects) are
questions that a trial asks by its own routes and hypotheses: they are kept and reported, but no run takes them over.
"""

import csv
import io
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from milkway.calibration.free import Free, rows_of, values
from milkway.core.errors import InputError, Mistake
from milkway.core.writing import write_whole
from milkway.ledger.tables import ParameterTable

KEPT = 500  # draws that ship
SETS = ("best", "tables", "posterior")


@dataclass(frozen=True)
class Posterior:
    """Draws of the free parameters.

    Attributes:
        names: of the columns.
        draws: (draw, column) factors, and values where there is a spike.
        spiked: (column,) whether it may be exactly zero.
        reference: rows that each column multiplies or sets, with their values when the posterior was made.
        studies: that it was learned from.
        discrepancy: how far the model is off by topic (median), in log odds, logs or decades.
        better: whether it scored higher than the tables tuned by hand, by the rule of `compare.py`.
    """

    names: tuple[str, ...]
    draws: np.ndarray
    spiked: tuple[bool, ...]
    reference: Mapping[str, Mapping[str, float]]
    studies: tuple[str, ...]
    discrepancy: Mapping[str, float] = field(default_factory=dict)
    better: bool = False

    def central(self) -> int:
        """Return the draw nearest to the middle, so that what is learned only in products stays together."""
        moved = np.log(self.draws[:, ~np.array(self.spiked)])
        away = (moved - np.median(moved, axis=0)) / np.maximum(moved.std(axis=0), 1e-9)
        return int(np.argmin((away**2).sum(axis=1)))

    def spaced(self, draws: int) -> tuple[int, ...]:
        """Return so many draws, evenly spaced."""
        return tuple(np.unique(np.linspace(0, len(self.draws) - 1, draws).astype(int)).tolist())

    def moved(self, draw: int) -> dict[str, float]:
        """Return the values of the rows that one draw moves, routes and product effects left out."""
        found: dict[str, float] = {}
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

    def routes(self, draw: int) -> dict[str, float]:
        """Return what one draw says of the disputed route alone."""
        return {key: value for key, value in self.disputed(draw).items() if not key.startswith("effect")}

    def table(self, table: ParameterTable, draw: int) -> ParameterTable:
        """Return the table with the rows of one draw; routes, product effects and all that is not free stay as they are."""
        return self.replacing(table, self.moved(draw), draw)

    def replacing(self, table: ParameterTable, moved: Mapping[str, float], draw: int) -> ParameterTable:
        """Return the table with values that rest on one draw, saying so."""
        return table.replacing(moved, "calibrated", f"draw {draw} of the posterior, learned from {len(self.studies)} studies")


def posterior_of(free: Sequence[Free], x: np.ndarray, table: ParameterTable, studies: Sequence[str]) -> Posterior:
    """Return the posterior of (draw, parameter) coordinates, thinned to what ships."""
    kept = x[np.linspace(0, len(x) - 1, min(KEPT, len(x))).astype(int)]
    reference = {one.name: {key: table.rows[key].value for key in rows_of(one, table)} for one in free}
    names = tuple(one.name for one in free)
    return Posterior(names, values(free, kept), tuple(one.spiked for one in free), reference, tuple(sorted(set(studies))))


def write_posterior(posterior: Posterior, folder: Path, made: Mapping[str, object]) -> None:
    """Write `posterior.csv` and `posterior.toml`.

    Args:
        posterior: to write.
        folder: where.
        made: plain values that say how it was made.
    """
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    writer.writerow(posterior.names)
    writer.writerows([f"{value:.6g}" for value in row] for row in posterior.draws)
    write_whole(folder / "posterior.csv", rows.getvalue().encode())
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
    place: Traversable | Path = folder if folder is not None else files("milkway.calibration").joinpath("data")
    try:
        lines = list(csv.reader(place.joinpath("posterior.csv").read_text(encoding="utf-8").splitlines()))
        about = tomllib.loads(place.joinpath("posterior.toml").read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError("posterior", [Mistake("posterior", str(error), "posterior.csv and posterior.toml")]) from error
    return Posterior(
        names=tuple(lines[0]),
        draws=np.array([[float(cell) for cell in line] for line in lines[1:]]),
        spiked=tuple(bool(column["spiked"]) for column in about["column"]),
        reference={column["name"]: column["reference"] for column in about["column"]},
        studies=tuple(about["studies"]),
        discrepancy=about.get("discrepancy", {}),
        better=bool(about.get("better", False)),
    )


def settled(parameters: str) -> str:
    """Return "tables" or "posterior"; "best" is the posterior if its calibration found it better than the tables.

    Raises:
        InputError: the word is none of the three.
    """
    if parameters not in SETS:
        raise InputError("parameters", [Mistake("parameters", repr(parameters), " or ".join(SETS))])
    if parameters == "best":
        return "posterior" if read_posterior().better else "tables"
    return parameters


def chosen_table(table: ParameterTable, parameters: str) -> ParameterTable:
    """Return the tables as they are, or moved to the central draw of the posterior.

    Raises:
        InputError: the word is none of "best", "tables" and "posterior".
    """
    if settled(parameters) == "tables":
        return table
    posterior = read_posterior()
    return posterior.table(table, posterior.central())
