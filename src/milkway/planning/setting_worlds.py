"""A protocol's trial with each setting changed alone, in the same women under every arm, and its ceiling.

Draws are keyed by dyad and event, so a woman has the same luck in every arm and under every setting, and what a setting changes
is a comparison with herself. Who is eligible may differ; errors are of dyads that are left out of all worlds at once, by the
delete-a-group jackknife of `dyad_error`. Numbers are true of all women to the end of follow-up, whoever leaves.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import SCORES
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.ledger.own_values import with_settings
from milkway.ledger.setting_values import read_settings
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.ceiling import CEILING, with_ceiling
from milkway.planning.dyad_error import GROUPS, spread
from milkway.planning.planned_truth import is_ratio
from milkway.planning.pool import gather
from milkway.planning.truth import true_outcomes
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Hypothesis, Protocol, RouteSetting, resized
from milkway.protocol.worlds import is_alike_in_all_worlds
from milkway.trials.stage import Stage

NONE = "no effect"  # under which arms that a hypothesis cannot change, and the ceiling, are told


@dataclass(frozen=True)
class Told:
    """A number of one setting: its Monte-Carlo error, its change against the base, and the error of that paired difference."""

    value: float
    error: float
    change: float
    change_error: float


@dataclass(frozen=True)
class SettingRow:
    """A setting changed alone.

    Attributes:
        setting: its key; nothing for the base, in which none is changed.
        value: its value.
        levels: of the endpoint by hypothesis and arm: a share, a number or a mean of all women.
        contrasts: of each arm with the reference, by hypothesis and arm, a ratio or a difference; the ceiling among them.
    """

    setting: str
    value: str
    levels: dict[tuple[str, str], Told]
    contrasts: dict[tuple[str, str], Told]

    __repr__ = brief


@dataclass(frozen=True)
class Changed:
    """A protocol with one setting changed, by its key and value; nothing for the base."""

    setting: str
    value: str
    protocol: Protocol

    __repr__ = brief


@dataclass(frozen=True)
class RouteScores:
    """What came of one setting of the disputed routes.

    Attributes:
        weight: of it.
        groups: (woman,) the group, below `GROUPS`, in which she is left out.
        scores: of all women, by hypothesis and arm.
    """

    weight: float
    groups: np.ndarray
    scores: dict[tuple[str, str], Outcomes]

    __repr__ = brief


def changed_alone(protocol: Protocol) -> tuple[Changed, ...]:
    """Return the protocol as it is, the base, then with every setting at each of its other values."""
    rows = [Changed("", "", protocol)]
    for key, setting in read_settings().items():
        others = [one.name for one in setting.value if one.name != protocol.settings.plain[key]]
        rows += [Changed(key, name, protocol.under({key: name})) for name in others]
    return tuple(rows)


def settings_compared(
    changes: Sequence[Changed], table: ParameterTable, women: int, seed: int, means: Means
) -> tuple[SettingRow, ...]:
    """Return a row for the base, and one for each setting changed alone.

    Args:
        changes: the base first.
        table: parameters of a model in which staphylococci can be killed, before any setting.
        women: simulated under every arm, in each world.
        seed: of all chance.
        means: as for a trial; each world has a folder of its own.
    """
    base: list[RouteScores] = []
    rows: list[SettingRow] = []
    for one in changes:
        protocol, numbers = resized(one.protocol, women), with_settings(table, one.protocol.settings.plain)
        own = _named_apart(means, f"{one.setting} {one.value}".strip() or "base")
        routes = [_route(protocol, route, numbers, seed, own) for route in protocol.routes.settings]
        base = base or routes
        rows.append(row_of(one, routes, base))
    return tuple(rows)


def worlds_of(protocol: Protocol) -> int:
    """Return in how many worlds every woman is simulated under one setting: arms and hypotheses, by routes."""
    return len(list(_worlds(with_ceiling(protocol)))) * len(protocol.routes.settings)


def in_ceiling(stage: Stage) -> Stage:
    """Return the women of a stage, eligible and allotted as in the trial, whose protocol has the ceiling's arm too."""
    return replace(stage, setup=replace(stage.setup, protocol=with_ceiling(stage.setup.protocol)))


