"""The posterior as a table: a line per draw, a column per row of the tables that it moves, and beside it how it was made.

Values are those of the draws themselves, so that a later change of a table does not move the posterior. The disputed route
and product effects are questions that a trial asks by its own routes and hypotheses: they are kept and reported, but no run
takes them over. The first line is the middle: of infants' guts alone the end of the search, all else as the tables have it; with
women a draw like all others, that whose simulated results are nearest to the mean of all.
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

FILES = ("posterior.csv", "posterior.toml")
MADE = ("code", "seed", "plan")  # what a posterior and its folds have in common
SETS = ("best", "tables", "posterior")
NONE_SHIPS = "tables: that of version 0.1 was learned of another model and is void, and none has been learned of this one yet"
MIDDLE = 0  # place of the middle of the posterior; draws come after it
VARIATION, DISPUTED = "variation of ", "disputed "


@dataclass(frozen=True)
class Posterior:
    """Draws of the parameters, after their middle.

    Attributes:
        keys: rows that it moves.
        values: (draw, row) their values, in canonical units.
        learned: of these, the rows that results of the likelihood tuned before and that are free now; the others hardly moved.
        varied: rows whose variation between dyads it moves too.
        variations: (draw, varied row) geometric standard deviations.
        disputed_keys: rows of the disputed route and of product effects; none where only infants' guts were calibrated.
        disputed_values: (draw, disputed row); each may be zero.
        studies: that it was learned from.
        discrepancy: evenly spaced quantiles of how far the model is off by topic, in log odds, logs or decades.
        bias: evenly spaced quantiles of how arms with a stake are drawn toward the product, in logs.
        better: whether it is the default. Nothing sets it: no rule of docs/decisions/0039-calibration.md has chosen a source yet.
    """

    keys: tuple[str, ...]
    values: np.ndarray
    learned: frozenset[str]
    varied: tuple[str, ...]
    variations: np.ndarray
    disputed_keys: tuple[str, ...]
    disputed_values: np.ndarray
    studies: tuple[str, ...]
    discrepancy: Mapping[str, Sequence[float]] = field(default_factory=dict)
    bias: tuple[float, ...] = ()
    better: bool = False

    __repr__ = brief

    def spaced(self, draws: int) -> tuple[int, ...]:
        """Return so many draws, evenly spaced."""
        return tuple(np.unique(np.linspace(MIDDLE + 1, len(self.values) - 1, draws).astype(int)).tolist())

    def moved(self, draw: int) -> dict[str, float]:
        """Return the values of the rows that one draw moves, routes and product effects left out."""
        return dict(zip(self.keys, self.values[draw].tolist(), strict=True))

    def disputed(self, draw: int) -> dict[str, float]:
        """Return what one draw says of the disputed route and of the product; each may be zero."""
        return dict(zip(self.disputed_keys, self.disputed_values[draw].tolist(), strict=True))

    def of_mechanisms(self, draw: int) -> dict[str, float]:
        """Return the values of the rows that one draw moves, the disputed route with them, but no product effect."""
        return self.moved(draw) | {key: value for key, value in self.disputed(draw).items() if not key.startswith("effect")}

    def table(self, table: ParameterTable, draw: int = MIDDLE) -> ParameterTable:
        """Return the table with the rows of one draw, or of the middle; routes and product effects stay as they are.

        Rows that were learned become calibrated ones. Others keep their kind and source, with a note. What a user gave stays.
        """
        which = f"{f'draw {draw}' if draw else 'the middle'} of the posterior, learned from {len(self.studies)} studies"
        values, spreads = self.moved(draw), dict(zip(self.varied, self.variations[draw].tolist(), strict=True))
        rows = dict(table.rows)
        for key in {**values, **spreads}:
            row = rows[key]
            if row.kind == YOURS:
                continue
            kept = float(table.kept(key, np.asarray(values[key]))) if key in values else row.value
            made = replace(row, value=kept, spread=None, variation=spreads.get(key, row.variation))
            learned = key in self.learned
            note = which if learned else f"moved within its spread with {which}"
            rows[key] = replace(made, kind="calibrated", note=note) if learned else replace(made, note=note)
        return replace(table, rows=rows)


def write_posterior(posterior: Posterior, folder: Path, made: Mapping[str, object]) -> None:
    """Write `posterior.csv` and `posterior.toml`.

    Args:
        posterior: to write.
        folder: where.
        made: plain values that say how it was made.
    """
    names = (
        *posterior.keys,
        *(f"{VARIATION}{key}" for key in posterior.varied),
        *(f"{DISPUTED}{key}" for key in posterior.disputed_keys),
    )
    rows = np.concatenate([posterior.values, posterior.variations, posterior.disputed_values], axis=1)
    lines = ([draw or "middle", *(f"{value:.5g}" for value in row)] for draw, row in enumerate(rows))
    write_whole(folder / "posterior.csv", csv_text(("draw", *names), lines, "\n").encode())
    told = [f"{key} = {json.dumps(value)}" for key, value in made.items()]
    told += [f"studies = {json.dumps(list(posterior.studies))}", f"better = {json.dumps(posterior.better)}"]
    told += [f"bias = {json.dumps([round(one, 4) for one in posterior.bias])}"]
    told += [f"learned = {json.dumps(sorted(posterior.learned))}", "", "[discrepancy]"]
    told += [
        f'"{topic}" = {json.dumps([round(width, 4) for width in widths])}' for topic, widths in posterior.discrepancy.items()
    ]
    write_whole(folder / "posterior.toml", ("\n".join(told) + "\n").encode())


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
        allowed = " and ".join(FILES)
        raise InputError("posterior", [Mistake("posterior", str(error), allowed)]) from error


def ships() -> bool:
    """Return whether a posterior of the model ships."""
    return shipped().joinpath(FILES[1]).is_file()


def draws_mistakes(draws: int, parameters: str) -> list[Mistake]:
    """Return what is wrong with so many draws of "posterior": it ships no more than it has."""
    many = len(read_posterior().values) - 1 if parameters == "posterior" and ships() else draws
    return [] if draws <= many else [Mistake("draws", str(draws), f"at most {many}, the draws of the posterior that ships")]


def shipped() -> Traversable | Path:
    """Return the folder in which the posterior of the model ships, once one has been learned."""
    return files("milkway.inference").joinpath("data")


@lru_cache(2)
def _posterior(draws: str, said: str) -> Posterior:
    """Return what the texts of the two files say; the same texts are read once."""
    head, *lines = csv.reader(draws.splitlines())
    rows, about, names = np.array([[float(cell) for cell in line[1:]] for line in lines]), tomllib.loads(said), head[1:]
    rows.flags.writeable = False

    def of(start: str) -> tuple[tuple[str, ...], np.ndarray]:
        which = [i for i, name in enumerate(names) if name.startswith(start) and _kind(name) == start]
        return tuple(names[i].removeprefix(start) for i in which), rows[:, which]

    return Posterior(
        *of(""),
        frozenset(about["learned"]),
        *of(VARIATION),
        *of(DISPUTED),
        studies=tuple(about["studies"]),
        discrepancy={topic: tuple(law) for topic, law in about.get("discrepancy", {}).items()},
        bias=tuple(about.get("bias", ())),
        better=bool(about.get("better", False)),
    )


def _kind(name: str) -> str:
    return next((start for start in (VARIATION, DISPUTED) if name.startswith(start)), "")


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
    return ships() and bool(tomllib.loads(shipped().joinpath(FILES[1]).read_text(encoding="utf-8")).get("better", False))


def chosen_table(table: ParameterTable, parameters: str) -> ParameterTable:
    """Return the tables as they are, or moved to the middle of the posterior.

    Raises:
        InputError: the word is none of "best", "tables" and "posterior".
    """
    if settled(parameters) == "tables":
        return table
    return read_posterior().table(table)
