"""Where the power of a planned trial crosses its target under each hypothesis, and the hypothesis that is nearest to it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from milkway.analysis.registry import SCORES
from milkway.core.brief import brief
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.crossing import Crossing, crossing, why_no_formula
from milkway.planning.flip_rows import FlipRows, flip_rows
from milkway.planning.formula_size import Compared, analysed_of
from milkway.planning.operating_characteristics import Estimated
from milkway.planning.plan_b import NOBODY, Said
from milkway.planning.planned_truth import is_ratio
from milkway.planning.power_study import Asked, endpoint_of
from milkway.protocol.protocol import Protocol, RouteSetting
from milkway.protocol.worlds import takes_product

NO_RATIO = "its truth is a difference, which no level of the reference arm changes"
NO_EFFECT = "no hypothesis has an effect"


@dataclass(frozen=True)
class Planned:
    """A trial as planned under one hypothesis: women randomised, its power, and the true ratio of its first product's arm."""

    hypothesis: str
    n: int
    power: Estimated
    ratio: float


@dataclass(frozen=True)
class Crossings:
    """Where power crosses its target.

    Attributes:
        protocol: the trial.
        setting: of the disputed routes.
        asked: by the designer.
        found: by hypothesis.
        why_not: why there are none; nothing where there are.
    """

    protocol: Protocol
    setting: RouteSetting
    asked: Asked
    found: tuple[Crossing, ...]
    why_not: str = ""

    __repr__ = brief

    @property
    def lead(self) -> Crossing | None:
        """Return the crossing that is nearest, None where there is none."""
        there = [one for one in self.found if not one.why_not]
        return min(there, key=lambda one: abs(one.shift)) if there else None


def crossings(protocol: Protocol, setting: RouteSetting, asked: Asked, said: Said, planned: Sequence[Planned]) -> Crossings:
    """Return where the power of a trial crosses its target, in the first arm with the product.

    Args:
        protocol: the trial.
        setting: of the disputed routes.
        asked: by the designer.
        said: of the reference arm, as the trial would see it.
        planned: the trial under each hypothesis that has effects.
    """
    endpoint = endpoint_of(protocol, asked.endpoint)
    kind = SCORES[endpoint.score].kind
    why_not = why_no_formula(endpoint, kind)
    if not why_not:
        why_not = "" if math.isfinite(said.level.median) else NOBODY
    if not why_not:
        why_not = "" if is_ratio(endpoint) else NO_RATIO
    if not why_not and not planned:
        why_not = NO_EFFECT
    if why_not:
        return Crossings(protocol, setting, asked, (), why_not)
    arm, level = product_arm(protocol), said.level.median
    analysed = analysed_of(protocol, arm, (said.lost[arm], said.lost[protocol.reference]))
    found = tuple(
        crossing(Compared(kind, level, one.ratio, analysed), (one.hypothesis, arm, one.n), one.power, asked.target)
        for one in planned
    )
    return Crossings(protocol, setting, asked, found)


def product_arm(protocol: Protocol) -> str:
    """Return the first arm with the product, whose power is told."""
    return protocol.arms[takes_product(protocol) or 0].name


def rows_toward(found: Crossings, table: ParameterTable, means: Means) -> FlipRows | None:
    """Return what each number does, for the crossing that is nearest; None where there is no crossing.

    Args:
        found: where power crosses its target.
        table: parameters.
        means: of the trial's own pool.
    """
    lead = found.lead
    return None if lead is None else flip_rows(found.protocol, found.setting, table, found.asked, means, lead)
