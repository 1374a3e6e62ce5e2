"""`milkway cite`: what a run rests on."""

from importlib import import_module
from pathlib import Path

import milkway
from milkway.commands.answer import DONE, Json, print_json


def cite(run: str, /, *, bibtex: Path | None = None, as_json: Json = False) -> int:
    """Print what a run rests on: published study, sources of parameters and hypotheses, software, and BibTeX of all.

    Parameters
    ----------
    run: str
        Folder that `milkway trial` wrote, or the name or file of a protocol (hurtado2017).
    bibtex: Path
        Write the sources to this file (.bib) and do not print them.
    as_json: bool
        Print one JSON object and nothing else.
    """
    cited = milkway.cite(run, bibtex=bibtex)
    if as_json:
        return print_json(cited.summary)
    import_module("milkway.reports.evidence.evidence_citation").print_citation(cited.summary, bibtex)
    return DONE
