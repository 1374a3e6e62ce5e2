"""LLVM code to machine code for this processor or the one that was chosen, kept in the user's cache between runs."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import llvmlite
import llvmlite.binding as llvm

from milkway.core.checksummed import read_sealed, write_sealed
from milkway.core.code_folder import code_folder
from milkway.core.processor import named_processor


@dataclass(frozen=True)
class Library:
    """Compiled functions; `engine` keeps their memory alive, `mark` names their code, compiler and processor."""

    engine: llvm.ExecutionEngine
    mark: str

    def address(self, name: str) -> int:
        """Return the address of a function."""
        return self.engine.get_function_address(name)


@cache
def _initialise() -> None:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


def compile_library(code: str) -> Library:
    """Return the machine code of LLVM assembly: functions as text.

    Raises:
        InputError: `MILKWAY_CPU` names no processor that is known.
    """
    _initialise()
    processor, features = _target()
    name = hashlib.sha256("\n".join([code, llvmlite.__version__, processor, features]).encode()).hexdigest()[:32]
    folder = code_folder()
    kept = None if folder is None else folder / f"{name}.o"
    module = llvm.parse_assembly(code)
    module.name = name
    target = llvm.Target.from_default_triple().create_target_machine(cpu=processor, features=features, opt=2)
    engine = llvm.create_mcjit_compiler(module, target)
    if kept is not None:
        engine.set_object_cache(lambda _, made: _keep(kept, made), lambda _: read_sealed(kept))
    engine.finalize_object()
    return Library(engine, name)


def _target() -> tuple[str, str]:
    """Return the processor to compile for, and its features beyond those that its name implies."""
    name = named_processor()
    return (name, "") if name else (llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten())


def _keep(path: Path, made: bytes) -> None:
    """Keep machine code for another run, unless that cannot be done."""
    with suppress(OSError):
        write_sealed(path, made)
