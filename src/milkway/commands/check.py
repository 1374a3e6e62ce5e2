"""`milkway check`: what is wrong with a protocol, and what a run of it costs."""

from importlib import import_module

import milkway
from milkway.commands.answer import DONE, Json, print_json
from milkway.commands.options import WholeOrNone


def check(protocol: str, /, *, dyads: WholeOrNone = None, as_json: Json = False) -> int:
    """Tell every mistake and contradiction of a protocol, and what a run of it costs; nothing is simulated.

    Parameters
    ----------
    protocol: str
        Name of a protocol that ships (hurtado2017), or the path of a TOML file.
    dyads: int
        Dyads randomised, all arms together, if other than the protocol's.
    as_json: bool
        Print one JSON object and nothing else.
    """
    checked = milkway.check(protocol, dyads=dyads)
    if as_json:
        return print_json(checked.summary)
    import_module("milkway.reports.check_terminal").print_check(checked.summary)
    return DONE
