"""Numbers of the tables by what they do to the reference arm of a trial: seen in a pool of draws, the nearest checked one by one.

In a pool of its own, of as many women as that of the trial, every woman has her own draw of all numbers that state a spread, and
lives in the reference arm. That tells the slope of each number, hundreds at once and so with noise. Those most likely to turn the
decision are then moved alone, by as much as they seem to need, for the women of the trial's own pool: what that does to their
level is a comparison of the women with themselves, has no part in the choice of the numbers, and need not be along a line.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.kinds import SHARE
from milkway.analysis.registry import SCORES
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.ledger.rows import ParameterRow
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.crossing import Crossing
from milkway.planning.flip_distance import FAR, Distance, Verdict, distance, way_of
from milkway.planning.least_favourable import apart
from milkway.planning.moved_alone import Checked, moved_alone, reference_of
from milkway.planning.pool import gather
from milkway.planning.power_study import Asked, endpoint_of
from milkway.planning.row_slopes import laws_of, slopes_of
from milkway.planning.shrinkage import Law, seen_as
from milkway.protocol.protocol import Protocol, RouteSetting, resized
from milkway.published.spread import luck, own_medians, spread_keys
from milkway.trials.stage import Stage
from milkway.trials.values import given_values, own_values

CHECKED = 3  # numbers that are moved alone
NEAREST = 0.5  # least move of a check, so that it is not lost in what is between two women
FEWEST = 10  # women with the event, and of a share without it, below whom no slope is told
NO_SPREAD = "no number in use states a spread"
FEW = f"fewer than {FEWEST} women of the pool have the event, or do not have it"


@dataclass(frozen=True)
class FlipRow:
    """What a number does to the level of the reference arm.

    Attributes:
        row: that holds it, the first of those that share it.
        slope: per standard deviation as it was seen, averaged over the other numbers.
        error: its Monte-Carlo standard error.
        law: of the slope where the other numbers stay, shrunk with those of all.
        checked: what came of moving it alone; None where that was not done.
    """

    row: ParameterRow
    slope: float
    error: float
    law: Law
    checked: Checked | None

    __repr__ = brief

    def toward(self, found: Crossing) -> Distance:
        """Return how far it must move for power to cross its target: by its check where it was moved that way."""
        way, one = way_of(self.law, found), self.checked
        if one is None or one.moved * way < 0:
            return distance(self.law, found, way)
        return distance(seen_as(one.change / one.moved, one.error / abs(one.moved)), found, way)


@dataclass(frozen=True)
class FlipRows:
    """All numbers that state a spread.

    Attributes:
        rows: of them.
        women: of the pool of draws.
        level: of its reference arm.
        seconds: of computing.
        why_not: why there are no rows; nothing where there are.
    """

    rows: tuple[FlipRow, ...]
    women: int
    level: float
    seconds: float
    why_not: str = ""

    __repr__ = brief


def flip_rows(
    protocol: Protocol, setting: RouteSetting, table: ParameterTable, asked: Asked, means: Means, found: Crossing
) -> FlipRows:
    """Return what each number does to the reference arm, those that are nearest to turn the decision checked.

    Args:
        protocol: the trial.
        setting: of the disputed routes.
        table: parameters.
        asked: by the designer.
        means: of the trial's own pool, whose finished chunks are read again.
        found: where power crosses its target.
    """
    began = time.perf_counter()
    small, endpoint = resized(protocol, asked.women), endpoint_of(protocol, asked.endpoint)
    kind, own = SCORES[endpoint.score].kind, apart(means, "flip own draws")
    stage = gather(small, setting, table, Streams(asked.seed), own, own_medians(table, asked.seed))
    numbers = _numbers(stage, table)
    outcomes = reference_of(stage, endpoint)
    known = np.isfinite(outcomes.value)
    values, women = outcomes.value[known], stage.cohort.dyads[stage.plan.positions][known]
    level = float(values.mean()) if len(values) else math.nan
    why_not = "" if numbers else NO_SPREAD
    if min((values > 0).sum(), (values == 0).sum() if kind is SHARE else FEWEST) < FEWEST:
        why_not = why_not or FEW
    if why_not:
        return FlipRows((), asked.women, level, time.perf_counter() - began, why_not)
    slopes, errors = slopes_of(kind, values, luck([one.number for one in numbers], women.tolist(), asked.seed))
    laws = laws_of(kind, slopes, errors)
    rows = [FlipRow(*one, None) for one in zip(numbers, slopes.tolist(), errors.tolist(), laws, strict=True)]
    moves = {one.row.number: _move(one.toward(found)) for one in _nearest(rows, found)}
    checks = moved_alone(moves, small, setting, table, asked, means) if moves else {}
    rows = [replace(one, checked=checks.get(one.row.number)) for one in rows]
    return FlipRows(tuple(rows), asked.women, level, time.perf_counter() - began)


def _numbers(stage: Stage, table: ParameterTable) -> tuple[ParameterRow, ...]:
    """Return a row for each number that states a spread and that women of the reference arm feel."""
    protocol = stage.setup.protocol
    arm = next(one for one in protocol.arms if one.name == protocol.reference)
    felt = set(stage.setup.machine.network.parameter_index) - set(given_values(protocol)) - set(own_values(protocol, arm))
    found: dict[str, ParameterRow] = {}
    for key in spread_keys(table):
        if key in felt:
            found.setdefault(table.rows[key].number, table.rows[key])
    return tuple(found.values())


def _nearest(rows: Sequence[FlipRow], found: Crossing) -> list[FlipRow]:
    """Return the numbers that are checked: the most likely to turn the decision, of those that may, where this can be told."""
    if not math.isfinite(found.error):
        return []
    seen = [(one, one.toward(found)) for one in rows]
    open_ = [(one, far) for one, far in seen if far.verdict is not Verdict.STAYS]
    return [one for one, _ in sorted(open_, key=lambda pair: -pair[1].chance)[:CHECKED]]


def _move(far: Distance) -> float:
    """Return by how many standard deviations a number is moved to check a distance, with the sign of its way."""
    return far.way * min(FAR, max(NEAREST, far.median))
