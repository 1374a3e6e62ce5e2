"""Compiled Python: functions that Numba compiles, and whose code is kept between runs.

In place of Numba's cache, which follows the file of a function but not the functions that it calls, and stops where one of its
files is torn.
"""

import hashlib
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from numba import njit
from numba.core import config

from milkway.core.checksummed import read_sealed, write_sealed
from milkway.core.code_folder import code_folder
from milkway.core.processor import named_processor

Part = Any  # of Numba, which has no types of its own
Dispatcher = Any
SERIALIZE: Any = import_module("numba.core.serialize")
COMPILER: Any = import_module("numba.core.compiler")
MADE_BY = (version("numba"), version("llvmlite"), sys.version_info[:2])


@dataclass(frozen=True)
class KeptCode:
    """Where the code of one function is kept, a file for each kind of arguments; what a dispatcher of Numba asks of its cache."""

    cache_path: Path
    function: str

    def load_overload(self, arguments: Part, target: Part) -> Part | None:
        """Return the code for arguments of some types, or None if there is none that is whole."""
        target.refresh()
        key = self._key(arguments, target.codegen())
        content = read_sealed(self._path(key))
        if content is None:
            return None
        held, parts = pickle.loads(content)
        return COMPILER.CompileResult._rebuild(target, *parts) if held == key else None

    def save_overload(self, arguments: Part, made: Part) -> None:
        """Keep the code for arguments of some types, unless that cannot be done."""
        if made.lifted or made.library.has_dynamic_globals:
            return
        key = self._key(arguments, made.codegen)
        with suppress(OSError):
            write_sealed(self._path(key), SERIALIZE.dumps((key, made._reduce())))

    def _key(self, arguments: Part, codegen: Part) -> tuple[Part, ...]:
        return self.function, arguments, codegen.magic_tuple(), MADE_BY

    def _path(self, key: tuple[Part, ...]) -> Path:
        return self.cache_path / f"{self.function}.{hashlib.sha256(repr(key).encode()).hexdigest()[:24]}.code"


def compiled(nogil: bool = False, inline: Literal["never", "always"] = "never") -> Callable[[Callable[..., Any]], Dispatcher]:
    """Return a decorator that lets Numba compile a function of `core` or `simulation`, after whose sources the folder is named.

    >>> @compiled()
    ... def twice(number):
    ...     return 2 * number
    >>> twice(3)
    6
    """
    _choose_processor(named_processor())
    folder = code_folder()

    def made(function: Callable[..., Any]) -> Dispatcher:
        dispatcher: Dispatcher = njit(nogil=nogil, inline=inline, error_model="numpy")(function)
        if folder is not None:
            dispatcher._cache = KeptCode(folder / "functions", f"{function.__module__}.{function.__qualname__}")
        return dispatcher

    return made


def _choose_processor(name: str) -> None:
    """Tell Numba, whose settings are attributes made at run time, which processor to make code for if one is named."""
    for setting, value in {"CPU_NAME": name, "CPU_FEATURES": ""}.items() if name else ():
        setattr(config, setting, value)
