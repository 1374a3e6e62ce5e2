"""`milkway designs`: what drives the power of a trial, for the same number of women recruited."""

from importlib import import_module
from pathlib import Path

import milkway
from milkway.commands.answer import DONE, Json, print_json
from milkway.commands.options import Whole


def designs(
    protocol: str,
    /,
    *,
    truth: str | None = None,
    endpoint: str = "",
    hypothesis: str = "",
    routes: str = "",
    reps: Whole = 400,
    pool: Whole = 600,
    seed: Whole = 1,
    out: Path | None = None,
    as_json: Json = False,
) -> int:
    """Compare designs on power for the same number of women screened: those of the protocol's [[designs]], else the usual ones.

    Parameters
    ----------
    protocol: str
        Name of a protocol that ships (hurtado2017), or the path of a TOML file.
    truth: str
        Truth to plan for, as of milkway power [default: a ratio of 0.7].
    endpoint: str
        Leading [default: the protocol's first].
    hypothesis: str
        Of the product [default: the last that has effects]; all for every one.
    routes: str
        Setting of the disputed routes [default: that with fewest of them on].
    reps: int
        Trials drawn of each design.
    pool: int
        Women simulated under every arm, for each set of designs that women feel alike.
    seed: int
        Of all chance.
    out: Path
        Folder [default: milkway-runs/PROTOCOL-designs-seedSEED].
    as_json: bool
        Print one JSON object and nothing else.
    """
    finished = milkway.designs(
        protocol,
        truth=truth,
        endpoint=endpoint,
        hypothesis=hypothesis,
        routes=routes,
        reps=reps,
        pool=pool,
        seed=seed,
        out=out,
    )
    if as_json:
        return print_json(finished.summary)
    import_module("milkway.reports.designs.designs_terminal").print_designs(finished.summary, finished.folder)
    return DONE
