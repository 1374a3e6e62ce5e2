"""Answers that ship with the page since they take minutes to make, and whether numbers have changed since they were made.

`docs/write_kept.py` makes them at a release. Each keeps a mark of all numbers that it follows from: equations, rows of the
tables, settings, the hypotheses on the product, what the model is asked, published results, and the posterior.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from milkway.planning.kept_settings import numbers_mark
from milkway.protocol.known import read_known_protocol
from milkway.verdicts.questions import read_questions

CLAIMS, QUALIFICATION = "claims", "qualification"
FOLLOWS_FROM = (("milkway.verdicts", "counterfactuals.toml"), ("milkway.published", "data"), ("milkway.inference", "data"))
REMADE_BY = "python docs/write_kept.py"


@dataclass(frozen=True)
class KeptAnswer:
    """An answer that ships, the version and the day of its making, and whether numbers that it follows from differ now."""

    answer: dict
    version: str
    made: str
    stale: bool

    @property
    def about(self) -> dict:
        """Return what a page says of it beside the answer."""
        return {"version": self.version, "made": self.made, "stale": self.stale, "remade_by": REMADE_BY}


def kept_answer(name: str) -> KeptAnswer:
    """Return the answer of a name, `CLAIMS` or `QUALIFICATION`."""
    kept = _read(name)
    return KeptAnswer(kept["answer"], kept["version"], kept["made"], kept["mark"] != answers_mark())


@cache
def answers_mark() -> str:
    """Return a mark of all that the answers follow from."""
    told = hashlib.sha256(numbers_mark(read_known_protocol(read_questions().protocol)).encode())
    for package, place in FOLLOWS_FROM:
        for item in _files(files(package).joinpath(place)):
            told.update(item.read_bytes())
    return told.hexdigest()[:12]


def _files(place: Traversable) -> list[Traversable]:
    return [place] if place.is_file() else sorted((item for item in place.iterdir() if item.is_file()), key=lambda one: one.name)


@cache
def _read(name: str) -> dict:
    return json.loads(files("milkway.explorer").joinpath("kept", f"{name}.json").read_text(encoding="utf-8"))
