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
    name = hashlib.sha256("\n".join([code, *compiler_mark()]).encode()).hexdigest()[:32]
    kept = _place(name)
    module = llvm.parse_assembly(code)
    module.name = name
    engine = llvm.create_mcjit_compiler(module, _target_machine())
    if kept is not None:
        engine.set_object_cache(lambda _, made: _keep(kept, made), lambda _: read_sealed(kept))
    engine.finalize_object()
    return Library(engine, name)


def kept_library(mark: str) -> Library | None:
    """Return the machine code of a mark that was compiled before, or None if the cache does not have it whole."""
    place = _place(mark)
    made = None if place is None else read_sealed(place)
    if made is None:
        return None
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _target_machine())
    engine.add_object_file(llvm.ObjectFileRef.from_data(made))
    engine.finalize_object()
    return Library(engine, mark)


def compiler_mark() -> tuple[str, str, str]:
    """Return the compiler's version, the processor that it makes code for, and its features beyond those of that name.

    Raises:
        InputError: `MILKWAY_CPU` names no processor that is known.
    """
    return (llvmlite.__version__, *_target())


def _target_machine() -> llvm.TargetMachine:
    _initialise()
    processor, features = _target()
    return llvm.Target.from_default_triple().create_target_machine(cpu=processor, features=features, opt=2)


def _place(name: str) -> Path | None:
    """Return the file of some machine code in the user's cache, or None if nothing can be kept."""
    folder = code_folder()
    return None if folder is None else folder / f"{name}.o"


def _target() -> tuple[str, str]:
    """Return the processor to compile for, and its features beyond those that its name implies."""
    name = named_processor()
    return (name, "") if name else (llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten())


def _keep(path: Path, made: bytes) -> None:
    """Keep machine code for another run, unless that cannot be done."""
    with suppress(OSError):
        write_sealed(path, made)
