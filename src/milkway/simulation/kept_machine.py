"""The machine of a model, made once: kept in the process and, for later ones, in the user's cache beside its machine code.

A machine follows from the sources of the package, the model's processes, taxa and substances, which parameters have a row, and
the compiler with its processor; its name in the cache is a sum of all these. No value is in it. A model with a mechanism from
elsewhere is made anew each time: what that mechanism reads may have changed since. So is every model once a source of the package
was edited under a running process, which may have read it before or after. (What a process sets in a module of the package by
hand is not seen.)
"""

import hashlib
import io
import pickle
import sys
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from milkway.compilers.native import compiler_mark, kept_library
from milkway.core.checksummed import read_sealed, write_sealed
from milkway.core.code_folder import code_folder
from milkway.core.errors import RunError
from milkway.core.labelled import labelled
from milkway.core.loaded import LOADED
from milkway.core.model import Model, Process
from milkway.core.network import expand
from milkway.simulation.machine import Asked, Machine, build

HELD = 8  # machines in a process
PACKAGE = Path(__file__).parent.parent
SOURCES = ("core", "biology", "compilers", "simulation")
_LOCK = Lock()


def machine_of(model: Model, known: frozenset[str], inside: frozenset[str] = frozenset()) -> Machine:
    """Return a model ready to run.

    Args:
        model: processes to write out.
        known: parameter keys that the evidence tables hold.
        inside: sites whose cells can be labelled by how they came (`core.labelled`).

    Raises:
        InputError: parameters without a row, all of them (`core.network.expand`).
    """
    if not all(_ours(process) for process in model.processes) or _edited():
        return _made(model, known, inside)
    with _LOCK:
        return _held(model, known, inside, compiler_mark())


def _made(model: Model, known: frozenset[str], inside: frozenset[str]) -> Machine:
    network = expand(model, known)
    made = build(labelled(network, inside).network if inside else network)
    return replace(made, asked=Asked(model, known, inside))


@lru_cache(HELD)
def _held(model: Model, known: frozenset[str], inside: frozenset[str], compiler: tuple[str, ...]) -> Machine:
    folder = code_folder()
    if folder is None:
        return _made(model, known, inside)
    path = folder / "machines" / f"{_mark(model, known, inside, compiler)}.machine"
    kept = _read(path)
    if kept is not None:
        return kept
    made = _made(model, known, inside)
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        write_sealed(path, _written(made))
    return made


def named(asked: Asked) -> bytes:
    """Return what a machine is made of, mechanisms by their names, for a process that has the same package.

    Raises:
        RunError: a mechanism is not of the package.
    """
    own = [process.name for process in asked.model.processes if not _ours(process)]
    if own:
        raise RunError(f"{', '.join(own)}: a mechanism of your own runs on this machine alone (--on local)")
    out = io.BytesIO()
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(asked)
    return out.getvalue()


@lru_cache(HELD)
def machine_named(name: bytes) -> Machine:
    """Return the machine that `named` names."""
    return machine_of(*pickle.loads(name))


def _ours(process: Process) -> bool:
    """Return whether a process is one of the package, as its module has it."""
    module = process.terms.__module__
    return module.startswith("milkway.biology.") and getattr(sys.modules.get(module), process.name, None) is process


def _mark(model: Model, known: frozenset[str], inside: frozenset[str], compiler: tuple[str, ...]) -> str:
    """Return the name of a machine in the cache."""
    processes = [(process.terms.__module__, process.name) for process in model.processes]
    made_by = (source_mark(), compiler, sys.version_info[:2], np.__version__)
    said = (made_by, model.name, processes, model.taxa, model.substances)
    return hashlib.sha256(repr((*said, sorted(inside), sorted(known))).encode()).hexdigest()[:32]


@cache
def _sources() -> tuple[Path, ...]:
    """Return the sources that a machine is made by."""
    return tuple(sorted(path for part in SOURCES for path in (PACKAGE / part).rglob("*.py")))


def _edited() -> bool:
    """Return whether a source is younger than this process's package."""
    return max(path.stat().st_mtime for path in _sources()) > LOADED


@cache
def source_mark() -> str:
    """Return a mark of the sources by which lives are made."""
    mark = hashlib.sha256()
    for path in _sources():
        mark.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return mark.hexdigest()


class _Pickler(pickle.Pickler):
    """Writes processes as the names that they have in the package."""

    def reducer_override(self, obj: object, /) -> object:
        if isinstance(obj, Process):
            return _named, (obj.terms.__module__, obj.name)
        return NotImplemented


def _named(module: str, name: str) -> Process:
    return getattr(import_module(module), name)


def _written(machine: Machine) -> bytes:
    """Return a machine without its code, of which there is the name."""
    out = io.BytesIO()
    kernel: Any = replace(machine.kernel, library=machine.kernel.library.mark)
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(replace(machine, kernel=kernel))
    return out.getvalue()


def _read(path: Path) -> Machine | None:
    """Return a machine that was written, or None if it or its code is not there or not whole."""
    content = read_sealed(path)
    if content is None:
        return None
    machine: Machine = pickle.loads(content)
    mark: Any = machine.kernel.library
    library = kept_library(mark)
    return None if library is None else replace(machine, kernel=replace(machine.kernel, library=library))
