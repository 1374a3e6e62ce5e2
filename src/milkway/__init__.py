"""Milkway simulates bacteria on their way from a mother's gut through her milk to her baby, and the trials that study it."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milkway.verbs.export_sbml import export_sbml
    from milkway.verbs.simulate import simulate
    from milkway.verbs.trial import trial

__all__ = ["export_sbml", "simulate", "trial"]


def __getattr__(name: str) -> object:
    """Return a public verb, loaded when it is first asked for, so that importing the package does no work."""
    if name in __all__:
        return getattr(import_module(f"milkway.verbs.{name}"), name)
    raise AttributeError(f"module 'milkway' has no attribute {name!r}")
