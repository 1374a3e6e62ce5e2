"""The infants of a trial's arms: on which occasions their stool is told, and the shares of guilds that sequencing finds in it.

Occasions are those of a user's file, and the visits on one day since birth at which the protocol samples infants' stool.
Protocols do not say how stool is sequenced: there it is read as the first cohort of marker genes was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from milkway.assays.materials import MATERIALS
from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import sequenced_shares
from milkway.core.streams import Streams
from milkway.forecasts.infant_forecast import OccasionForecast, occasion_forecast
from milkway.forecasts.published_infants import ANY, BIRTHS, OccasionGiven
from milkway.inference.infant_misses import InfantsKnown
from milkway.planning.pool import Pool
from milkway.protocol.protocol import Protocol
from milkway.published.gut_comparison import LAST, STUDIES
from milkway.published.reads import guild_cells, methods, own_assay

AS_PLANNED = 0  # infants of an occasion: as many as are randomised to the arm, of that birth
CAESAREAN = "caesarean"
GUT, SITE = "infant_gut", "infant_stool"


@dataclass(frozen=True)
class StoolCell:
    """An occasion in a route setting under a hypothesis."""

    setting: str
    hypothesis: str
    occasion: str


@dataclass(frozen=True)
class Stool:
    """Infants of a draw: (infant, guild) shares of reads of those of the birth, and how many infants of any birth there are."""

    shares: np.ndarray
    infants: int


def occasions_of(protocol: Protocol, given: Sequence[OccasionGiven]) -> tuple[OccasionGiven, ...]:
    """Return the occasions of a file, and those of the protocol's own samples."""
    return (*given, *_sampled(protocol))


def recording(protocol: Protocol, occasions: Sequence[OccasionGiven]) -> Protocol:
    """Return a protocol under which guts are recorded on all occasions."""
    days = sorted({*protocol.composition_days, *(one.day for one in occasions)})
    return protocol.model_copy(update={"composition_days": tuple(days)})


def stool_of(pool: Pool, hypothesis: str, occasion: OccasionGiven, streams: Streams) -> Stool:
    """Return the infants of a pool in the arm of an occasion, whoever leaves the trial; those that failed are left out.

    Args:
        pool: of women, whose guts are recorded on the day.
        hypothesis: of the product.
        occasion: of the arm.
        streams: all chance.
    """
    lives, cohort = pool.worlds[hypothesis][occasion.arm], pool.stage.cohort.taking(pool.stage.plan.positions)
    cells = guild_cells(lambda taxon: lives.amount(f"{GUT}__{taxon}", occasion.day))
    moment = Occasion(streams, lives.dyads, f"sequencing {occasion.name}", occasion.day)
    sound = lives.status == 0
    born = sound if occasion.birth == ANY else sound & ((cohort.covariates[CAESAREAN] > 0) == (occasion.birth != BIRTHS[0]))
    return Stool(sequenced_shares(cells, own_assay(occasion.reads), moment)[born], int(sound.sum()))


def infants_forecast(
    protocol: Protocol,
    occasions: Sequence[OccasionGiven],
    drawn: Mapping[StoolCell, Sequence[Stool]],
    hypotheses: Sequence[str],
    known: InfantsKnown,
    seed: int,
) -> tuple[dict[str, tuple[OccasionForecast, ...]], tuple[str, ...]]:
    """Return by hypothesis each occasion forecast, averaged over route settings; and which are left out, a sentence each.

    Args:
        protocol: the trial.
        occasions: of its arms.
        drawn: infants of every draw.
        hypotheses: of the product.
        known: what worlds of the posterior in use say of cohorts; nothing without one.
        seed: of the luck of studies.
    """
    found: dict[str, list[OccasionForecast]] = {name: [] for name in hypotheses}
    left_out = dict[str, None]()
    for hypothesis in hypotheses:
        for one in occasions:
            settings = [(each.weight, drawn[StoolCell(each.name, hypothesis, one.name)]) for each in protocol.routes.settings]
            draws = [_together([(weight, stool[i].shares) for weight, stool in settings]) for i in range(len(settings[0][1]))]
            some = [draw for draw in draws if np.isfinite(draw).all(axis=1).any()]
            if len(some) < 2:
                left_out[f"{one.name}: in fewer than two draws was any infant of that birth"] = None
                continue
            share = sum(len(each.shares) for _, stool in settings for each in stool)
            share /= max(sum(each.infants for _, stool in settings for each in stool), 1)
            asked = one if one.n != AS_PLANNED else replace(one, n=max(2, round(_planned(protocol, one.arm) * share)))
            found[hypothesis].append(occasion_forecast(asked, some, protocol.study, known, seed))
    return {name: tuple(each) for name, each in found.items()}, tuple(left_out)


def untold(protocol: Protocol) -> tuple[str, ...]:
    """Return the visits at which infants' stool is sampled and of which nothing is told, a sentence each."""
    return tuple(
        f"infants' stool at {name}: it is told on one day since birth, from {MATERIALS[SITE].first} to {LAST}"
        for name, day in _visits(protocol).items()
        if day is None
    )


def _sampled(protocol: Protocol) -> Iterator[OccasionGiven]:
    method = methods()[STUDIES[0]]
    for name, day in _visits(protocol).items():
        for arm in protocol.arms if day is not None else ():
            for birth in BIRTHS:
                told = f"{name}, {arm.name}, {birth.replace('_', ' ')}"
                yield OccasionGiven(told, arm.name, birth, day or 0, AS_PLANNED, method.reads, method.background)


def _visits(protocol: Protocol) -> dict[str, int | None]:
    """Return the visits at which infants' stool is sampled, and their day since birth; None of those of which nothing is told."""
    enrolled, days = np.array(protocol.design.enrolment), {one.name: one.day for one in protocol.visits}
    names = dict.fromkeys(name for one in protocol.assays.culture if SITE in one.sites for name in one.visits)
    each = {name: sorted(set(days[name].of(enrolled).tolist())) for name in names}
    return {name: day[0] if len(day) == 1 and MATERIALS[SITE].first <= day[0] <= LAST else None for name, day in each.items()}


def _planned(protocol: Protocol, arm: str) -> float:
    shares = {one.name: one.allocation for one in protocol.arms}
    return protocol.design.size * shares[arm] / sum(shares.values())


def _together(parts: Sequence[tuple[float, np.ndarray]]) -> np.ndarray:
    """Return (infant, guild) shares of several route settings, evenly spaced infants of each by its weight."""
    size = sum(len(shares) for _, shares in parts)
    kept = [
        shares[np.linspace(0, len(shares) - 1, round(weight * size)).round().astype(int)]
        for weight, shares in parts
        if len(shares)
    ]
    return np.concatenate(kept) if kept else parts[0][1]
