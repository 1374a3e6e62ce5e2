"""Published results, and how each may be used: `data/results.toml` and the shares of infants' guilds."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass as checked

from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of
from milkway.published.sampling_laws import Law, Mean
from milkway.published.shares import ReadShare, read_shares

Use = Literal["calibrate", "check", "context"]
Topic = Literal["mastitis", "milk", "infant gut", "treatment", "strain"]


@dataclass(frozen=True)
class Result:
    """A published result and how it may be used.

    Attributes:
        name: stable key, the study first.
        study: key of the bibliography.
        topic: what it is about.
        says: in words.
        unit: of the value.
        law: how it was printed, with the value.
        use: "calibrate" may enter a likelihood, "check" is compared, "context" is shown only.
        panel: which simulated women it is read from.
        locator: quantity, study file or table of the value.
        note: what differs from what is simulated.
    """

    name: str
    study: str
    topic: Topic
    says: str
    unit: str
    law: Law
    use: Use
    panel: str
    locator: str
    note: str

    @property
    def value(self) -> float:
        """Return the value as published."""
        return self.law.value


@checked(config=STRICT, frozen=True)
class _Row:
    name: str
    topic: Topic
    says: str
    unit: str
    law: Annotated[Law, Field(discriminator="kind")]
    use: Use
    panel: str
    locator: str
    note: str = ""


@checked(config=STRICT, frozen=True)
class _File:
    result: tuple[_Row, ...]


@cache
def results() -> tuple[Result, ...]:
    """Return all results, in the order of the file, the shares of infants' guilds last.

    Raises:
        InputError: every mistake of the file.

    >>> results()[0].value == 206 / 1193
    True
    """
    mistakes: list[Mistake] = []
    found = parsed(_File, toml_of(files("milkway.published").joinpath("data", "results.toml")), "results.toml", mistakes)
    if found is None:
        raise InputError("results.toml", mistakes)
    return tuple(_result(row) for row in found.result) + tuple(_share(row) for row in read_shares())


def _result(row: _Row) -> Result:
    study = row.name.split(".")[0]
    return Result(
        *(row.name, study, row.topic, row.says, row.unit, row.law),
        use=row.use,
        panel=row.panel,
        locator=row.locator,
        note=row.note,
    )


def _share(row: ReadShare) -> Result:
    days = f"day {row.first}" if row.first == row.last else f"days {row.first} to {row.last}"
    fed = "" if row.feeding == "any" else f", fed by {row.feeding}"
    return Result(
        name=row.name,
        study=row.study,
        topic="infant gut",
        says=f"{row.guild} in stool, {BIRTHS[row.birth]}{fed}, {days}",
        unit="share of reads",
        law=Mean(row.mean, row.n, row.sd),
        use="check" if row.study == "bokulich2016" else "calibrate",
        panel="formula" if row.feeding == "formula" else "general",
        locator="infant_shares.csv, from the public table",
        note="simulated stool is sequenced as the cohort's was; one gene copy per cell",
    )


BIRTHS = {"vaginal": "vaginal birth", "c_section": "caesarean birth"}
