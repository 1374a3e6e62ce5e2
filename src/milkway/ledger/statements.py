"""Statements of the article in its own words, their parts, and the findings that bear on each part as they were rated."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of
from milkway.ledger.table_lines import TableLines

Direction = Literal["for", "against", "none"]
Certainty = Literal["high", "moderate", "low", "very low"]
ShownBy = Literal["interval", "events", "test", "significant", "seen", "nothing"]
Measure = Literal["risk ratio", "odds ratio", "standardised difference", "difference"]


@dataclass(config=STRICT, frozen=True)
class Rating:
    """How sure a finding is of what it measured, and whether that is what the part speaks of; provisional."""

    rated_by: str
    certainty: Certainty
    same_outcome: bool
    same_exposure: bool
    same_population: bool
    because: str

    @property
    def removed(self) -> int:
        """Return how many of outcome, exposure and population are not those of the part."""
        return 3 - self.same_outcome - self.same_exposure - self.same_population


@dataclass(config=STRICT, frozen=True)
class Estimate:
    """An effect with its 95 % interval."""

    measure: Measure
    value: float
    low: float
    high: float


@dataclass(config=STRICT, frozen=True)
class Rated:
    """What a finding says of a part.

    Attributes:
        id: its name, once in a statement.
        ledger: study or quantity of the ledger that it is; `finding` and `arm` name its result where that is a study.
        design: of what was read, where it is not of the ledger; so are `n`, `said`, `quote`, `locator`, `stake`.
        stake: of who ran it: producer, industry, patent, public, unknown.
        sponsor_group: those who ran it, where others of the part were run by the same and had a stake.
        same_participants_as: other names under which its people or animals are known.
        direction: how it leans; none of a judgement that evidence is insufficient.
        shown_by: what makes it more than a leaning: interval or events (numbers stand here), a test with its p, a test that its
            authors call significant, what was seen (no comparison is needed), or nothing.
        wanted: on which side effects are that the part states, of an interval or of events.
        dose_response: how the effect follows the dose, as read; it is a property of the finding.
        review: whether it is a systematic review.
        rated_by: who rated it, with certainty and the three judgements of directness.
        rated_again: by others.
    """

    id: str
    direction: Direction
    shown_by: ShownBy
    rated_by: str
    certainty: Certainty
    same_outcome: bool
    same_exposure: bool
    same_population: bool
    because: str
    ledger: str = ""
    finding: str = ""
    arm: str = ""
    design: str = ""
    n: str = ""
    said: str = ""
    quote: str = ""
    locator: str = ""
    stake: Literal["producer", "industry", "patent", "public", "unknown"] = "unknown"
    sponsor_group: str = ""
    same_participants_as: tuple[str, ...] = ()
    p: Annotated[float, Field(ge=0, le=1)] | None = None
    estimate: Estimate | None = None
    events: tuple[int, int, int, int] | None = None
    wanted: Literal["fewer", "more", ""] = ""
    dose_response: str = ""
    review: bool = False
    rated_again: tuple[Rating, ...] = ()

    __repr__ = brief

    @property
    def rating(self) -> Rating:
        """Return the rating in use."""
        judged = (self.same_outcome, self.same_exposure, self.same_population)
        return Rating(self.rated_by, self.certainty, *judged, self.because)


@dataclass(config=STRICT, frozen=True)
class Unreported:
    """A completed trial whose result could not be read, and whose numbers its plausible results are made from.

    `arms` are its own, product first; `risk` and `ratio` name finding and arm of the study `like`: the share of untreated
    women affected, and the ratio of the product to it.
    """

    study: str
    registry: str
    arms: tuple[str, str]
    like: str
    risk: tuple[str, str]
    ratio: tuple[str, str]
    certainty: Certainty
    because: str


@dataclass(config=STRICT, frozen=True)
class Part:
    """One thing that a statement says, of a population, an exposure and an outcome.

    `benefit` says whether it states an effect that must be worth having (`worthwhile.toml`) and not only be there;
    `searched` says when and where findings were sought where there is none, `not_reviewed` why nobody sought.
    """

    id: str
    says: str
    population: str
    exposure: str
    outcome: str
    benefit: bool = False
    searched: str = ""
    not_reviewed: str = ""
    findings: tuple[Rated, ...] = Field(default=(), alias="finding")
    unreported: tuple[Unreported, ...] = ()

    __repr__ = brief


@dataclass(config=STRICT, frozen=True)
class Statement:
    """A statement; `mechanism` names processes of the model and never bears on a word, `rival` is another explanation."""

    id: str
    quote: str
    mechanism: tuple[str, ...] = ()
    rival: str = ""
    parts: tuple[Part, ...] = Field(default=(), alias="part")

    __repr__ = brief

    @property
    def findings(self) -> tuple[Rated, ...]:
        """Return the findings of all parts."""
        return tuple(one for part in self.parts for one in part.findings)

    def resting_on(self, names: Collection[str]) -> tuple[Rated, ...]:
        """Return the findings that are of some studies or quantities."""
        return tuple(one for one in self.findings if one.ledger in names or one.id in names)


def read_statements(known: frozenset[str], folder: Path | None = None) -> Mapping[str, Statement]:
    """Return the statements of a folder of TOML files by id; without a folder, those that ship.

    Args:
        known: ids of the studies and quantities that a finding may name.
        folder: another one.

    Raises:
        InputError: what is incomplete, off its scale, or names what does not exist: all mistakes, each with file and line.
    """
    place: Traversable | Path = folder if folder is not None else files("milkway.ledger").joinpath("data", "statements")
    mistakes: list[Mistake] = []
    found: dict[str, Statement] = {}
    for item in sorted((one for one in place.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name):
        lines, wrong = TableLines(item.read_text(encoding="utf-8")), list[Mistake]()
        one = parsed(Statement, toml_of(item), "", wrong)
        mistakes += [replace(mistake, where=lines.where(item.name, mistake.where)) for mistake in wrong]
        if one is not None:
            mistakes += [Mistake(lines.where(item.name, path), *told) for path, *told in _mistakes(one, known)]
            mistakes += [Mistake(item.name, f"statement {one.id} twice", "each name once")] if one.id in found else []
            found[one.id] = one
    if mistakes:
        raise InputError("statements" if folder is None else str(folder), mistakes)
    return found


def place_of(statement: Statement, rated: Rated) -> str:
    """Return file and line of a finding of a statement that ships."""
    folder = files("milkway.ledger").joinpath("data", "statements")
    item = next(one for one in folder.iterdir() if one.name.endswith(f"_{statement.id}.toml"))
    i, part = next((i, part) for i, part in enumerate(statement.parts, start=1) if rated in part.findings)
    path = f"part[{i}].finding[{part.findings.index(rated) + 1}]"
    return TableLines(item.read_text(encoding="utf-8")).where(item.name, f"{path} {rated.id}")


def _mistakes(statement: Statement, known: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a statement: place, what was found, what is allowed."""
    if not statement.parts:
        yield "", "no part", "at least one part"
    for i, part in enumerate(statement.parts, start=1):
        if bool(part.findings) + bool(part.searched) + bool(part.not_reviewed) == 0:
            yield f"part[{i}]", "a part that nobody judges", "findings, or `searched`, or `not_reviewed` with a reason"
        for k, one in enumerate(part.findings, start=1):
            for path, found, allowed in _wrong(one, known):
                yield f"part[{i}].finding[{k}] {path}", found, allowed
        for k, trial in enumerate(part.unreported, start=1):
            for name in {trial.study, trial.like} - known:
                yield f"part[{i}].unreported[{k}]", name, "a study of the ledger"
    for name in sorted({one.id for one in statement.parts if [each.id for each in statement.parts].count(one.id) > 1}):
        yield "", f"part {name} twice", "each name once in a statement"
    names = [one.id for one in statement.findings]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "", f"finding {name} twice", "each name once in a statement"


