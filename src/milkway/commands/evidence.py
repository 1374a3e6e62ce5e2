"""`milkway evidence`: what is on record, and where any number comes from."""

from importlib import import_module

import milkway
from milkway.commands.answer import DONE, Json, print_json


def evidence(word: str | None = None, /, *, as_json: Json = False) -> int:
    """List the studies on record, show one as a ledger, say where a number comes from, or search for a word.

    Parameters
    ----------
    word: str
        Id of a study (hurtado2017), quantity or claim, key of a parameter or source, or any text [default: list all studies].
    as_json: bool
        Print one JSON object and nothing else.
    """
    found = milkway.evidence(word)
    if as_json:
        return print_json(found.summary)
    import_module("milkway.reports.evidence.evidence_terminal").print_evidence(found.kind, found.summary)
    return DONE
