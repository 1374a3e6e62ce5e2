"""Designs compared: for the same number of women screened, the power of each, and how far it is from the design as planned.

The strength of the product is solved once, for the design as planned, and is the same in all: what differs is the design.
Trials of all designs are keyed alike, and pools hold the same dyads as far as these are eligible, so the error of a difference is
that of paired trials, and of groups of dyads that are left out of both designs at once.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from milkway.analysis.laws import Z
from milkway.analysis.power_formula import LEVEL
from milkway.core.brief import brief
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.planning.attrition import planned as attrition_of
from milkway.planning.drawn_analyses import affordable, analyse_trials
from milkway.planning.drawn_trials import draw_trials
from milkway.planning.dyad_error import dyad_error, slope, spread
from milkway.planning.operating_characteristics import Estimated, binomial_error, claimed
from milkway.planning.plan_b import UNSAID, Said, said_of_pool
from milkway.planning.pool import Pool, fill, gather
from milkway.planning.pool_scores import Scored, Visible, scored, visible_under
from milkway.planning.power_study import UNSOLVED, Asked, endpoint_of, made_pool
from milkway.planning.prepared_designs import Design
from milkway.planning.recruitment import Recruited, only, recruited
from milkway.planning.truth import Solved, truth_of
from milkway.protocol.protocol import RouteSetting, resized

PLANNED = "pool-0"  # folder of the pool of the design as planned
FEWEST = 20  # women of a pool below whom a design is not judged


@dataclass(frozen=True)
class Compared:
    """A design under one hypothesis.

    Attributes:
        design: its name.
        about: kind of difference.
        hypothesis: of the product.
        arm: compared with the reference.
        endpoint: leading.
        measure: its analysis.
        margin: that the analysis is judged against, None where it is no effect.
        truth: ratio or difference in all women whom the design would randomise, which no trial sees.
        pool: women on whom it is judged.
        randomised: share of women screened; its error is only of the women screened for the pool.
        n: women randomised of those screened.
        reps: trials drawn.
        power: of these trials.
        either: the same in either direction; under no effect the type I error.
        difference: of power, from the design as planned.
        needed: women to be screened for the target, along the normal curve through this power; infinite if it never is reached.
        needed_low: the same for power raised by its 95 % Monte-Carlo error.
        needed_high: for power lowered by it.
    """

    design: str
    about: str
    hypothesis: str
    arm: str
    endpoint: str
    measure: str
    margin: float | None
    truth: float
    pool: int
    randomised: Estimated
    n: int
    reps: int
    power: Estimated
    either: Estimated
    difference: Estimated
    needed: float
    needed_low: float
    needed_high: float


@dataclass(frozen=True)
class Claims:
    """What the error of a difference is made of.

    Attributes:
        made: (replicate,) whether a trial claims that the product is better.
        moved: (group,) power moved along its slope by leaving each group of dyads out.
    """

    made: np.ndarray
    moved: np.ndarray


@dataclass(frozen=True)
class Comparison:
    """Designs compared.

    Attributes:
        rows: by design, hypothesis and arm; those as planned first.
        left_out: designs that could not be judged, and why.
        screened: women in each.
        solved: strengths by hypothesis.
        pools: how many were simulated.
        said: of the endpoint without effect, in the design as planned.
    """

    rows: tuple[Compared, ...]
    left_out: dict[str, str]
    screened: int
    solved: dict[str, Solved]
    pools: int
    said: Said

    __repr__ = brief


def compare(
    designs: Sequence[Design],
    setting: RouteSetting,
    table: ParameterTable,
    asked: Asked,
    means: Means,
    known: Mapping[str, Solved] = UNSOLVED,
) -> Comparison:
    """Return designs compared in one setting of the disputed routes, each screening as many women as that as planned needs.

    Args:
        designs: that as planned first.
        setting: of the disputed routes.
        table: parameters.
        asked: by the designer; its sizes are not used.
        means: as for a trial; pools are kept in folders of their own.
        known: strengths that were solved elsewhere, for a product that is no stronger here.
    """
    planned = designs[0]
    by_pool: dict[str, list[Design]] = {}
    for one in designs:
        by_pool.setdefault(one.simulated, []).append(one)
    solved: dict[str, Solved] = {}
    screened = 0
    rows: list[Compared] = []
    claims: dict[tuple[str, str], Claims] = {}
    left_out: dict[str, str] = {}
    said = UNSAID
    for number, same in enumerate(by_pool.values()):
        own = replace(means, keep=None if means.keep is None else means.keep / f"pool-{number}")
        if number == 0:
            pool, solved = made_pool(planned.protocol, setting, table, asked, own, known)
            share = recruited(pool, planned.variant, planned.unmoved).share
            screened = math.ceil(planned.protocol.design.size / share)
        else:
            effects = {name: one.effects for name, one in solved.items()}
            stage = gather(resized(same[0].protocol, asked.women), setting, table, Streams(asked.seed), own)
            pool = fill(stage, {"null": {}} | effects)
        for design, found, who in _looked(pool, same):
            n = math.floor(screened * who.share)
            if int(who.women.sum()) < FEWEST or n < design.protocol.design.block:
                left_out[design.variant.name] = f"{int(who.women.sum())} of {pool.women} women would be randomised"
                continue
            said = said_of_pool(found, next(iter(pool.worlds))) if design is planned else said
            rows += _judged(design, found, who, (n, screened), asked, claims)
    return Comparison(tuple(rows), left_out, screened, solved, len(by_pool), said)


def _looked(pool: Pool, same: Sequence[Design]) -> Iterator[tuple[Design, Scored, Recruited]]:
    """Yield designs of one pool, each with its endpoint and whom it randomises; women who leave alike are followed once."""
    seen: dict[str, Visible] = {}
    for design in same:
        protocol = resized(design.protocol, pool.women)
        own = replace(pool, stage=replace(pool.stage, setup=replace(pool.stage.setup, protocol=protocol)))
        leaving = protocol.dropout.model_dump_json()
        if leaving not in seen:
            seen[leaving] = visible_under(own, attrition_of(protocol))
        who = recruited(own, design.variant, design.unmoved)
        found = scored(replace(seen[leaving], pool=own), endpoint_of(protocol, design.endpoint))
        yield design, only(found, who.women), who


def _judged(
    design: Design,
    found: Scored,
    who: Recruited,
    size: tuple[int, int],
    asked: Asked,
    claims: dict[tuple[str, str], Claims],
) -> Iterator[Compared]:
    """Yield a design under each hypothesis; `size` is women randomised and screened, `claims` those as planned, kept here."""
    n, screened = size
    drawn = draw_trials(found.women, found.arms, found.design, n, affordable(found.measure, asked.reps), Streams(asked.seed))
    for hypothesis in found.scores["observed"]:
        for arm in found.others():
            trials = analyse_trials(found, drawn, hypothesis, arm, n)
            error, made, rejects = dyad_error(found, hypothesis, arm, who.group), claimed(found, trials), trials.p < LEVEL
            power, either = (_estimated(one, error.of_power(float(one.mean()), n)) for one in (made, rejects))
            own = Claims(made, slope(power.value, n) * error.signals)
            planned = claims.setdefault((hypothesis, arm), own)
            yield Compared(
                design=design.variant.name,
                about=design.variant.about,
                hypothesis=hypothesis,
                arm=arm,
                endpoint=found.endpoint.name,
                measure=found.measure.name,
                margin=found.measure.margin,
                truth=truth_of(found.endpoint, *found.pair("oracle", hypothesis, arm)),
                pool=int(who.women.sum()),
                randomised=Estimated(who.share, 0.0, who.error),
                n=n,
                reps=len(made),
                power=power,
                either=either,
                difference=_difference(own, planned),
                **dict(zip(("needed", "needed_low", "needed_high"), _needed(power, screened, asked.target), strict=True)),
            )


def _estimated(claims: np.ndarray, dyads: float) -> Estimated:
    share = float(claims.mean())
    return Estimated(share, binomial_error(share, len(claims)), dyads)


def _difference(one: Claims, planned: Claims) -> Estimated:
    """Return the difference of power; trials of one number are paired, as many as both designs have."""
    if one is planned:
        return Estimated(0.0, 0.0, 0.0)
    reps = min(len(one.made), len(planned.made))
    apart = one.made[:reps].astype(float) - planned.made[:reps]
    error = max(float(apart.std(ddof=1)) / math.sqrt(reps) if reps > 1 else math.nan, 1 / reps)
    return Estimated(float(one.made.mean() - planned.made.mean()), error, spread(one.moved - planned.moved))


def _needed(power: Estimated, screened: int, target: float) -> tuple[float, float, float]:
    """Return the women to be screened for a power: the normal quantile of power is a line in the root of their number."""
    error = power.error if math.isfinite(power.error) else power.replicates
    low, high = (needed_for(target, power.value + shift * error, screened) for shift in (Z, -Z))
    return needed_for(target, power.value, screened), low, high


def needed_for(target: float, power: float, screened: int) -> float:
    """Return how many women reach a power, where so many have `power`; infinite where a trial shows no more than chance does.

    >>> round(needed_for(0.8, 0.8, 100)), needed_for(0.8, 0.02, 100)
    (100, inf)
    """
    limit = float(stats.norm.ppf(1 - LEVEL / 2))
    signal = float(stats.norm.ppf(min(max(power, 1e-6), 1 - 1e-3))) + limit
    if signal <= 0:
        return math.inf
    return screened * ((float(stats.norm.ppf(target)) + limit) / signal) ** 2
