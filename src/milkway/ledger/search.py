"""Find a word anywhere in the ledger, and the nearest names where it is nowhere."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import get_close_matches

from milkway.ledger.ledger import Evidence


@dataclass(frozen=True)
class Entry:
    """Something that can be found: what it is, what it is called, what it says in a line, and all its text."""

    kind: str
    id: str
    says: str
    text: str


def matches(evidence: Evidence, word: str) -> tuple[Entry, ...]:
    """Return the entries that hold a word, in capitals or not; a study also by each of its findings.

    >>> from milkway.ledger.ledger import read_evidence
    >>> [found.id for found in matches(read_evidence(), "bgr-34, raffia")]
    []
    """
    sought = word.casefold()
    return tuple(entry for entry in _entries(evidence) if sought in entry.text.casefold())


def nearest(evidence: Evidence, word: str) -> tuple[str, ...]:
    """Return the names that look most like a word, best first.

    >>> from milkway.ledger.ledger import read_evidence
    >>> nearest(read_evidence(), "hurtardo2017")[0]
    'hurtado2017'
    """
    names = {*evidence.studies, *evidence.quantities, *evidence.claims, *evidence.sources, *evidence.parameters.rows}
    names |= {row.parameter for row in evidence.parameters.rows.values()}
    return tuple(get_close_matches(word, sorted(names), n=5, cutoff=0.5))


def _entries(evidence: Evidence) -> Iterator[Entry]:
    for study in evidence.studies.values():
        parts = {key: value for key, value in asdict(study).items() if key != "findings"}
        yield Entry("study", study.id, study.citation, _text(parts))
        for finding in study.findings:
            says = f"{finding.name} ({finding.arm})" if finding.arm else finding.name
            yield Entry("finding", study.id, says, _text(asdict(finding)))
    for quantity in evidence.quantities.values():
        yield Entry("quantity", quantity.id, quantity.quantity, _text(asdict(quantity)))
    for key, row in evidence.parameters.rows.items():
        yield Entry("parameter", key, f"{row.value:g} {row.unit}, {row.kind}", f"{key} {_text(asdict(row))}")
    for claim in evidence.claims.values():
        yield Entry("claim", claim.id, claim.quote, _text(asdict(claim)))
    for source in evidence.sources.values():
        yield Entry("source", source.key, str(source), _text(asdict(source)))


def _text(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(_text(one) for one in value.values())
    if isinstance(value, list | tuple):
        return " ".join(_text(one) for one in value)
    return "" if value is None else str(value)
