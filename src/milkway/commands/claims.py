"""`milkway claims`: what is known of each statement, and what its mechanism does in the model."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

import milkway
from milkway.commands.answer import DONE, Json, print_json
from milkway.commands.options import Whole

Flag = Annotated[bool, Parameter(negative="")]


def claims(
    *,
    without_sponsor: Flag = False,
    with_unreported: Flag = False,
    without_model: Flag = False,
    dyads: Whole = 320,
    seed: Whole = 1,
    out: Path | None = None,
    parameters: str = "posterior",
    as_json: Json = False,
) -> int:
    """Judge every statement of the source article from published findings, and simulate what its mechanism does.

    The word follows from the findings alone; nothing that the model says can change it.

    Parameters
    ----------
    without_sponsor: bool
        Leave out what the producers of a product ran.
    with_unreported: bool
        Show what a word would be, had a trial that never reported come out one way or another.
    without_model: bool
        Simulate nothing.
    dyads: int
        Dyads in each world: half at the medians of the table in use, half in draws of the parameters.
    seed: int
        Of all chance.
    out: Path
        Write a page to this file (.html).
    parameters: str
        What draws are from: "posterior" of the calibration, or "tables": what these say of their own uncertainty.
    as_json: bool
        Print one JSON object and nothing else.
    """
    finished = milkway.claims(
        without_sponsor=without_sponsor,
        with_unreported=with_unreported,
        without_model=without_model,
        dyads=dyads,
        seed=seed,
        out=out,
        parameters=parameters,
    )
    if as_json:
        return print_json(finished.summary)
    import_module("milkway.reports.claims.claims_terminal").print_claims(finished.summary, out)
    return DONE
