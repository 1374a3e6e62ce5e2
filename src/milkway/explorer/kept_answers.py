"""Answers that ship with the page since they take long to make, and whether what they follow from has changed since.

`docs/write_kept.py` makes them at a release. What the model says keeps a mark of all numbers that it follows from: equations,
rows of the tables, settings, the hypotheses on the product, what the model is asked, published results, and the posterior. How
steady words are keeps a mark of the ledger and of the rule. Lives as usual are kept for the seconds in which the model loads.
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

CLAIMS, QUALIFICATION, STEADINESS, LIVES = "claims", "qualification", "steadiness", "lives"
FOLLOWS_FROM = (("milkway.verdicts", "counterfactuals.toml"), ("milkway.published", "data"), ("milkway.inference", "data"))
RATED = ("data/statements", "data/studies", "data/quantities.csv", "data/first_rating.csv", "data/second_rating.csv")
RULE = ("verdict.py", "direction.py", "judge.py", "steadiness.py", "rated_twice.py")
WORDS_FOLLOW_FROM = (
    *(("milkway.ledger", place) for place in (*RATED, "data/worthwhile.toml")),
    *(("milkway.verdicts", place) for place in RULE),
)
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
    """Return the answer of a name: `CLAIMS`, `QUALIFICATION`, `STEADINESS` or `LIVES`."""
    kept = _read(name)
    return KeptAnswer(kept["answer"], kept["version"], kept["made"], kept["mark"] != mark_of(name))


def kept_lives() -> dict:
    """Return lives as usual, what was asked for them, and that they are kept."""
    kept = kept_answer(LIVES)
    return kept.answer | {"kept": kept.about}


def mark_of(name: str) -> str:
    """Return a mark of all that an answer follows from now."""
    return words_mark() if name == STEADINESS else answers_mark()


@cache
def answers_mark() -> str:
    """Return a mark of all that what the model says follows from."""
    return _mark(numbers_mark(read_known_protocol(read_questions().protocol)), FOLLOWS_FROM)


@cache
def words_mark() -> str:
    """Return a mark of all that the words of statements follow from."""
    return _mark("", WORDS_FOLLOW_FROM)


def _mark(text: str, places: tuple[tuple[str, str], ...]) -> str:
    told = hashlib.sha256(text.encode())
    for package, place in places:
        for item in _files(files(package).joinpath(*place.split("/"))):
            told.update(item.read_bytes())
    return told.hexdigest()[:12]


def _files(place: Traversable) -> list[Traversable]:
    return [place] if place.is_file() else sorted((item for item in place.iterdir() if item.is_file()), key=lambda one: one.name)


@cache
def _read(name: str) -> dict:
    return json.loads(files("milkway.explorer").joinpath("kept", f"{name}.json").read_text(encoding="utf-8"))
