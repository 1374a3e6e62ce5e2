"""The disputed routes: off in every run unless they are asked for, and every result says first which were on."""

from collections.abc import Collection

from milkway.biology.models import DISPUTED_ROUTES


def not_asked_for(routes: Collection[str]) -> tuple[str, ...]:
    """Return the disputed routes that a run leaves out, since nobody asked for them: whether they carry live cells is not known.

    >>> not_asked_for(("entero_mammary",))
    ('prenatal',)
    """
    return tuple(one.name for one in DISPUTED_ROUTES if one.name not in routes)


def disputed_in(without: Collection[str]) -> tuple[str, ...]:
    """Return the disputed routes that a model has which lacks some processes.

    >>> disputed_in(("skin", "prenatal"))
    ('entero_mammary',)
    """
    return tuple(one.name for one in DISPUTED_ROUTES if one.name not in without)


def routes_sentence(on: Collection[str]) -> str:
    """Return which disputed routes a run had.

    >>> routes_sentence(())
    'Disputed routes off: entero-mammary, prenatal.'
    >>> routes_sentence(("entero_mammary",))
    'Disputed routes on: entero-mammary; off: prenatal.'
    """
    names = [one.name for one in DISPUTED_ROUTES]
    parts = {"on": [name for name in names if name in on], "off": [name for name in names if name not in on]}
    return "Disputed routes " + "; ".join(f"{word}: {listed(some)}" for word, some in parts.items() if some) + "."


def listed(names: Collection[str]) -> str:
    """Return names of routes as a reader sees them."""
    return ", ".join(name.replace("_", "-") for name in names)
