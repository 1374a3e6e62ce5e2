"""Parameters that have a value twice: a user's, a setting's, the protocol's, or that of the population of its women."""

from collections.abc import Iterable

from milkway.core.errors import Mistake
from milkway.ledger.setting_values import sets_of
from milkway.ledger.tables import ParameterTable
from milkway.protocol.events import EVENTS
from milkway.protocol.protocol import Protocol


def value_mistakes(protocol: Protocol, keys: Iterable[str]) -> list[Mistake]:
    """Return which parameters a user cannot give values for, since the protocol or its population sets them."""
    by = _set_by(protocol)
    allowed = "a parameter that the protocol leaves to the tables; this one is changed in the protocol"
    return [Mistake(f"values {key}", f"a parameter that {by[key]} sets", allowed) for key in keys if key in by]


def setting_mistakes(protocol: Protocol, table: ParameterTable, keys: Iterable[str]) -> list[Mistake]:
    """Return which settings of a protocol, other than the reference, cannot hold.

    Args:
        protocol: under the settings that a command asks for.
        table: of the model.
        keys: of the parameters that a user gives values for.
    """
    by = dict.fromkeys(keys, "a value of yours") | _set_by(protocol)
    mistakes: list[Mistake] = []
    for name, value in protocol.settings.plain.items():
        sets = sets_of({name: value})
        mistakes += [
            Mistake(f"settings.{name}", f"{value}, and {by[key]} sets {key}", "one of the two") for key in sets if key in by
        ]
        mistakes += [
            Mistake(f"settings.{name}", f"{value}, which sets {key}", "the reference: this model has no such parameter")
            for key in sets
            if key not in table.rows
        ]
    return mistakes


def _set_by(protocol: Protocol) -> dict[str, str]:
    """Return the parameters that a protocol, or the population of its women, sets, each with the place."""
    by = {key: f"covariate {name} of the population" for key, name in protocol.women.sets().items()}
    by |= {key: f"hypothesis {one.name}" for one in protocol.hypotheses for key in one.sets}
    by |= {key: f"arm {arm.name}" for arm in protocol.arms for key in arm.sets}
    stopping = [one for one in (protocol.discontinuation, *(arm.discontinuation for arm in protocol.arms)) if one is not None]
    by |= {one.sets: "discontinuation" for one in stopping}
    by |= {EVENTS[one.event].dial: f"intercurrent event {one.event}" for one in protocol.intercurrent}
    return by | {one.parameter: "[[parameters]]" for one in protocol.parameters}
