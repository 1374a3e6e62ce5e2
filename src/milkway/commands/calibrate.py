"""`milkway calibrate`: learn the free parameters from published results and write what was learned."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

import milkway
from milkway.commands.answer import DONE, Json, print_json
from milkway.commands.options import Whole


def calibrate(
    *,
    out: Path | None = None,
    seed: Whole = 1,
    smoke: Annotated[bool, Parameter(negative=())] = False,
    as_json: Json = False,
) -> int:
    """Learn the free parameters from published results; half an hour at full size, and the same command goes on.

    Parameters
    ----------
    out: Path
        Folder of the run [default: milkway-runs/calibration-seedSEED]. It gets posterior.csv, rest.csv and calibration.md.
    seed: int
        Of designs, dyads and draws.
    smoke: bool
        A tiny run that shows that everything works; its numbers mean nothing.
    as_json: bool
        Print one JSON object and nothing else.
    """
    finished = milkway.calibrate(out, seed=seed, smoke=smoke)
    if as_json:
        return print_json(finished.summary)
    import_module("milkway.reports.calibration_terminal").print_calibration(finished.summary)
    return DONE
