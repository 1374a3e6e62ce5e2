"""Which processor machine code is made for: the one that runs it, or an older one that `MILKWAY_CPU` names."""

import os

from milkway.core.errors import InputError, Mistake

LEVELS = ("x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4")


def named_processor() -> str:
    """Return the level of x86-64 that `MILKWAY_CPU` names (v3 has AVX2, v4 AVX-512), or "" for this processor as it is.

    Raises:
        InputError: the name is not one of the levels.
    """
    name = os.environ.get("MILKWAY_CPU", "")
    if name and name not in LEVELS:
        raise InputError("environment", [Mistake("MILKWAY_CPU", repr(name), ", ".join(LEVELS))])
    return name
