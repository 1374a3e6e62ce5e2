"""A trial forecast whole: every endpoint in every arm under every hypothesis, beside its rivals, scored where a result is known.

One result of an arm counts where several speak of the same women and events. Counts are scored together over the trial: under
the mechanism by the draws that they share, under the rivals endpoint by endpoint. Loads and other means are scored by CRPS, one
by one. The mechanism's forecast holds what it may miss, as the hierarchy's does (`doubted.py`); the mechanism alone is beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.analysis.kinds import COUNT, SHARE, Kind
from milkway.analysis.registry import SCORES
from milkway.forecasts.doubted import doubted
from milkway.forecasts.drawn_arms import Simulated, predicted_endpoints
from milkway.forecasts.given_results import Given, Place
from milkway.forecasts.printed_trials import Printed, printed_trials
from milkway.forecasts.rival_levels import hierarchy_truths, naive_truths
from milkway.forecasts.true_levels import Truths, mixed, true_levels
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol
from milkway.skill.naive_evidence import family_of
from milkway.skill.scores import counts_under, events_under, fair_crps, log_mean

Rival = Callable[[Protocol, Endpoint], Truths | None]
AVERAGED = "averaged"


@dataclass(frozen=True)
class Told:
    """What one forecaster says of an endpoint: what is true of its arms, and what trials print."""

    truths: Truths
    printed: Printed


@dataclass(frozen=True)
class EndpointForecast:
    """An endpoint and its forecasts.

    Attributes:
        endpoint: of the protocol.
        women: analysed, by arm.
        by: the mechanism's with what it may miss, by hypothesis and route setting, "averaged" among them.
        alone: the mechanism's without that, by hypothesis, averaged.
        naive: the rival's, None where there is none.
        hierarchy: of the likelihood without the mechanism, None where there is none.
    """

    endpoint: Endpoint
    women: Mapping[str, int]
    by: Mapping[tuple[str, str], Told]
    alone: Mapping[str, Told]
    naive: Told | None
    hierarchy: Told | None

    @property
    def kind(self) -> Kind:
        """Return the kind of its numbers."""
        return SCORES[self.endpoint.score].kind


@dataclass(frozen=True)
class Forecast:
    """A trial forecast.

    Attributes:
        protocol: the trial.
        hypotheses: of the product.
        counted: the hypothesis under which results are scored.
        endpoints: forecast, in the order of the protocol.
        given: published results, by endpoint and arm.
        contrasts: published contrasts, by endpoint and measure.
    """

    protocol: Protocol
    hypotheses: tuple[str, ...]
    counted: str
    endpoints: tuple[EndpointForecast, ...]
    given: Mapping[Place, Given]
    contrasts: Mapping[Place, float]


@dataclass(frozen=True)
class Joint:
    """Results that are scored together: endpoint and arm, and the log score of each forecaster; None where it says nothing."""

    places: tuple[Place, ...]
    model: float
    naive: float
    hierarchy: float | None


def forecast(
    protocol: Protocol,
    simulated: Simulated,
    hypotheses: Sequence[str],
    given: Mapping[Place, Given],
    contrasts: Mapping[Place, float],
    learned: Mapping[str, float],
    seed: int,
) -> Forecast:
    """Return a trial forecast.

    Args:
        protocol: the trial.
        simulated: women of every draw of the parameters in every arm.
        hypotheses: of the product, the one under which results are scored first.
        given: published results, by endpoint and arm.
        contrasts: published contrasts, by endpoint and measure.
        learned: discrepancy by topic, of the posterior in use; nothing without one.
        seed: of the luck of trials, and of what the mechanism may miss.
    """
    made = tuple(_endpoint(protocol, one, simulated, hypotheses, given, learned, seed) for one in predicted_endpoints(protocol))
    return Forecast(protocol, tuple(hypotheses), hypotheses[0], made, given, contrasts)


def score_of(told: Told, kind: Kind, arm: str, given: Given) -> float | None:
    """Return the log score of a count, or the CRPS of a mean; None where it cannot be had."""
    if arm not in told.truths.level:
        return None
    if kind is not SHARE and kind is not COUNT:
        return fair_crps(told.printed.arms[arm], given.value)
    return None if given.count is None or given.n is None else log_mean(_under(told, kind, {arm: given}))


def scored_places(found: Forecast) -> tuple[Place, ...]:
    """Return the results that enter the sum: those with a rival, and of results of the same women and events the first alone."""
    taken: dict[tuple[str, str], str] = {}
    chosen = []
    for one in found.endpoints:
        family = family_of(one.endpoint.score)
        for arm in (arm.name for arm in found.protocol.arms):
            known = found.given.get((one.endpoint.name, arm))
            if family is None or one.naive is None or known is None:
                continue
            of_means = one.kind is not SHARE and one.kind is not COUNT
            same = (family.scored_with if not of_means else one.endpoint.name, arm)
            if score_of(one.naive, one.kind, arm, known) is not None and same not in taken:
                taken[same] = one.endpoint.name
                chosen.append((one.endpoint.name, arm))
    return tuple(chosen)


def joint_scores(found: Forecast) -> tuple[Joint, ...]:
    """Return the counts of the trial that are scored together; nothing where no count is scored."""
    counted = [one for one in found.endpoints if one.kind is SHARE or one.kind is COUNT]
    places = [place for place in scored_places(found) if place[0] in {one.endpoint.name for one in counted}]
    if not places:
        return ()
    parts = [(one, {arm: found.given[name, arm] for name, arm in places if name == one.endpoint.name}) for one in counted]
    parts = [(one, known) for one, known in parts if known]
    model = np.sum([_under(one.by[found.counted, AVERAGED], one.kind, known) for one, known in parts], axis=0)
    naive = sum(log_mean(_under(one.naive, one.kind, known)) for one, known in parts if one.naive is not None)
    hierarchy = [None if one.hierarchy is None else log_mean(_under(one.hierarchy, one.kind, known)) for one, known in parts]
    known = [one for one in hierarchy if one is not None]
    return (Joint(tuple(places), log_mean(model), naive, sum(known) if len(known) == len(hierarchy) else None),)


def _under(told: Told, kind: Kind, known: Mapping[str, Given]) -> np.ndarray:
    """Return (draw,) the log probability of all arms' counts under each draw."""
    arms = list(known)
    counts, sizes = (np.array([getattr(known[arm], name) for arm in arms]) for name in ("count", "n"))
    level = [told.truths.level[arm] for arm in arms]
    if kind is SHARE:
        return counts_under(counts, sizes, np.stack(level, axis=1))
    each = zip(counts, sizes, level, strict=True)
    return np.sum([events_under(k, n, rate, told.truths.excess) for k, n, rate in each], axis=0)


