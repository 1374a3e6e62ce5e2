"""Numbers moved alone: what the reference arm of a trial's own pool is when one number of the tables has another value.

Draws are keyed by dyad and event, so that a woman has the same luck whatever the number, and the change is a comparison of the
women with themselves; who is eligible may differ. Its error is that of dyads left out of both at once (`dyad_error`).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.kinds import SHARE, Kind
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import SCORES
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.crossing import moved_by
from milkway.planning.dyad_error import GROUPS, spread
from milkway.planning.least_favourable import apart
from milkway.planning.pool import gather
from milkway.planning.power_study import Asked, endpoint_of
from milkway.planning.truth import true_outcomes
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol, RouteSetting
from milkway.published.spread import moved, spread_keys
from milkway.trials.stage import Stage


@dataclass(frozen=True)
class Checked:
    """A number moved alone, for the women of the trial's own pool.

    Attributes:
        moved: by so many standard deviations of its spread.
        base: level of the reference arm as the tables are.
        level: the same with the number moved.
        change: from the one to the other, in log odds of a share or in logarithms of a number.
        error: Monte-Carlo standard error of the change, the women being the same.
    """

    moved: float
    base: float
    level: float
    change: float
    error: float


@dataclass(frozen=True)
class _Arm:
    """The reference arm of a stage: its outcomes, and the group in which each woman is left out."""

    outcomes: Outcomes
    groups: np.ndarray


def moved_alone(
    moves: Mapping[str, float],
    protocol: Protocol,
    setting: RouteSetting,
    table: ParameterTable,
    asked: Asked,
    means: Means,
) -> dict[str, Checked]:
    """Return what comes of moving each number alone.

    Args:
        moves: standard deviations of its spread by which a number is moved, by what the rows that hold it share.
        protocol: the trial, its size that of the pool.
        setting: of the disputed routes.
        table: parameters.
        asked: by the designer.
        means: of the trial's own pool, whose finished chunks are read again.
    """
    endpoint = endpoint_of(protocol, asked.endpoint)
    kind = SCORES[endpoint.score].kind

    def arm(numbers: ParameterTable, own: Means) -> _Arm:
        stage = gather(protocol, setting, numbers, Streams(asked.seed), own)
        return _Arm(reference_of(stage, endpoint), stage.cohort.dyads[stage.plan.positions] % GROUPS)

    base = arm(table, means)
    return {
        number: _compared(kind, base, arm(_with_moved(table, number, move), apart(means, f"flip {number}")), move)
        for number, move in moves.items()
    }


def reference_of(stage: Stage, endpoint: Endpoint) -> Outcomes:
    """Return an endpoint of all women of a stage in the reference arm, as it is."""
    names = [arm.name for arm in stage.setup.protocol.arms]
    return true_outcomes(stage, names.index(stage.setup.protocol.reference), {}, "shared", endpoint)


def _with_moved(table: ParameterTable, number: str, move: float) -> ParameterTable:
    keys = [key for key in spread_keys(table) if table.rows[key].number == number]
    (values,) = moved(table, keys, np.full((1, len(keys)), move))
    return replace(table, rows={**table.rows, **{key: replace(table.rows[key], value=value) for key, value in values.items()}})


def _compared(kind: Kind, base: _Arm, other: _Arm, move: float) -> Checked:
    def levels(left_out: int) -> tuple[float, float]:
        here, there = (_level(kind, one.outcomes.taking(one.groups != left_out)) for one in (base, other))
        return here, there

    error = spread(np.array([moved_by(kind, *levels(group)) for group in range(GROUPS)]))
    return Checked(move, *levels(GROUPS), moved_by(kind, *levels(GROUPS)), error)


def _level(kind: Kind, outcomes: Outcomes) -> float:
    """Return the level of an arm, at least half a woman away from none and from all."""
    known = outcomes.known()
    half = 0.5 / max(len(known.value), 1)
    return float(np.clip(kind.level(known), half, 1 - half if kind is SHARE else math.inf))
