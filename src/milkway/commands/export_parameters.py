"""`milkway export parameters`: the evidence tables as one file."""

import sys
from pathlib import Path

import milkway
from milkway.commands.answer import DONE, Json, print_json


def parameters(*, out: Path, as_json: Json = False) -> int:
    """Write every parameter with its value, spread, unit, kind, source and locator as one tidy table.

    Parameters
    ----------
    out: Path
        File of the table, .csv or .json.
    as_json: bool
        Print one JSON object and nothing else.
    """
    rows = milkway.export_parameters(out)
    if as_json:
        return print_json({"out": str(out), "parameters": len(rows)})
    sys.stdout.write(f"{out}\n")
    return DONE
