"""Studies of power under the setting least favourable to the product, as plain values."""

from collections.abc import Sequence

from milkway.lives.means import Means
from milkway.planning.least_favourable import Numbers, apart, least_favourable, named_under, plain_least
from milkway.planning.power_study import PowerStudy, plan_trial
from milkway.planning.power_summary import study_plain


def power_under_least(studies: Sequence[PowerStudy], numbers: Numbers, means: Means) -> dict:
    """Return the least favourable setting, looked for in the first setting of the routes, and the studies under it.

    Args:
        studies: under the settings as planned; their strengths hold under the other, too.
        numbers: the parameters in use under the settings of a protocol.
        means: as for a trial.
    """
    first = studies[0]
    least = least_favourable(first.protocol, first.setting, numbers, first.solved, first.asked, means)
    changed = least.changed
    if not changed.setting:
        return plain_least(least) | {"by_routes": []}
    own, table = apart(means, f"least {changed.setting} {changed.value}"), numbers(changed.protocol)
    found = [
        plan_trial(changed.protocol, named_under(one.setting, changed), table, one.asked, own, one.solved) for one in studies
    ]
    return plain_least(least) | {"by_routes": [study_plain(one) for one in found]}
