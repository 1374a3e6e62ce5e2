"""Designs compared under the setting least favourable to the product, as plain values."""

from collections.abc import Sequence
from dataclasses import replace

from milkway.lives.means import Means
from milkway.planning.compared_designs import Comparison, compare
from milkway.planning.designs_summary import comparison_plain
from milkway.planning.least_favourable import Numbers, apart, least_favourable, named_under, plain_least
from milkway.planning.power_study import Asked
from milkway.planning.prepared_designs import Design
from milkway.protocol.protocol import RouteSetting


def designs_under_least(
    designs: Sequence[Design], route: RouteSetting, numbers: Numbers, planned: Comparison, asked: Asked, means: Means
) -> dict:
    """Return the least favourable setting, and the comparison of the same designs under it.

    Args:
        designs: that as planned first.
        route: setting of the disputed routes.
        numbers: the parameters in use under the settings of a protocol.
        planned: the comparison under the settings as planned, whose strengths hold under the other, too.
        asked: by the designer.
        means: as for a trial.
    """
    least = least_favourable(designs[0].protocol, route, numbers, planned.solved, asked, means)
    changed = least.changed
    if not changed.setting:
        return plain_least(least) | {"found": None}
    moved = [replace(one, protocol=one.protocol.under({changed.setting: changed.value})) for one in designs]
    named, own = named_under(route, changed), apart(means, f"least {changed.setting} {changed.value}")
    found = compare(moved, named, numbers(changed.protocol), asked, own, planned.solved)
    return plain_least(least) | {"found": comparison_plain(found, changed.protocol, named, asked)}
