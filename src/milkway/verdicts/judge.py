"""Judge the claims of the ledger: each finding with where it was read, and the word that the findings make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake
from milkway.ledger.quantities import Quantity, read_quantities
from milkway.ledger.statements import Claim, Rated, read_claims
from milkway.ledger.studies import Finding, Study, read_studies
from milkway.verdicts.verdict import Evidence, Word, groups, verdict

PRODUCER = "producer"


@dataclass(frozen=True)
class Record:
    """What has been read: studies and quantities by id."""

    studies: Mapping[str, Study]
    quantities: Mapping[str, Quantity]


@dataclass(frozen=True)
class Found:
    """A rated finding with where it was read.

    Attributes:
        rated: direction, directness and certainty.
        citation: of the study or quantity.
        locator: where the result stands, if it is known.
        said: the result in words, or the quote.
        sponsor: who ran the study: producer, public or unknown.
        of_producer: whether a producer ran it, or the trial that it judges.
        evidence: as the rule sees it.
    """

    rated: Rated
    citation: str
    locator: str
    said: str
    sponsor: str
    of_producer: bool
    evidence: Evidence


@dataclass(frozen=True)
class Judged:
    """A claim, its findings, and the word that follows from them."""

    claim: Claim
    found: tuple[Found, ...]
    word: Word

    __repr__ = brief

    def side(self, name: str) -> tuple[Found, ...]:
        """Return the findings "for", "against" or "indirect"."""
        return tuple(one for one in self.found if side_of(one.rated) == name)

    def once_with(self, one: Found) -> tuple[str, ...]:
        """Return the other sources that looked at the same participants and so count once with a finding."""
        group = next(group for group in groups(other.evidence for other in self.found) if one.evidence in group)
        names = (other.rated.source for other in self.found if other.evidence in group)
        return tuple(dict.fromkeys(name for name in names if name != one.rated.source))


def read_record() -> Record:
    """Return the studies and quantities that ship."""
    return Record(read_studies(), read_quantities())


def read_judged(record: Record) -> tuple[Judged, ...]:
    """Return the claims that ship, judged.

    Raises:
        InputError: findings that do not exist, or were only recalled; all of them.
    """
    claims = read_claims(frozenset(record.studies) | frozenset(record.quantities))
    mistakes = [mistake for claim in claims.values() for one in claim.findings for mistake in _mistakes(claim, one, record)]
    if mistakes:
        raise InputError("claims.toml", mistakes)
    return tuple(judge(claim, [found_in(one, record) for one in claim.findings]) for claim in claims.values())


def judge(claim: Claim, found: Iterable[Found]) -> Judged:
    """Return a claim with these findings, judged."""
    kept = tuple(found)
    return Judged(claim, kept, verdict([one.evidence for one in kept]))


def without_producer(judged: Judged) -> Judged:
    """Return the claim judged again without what producers ran; a judgement on such a trial goes with it."""
    return judge(judged.claim, [one for one in judged.found if not one.of_producer])


def found_in(rated: Rated, record: Record) -> Found:
    """Return a rated finding with where it was read."""
    evidence = Evidence(rated.direction, rated.directness, rated.certainty, _participants(rated, record))
    runners = {record.studies[name].sponsor for name in evidence.participants if name in record.studies}
    of_producer = PRODUCER in runners
    if rated.source in record.quantities:
        quantity = record.quantities[rated.source]
        sponsor = PRODUCER if of_producer else "unknown"
        return Found(rated, quantity.source, quantity.url, quantity.quote, sponsor, of_producer, evidence)
    study = record.studies[rated.source]
    result = _result(rated, study)
    assert result is not None
    said, locator = f"{result.name}: {_told(result)}", result.locator or result.derived_from
    return Found(rated, study.citation, locator, said, study.sponsor, of_producer, evidence)


def side_of(rated: Rated) -> str:
    """Return the list in which a finding is shown; what measured something near the statement is indirect."""
    return "indirect" if rated.directness == "indirect" else rated.direction


def _mistakes(claim: Claim, rated: Rated, record: Record) -> list[Mistake]:
    where = f"claim {claim.id} finding {rated.source}"
    if rated.source in record.quantities:
        status = record.quantities[rated.source].status
        return [] if status == "verified" else [Mistake(where, status, "a verified quantity")]
    result = _result(rated, record.studies[rated.source])
    if result is None:
        names = "; ".join(f"{one.name} ({one.arm})" for one in record.studies[rated.source].findings)
        return [Mistake(where, f"{rated.finding} ({rated.arm})", names)]
    return [] if result.provenance != "recalled" else [Mistake(where, "recalled", "a result that was read")]


def _result(rated: Rated, study: Study) -> Finding | None:
    return next((one for one in study.findings if (one.name, one.arm) == (rated.finding, rated.arm)), None)


def _participants(rated: Rated, record: Record) -> frozenset[str]:
    """Return all names of the participants: the source, those that the claim links it to, and what the ledger links to these."""
    names = {rated.source, *rated.same_participants_as}
    linked = {study.id for study in record.studies.values() if names & {study.id, *study.same_participants_as}}
    beyond = {other for name in linked for other in record.studies[name].same_participants_as}
    return frozenset(names | linked | beyond)


def _told(result: Finding) -> str:
    if result.said:
        return result.said
    number = f"{result.value:g} {result.unit}".strip()
    return f"{number} of {result.n}" if result.n and result.unit == "women" else number
