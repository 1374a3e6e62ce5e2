"""Milkway simulates bacteria on their way from a mother's gut through her milk to her baby, and the trials that study it."""

from importlib import import_module
from typing import TYPE_CHECKING

from milkway.core import loaded as loaded

if TYPE_CHECKING:
    from milkway.core.errors import InputError, RunError
    from milkway.protocol.protocol import Protocol
    from milkway.verbs.analyse import analyse
    from milkway.verbs.calibrate import calibrate
    from milkway.verbs.check import check
    from milkway.verbs.cite import cite
    from milkway.verbs.claims import claims
    from milkway.verbs.combine import combine
    from milkway.verbs.controls import controls
    from milkway.verbs.designs import designs
    from milkway.verbs.evidence import evidence
    from milkway.verbs.explore import explore
    from milkway.verbs.export_parameters import export_parameters
    from milkway.verbs.export_sbml import export_sbml
    from milkway.verbs.new import new
    from milkway.verbs.optimise import optimise
    from milkway.verbs.power import power
    from milkway.verbs.predict import predict
    from milkway.verbs.qualify import qualify
    from milkway.verbs.report import report
    from milkway.verbs.settings import settings
    from milkway.verbs.simulate import simulate
    from milkway.verbs.trial import trial

    __version__: str

__all__ = [
    "InputError",
    "Protocol",
    "RunError",
    "__version__",
    "analyse",
    "calibrate",
    "check",
    "cite",
    "claims",
    "combine",
    "controls",
    "designs",
    "evidence",
    "explore",
    "export_parameters",
    "export_sbml",
    "new",
    "optimise",
    "power",
    "predict",
    "qualify",
    "report",
    "settings",
    "simulate",
    "trial",
]
_NOUNS = {
    "InputError": "milkway.core.errors",
    "Protocol": "milkway.protocol.protocol",
    "RunError": "milkway.core.errors",
}


def __getattr__(name: str) -> object:
    """Return a public name, loaded when it is first asked for, so that importing the package does no work."""
    if name == "__version__":
        return import_module("importlib.metadata").version("milkway")
    if name in __all__:
        return getattr(import_module(_NOUNS.get(name, f"milkway.verbs.{name}")), name)
    raise AttributeError(f"module 'milkway' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, which are known before they are loaded."""
    return __all__
