"""Judge the statements of the ledger part by part: each finding with where it was read, and the word that the findings make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake
from milkway.ledger.quantities import Quantity, read_quantities
from milkway.ledger.statements import Part, Rated, Rating, Statement, place_of, read_statements
from milkway.ledger.studies import Finding, Study, read_studies
from milkway.verdicts.direction import Speaks, estimate_of, pooled, speaks
from milkway.verdicts.verdict import LEVELS, Evidence, Verdict, Word, groups, verdict

STAKES = ("producer", "industry", "patent")


@dataclass(frozen=True)
class Record:
    """What has been read: studies and quantities by id."""

    studies: Mapping[str, Study]
    quantities: Mapping[str, Quantity]


@dataclass(frozen=True)
class Found:
    """A rated finding with where it was read.

    Attributes:
        rated: as it stands in the ledger.
        rating: in use.
        citation: of the study or quantity; of others where they were read.
        locator: where the result stands, if it is known.
        said: the result in words, or the quote.
        sponsor: who ran the study: producer, industry, patent, public or unknown.
        of_producer: whether somebody with a stake ran it, or the trial that it judges.
        speaks: which way.
        participants: all names under which they are known.
    """

    rated: Rated
    rating: Rating
    citation: str
    locator: str
    said: str
    sponsor: str
    of_producer: bool
    speaks: Speaks
    participants: frozenset[str]

    __repr__ = brief

    @property
    def evidence(self) -> Evidence:
        """Return the finding as the rule sees it."""
        group = self.rated.sponsor_group or (self.rated.id if self.of_producer else "")
        direction = "none" if self.speaks == "uncertain" else self.speaks
        return Evidence(direction, self.rating.certainty, self.rating.removed, self.participants, group, self.rated.review)


@dataclass(frozen=True)
class JudgedPart:
    """A part, its findings, and the word that follows from them."""

    part: Part
    found: tuple[Found, ...]
    verdict: Verdict

    __repr__ = brief

    @property
    def word(self) -> Word:
        """Return the word."""
        return self.verdict.word

    def side(self, name: str) -> tuple[Found, ...]:
        """Return the findings that are "for" or "against", or speak neither way ("none")."""
        wanted = (name,) if name != "none" else ("none", "uncertain")
        return tuple(one for one in self.found if one.speaks in wanted)

    def once_with(self, one: Found) -> tuple[str, ...]:
        """Return the other findings of the same participants, which count once with a finding."""
        group = next(group for group in groups(other.evidence for other in self.found) if one.evidence in group)
        names = (other.rated.id for other in self.found if other.evidence in group)
        return tuple(dict.fromkeys(name for name in names if name != one.rated.id))


@dataclass(frozen=True)
class Judged:
    """A statement, and its parts judged."""

    statement: Statement
    parts: tuple[JudgedPart, ...]

    __repr__ = brief

    @property
    def word(self) -> Word | None:
        """Return the word of all parts, where they agree."""
        first = self.parts[0].word
        return first if all(one.word == first for one in self.parts) else None


def read_record() -> Record:
    """Return the studies and quantities that ship."""
    return Record(read_studies(), read_quantities())


def read_judged(record: Record) -> tuple[Judged, ...]:
    """Return the statements that ship, judged.

    Raises:
        InputError: findings that do not exist, or were only recalled; all of them.
    """
    statements = read_statements(frozenset(record.studies) | frozenset(record.quantities))
    every = [(statement, one) for statement in statements.values() for one in statement.findings]
    mistakes = [mistake for statement, one in every for mistake in _mistakes(statement, one, record)]
    if mistakes:
        raise InputError("statements", mistakes)
    return tuple(
        Judged(one, tuple(judge(part, [found_in(each, part, record) for each in part.findings]) for part in one.parts))
        for one in statements.values()
    )


def judge(part: Part, found: Iterable[Found]) -> JudgedPart:
    """Return a part with these findings, judged."""
    kept = tuple(found)
    return JudgedPart(part, kept, verdict(evidence_of(part, kept), searched=bool(part.searched or part.findings)))


def evidence_of(part: Part, found: Sequence[Found]) -> list[Evidence]:
    """Return the findings as the rule sees them, with those that only lean together where their pooled interval speaks."""
    return [*(one.evidence for one in found), *chain.from_iterable(_together(part, found, lean) for lean in ("for", "against"))]


def without_producer(judged: Judged) -> Judged:
    """Return the statement judged again without what those with a stake ran; a judgement on such a trial goes with it."""
    parts = (judge(one.part, [each for each in one.found if not each.of_producer]) for one in judged.parts)
    return Judged(judged.statement, tuple(parts))


def found_in(rated: Rated, part: Part, record: Record) -> Found:
    """Return a rated finding with where it was read."""
    participants = _participants(rated, record)
    runners = {record.studies[name].sponsor for name in participants if name in record.studies}
    of_producer = rated.stake in STAKES or "producer" in runners or bool(rated.sponsor_group)
    told = (of_producer, speaks(rated, benefit=part.benefit), participants)
    if rated.quote:
        said = f"{rated.said}: {rated.quote}" if rated.said else rated.quote
        return Found(rated, rated.rating, rated.design, rated.locator, said, rated.stake, *told)
    if rated.ledger in record.quantities:
        quantity = record.quantities[rated.ledger]
        sponsor = "producer" if of_producer else "unknown"
        return Found(rated, rated.rating, quantity.source, quantity.url, quantity.quote, sponsor, *told)
    study = record.studies[rated.ledger]
    result = _result(rated, study)
    assert result is not None
    said, locator = f"{result.name}: {_told(result)}", result.locator or result.derived_from
    return Found(rated, rated.rating, study.citation, locator, said, study.sponsor, *told)


def _together(part: Part, found: Sequence[Found], lean: str) -> list[Evidence]:
    """Return independent findings that only lean one way as one, where their pooled interval speaks."""
    leaning = [one for one in found if one.speaks == "uncertain" and one.rated.direction == lean and estimate_of(one.rated)]
    firsts = [max(group, key=lambda one: one.level) for group in groups(one.evidence for one in leaning)]
    independent = [next(one for one in leaning if one.evidence == first) for first in firsts]
    sponsors = [one.evidence.sponsor for one in independent]
    independent = [one for i, one in enumerate(independent) if not sponsors[i] or sponsors[i] not in sponsors[:i]]
    said = pooled([one.rated for one in independent], benefit=part.benefit)
    if said in ("uncertain", "none"):
        return []
    least = min((one.rating for one in independent), key=lambda one: LEVELS[one.certainty])
    removed, every = max(one.rating.removed for one in independent), frozenset().union(*(one.participants for one in independent))
    return [Evidence(said, least.certainty, removed, every, next((one for one in sponsors if one), ""))]


def rerated(one: Found, rating: Rating) -> Found:
    """Return a finding with another rating."""
    return replace(one, rating=rating)


def _mistakes(statement: Statement, rated: Rated, record: Record) -> list[Mistake]:
    """Return what is wrong with what a finding points to; one with a quote of its own was read beside the ledger."""
    if not rated.ledger or rated.quote:
        return []
    if rated.ledger in record.quantities:
        status = record.quantities[rated.ledger].status
        return [] if status == "verified" else [Mistake(place_of(statement, rated), status, "a verified quantity")]
    result = _result(rated, record.studies[rated.ledger])
    if result is None:
        names = "; ".join(f"{one.name} ({one.arm})" for one in record.studies[rated.ledger].findings)
        return [Mistake(place_of(statement, rated), f"{rated.finding} ({rated.arm})", names)]
    recalled = result.provenance == "recalled"
    return [Mistake(place_of(statement, rated), "recalled", "a result that was read")] if recalled else []


def _result(rated: Rated, study: Study) -> Finding | None:
    return next((one for one in study.findings if (one.name, one.arm) == (rated.finding, rated.arm)), None)


def _participants(rated: Rated, record: Record) -> frozenset[str]:
    """Return all names of the participants: the finding, those that it is linked to, and what the ledger links to these."""
    names = {rated.id, *rated.same_participants_as, *((rated.ledger,) if rated.ledger else ())}
    names |= {record.quantities[name].key for name in names & record.quantities.keys() if record.quantities[name].key}
    linked = {study.id for study in record.studies.values() if names & {study.id, *study.same_participants_as}}
    beyond = {other for name in linked for other in record.studies[name].same_participants_as}
    return frozenset(names | linked | beyond)


def _told(result: Finding) -> str:
    if result.said:
        return result.said
    number = f"{result.value:g} {result.unit}".strip()
    return f"{number} of {result.n}" if result.n and result.unit == "women" else number
