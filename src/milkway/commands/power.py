"""`milkway power`: how large a trial must be, from trials drawn from a pool of virtual dyads."""

from importlib import import_module
from pathlib import Path

import milkway
from milkway.commands.answer import DONE, Json, print_json
from milkway.commands.options import Number, Whole


def power(
    protocol: str,
    /,
    *,
    n: str = "100:800:100",
    reps: Whole = 1000,
    target: Number = 0.8,
    truth: str | None = None,
    endpoint: str = "",
    routes: str = "",
    pool: Whole = 1500,
    seed: Whole = 1,
    out: Path | None = None,
    parameters: str = "best",
    draws: Whole = 0,
    values: Path | None = None,
    as_json: Json = False,
) -> int:
    """Find the size of a trial: simulate a pool of dyads once, under every arm, and draw trials from it.

    Parameters
    ----------
    protocol: str
        Name of a protocol that ships (hurtado2017), or the path of a TOML file.
    n: str
        Women randomised: FIRST:LAST:STEP, one number, or several as 100,200,400.
    reps: int
        Trials drawn of each size.
    target: float
        Power for which the smallest trial is sought.
    truth: str
        Truth to plan for: ratio of product over reference in all women [default: 0.7], a difference for loads and pain; 1 (or 0)
        is no effect; protocol takes the strengths written there. The product's strength is solved for each hypothesis.
    endpoint: str
        Of the curve [default: the protocol's first].
    routes: str
        Setting of the disputed routes [default: that with fewest of them on]; all for one study each.
    pool: int
        Women simulated under every arm.
    seed: int
        Of all chance.
    out: Path
        Folder [default: milkway-runs/PROTOCOL-power-seedSEED]. Other sizes, trials and targets there simulate nothing anew.
    parameters: str
        tables, posterior (the middle of what was learned), or best: the posterior if it was found better than the tables.
    draws: int
        With posterior: also average power over so many draws of it.
    values: Path
        File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit).
    as_json: bool
        Print one JSON object and nothing else.
    """
    finished = milkway.power(
        protocol,
        n=n,
        reps=reps,
        target=target,
        truth=truth,
        endpoint=endpoint,
        routes=routes,
        pool=pool,
        seed=seed,
        out=out,
        parameters=parameters,
        draws=draws,
        values=values or {},
    )
    if as_json:
        return print_json(finished.summary)
    import_module("milkway.reports.power.power_terminal").print_power(finished.summary, finished.folder)
    return DONE
