"""A trial planned: pool, strengths that meet the stated truth, the power curve, and every endpoint under every attrition."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass

from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.attrition import attritions
from milkway.planning.closed_form import closed_form
from milkway.planning.interim_power import Looked, looked
from milkway.planning.operating_characteristics import Power, curve_of
from milkway.planning.plan_b import Said, said_of_pool
from milkway.planning.pool import Pool, fill, gather
from milkway.planning.pool_scores import Scored, scored, visible_under
from milkway.planning.smallest import Smallest, smallest
from milkway.planning.truth import Solved, scaled, solve, truth_of
from milkway.protocol.basis import Basis
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Hypothesis, Protocol, RouteSetting, resized
from milkway.protocol.worlds import takes_product

TABLE_SHARE = 10  # the table of all endpoints is of so many times fewer trials than the curve
UNSOLVED: Mapping[str, Solved] = {}
NULL = Hypothesis(name="null", label="Null: the product does nothing", basis=Basis(kind="expert", note="every effect stays zero"))


@dataclass(frozen=True)
class Asked:
    """What a designer asks.

    Attributes:
        sizes: women randomised, rising.
        reps: trials drawn of each size.
        target: power wanted.
        truth: stated for the endpoint; None for the strengths written in the protocol.
        endpoint: of the curve.
        women: in the pool.
        seed: of all chance.
    """

    sizes: tuple[int, ...]
    reps: int
    target: float
    truth: float | None
    endpoint: str
    women: int
    seed: int


@dataclass(frozen=True)
class Seconds:
    """What the parts of a study took: the pool with its strengths, the curve, the table."""

    pool: float
    curve: float
    table: float


@dataclass(frozen=True)
class PowerStudy:
    """What a trial of each size would show.

    Attributes:
        protocol: as read.
        asked: by the designer.
        setting: of the disputed routes.
        solved: strengths by hypothesis; the null has none.
        attritions: reasons for leaving, the planned one first.
        curve: of the endpoint asked for, under the planned attrition, by hypothesis, arm and size.
        closed: power of a formula, along `curve`; NaN where there is none.
        smallest: trial that reaches the target, by hypothesis and arm.
        looked: the same trials with the protocol's interim looks; none without.
        at: size of the table.
        table: every endpoint under every attrition at that size.
        said: of the endpoint without effect.
        seconds: of computing.
    """

    protocol: Protocol
    asked: Asked
    setting: RouteSetting
    solved: dict[str, Solved]
    attritions: tuple[str, ...]
    curve: tuple[Power, ...]
    closed: tuple[float, ...]
    smallest: dict[tuple[str, str], Smallest]
    looked: tuple[Looked, ...]
    at: int
    table: tuple[Power, ...]
    said: Said
    seconds: Seconds

    __repr__ = brief


def plan_trial(
    protocol: Protocol,
    setting: RouteSetting,
    table: ParameterTable,
    asked: Asked,
    means: Means,
    known: Mapping[str, Solved] = UNSOLVED,
) -> PowerStudy:
    """Return a study in one setting of the disputed routes.

    Args:
        protocol: the trial.
        setting: of the disputed routes.
        table: parameters.
        asked: by the designer.
        means: as for a trial; with a folder, a second study of the same pool simulates nothing.
        known: strengths that were solved elsewhere, for a product that is no stronger here.
    """
    began = time.perf_counter()
    pool, solved = made_pool(protocol, setting, table, asked, means, known)
    filled = time.perf_counter()
    means.progress("drawing trials", 0.0)
    endpoint, streams, reasons = endpoint_of(protocol, asked.endpoint), Streams(asked.seed), attritions(protocol)
    found = scored(visible_under(pool, reasons[0]), endpoint)
    curve = curve_of(found, asked.sizes, asked.reps, streams)
    looks = protocol.interim
    seen = () if looks is None else looked(found, looks, asked.sizes, asked.reps, streams)
    closed = tuple(closed_form(found, one.hypothesis, one.arm, one.n) for one in curve)
    drawn = time.perf_counter()
    means.progress("drawing trials of every endpoint", 0.0)
    at = min(asked.sizes, key=lambda n: abs(n - protocol.design.size))
    every = _table(pool, reasons, at, max(1, asked.reps // TABLE_SHARE), streams)
    seconds = Seconds(filled - began, drawn - filled, time.perf_counter() - drawn)
    lines = {
        (one.hypothesis, one.arm): tuple(two for two in curve if (two.hypothesis, two.arm) == (one.hypothesis, one.arm))
        for one in curve
    }
    return PowerStudy(
        protocol=protocol,
        asked=asked,
        setting=setting,
        solved={name: _on_pool(found, pool.protocol, one) for name, one in solved.items()},
        attritions=reasons,
        curve=curve,
        closed=closed,
        smallest={
            named: smallest(line, asked.target) for named, line in lines.items() if named[0] in solved or found.measure.margin
        },
        looked=seen,
        at=at,
        table=every,
        said=said_of_pool(found, next(iter(pool.worlds))),
        seconds=seconds,
    )


def made_pool(
    protocol: Protocol,
    setting: RouteSetting,
    table: ParameterTable,
    asked: Asked,
    means: Means,
    known: Mapping[str, Solved] = UNSOLVED,
) -> tuple[Pool, dict[str, Solved]]:
    """Return the pool, and the strength of each hypothesis that has effects: solved here unless it is known."""
    stage = gather(resized(protocol, asked.women), setting, table, Streams(asked.seed), means)
    endpoint, network = endpoint_of(protocol, asked.endpoint), stage.setup.machine.network
    solved: dict[str, Solved] = {}
    for one in hypotheses_of(protocol):
        if not any(one.sets.values()):
            continue
        if one.name in known:
            solved[one.name] = known[one.name]
        elif asked.truth is None:
            solved[one.name] = Solved(one.name, 1.0, scaled(one.sets, 1.0, network), math.nan, strongest=False)
        else:
            solved[one.name] = solve(stage, one, endpoint, asked.truth)
    effects = {one.name: solved[one.name].effects if one.name in solved else {} for one in hypotheses_of(protocol)}
    return fill(stage, effects), solved


def hypotheses_of(protocol: Protocol) -> tuple[Hypothesis, ...]:
    """Return the protocol's hypotheses, one without any effect first; no effect is always shown."""
    without = [one for one in protocol.hypotheses if not any(one.sets.values())]
    return (*(without[:1] or [NULL]), *(one for one in protocol.hypotheses if any(one.sets.values())))


def endpoint_of(protocol: Protocol, name: str) -> Endpoint:
    """Return an endpoint by name."""
    return next(one for one in protocol.endpoints if one.name == name)


def _on_pool(found: Scored, protocol: Protocol, solved: Solved) -> Solved:
    """Return a solved strength with the truth of the finished pool."""
    arm = protocol.arms[takes_product(protocol) or 0]
    reached = truth_of(found.endpoint, *found.pair("oracle", solved.hypothesis, arm.name))
    return Solved(solved.hypothesis, solved.strength, solved.effects, reached, solved.strongest)


def _table(pool: Pool, reasons: tuple[str, ...], at: int, reps: int, streams: Streams) -> tuple[Power, ...]:
    """Return every endpoint under every attrition at one size."""
    made: list[Power] = []
    for reason in reasons:
        visible = visible_under(pool, reason)
        for endpoint in pool.protocol.endpoints:
            made += curve_of(scored(visible, endpoint), (at,), reps, streams)
    return tuple(made)
