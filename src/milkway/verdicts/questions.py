"""What the model is asked about each statement: the worlds that differ in one thing, and what is compared between them."""

from collections.abc import Sequence
from importlib.resources import files

from pydantic import Field
from pydantic.dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of

PLACE = "counterfactuals.toml"


@dataclass(config=STRICT, frozen=True)
class World:
    """The complete model under the usual life, but for what is stated here; `hypothesis` is what the product does.

    `routes` are the disputed ones that are on.
    """

    name: str
    label: str
    days: int
    without: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    sets: dict[str, float] = Field(default_factory=dict)
    exposures: dict[str, float] = Field(default_factory=dict)
    birth: str = "vaginal"
    feeding: str = "breast"
    probiotic: str = "none"
    hypothesis: str = ""


@dataclass(config=STRICT, frozen=True)
class Question:
    """Two worlds to compare for a claim: with its mechanism and without it, or with a rival of it and without that.

    `topic` is the family of results whose skill says how far to believe the answer.
    Where `hypotheses` is set, the world of each hypothesis on the product takes the place of `given` in turn.
    """

    claim: str
    part: str
    quantities: tuple[str, ...]
    absent: str = Field(alias="without")
    given: str = Field(default="", alias="with")
    hypotheses: bool = False
    rival: bool = False
    topic: str = ""


@dataclass(config=STRICT, frozen=True)
class Unasked:
    """A part of a statement for which the model has no mechanism."""

    claim: str
    part: str
    because: str


@dataclass(config=STRICT, frozen=True)
class Questions:
    """All worlds and what is asked of them; `protocol` states the hypotheses on the product, each the name of a world."""

    protocol: str
    worlds: tuple[World, ...] = Field(alias="world")
    contrasts: tuple[Question, ...] = Field(alias="contrast")
    unasked: tuple[Unasked, ...] = Field(default=(), alias="unasked")


def read_questions() -> Questions:
    """Return the questions that ship.

    Raises:
        InputError: every mistake of the file.
    """
    mistakes: list[Mistake] = []
    questions = parsed(Questions, toml_of(files("milkway.verdicts").joinpath(PLACE)), PLACE, mistakes)
    if questions is not None:
        mistakes += _unknown_worlds(questions)
    if questions is None or mistakes:
        raise InputError(PLACE, mistakes)
    return questions


def worlds_of(question: Question, hypotheses: Sequence[str]) -> tuple[str, ...]:
    """Return the worlds that a question compares, in turn, with its world without the mechanism."""
    return tuple(hypotheses) if question.hypotheses else (question.given,)


def _unknown_worlds(questions: Questions) -> list[Mistake]:
    known = [world.name for world in questions.worlds]
    named = [(one.claim, name) for one in questions.contrasts for name in (one.absent, *(() if one.hypotheses else (one.given,)))]
    return [Mistake(f"contrast {claim}", name, ", ".join(known)) for claim, name in named if name not in known]
