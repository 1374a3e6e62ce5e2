"""Plan B: what a team would assume without the simulation, what Milkway says in its place, and what that changes in n.

Both plans go through one textbook formula with one ratio, so that they differ in the reference arm and in drop-out alone.
Drop-out is no prediction: Milkway takes it from the protocol, so that the naive plan with that drop-out is told too.
"""

import math
from dataclasses import dataclass

import numpy as np

from milkway.analysis.registry import SCORES
from milkway.planning.formula_size import WORDS, Compared, analysed_of, women_by_formula
from milkway.planning.naive_plan import Assumed, naive_dropout, naive_level
from milkway.planning.planned_truth import DEFAULT_RATIO, fewer_is_better
from milkway.planning.pool_scores import Scored
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.protocol.worlds import takes_product

NO_RIVAL = "nothing alike was printed outside the trial's own cluster of studies"
NO_RATIO = "no ratio is stated for it"
NOBODY = "the pool has nobody to analyse"
Z90 = 1.645


@dataclass(frozen=True)
class Said:
    """What Milkway says of an endpoint without effect.

    Attributes:
        level: of the reference arm, in the women analysed.
        lost: share not analysed, by arm.
        interval: what the interval of the level is of, in words.
    """

    level: Assumed
    lost: dict[str, float]
    interval: str


UNSAID = Said(Assumed(math.nan, math.nan, math.nan), {}, "")  # where there is nobody, or nothing that has a formula


def plan_b(protocol: Protocol, endpoint: Endpoint, said: Said, ratio: float | None, target: float) -> dict:
    """Return both plans as plain values, or why there are none.

    Args:
        protocol: the trial; its first arm with the product is compared with the reference.
        endpoint: of it.
        said: by Milkway.
        ratio: true, as stated; None for the usual one where fewer is better.
        target: power wanted.
    """
    kind, stated = SCORES[endpoint.score].kind, ratio
    if stated is None and fewer_is_better(endpoint):
        stated = DEFAULT_RATIO
    arm = protocol.arms[takes_product(protocol) or 0].name
    whole = {"endpoint": endpoint.name, "label": endpoint.label, "arm": protocol.reference}
    naive = naive_level(protocol, endpoint)
    why = _why_not(endpoint, naive, stated) or ("" if math.isfinite(said.level.median) else NOBODY)
    if why or naive is None or stated is None:
        return whole | {"why_not": why}
    left, own = naive_dropout(protocol.study), (said.lost[arm], said.lost[protocol.reference])
    told = {"ratio": stated, "target": target, "formula": WORDS[kind], "share": kind.of_women}

    def women(level: float, lost: tuple[float, float]) -> float | None:
        found = women_by_formula(Compared(kind, level, stated, analysed_of(protocol, arm, lost)), target)
        return found if math.isfinite(found) else None

    def plan(level: Assumed, lost: tuple[float, float]) -> dict:
        bounds = sorted(women(each, lost) or math.inf for each in (level.low, level.high))
        between = [each if math.isfinite(each) else None for each in bounds]
        return {"level": _plain(level), "women": women(level.median, lost), "women90": between}

    as_assumed = plan(naive, (left.median, left.median))
    return (
        whole
        | told
        | {
            "naive": as_assumed | {"lost": _plain(left), "women_as_protocol_loses": women(naive.median, own)},
            "milkway": plan(said.level, own) | {"lost": own[1], "interval": said.interval},
            "why_not": "",
        }
    )


def said_of_pool(found: Scored, hypothesis: str) -> Said:
    """Return what a pool says of an endpoint, as a trial sees it.

    Args:
        found: the endpoint of its women, several times over as they leave.
        hypothesis: without effect.
    """
    arms, kind = found.scores["observed"][hypothesis], SCORES[found.endpoint.score].kind
    known, times = arms[found.reference].known(), len(found.women.dyads) / len(np.unique(found.women.dyads))
    if kind not in WORDS or not len(known.value):
        return UNSAID
    level, error = kind.level(known), float(known.value.std()) / math.sqrt(len(known.value) / times)
    lost = {name: 1 - len(one.known().value) / len(one.value) for name, one in arms.items()}
    return Said(Assumed(level, max(level - Z90 * error, 0.0), level + Z90 * error), lost, "Monte-Carlo error of the pool's women")


def _why_not(endpoint: Endpoint, naive: Assumed | None, ratio: float | None) -> str:
    kind = SCORES[endpoint.score].kind
    if kind not in WORDS:
        return f"there is no formula of {kind.words}"
    if endpoint.leading.margin is not None:
        return "there is no formula of a margin"
    if naive is None:
        return NO_RIVAL
    return NO_RATIO if ratio is None else ""


def _plain(one: Assumed) -> dict:
    found = {"median": one.median, "interval90": [one.low, one.high]}
    return found | ({"studies": list(one.studies)} if one.studies else {})
