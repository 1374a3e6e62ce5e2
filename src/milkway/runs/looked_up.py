"""What the ledger holds of a word: the entry of this name, else every entry that holds it; of no word, the studies."""

from milkway.biology.models import COMPLETE
from milkway.cohorts.declared import complete_network
from milkway.core.errors import InputError, Mistake
from milkway.ledger.account import claim_account, parameter_account, quantity_account, rests_on, study_account, study_line
from milkway.ledger.ledger import Evidence
from milkway.ledger.search import matches, nearest
from milkway.reports.evidence.every_number import counts
from milkway.trials.sources_used import parts_resting_on


def looked_up(record: Evidence, word: str) -> tuple[str, dict]:
    """Return the kind of what was found (list, study, quantity, parameter, claim, source or matches), and its plain values.

    Raises:
        InputError: nothing holds the word; the nearest names are told.
    """
    sought = word.strip()
    if not sought:
        return "list", listed(record)
    return named(record, sought) or _searched(record, sought)


def listed(record: Evidence) -> dict:
    """Return the studies in a line each, and how much of all else there is."""
    others = {one.key for one in record.quantities.values() if one.key} - set(record.studies)
    return {
        "studies": [study_line(study) for study in record.studies.values()],
        "quantities": len(record.quantities),
        "other_sources": len(others),
        "parameters": sum(record.parameters.counted().values()),
        "numbers": counts(),
        "claims": len(record.claims),
    }


def named(record: Evidence, word: str) -> tuple[str, dict] | None:
    """Return the entry of this very name, if there is one."""
    rows = [row for row in record.parameters.rows.values() if word in (row.key, row.parameter)]
    if word in record.studies:
        account = study_account(record, word)
        account["rests_on_it"] |= _model_resting_on(word)
        return "study", {"study": account}
    if rows:
        meanings = {one.name: one.meaning for one in complete_network().parameters}
        meaning = meanings.get(rows[0].parameter, "")
        accounts = [parameter_account(record, row) for row in rows]
        quantity = quantity_account(record, word) if word in record.quantities else None
        return "parameter", {"meaning": meaning, "parameters": accounts, "quantity": quantity}
    if word in record.quantities:
        return "quantity", {"quantity": quantity_account(record, word)}
    if word in record.claims:
        return "claim", {"claim": claim_account(record, word)}
    return ("source", {"source": _source(record, word)}) if word in record.sources else None


def _source(record: Evidence, key: str) -> dict:
    quantities = sorted(one.id for one in record.quantities.values() if one.key == key)
    resting = rests_on(record, key, set(quantities)) | _model_resting_on(key)
    return {"key": key, "reference": str(record.sources[key]), "quantities": quantities, "rests_on_it": resting}


def _model_resting_on(key: str) -> dict:
    return {
        "mechanisms": sorted(process.name for process in COMPLETE.processes if key in process.cites),
        "protocol_parts": list(parts_resting_on(key)),
    }


def _searched(record: Evidence, word: str) -> tuple[str, dict]:
    found = matches(record, word)
    if not found:
        close = ", ".join(nearest(record, word)) or "a word of the record; `milkway evidence` lists the studies"
        raise InputError("evidence", [Mistake("word", repr(word), close)])
    return "matches", {"word": word, "matches": [{"kind": one.kind, "id": one.id, "says": one.says} for one in found]}