def _wrong(one: Rated, known: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    if one.ledger and one.ledger not in known:
        yield "ledger", one.ledger, "a study or quantity of the ledger"
    if not one.ledger and not (one.locator and one.quote):
        yield "locator", "no locator or no quote", "both, or `ledger` with the study or quantity that has them"
    if (one.shown_by == "test") != (one.p is not None):
        yield "p", str(one.p), 'the p of the test, where `shown_by` is "test", and nowhere else'
    if (one.shown_by == "interval") != (one.estimate is not None):
        yield "estimate", str(one.estimate), 'an estimate with its interval, where `shown_by` is "interval", and nowhere else'
    if (one.shown_by == "events") != (one.events is not None):
        yield "events", str(one.events), 'events and women of both arms, where `shown_by` is "events", and nowhere else'
    if (one.shown_by in ("interval", "events")) != bool(one.wanted):
        yield "wanted", repr(one.wanted), '"fewer" or "more", where `shown_by` is "interval" or "events", and nowhere else'
    if one.direction == "none" and one.shown_by != "nothing":
        yield "shown_by", one.shown_by, '"nothing" of a finding without a direction'
    if one.events is not None and not (0 <= one.events[0] <= one.events[1] > 0 and 0 <= one.events[2] <= one.events[3] > 0):
        yield "events", str(list(one.events)), "events and women of both arms, no more events than women"
    if one.estimate is not None and one.estimate.measure.endswith("ratio") and one.estimate.low <= 0:
        yield "estimate", str(one.estimate.low), "a ratio above zero"
    if one.estimate is not None and not one.estimate.low <= one.estimate.value <= one.estimate.high:
        yield "estimate", f"{one.estimate.low} to {one.estimate.high}", "an interval that holds the estimate"
