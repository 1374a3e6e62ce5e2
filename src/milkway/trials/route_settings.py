"""Which disputed routes a trial runs with: those of its settings, and where one setting must do, as few as it allows."""

from collections.abc import Collection

from milkway.biology.disputed import disputed_in, listed
from milkway.protocol.protocol import Protocol, RouteSetting


def usual_setting(protocol: Protocol) -> RouteSetting:
    """Return the setting with the fewest disputed routes, and of several alike that which weighs most.

    A disputed route is off unless it is asked for; a weight says how likely it is held to be, and asks for nothing.
    """
    return min(protocol.routes.settings, key=lambda one: (len(disputed_in(one.without)), -one.weight))


def settings_sentence(settings: Collection[RouteSetting]) -> str:
    """Return which disputed routes each setting of a protocol has, and its weight in the average.

    >>> off = RouteSetting(name="off", without=("entero_mammary", "prenatal"), weight=0.5)
    >>> settings_sentence((off, RouteSetting(name="all", weight=0.5)))
    'Disputed routes, weights in the average: off 0.5 (none), all 0.5 (entero-mammary, prenatal).'
    """
    told = [f"{one.name} {one.weight:g} ({listed(disputed_in(one.without)) or 'none'})" for one in settings]
    return f"Disputed routes, weights in the average: {', '.join(told)}."
