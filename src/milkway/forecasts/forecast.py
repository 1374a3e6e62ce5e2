"""A trial forecast whole: every endpoint in every arm under every hypothesis, beside its rivals.

The mechanism's forecast holds what it may miss, as the hierarchy's does (`doubted.py`); the mechanism alone is beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milkway.analysis.kinds import Kind
from milkway.forecasts.doubted import Learned, as_a_maker_prints, doubted
from milkway.forecasts.given_results import Contrasted, Given, Place
from milkway.forecasts.predicted import Predicted, predicted_of
from milkway.forecasts.printed_trials import Printed, printed_trials
from milkway.forecasts.rival_levels import hierarchy_truths, naive_truths
from milkway.forecasts.true_levels import Truths, mixed, true_levels
from milkway.forecasts.women_read import Cell, Simulated
from milkway.protocol.protocol import Protocol

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
        endpoint: predicted of the protocol.
        women: analysed, by arm.
        by: the mechanism's with what it may miss, by hypothesis and route setting, "averaged" among them.
        alone: the mechanism's without that, by hypothesis, averaged.
        maker: the mechanism's with the bias of a stake alone, by hypothesis, averaged; nothing where nobody has one.
        naive: the rival's, None where there is none.
        hierarchy: of the likelihood without the mechanism, None where there is none.
    """

    endpoint: Predicted
    women: Mapping[str, int]
    by: Mapping[tuple[str, str], Told]
    alone: Mapping[str, Told]
    maker: Mapping[str, Told]
    naive: Told | None
    hierarchy: Told | None

    @property
    def kind(self) -> Kind:
        """Return the kind of its numbers."""
        return self.endpoint.kind


@dataclass(frozen=True)
class Forecast:
    """A trial forecast.

    Attributes:
        protocol: the trial.
        hypotheses: of the product.
        counted: the hypothesis under which results are scored.
        endpoints: forecast, in the order of the protocol.
        given: published results, by endpoint and arm.
        contrasts: published contrasts, by endpoint, arm and measure.
        left_out: endpoints of which draws or all was left out, and why, a sentence each.
    """

    protocol: Protocol
    hypotheses: tuple[str, ...]
    counted: str
    endpoints: tuple[EndpointForecast, ...]
    given: Mapping[Place, Given]
    contrasts: Mapping[Contrasted, float]
    left_out: tuple[str, ...]


def forecast(
    protocol: Protocol,
    simulated: Simulated,
    hypotheses: Sequence[str],
    given: Mapping[Place, Given],
    contrasts: Mapping[Contrasted, float],
    learned: Learned,
    seed: int,
) -> Forecast:
    """Return a trial forecast.

    Args:
        protocol: the trial.
        simulated: women of every draw of the parameters in every arm.
        hypotheses: of the product, the one under which results are scored first.
        given: published results, by endpoint and arm.
        contrasts: published contrasts, by endpoint, arm and measure.
        learned: by the calibration in use.
        seed: of the luck of trials, and of what the mechanism may miss.
    """
    left_out: list[str] = []
    made = [
        _endpoint(protocol, one, truths, given, learned, seed)
        for one in predicted_of(protocol, given)
        if (truths := _truths(protocol, one, simulated, hypotheses, left_out))
    ]
    return Forecast(protocol, tuple(hypotheses), hypotheses[0], tuple(made), given, contrasts, tuple(left_out))


def _truths(
    protocol: Protocol, endpoint: Predicted, simulated: Simulated, hypotheses: Sequence[str], left_out: list[str]
) -> dict[tuple[str, str], Truths]:
    """Return what is true by hypothesis and route setting; nothing where in one of these hardly a draw has anybody analysed."""
    found: dict[tuple[str, str], Truths] = {}
    draws, lacking = 0, set[int]()
    for name in hypotheses:
        parts: list[tuple[float, Truths]] = []
        for setting in protocol.routes.settings:
            one = true_levels(simulated, protocol, endpoint, name, setting.name)
            if one is None:
                left_out.append(f"{endpoint.name}: in fewer than two draws was anybody analysed in every arm ({name})")
                return {}
            draws = len(simulated[Cell(setting.name, name, endpoint.name, protocol.base.name)])
            lacking |= set(range(draws)) - set(one.sets.tolist())
            found[name, setting.name] = one
            parts.append((setting.weight, one))
        found[name, AVERAGED] = mixed(parts)
    if lacking:
        left_out.append(f"{endpoint.name}: {len(lacking)} of {draws} draws, in which nobody was analysed in some arm")
    return found


def _endpoint(
    protocol: Protocol,
    endpoint: Predicted,
    truths: Mapping[tuple[str, str], Truths],
    given: Mapping[Place, Given],
    learned: Learned,
    seed: int,
) -> EndpointForecast:
    averaged = {name: one for (name, setting), one in truths.items() if setting == AVERAGED}
    women = _women(protocol, endpoint, next(iter(averaged.values())), given)

    def told(found: Truths) -> Told:
        return Told(found, printed_trials(found, endpoint, women, protocol.reference, seed))

    by: dict[tuple[str, str], Told] = {}
    for key, one in truths.items():
        missed = doubted(one, protocol, endpoint, learned, seed)
        contrasted = key[1] == AVERAGED
        by[key] = Told(missed, printed_trials(missed, endpoint, women, protocol.reference, seed, contrasted=contrasted))
    alone = {name: told(one) for name, one in averaged.items()}
    biased = {name: as_a_maker_prints(one, protocol, endpoint, learned, seed) for name, one in averaged.items()}
    maker = {name: told(one) for name, one in biased.items() if one is not None}
    rivals = [
        None if one is None else told(one) for one in (naive_truths(protocol, endpoint), hierarchy_truths(protocol, endpoint))
    ]
    return EndpointForecast(endpoint, women, by, alone, maker, *rivals)


def _women(protocol: Protocol, endpoint: Predicted, truths: Truths, given: Mapping[Place, Given]) -> dict[str, int]:
    """Return the women analysed in each arm: as printed, else as many of those randomised as in the simulation."""
    whole, analysed = sum(arm.allocation for arm in protocol.arms), truths.analysed or {}
    found = {}
    for arm in protocol.arms:
        known = given.get((endpoint.name, arm.name))
        planned = protocol.design.size * arm.allocation / whole * analysed.get(arm.name, 1.0)
        found[arm.name] = known.n if known is not None and known.n is not None else max(1, round(planned))
    return found
