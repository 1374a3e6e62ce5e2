"""Calling machine code by its address from compiled Python."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic


@intrinsic
def call(typing: Any, address: Any, pointers: Any) -> Any:
    """Call the function at an address with pointers as its arguments; it returns nothing."""
    signature = types.void(types.intp, pointers)

    def generate(context: Any, builder: Any, _: Any, arguments: Any) -> Any:
        word = ir.IntType(64)
        kind = ir.FunctionType(ir.VoidType(), [word] * len(pointers))
        function = builder.inttoptr(arguments[0], kind.as_pointer())
        builder.call(function, [builder.extract_value(arguments[1], i) for i in range(len(pointers))])
        return context.get_dummy_value()

    return signature, generate
