"""The setting least favourable to a product: that under which a product of the same strength does least.

Every setting is changed alone, in the same few women, whose product has the strength that was solved under the settings as
planned: a setting is what is true, and a product is no stronger because it is. Least favourable is the setting under which the
truth, the mean over hypotheses of the first product's ratio or difference, does least good, and less than none where it harms;
the settings as planned are among the candidates and win where nothing does less. Settings are not combined, and with few women
which of them is least may be chance: their truths stand beside it.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.benefit import Benefit, benefit_of
from milkway.planning.pool import gather
from milkway.planning.power_study import Asked, endpoint_of
from milkway.planning.setting_worlds import Changed, changed_alone
from milkway.planning.truth import PART, Solved, true_outcomes, truth_of
from milkway.protocol.protocol import Protocol, RouteSetting, resized
from milkway.protocol.worlds import takes_product

Numbers = Callable[[Protocol], ParameterTable]


@dataclass(frozen=True)
class Tried:
    """A setting changed alone, the settings as planned if it names none, and the product's mean truth under it."""

    changed: Changed
    truth: float


@dataclass(frozen=True)
class Least:
    """The least favourable setting.

    Attributes:
        changed: the setting, and the protocol under it.
        tried: all settings, those as planned first.
        women: on whom they were compared.
    """

    changed: Changed
    tried: tuple[Tried, ...]
    women: int


def least_favourable(
    protocol: Protocol, route: RouteSetting, numbers: Numbers, solved: Mapping[str, Solved], asked: Asked, means: Means
) -> Least:
    """Return the least favourable setting for products of known strengths.

    Args:
        protocol: under its settings as planned.
        route: setting of the disputed routes.
        numbers: the parameters in use under the settings of a protocol.
        solved: strengths by hypothesis.
        asked: endpoint, women and seed.
        means: as for a trial; each setting has a folder of its own.
    """
    women, benefit = min(PART, asked.women), benefit_of(endpoint_of(protocol, asked.endpoint))
    tried: list[Tried] = []
    for one in changed_alone(protocol):
        own = apart(means, f"tried {one.setting} {one.value}".strip())
        few = resized(one.protocol, women)
        tried.append(Tried(one, _mean_truth(few, route, numbers(one.protocol), solved.values(), asked, own)))
    return Least(least_good(tried, benefit).changed, tuple(tried), women)


def least_good(tried: Sequence[Tried], benefit: Benefit) -> Tried:
    """Return the candidate whose truth does least good; of several alike the first, and the first if none exists."""
    return min(tried, key=lambda one: benefit.of(one.truth))


def apart(means: Means, name: str) -> Means:
    """Return means with a folder of chunks of their own."""
    return replace(means, keep=None if means.keep is None else means.keep / name.replace(" ", "-"))


def named_under(route: RouteSetting, changed: Changed) -> RouteSetting:
    """Return a setting of the disputed routes under a name that tells what else was changed."""
    return route.model_copy(update={"name": f"{route.name}-{changed.setting}-{changed.value}"})


def plain_least(least: Least) -> dict:
    """Return which setting is least favourable, as plain values."""
    return {
        "setting": least.changed.setting,
        "value": least.changed.value,
        "women": least.women,
        "tried": [
            {
                "setting": one.changed.setting,
                "value": one.changed.value,
                "truth": one.truth if math.isfinite(one.truth) else None,
            }
            for one in least.tried
        ],
    }


def _mean_truth(
    protocol: Protocol, route: RouteSetting, table: ParameterTable, solved: Iterable[Solved], asked: Asked, means: Means
) -> float:
    stage, endpoint = gather(protocol, route, table, Streams(asked.seed), means), endpoint_of(protocol, asked.endpoint)
    names, arm = [one.name for one in protocol.arms], takes_product(protocol) or 0
    reference = true_outcomes(stage, names.index(protocol.reference), {}, "shared", endpoint)
    found = [truth_of(endpoint, true_outcomes(stage, arm, one.effects, one.hypothesis, endpoint), reference) for one in solved]
    return sum(found) / len(found) if found else math.nan
