"""`milkway trial`: simulate a randomised trial and print it beside the published result."""

from importlib import import_module
from pathlib import Path

import milkway
from milkway.commands.answer import DONE, Json, print_json
from milkway.commands.options import Whole, WholeOrNone


def trial(
    protocol: str,
    /,
    *,
    dyads: WholeOrNone = None,
    seed: Whole = 1,
    out: Path | None = None,
    parameters: str = "best",
    draws: Whole = 0,
    missing: bool = False,
    data: str = "",
    values: Path | None = None,
    as_json: Json = False,
) -> int:
    """Simulate a randomised trial on virtual dyads and set it beside the published result.

    Parameters
    ----------
    protocol: str
        Name of a protocol that ships (hurtado2017), or the path of a TOML file.
    dyads: int
        Dyads randomised, all arms together, if other than the protocol's.
    seed: int
        Of all chance.
    out: Path
        Folder of the run [default: milkway-runs/PROTOCOL-seedSEED]. The same command resumes it; another run is refused.
    parameters: str
        tables, posterior (its middle), or best: the posterior if its calibration found it better than the tables.
    draws: int
        With posterior: also simulate so many draws of it, and say how far the results move (over_draws of the JSON).
    missing: bool
        Also analyse women who leave by every method for missing data, under several reasons for leaving (a few more arms).
    data: str
        Also write data sets in the shape of ADaM into the folder: csv, parquet, xpt, or several with commas between them.
    values: Path
        File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit).
    as_json: bool
        Print one JSON object and nothing else.
    """
    finished = milkway.trial(
        protocol,
        dyads=dyads,
        seed=seed,
        out=out,
        parameters=parameters,
        draws=draws,
        missing=missing,
        data=data,
        values=values or {},
    )
    if as_json:
        return print_json(finished.summary)
    import_module("milkway.commands.printing").print_run(finished)
    return DONE
