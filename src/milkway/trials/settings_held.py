"""The settings under which a trial runs, as its numbers have them: by its own [settings], or by a parameter that one sets."""

from milkway.ledger.own_values import yours_of
from milkway.ledger.setting_values import Chosen, settings_in
from milkway.ledger.tables import ParameterTable
from milkway.protocol.protocol import Protocol


def settings_of(protocol: Protocol, table: ParameterTable) -> tuple[Chosen, ...]:
    """Return the value of each setting.

    Args:
        protocol: the trial, whose parameters win over the table.
        table: in use, with what settings and the user set.
    """
    given = {row.key: row.value for row in yours_of(table)}
    return settings_in(given | {one.parameter: one.value for one in protocol.parameters})
