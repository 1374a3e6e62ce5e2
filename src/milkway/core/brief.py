"""How something large shows itself: its name, and what each part is in a few words."""

from collections.abc import Collection
from dataclasses import fields, is_dataclass
from numbers import Number
from pathlib import Path
from typing import cast

SHORT = 60


def brief(self: object) -> str:
    """Return a dataclass in a line or two, as its `__repr__`.

    >>> from milkway.core.schedule import steps
    >>> brief(steps([(0, 4, "taking_product", 1.0)]))
    "Schedule(dyad=array (1,), day=array (1,), exposure=('taking_product',), level=array (1,))"
    """
    assert is_dataclass(self)
    parts = (f"{one.name}={_part(getattr(self, one.name))}" for one in fields(self) if not one.name.startswith("_"))
    return f"{type(self).__name__}({', '.join(parts)})"


def _part(value: object) -> str:
    """Return what a part is: small ones whole, arrays by their shape, collections by their number."""
    if value is None or isinstance(value, str | Number | Path):
        text = repr(value)
        return text if len(text) <= SHORT else f"text of {len(text)} characters"
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple):
        return f"array {shape}"
    if isinstance(value, Collection):
        held = cast("Collection[object]", value)
        plain = isinstance(held, list | tuple) and all(isinstance(one, str | Number) for one in held)
        text = repr(held) if plain and len(held) <= SHORT // 4 else ""
        return text if text and len(text) <= SHORT else f"{len(held)} in a {type(held).__name__}"
    return str(getattr(value, "name", "")) or f"{type(value).__name__}(...)"
