"""A library that loads when something of it is first asked for, so that what only reads does not wait for what computes."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

Attribute = Any  # of a library, whatever it is


@dataclass(frozen=True)
class Later:
    """A module by its name, whose attributes are the module's own.

    >>> Later("math").hypot(3, 4)
    5.0
    """

    module: str

    def __getattr__(self, attribute: str) -> Attribute:
        """Return an attribute of the module, which is loaded if it was not."""
        return getattr(import_module(self.module), attribute)
