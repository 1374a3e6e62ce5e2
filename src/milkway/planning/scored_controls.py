"""Controls with known answers, scored on a protocol: what must come out, what came out, and whether it is right.

Arms that differ in nothing, and a product that is given after the end, must leave every woman as she is, and trials of them must
claim as often as chance does. Exchanged labels must turn every estimate around. An antibiotic must show in the direction of a
cure where that is known, of breasts and milk; where its error hides it, it cannot be told.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from milkway.analysis.power_formula import LEVEL
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.attrition import planned
from milkway.planning.control_arms import ANTIBIOTIC, LATE, NEVER, TWIN, product_of, reference_of, takes_antibiotic, with_controls
from milkway.planning.drawn_analyses import Trials, affordable, analyse_trials
from milkway.planning.drawn_trials import Draws, draw_trials
from milkway.planning.dyad_error import GROUPS, dyad_error
from milkway.planning.operating_characteristics import binomial_error
from milkway.planning.pool import Pool, fill, gather
from milkway.planning.pool_scores import Scored, scored, visible_under
from milkway.planning.power_study import Asked, endpoint_of
from milkway.protocol.protocol import Protocol, RouteSetting, resized
from milkway.skill.naive_evidence import family_of

WORKS = "as the protocol writes it"
ERRORS = 3.0  # standard errors allowed: a right program fails one control in some hundred runs
EQUAL = 1e-6  # estimates that are found step by step agree so far
SWAPPED, CURE = "labels exchanged", "an antibiotic to the end"


@dataclass(frozen=True)
class Control:
    """A control.

    Attributes:
        name: what differs.
        right: the right answer, in words.
        differing: women whose endpoint is another than in the reference, of `women`; None where it is not asked.
        women: of the pool.
        claims: share of drawn trials with p below 5 %, in either direction, of an antibiotic in that of a cure; None without.
        claims_error: its Monte-Carlo error.
        contrast: of the women as they are, of logarithms for ratios; of exchanged labels the largest departure from the mirror.
        contrast_error: its Monte-Carlo error, of women.
        verdict: "passed", "failed", "cannot tell" or "no known answer".
        note: why, where there is more to say.
    """

    name: str
    right: str
    differing: int | None
    women: int
    claims: float | None
    claims_error: float | None
    contrast: float | None
    contrast_error: float | None
    verdict: str
    note: str = ""


@dataclass(frozen=True)
class Controls:
    """The controls of an endpoint, and how they were made: women randomised in a drawn trial, and trials."""

    rows: tuple[Control, ...]
    n: int
    reps: int


def controls_of(protocol: Protocol, setting: RouteSetting, table: ParameterTable, asked: Asked, means: Means) -> Controls:
    """Return the controls of one endpoint of a protocol.

    Args:
        protocol: the trial.
        setting: of the disputed routes.
        table: parameters.
        asked: endpoint, trials drawn, women of the pool and seed; its sizes and truth are not used.
        means: as for a trial.
    """
    pool = control_pool(protocol, setting, table, asked, means)
    found = scored(visible_under(pool, planned(pool.protocol)), endpoint_of(protocol, asked.endpoint))
    product, reference = product_of(protocol), reference_of(protocol)
    whole = sum(arm.allocation for arm in protocol.arms)
    n = 2 * max(2, round(protocol.design.size * (product.allocation + reference.allocation) / whole / 2))
    against = {product.name: reference.name, TWIN: reference.name, LATE: NEVER, ANTIBIOTIC: reference.name}
    two = {name: _two(found, name, other) for name, other in against.items()}
    reps = affordable(found.measure, asked.reps)
    drawn = draw_trials(found.women, two[TWIN].arms, two[TWIN].design, n, reps, Streams(asked.seed))

    def trials(name: str) -> Trials:
        return analyse_trials(two[name], drawn, WORKS, name, n)

    rows = (
        unchanged("arms that differ in nothing", two[TWIN], TWIN, trials(TWIN)),
        mirrored(two[product.name], drawn, product.name, n),
        unchanged("product given after the endpoint", two[LATE], LATE, trials(LATE)),
        cure(two[ANTIBIOTIC], ANTIBIOTIC, trials(ANTIBIOTIC), given=takes_antibiotic(reference)),
    )
    return Controls(rows, n, reps)


def control_pool(protocol: Protocol, setting: RouteSetting, table: ParameterTable, asked: Asked, means: Means) -> Pool:
    """Return the women of a protocol under every arm of the controls, read to its end; the product is as it is written."""
    stage = gather(resized(protocol, asked.women), setting, table, Streams(asked.seed), means)
    longer = with_controls(stage.setup.protocol)
    working = [one.sets for one in protocol.hypotheses if any(one.sets.values())]
    made = fill(replace(stage, setup=replace(stage.setup, protocol=longer)), {WORKS: dict(working[-1]) if working else {}})
    read = longer.model_copy(update={"design": stage.setup.protocol.design})
    return replace(made, stage=replace(stage, setup=replace(stage.setup, protocol=read)))


def differing(found: Scored, arm: str) -> int:
    """Return how many women have another endpoint in an arm than in the reference, as seen or as it is."""
    women = len(found.pair("oracle", WORKS, arm)[0].value)
    other = np.zeros(women, dtype=bool)
    for view in found.scores:
        first, second = (
            np.column_stack([one.value.reshape(len(one.value), -1), one.seen]) for one in found.pair(view, WORKS, arm)
        )
        unlike = np.ones(len(first), dtype=bool) if first.shape != second.shape else _unlike(first, second)
        other |= unlike.reshape(-1, women).any(axis=0)
    return int(other.sum())


def mirrored(found: Scored, drawn: Draws, arm: str, n: int) -> Control:
    """Return the control of exchanged labels: each trial's estimate turned around, its p the same.

    Args:
        found: the endpoint in two arms.
        drawn: trials.
        arm: with the product.
        n: women randomised.
    """
    own = analyse_trials(found, drawn, WORKS, arm, n)
    names = {arm: found.reference, found.reference: arm}
    scores = {
        view: {name: {names[each]: one for each, one in by_arm.items()} for name, by_arm in worlds.items()}
        for view, worlds in found.scores.items()
    }
    other = analyse_trials(replace(found, scores=scores), replace(drawn, arm=1 - drawn.arm), WORKS, arm, n)
    apart = [_apart(own.centre, -other.centre)] + ([_apart(own.p, other.p)] if found.measure.margin is None else [])
    worst, women = max(apart), len(found.pair("oracle", WORKS, arm)[0].value)
    right = "every trial's estimate is turned around" + (", its p the same" if len(apart) > 1 else "")
    verdict = "passed" if worst <= EQUAL else "failed"
    return Control(SWAPPED, right, None, women, None, None, worst, None, verdict)


def unchanged(name: str, found: Scored, arm: str, trials: Trials) -> Control:
    """Return a control of an arm in which nobody may differ from the reference.

    Args:
        name: of the control.
        found: the endpoint in two arms.
        arm: compared with the reference.
        trials: drawn of them.
    """
    other, women = differing(found, arm), len(found.pair("oracle", WORKS, arm)[0].value)
    if found.measure.margin is not None:
        verdict = "failed" if other else "passed"
        return Control(name, "no woman differs", other, women, None, None, None, None, verdict)
    claims = float((trials.p < LEVEL).mean())
    error = binomial_error(claims, len(trials.p))
    verdict = "failed" if other or claims > LEVEL + ERRORS * error else "passed"
    right = f"no woman differs, and at most {100 * LEVEL:.0f} % of trials have p below {LEVEL:g}"
    return Control(name, right, other, women, claims, error, None, None, verdict)


def cure(found: Scored, arm: str, trials: Trials, *, given: bool) -> Control:
    """Return the control of an antibiotic, where it is known which way it must draw an endpoint.

    Args:
        found: the endpoint in two arms.
        arm: with the antibiotic.
        trials: drawn of them.
        given: whether the reference takes one, too.
    """
    family, women = family_of(found.endpoint.score), len(found.pair("oracle", WORKS, arm)[0].value)
    if family is None or family.treated or given:
        why = "the reference takes one" if given else "what it does to this endpoint is not known beforehand"
        return Control(CURE, "none", None, women, None, None, None, None, "no known answer", why)
    measure = replace(found, measure=replace(found.measure, null=0.0))
    way = 1 if found.measure.favourable("higher" if family.favours > 0 else "lower") == "higher" else -1
    error = dyad_error(measure, WORKS, arm, np.arange(women) % GROUPS).truth
    contrast = _true(measure, arm)
    sure = way * contrast / error if error > 0 else math.nan
    passed = "passed" if sure > ERRORS else "failed" if sure < -ERRORS else "cannot tell"
    claims = float(((trials.p < LEVEL) & (way * trials.centre > 0)).mean())
    words = "lower" if family.favours < 0 else "higher"
    right = f"{found.endpoint.name} is {words} under an antibiotic that is taken to the end"
    rest = (None, women, claims, binomial_error(claims, len(trials.p)), _there(contrast), _there(error))
    return Control(CURE, right, *rest, passed)


def _two(found: Scored, arm: str, reference: str) -> Scored:
    """Return an endpoint in two arms, allotted one to one."""
    by_name = {one.name: one for one in found.arms}
    arms = tuple(by_name[name].model_copy(update={"allocation": 1}) for name in (arm, reference))
    scores = {
        view: {name: {one.name: by_arm[one.name] for one in arms} for name, by_arm in worlds.items()}
        for view, worlds in found.scores.items()
    }
    return replace(found, arms=arms, reference=reference, scores=scores, design=found.design.model_copy(update={"block": 4}))


def _true(found: Scored, arm: str) -> float:
    from_pool = found.measure.between(*found.pair("oracle", WORKS, arm)).estimate
    if from_pool is None:
        return math.nan
    return math.log(from_pool) if found.measure.is_ratio and from_pool > 0 else from_pool


def _apart(one: np.ndarray, other: np.ndarray) -> float:
    """Return the largest difference; one where a trial has a number in one and none in the other."""
    both = np.isfinite(one) & np.isfinite(other)
    if (np.isnan(one) != np.isnan(other)).any():
        return 1.0
    return float(np.abs(one[both] - other[both]).max(initial=0.0))


def _unlike(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return ~((first == second) | (np.isnan(first) & np.isnan(second))).all(axis=1)


def _there(value: float) -> float | None:
    return value if math.isfinite(value) else None