def _named_apart(means: Means, name: str) -> Means:
    keep = None if means.keep is None else means.keep / name.replace(" ", "_")
    tell = means.progress
    return replace(means, keep=keep, progress=lambda stage, done: tell(f"{name}: {stage}", done))


def _worlds(protocol: Protocol) -> Iterator[tuple[str, int, dict[str, float]]]:
    """Yield hypothesis, arm and effects: without effects the reference, the ceiling and arms that no hypothesis changes."""
    for number, arm in enumerate(protocol.arms):
        alike = arm.name == CEILING or is_alike_in_all_worlds(arm, protocol)
        if alike or arm.name == protocol.reference:
            yield NONE, number, {}
        if not alike:
            yield from ((one.name, number, dict(one.sets)) for one in effective(protocol))


def effective(protocol: Protocol) -> tuple[Hypothesis, ...]:
    """Return the hypotheses under which the product does something."""
    return tuple(one for one in protocol.hypotheses if any(one.sets.values()))


def _route(protocol: Protocol, route: RouteSetting, table: ParameterTable, seed: int, means: Means) -> RouteScores:
    stage = in_ceiling(gather(protocol, route, table, Streams(seed), means))
    protocol, endpoint = stage.setup.protocol, protocol.endpoints[0]
    scores = {
        (name, protocol.arms[number].name): true_outcomes(stage, number, effects, name, endpoint)
        for name, number, effects in _worlds(protocol)
    }
    return RouteScores(route.weight, stage.cohort.dyads[stage.plan.positions] % GROUPS, scores)


def row_of(changed: Changed, routes: list[RouteScores], base: list[RouteScores]) -> SettingRow:
    """Return what came of a setting.

    Args:
        changed: the setting and the protocol.
        routes: what came of it under each setting of the disputed routes.
        base: the same of the base.
    """
    endpoint, reference, names = changed.protocol.endpoints[0], changed.protocol.reference, list(routes[0].scores)

    def told(number: Callable[[list[RouteScores], int | None], float]) -> Told:
        here, there = ([number(which, None), *(number(which, one) for one in range(GROUPS))] for which in (routes, base))
        apart = np.subtract(here, there)
        return Told(here[0], spread(np.array(here[1:])), float(apart[0]), spread(apart[1:]))

    def level(name: tuple[str, str]) -> Callable[[list[RouteScores], int | None], float]:
        return lambda which, left_out: _level(endpoint, which, name, left_out)

    def contrast(name: tuple[str, str]) -> Callable[[list[RouteScores], int | None], float]:
        against = (name[0] if (name[0], reference) in names else NONE, reference)
        return lambda which, left_out: _contrast(
            endpoint, _level(endpoint, which, name, left_out), _level(endpoint, which, against, left_out)
        )

    levels = {name: told(level(name)) for name in names}
    return SettingRow(
        changed.setting, changed.value, levels, {name: told(contrast(name)) for name in names if name[1] != reference}
    )


def _level(endpoint: Endpoint, routes: list[RouteScores], name: tuple[str, str], left_out: int | None) -> float:
    """Return the mean of an endpoint over women and, by weight, over the settings of the disputed routes."""
    kind = SCORES[endpoint.score].kind
    kept = [np.ones(len(one.groups), dtype=bool) if left_out is None else one.groups != left_out for one in routes]
    found = [(one.weight, one.scores[name].taking(women).known()) for one, women in zip(routes, kept, strict=True)]
    return sum(weight * (kind.level(known) if len(known.value) else np.nan) for weight, known in found)


def _contrast(endpoint: Endpoint, one: float, other: float) -> float:
    if not is_ratio(endpoint):
        return one - other
    if SCORES[endpoint.score].kind.logged:
        return float(10 ** (one - other))
    return one / other if other > 0 else float("nan")
