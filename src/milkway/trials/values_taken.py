"""Parameters that a user cannot give values for, since a protocol or the population of its women sets them."""

from collections.abc import Iterable

from milkway.cohorts.population_file import read_population
from milkway.core.errors import Mistake
from milkway.protocol.events import EVENTS
from milkway.protocol.protocol import Protocol


def value_mistakes(protocol: Protocol, keys: Iterable[str]) -> list[Mistake]:
    """Return which parameters a user cannot give values for, since the protocol or its population sets them."""
    by = _set_by(protocol)
    allowed = "a parameter that the protocol leaves to the tables; this one is changed in the protocol"
    return [Mistake(f"values {key}", f"a parameter that {by[key]} sets", allowed) for key in keys if key in by]


def _set_by(protocol: Protocol) -> dict[str, str]:
    """Return the parameters that a protocol, or the population of its women, sets, each with the place."""
    by = {key: f"covariate {name} of the population" for key, name in read_population(protocol.population).sets().items()}
    by |= {key: f"hypothesis {one.name}" for one in protocol.hypotheses for key in one.sets}
    by |= {key: f"arm {arm.name}" for arm in protocol.arms for key in arm.sets}
    stopping = [one for one in (protocol.discontinuation, *(arm.discontinuation for arm in protocol.arms)) if one is not None]
    by |= {one.sets: "discontinuation" for one in stopping}
    by |= {EVENTS[one.event].dial: f"intercurrent event {one.event}" for one in protocol.intercurrent}
    return by | {one.parameter: "settings" for one in protocol.settings}
