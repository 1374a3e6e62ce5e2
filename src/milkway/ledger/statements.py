"""Claims: the statements to be judged, with the findings for and against each, rated from the record's own words."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of

Direction = Literal["for", "against"]
Directness = Literal["direct", "animals", "indirect"]
Certainty = Literal["high", "moderate", "low", "very low"]


@dataclass(config=STRICT, frozen=True)
class Rated:
    """What a finding says about a statement, how directly, and how sure it is; provisional.

    `source` names a study or quantity; `finding` and `arm` its result where that is a study. `directness` is direct (the
    statement itself, in people), animals (the statement, in animals) or indirect (something near it).
    """

    source: str
    direction: Direction
    directness: Directness
    certainty: Certainty
    because: str
    finding: str = ""
    arm: str = ""
    same_participants_as: tuple[str, ...] = ()


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
    directness: Directness
    certainty: Certainty
    because: str


@dataclass(config=STRICT, frozen=True)
class Claim:
    """A statement with its findings; `mechanism` names processes of the model and never bears on the verdict.

    `certainty` is the record's free wording: provisional, since without full texts no formal rating is possible. `rival` is
    another explanation.
    """

    id: str
    statement: str
    certainty: str
    mechanism: tuple[str, ...] = ()
    rival: str = ""
    findings: tuple[Rated, ...] = Field(default=(), alias="finding")
    unreported: tuple[Unreported, ...] = ()

    @property
    def supporting(self) -> tuple[str, ...]:
        """Return the sources of findings for the statement itself, in people or animals."""
        return self._sources(lambda one: one.direction == "for" and one.directness != "indirect")

    @property
    def opposing(self) -> tuple[str, ...]:
        """Return the sources of findings against the statement itself, in people or animals."""
        return self._sources(lambda one: one.direction == "against" and one.directness != "indirect")

    @property
    def indirect(self) -> tuple[str, ...]:
        """Return the sources of findings that measured something near the statement."""
        return self._sources(lambda one: one.directness == "indirect")

    def _sources(self, wanted: Callable[[Rated], bool]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.source for one in self.findings if wanted(one)))


def read_claims(known: frozenset[str], path: Path | None = None) -> Mapping[str, Claim]:
    """Return the claims of a TOML file by id; without a path, of the file that ships.

    Args:
        known: ids of the studies and quantities that a claim may name.
        path: another file.

    Raises:
        InputError: a claim is incomplete or names a source that does not exist; all mistakes.
    """
    place: Traversable | Path = path if path is not None else files("milkway.ledger").joinpath("data", "claims.toml")
    mistakes: list[Mistake] = []
    tables = toml_of(place).get("claim", [])
    assert isinstance(tables, list)
    claims = [parsed(Claim, table, f"claim {number}", mistakes) for number, table in enumerate(tables, start=1)]
    for claim in claims:
        if claim is not None:
            mistakes += [
                Mistake(f"claim {claim.id}", name, "a study or quantity of the ledger")
                for name in _named(claim)
                if name not in known
            ]
    if mistakes:
        raise InputError(place.name, mistakes)
    return {claim.id: claim for claim in claims if claim is not None}


def _named(claim: Claim) -> tuple[str, ...]:
    """Return the sources that a claim names, each once."""
    by_findings = [name for one in claim.findings for name in (one.source, *one.same_participants_as)]
    by_unreported = [name for one in claim.unreported for name in (one.study, one.like)]
    return tuple(dict.fromkeys((*by_findings, *by_unreported)))