def _endpoint(
    protocol: Protocol,
    endpoint: Endpoint,
    simulated: Simulated,
    hypotheses: Sequence[str],
    given: Mapping[Place, Given],
    learned: Mapping[str, float],
    seed: int,
) -> EndpointForecast:
    truths: dict[tuple[str, str], Truths] = {}
    for name in hypotheses:
        parts = [(one.weight, true_levels(simulated, protocol, endpoint, name, one.name)) for one in protocol.routes.settings]
        truths |= {(name, one.name): part for one, (_, part) in zip(protocol.routes.settings, parts, strict=True)}
        truths[name, AVERAGED] = mixed(parts)
    women = _women(protocol, endpoint, truths[hypotheses[0], AVERAGED], given)

    def told(found: Truths) -> Told:
        return Told(found, printed_trials(found, endpoint, women, protocol.reference, seed))

    by: dict[tuple[str, str], Told] = {}
    for key, one in truths.items():
        missed = doubted(one, protocol, endpoint, learned, seed)
        contrasted = key[1] == AVERAGED
        by[key] = Told(missed, printed_trials(missed, endpoint, women, protocol.reference, seed, contrasted=contrasted))
    alone = {name: told(truths[name, AVERAGED]) for name in hypotheses}
    naive, hierarchy = naive_truths(protocol, endpoint), hierarchy_truths(protocol, endpoint)
    return EndpointForecast(
        endpoint, women, by, alone, None if naive is None else told(naive), None if hierarchy is None else told(hierarchy)
    )


def _women(protocol: Protocol, endpoint: Endpoint, truths: Truths, given: Mapping[Place, Given]) -> dict[str, int]:
    """Return the women analysed in each arm: as printed, else as many of those randomised as in the simulation."""
    whole, analysed = sum(arm.allocation for arm in protocol.arms), truths.analysed or {}
    found = {}
    for arm in protocol.arms:
        known = given.get((endpoint.name, arm.name))
        planned = protocol.design.size * arm.allocation / whole * analysed.get(arm.name, 1.0)
        found[arm.name] = known.n if known is not None and known.n is not None else max(1, round(planned))
    return found
