"""Libraries that only some runs need: the extra that brings each, and what a user is told where it is not installed."""

from importlib.util import find_spec

from milkway.core.errors import Mistake

EXTRA_OF = {
    "arviz_stats": "calibrate",
    "distributed": "cluster",
    "pyarrow": "data",
    "pyreadstat": "data",
    "libsbml": "sbml",
    "starlette": "explorer",
    "uvicorn": "explorer",
}


def absent(extra: str) -> tuple[str, ...]:
    """Return the libraries of an extra that are not installed."""
    return tuple(library for library, brought_by in EXTRA_OF.items() if brought_by == extra and is_absent(library))


def is_absent(library: str) -> bool:
    """Return whether a library is not installed.

    >>> is_absent("numpy")
    False
    """
    return find_spec(library) is None


def remedy(extra: str) -> str:
    """Return what installs an extra.

    >>> remedy("sbml")
    "pip install 'milkway[sbml]', or from a clone uv run --extra sbml milkway ..."
    """
    return f"pip install 'milkway[{extra}]', or from a clone uv run --extra {extra} milkway ..."


def extra_mistakes(extra: str) -> list[Mistake]:
    """Return a mistake for each library of an extra that is not installed."""
    return [Mistake("installation", f"no {library}", remedy(extra)) for library in absent(extra)]
