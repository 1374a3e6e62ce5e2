"""Statements with the word of each part, studies and sources, and a search over all that is on record, as plain values."""

from collections.abc import Mapping

from milkway.core.errors import InputError, Mistake
from milkway.explorer.held import held
from milkway.explorer.kept_answers import CLAIMS, STEADINESS, kept_answer
from milkway.ledger.account import study_line
from milkway.ledger.ledger import Evidence, read_evidence
from milkway.ledger.rows import MEANINGS, OFF, OFF_MEANS
from milkway.ledger.search import matches, nearest
from milkway.reports.claims.claims_tables import MEANING, READERS, RULE, agreement_sentence, sure_of, way_of
from milkway.runs.judged_statements import ModelSays, judged_with
from milkway.runs.looked_up import listed, named
from milkway.verdicts.claims_summary import SIDES, Steady
from milkway.verdicts.questions import read_questions
from milkway.verdicts.steadiness import steadiness

WORD_AT_MOST, MATCHES_AT_MOST = 80, 200
WORDS_OF_A_PART = ("verdict", "steadiness", "steadiness_note", "settled", "dissent")

record = held(read_evidence)


@held
def statements() -> dict:
    """Return the statements, each part with its word, its findings, its word without a stake, and what the model says."""
    kept, questions = kept_answer(CLAIMS), read_questions()
    parts = {(one["claim"], one["part"]): one["says"] for one in kept.answer["parts"]}
    said = ModelSays(parts, kept.answer["skills"], kept.answer["telling"])
    judged, plain = judged_with(questions, said, without_sponsor=False, with_unreported=True, steady=_steady("all"))
    steady = _steady("independent")
    _, independent = judged_with(questions, said, without_sponsor=True, with_unreported=False, steady=steady)
    others = {(one["id"], part["id"]): part for one in independent["claims"] for part in one["parts"]}
    entries = {
        one.statement.id: {each.rated.id: each.rated.ledger for part in one.parts for each in part.found} for one in judged
    }
    return {
        "statements": [
            one | {"parts": [_part(part, others[one["id"], part["id"]], entries[one["id"]]) for part in one["parts"]]}
            for one in plain["claims"]
        ],
        "words": MEANING,
        "rule": RULE,
        "raters": f"{agreement_sentence(plain)} {READERS}",
        "model": kept.about | {"run": kept.answer["run"]},
    }


def _steady(findings: str) -> Steady:
    """Return what gives the share of redrawn ratings that keep a word: as kept, or computed where the ledger or rule changed."""
    kept = kept_answer(STEADINESS)
    return steadiness if kept.stale else lambda judged, part: kept.answer[findings][judged.statement.id][part.part.id]


def _part(part: dict, independent: dict, entries: Mapping[str, str]) -> dict:
    """Return a part with its word without those with a stake; findings say who had one, and where the ledger has them."""
    kept = {one["id"] for side in SIDES for one in independent[side]}
    sides = {
        side: [
            one | {"stake": one["id"] not in kept, "entry": entries[one["id"]], "way": way_of(one), "sure": sure_of(one)}
            for one in part[side]
        ]
        for side in SIDES
    }
    return part | sides | {"independent": {key: independent[key] for key in WORDS_OF_A_PART if key in independent}}


@held
def on_record() -> dict:
    """Return the studies with who paid, every source, and how many numbers there are of each kind."""
    known = record()
    plain = listed(known)
    counted = plain["numbers"]["tables"]
    return {
        "studies": [study_line(one) | _of_study(known, one.id) for one in known.studies.values()],
        "sources": [{"key": key, "reference": str(one)} for key, one in sorted(known.sources.items())],
        "kinds": [
            {"kind": kind, "means": means, "count": counted.get(kind, 0)} for kind, means in (*MEANINGS.items(), (OFF, OFF_MEANS))
        ],
        "counted": {key: plain[key] for key in ("quantities", "parameters", "claims")},
    }


def _of_study(known: Evidence, name: str) -> dict:
    study = known.studies[name]
    return {"citation": study.citation, "findings": len(study.findings), "sponsor_words": study.sponsor_words}


def searched(word: str) -> dict:
    """Return what is on record under a word: the entry of this name, every entry that holds it, else the nearest names.

    Raises:
        InputError: the word is empty or too long.
    """
    sought, known = _word(word), record()
    found = matches(known, sought)
    return {
        "word": sought,
        "entry": named(known, sought) is not None,
        "matches": [{"kind": one.kind, "id": one.id, "says": one.says} for one in found[:MATCHES_AT_MOST]],
        "of": len(found),
        "nearest": [] if found else list(nearest(known, sought)),
    }


def entry(name: str) -> dict:
    """Return all that is on record of a study, quantity, parameter, statement or source: its kind, and its plain values.

    Raises:
        InputError: nothing is called so; the nearest names are told.
    """
    sought, known = _word(name), record()
    found = named(known, sought)
    if found is None:
        allowed = ", ".join(nearest(known, sought)) or "a name on record"
        raise InputError("evidence", [Mistake("id", repr(sought), allowed)])
    kind, plain = found
    return {"kind": kind, "id": sought, **plain}


def _word(text: str) -> str:
    sought = text.strip()
    if not sought or len(sought) > WORD_AT_MOST:
        raise InputError("evidence", [Mistake("word", f"{len(sought)} characters", f"1 to {WORD_AT_MOST} characters")])
    return sought
