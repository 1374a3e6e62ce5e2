"""`milkway report`: draw a finished run again, without simulating."""

from importlib import import_module
from pathlib import Path

import milkway
from milkway.commands.answer import DONE, Json, print_json


def report(run: Path, /, *, data: str = "", as_json: Json = False) -> int:
    """Write the pages, tables and numbers of a finished run again, without simulating.

    Parameters
    ----------
    run: Path
        Folder that milkway trial, power or designs wrote.
    data: str
        Of a trial, also write data sets in the shape of ADaM: csv, parquet, xpt, or several with commas between them.
    as_json: bool
        Print one JSON object and nothing else.
    """
    found = milkway.report(run, data=data)
    if as_json:
        return print_json(found.summary)
    import_module("milkway.commands.printing").print_run(found)
    return DONE
