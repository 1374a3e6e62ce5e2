"""`milkway qualify`: set every published result beside its prediction."""

import sys
from importlib import import_module
from pathlib import Path

import milkway
from milkway.commands.answer import DONE, Json, print_json
from milkway.commands.options import Number, Whole


def qualify(*, draws: Whole = 24, size: Number = 0.15, seed: Whole = 1, out: Path | None = None, as_json: Json = False) -> int:
    """Predict every published result, with intervals, and say how often the published value lies inside them.

    Parameters
    ----------
    draws: int
        Parameter sets; of the posterior where there is one, else of the spread that the tables state.
    size: float
        Share of the usual number of dyads that is simulated under each set.
    seed: int
        Of all chance.
    out: Path
        Write the report to this file (.md).
    as_json: bool
        Print one JSON object and nothing else.
    """
    finished = milkway.qualify(draws=draws, size=size, seed=seed, out=out)
    if as_json:
        return print_json(finished.summary)
    if out is not None:
        told = import_module("milkway.published.qualification_page").coverage_line
        lines = [import_module("milkway.biology.disputed").routes_sentence(finished.summary["disputed_routes"])]
        lines += [told(name, one) for name, one in finished.found.coverage().items()]
        sys.stdout.write("\n".join([*lines, str(out)]) + "\n")
        return DONE
    sys.stdout.write(finished.page)
    return DONE
