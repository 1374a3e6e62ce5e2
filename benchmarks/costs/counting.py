"""A machine whose compiled functions are counted and timed where they are called, by the processor's own clock."""

import ctypes
import re
from dataclasses import dataclass, replace
from unittest.mock import patch

from milkway.compilers import kernel
from milkway.compilers.native import Library, compile_library
from milkway.core.network import Network
from milkway.simulation.machine import Machine, build

DEFINED = re.compile(r"define void @(\w+)\(([^)]*)\)")
PIECE = re.compile(r"_\d+$")


@dataclass(frozen=True)
class Counters:
    """Of each function that the stepper or a midnight calls, its calls and its ticks; `inner` does the work."""

    library: Library
    inner: Library
    names: tuple[str, ...]

    def clear(self) -> None:
        """Begin at zero."""
        for name in self.names:
            self._place(name, "calls").value = self._place(name, "ticks").value = 0

    def read(self) -> dict[str, tuple[int, int]]:
        """Return calls and ticks by function."""
        return {name: (self._place(name, "calls").value, self._place(name, "ticks").value) for name in self.names}

    def now(self) -> int:
        """Return the processor's clock."""
        found = ctypes.c_int64()
        ctypes.CFUNCTYPE(None, ctypes.c_void_p)(self.library.address("clock"))(ctypes.addressof(found))
        return found.value

    def _place(self, name: str, what: str) -> ctypes.c_int64:
        return ctypes.c_int64.from_address(self.library.engine.get_global_value_address(f"{name}_{what}"))


def build_counted(network: Network) -> tuple[Machine, Counters, str]:
    """Return a machine that counts, its counters, and its LLVM code."""
    codes: list[str] = []

    def compile_and_keep(code: str) -> Library:
        codes.append(code)
        return compile_library(code)

    with patch.object(kernel, "compile_library", compile_and_keep):
        machine = build(network)
    inner = machine.kernel.library
    called = {name: len(given.split(",")) for name, given in DEFINED.findall(codes[-1]) if not PIECE.search(name)}
    outer = compile_library("\n".join([_CLOCK, *(_counted(name, count) for name, count in called.items())]))
    for name in called:
        place = outer.engine.get_global_value_address(f"{name}_target")
        ctypes.c_void_p.from_address(place).value = inner.address(name)
    counters = Counters(outer, inner, tuple(called))
    return replace(machine, kernel=replace(machine.kernel, library=outer)), counters, codes[-1]


_CLOCK = """declare i64 @llvm.readcyclecounter()
define void @clock(ptr %out) nounwind {
 %now = call i64 @llvm.readcyclecounter()
 store i64 %now, ptr %out
 ret void
}"""


def _counted(name: str, arguments: int) -> str:
    """Return a function that calls the real one, whose address is written to `NAME_target`."""
    taken = ", ".join(f"ptr %a{i}" for i in range(arguments))
    return f"""@{name}_target = global ptr null
@{name}_calls = global i64 0
@{name}_ticks = global i64 0
define void @{name}({taken}) nounwind {{
 %target = load ptr, ptr @{name}_target
 %begun = call i64 @llvm.readcyclecounter()
 call void %target({taken})
 %ended = call i64 @llvm.readcyclecounter()
 %taken = sub i64 %ended, %begun
 %ticks = load i64, ptr @{name}_ticks
 %more = add i64 %ticks, %taken
 store i64 %more, ptr @{name}_ticks
 %calls = load i64, ptr @{name}_calls
 %another = add i64 %calls, 1
 store i64 %another, ptr @{name}_calls
 ret void
}}"""
