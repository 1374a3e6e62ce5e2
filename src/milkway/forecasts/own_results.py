"""A file of a user's own published results: of a protocol's arms, of women without a protocol, of infants' stool."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass as checked

from milkway.analysis.kinds import Kind
from milkway.analysis.registry import SCORES
from milkway.analysis.scores.mastitis_scores import CLINICAL_ANY, CLINICAL_EPISODES
from milkway.analysis.scores.milk_scores import LOAD_IN_MILK
from milkway.biology.taxa import TAXA
from milkway.cohorts.population_file import population_names
from milkway.core.errors import InputError, Mistake
from milkway.forecasts.given_results import (
    Given,
    Place,
    Stated,
    file_tables,
    given_of,
    printed_mistakes,
    results_of,
    rows_of,
)
from milkway.forecasts.published_infants import OccasionGiven, infants_of
from milkway.ledger.parsing import STRICT, parsed
from milkway.planning.planned_truth import pool_mistakes
from milkway.protocol.known import given_protocol, known_words
from milkway.protocol.protocol import Protocol
from milkway.published.incidence import WEEKS26

OF_WOMEN = {"women_ill": CLINICAL_ANY.name, "episodes": CLINICAL_EPISODES.name, "milk": LOAD_IN_MILK.name}
GUILDS = tuple(one.name for one in TAXA if not one.marked)


@dataclass(frozen=True)
class Group:
    """Women without a protocol, of whom something was printed.

    Attributes:
        name: unique in the file.
        score: what is read of them, as endpoints have it.
        day: of milk, or the first day after follow-up, which begins at birth.
        population: whose women.
        given: what was printed.
        taxa: of milk, that are counted together.
        healthy: whether of milk only that of women without signs in the week before counts.
    """

    name: str
    score: str
    day: int
    population: str
    given: Given
    taxa: tuple[str, ...] = ()
    healthy: bool = False

    @property
    def kind(self) -> Kind:
        """Return the kind of its number."""
        return SCORES[self.score].kind


@dataclass(frozen=True)
class OwnResults:
    """All that a file states.

    Attributes:
        study: key of the evidence whose cluster rivals leave out; "" of a study that is not in it.
        protocol: of `given`; None where there is none.
        given: results of a protocol, by endpoint and arm.
        groups: of women without a protocol.
        infants: occasions of stool, of an arm of the protocol or of none.
    """

    study: str
    protocol: Protocol | None
    given: Mapping[Place, Given] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    infants: tuple[OccasionGiven, ...] = ()


@checked(config=STRICT, frozen=True)
class _Counted:
    name: str
    until: int = Field(ge=1, le=WEEKS26)
    n: int = Field(ge=1)
    count: int | None = Field(default=None, ge=0)
    rate: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    population: str = "general"

    def group(self, score: str, given: Given) -> Group:
        return Group(self.name, score, self.until, self.population, given)

    @property
    def stated(self) -> Stated:
        return Stated(self.count, self.rate, None, self.n)


@checked(config=STRICT, frozen=True)
class _Milk:
    name: str
    day: int = Field(ge=1, le=WEEKS26)
    n: int = Field(ge=1)
    mean: float = Field(allow_inf_nan=False)
    taxa: tuple[str, ...] = Field(default=GUILDS, min_length=1)
    women: Literal["healthy", "all"] = "healthy"
    population: str = "general"

    def group(self, score: str, given: Given) -> Group:
        return Group(self.name, score, self.day, self.population, given, self.taxa, self.women == "healthy")

    @property
    def stated(self) -> Stated:
        return Stated(None, None, self.mean, self.n)


def read_own(path: str | Path) -> OwnResults:
    """Return what a file states.

    Raises:
        InputError: every mistake of the file, and of the protocol that it names.
    """
    tables, mistakes = file_tables(path), list[Mistake]()
    known = ("study", "protocol", "result", *OF_WOMEN, "infants")
    mistakes += [Mistake(key, "an unknown key", ", ".join(known)) for key in tables if key not in known]
    study, named = (_word(tables, key, mistakes) for key in ("study", "protocol"))
    rows = rows_of(tables, "result", mistakes)
    protocol = _protocol(named, mistakes)
    if rows and not named:
        mistakes.append(Mistake("protocol", "nothing", "the name or path of the protocol that each [[result]] is of"))
    given = {} if protocol is None else results_of(rows, protocol, mistakes)
    groups = [one for name in OF_WOMEN for one in _groups(name, rows_of(tables, name, mistakes), mistakes)]
    infants = infants_of(rows_of(tables, "infants", mistakes), mistakes, protocol)
    if named and not rows and not any(one.arm for one in infants):
        mistakes.append(Mistake("result", "nothing", "a [[result]] or [[infants]] of an arm of the protocol, or no protocol"))
    names = [one.name for one in groups]
    mistakes += [Mistake("name", repr(name), "each name once") for name in dict.fromkeys(names) if names.count(name) > 1]
    if not mistakes and not (rows or groups or infants):
        mistakes.append(Mistake("results", "nothing", " or ".join(f"[[{name}]]" for name in known[2:])))
    if protocol is not None and study not in ("", protocol.study):
        mistakes.append(Mistake("study", repr(study), f"{protocol.study!r}, that of the protocol, or left out"))
    if mistakes:
        raise InputError(str(path), mistakes)
    return OwnResults(study or (protocol.study if protocol is not None else ""), protocol, given, tuple(groups), infants)


def _word(tables: Mapping[str, object], key: str, mistakes: list[Mistake]) -> str:
    found = tables.get(key, "")
    if isinstance(found, str):
        return found
    mistakes.append(Mistake(key, repr(found), "a text"))
    return ""


def _protocol(named: str, mistakes: list[Mistake]) -> Protocol | None:
    try:
        found = given_protocol(named, known_words()) if named else None
    except InputError as error:
        mistakes += error.mistakes
        return None
    mistakes += [] if found is None else pool_mistakes(found)
    return found


def _groups(name: str, rows: list[dict[str, object]], mistakes: list[Mistake]) -> list[Group]:
    score, found = OF_WOMEN[name], list[Group]()
    for number, row in enumerate(rows, start=1):
        here = f"{name} {number}"
        one = parsed(_Milk if score == LOAD_IN_MILK.name else _Counted, row, here, mistakes)
        if one is None:
            continue
        kind = SCORES[score].kind
        wrong = printed_mistakes(here, one.stated, kind)
        if one.population not in population_names():
            wrong.append(Mistake(f"{here} population", repr(one.population), ", ".join(population_names())))
        taxa = one.taxa if isinstance(one, _Milk) else ()
        wrong += [Mistake(f"{here} taxa", repr(taxon), ", ".join(GUILDS)) for taxon in taxa if taxon not in GUILDS]
        mistakes += wrong
        if not wrong:
            found.append(one.group(score, given_of(one.stated, kind)))
    return found
