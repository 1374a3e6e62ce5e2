"""Predict one trial: over parameter sets, route settings and product hypotheses, each with the trial's own sampling error."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce

from milkway.core.streams import Streams
from milkway.ledger.studies import read_studies
from milkway.ledger.tables import ParameterTable
from milkway.protocol.protocol import Protocol
from predictions.counterparts import Counted, counterparts, machines_of, predicted_endpoints
from predictions.sampling import LEVELS, Forecast, Sampled, forecast, sampled

AVERAGED = "averaged"


@dataclass(frozen=True)
class Predicted:
    """A trial and its predictions, by endpoint, hypothesis and route setting ("averaged" over them by their weights)."""

    protocol: Protocol
    women: tuple[int, int]
    staying: float
    forecasts: Mapping[tuple[str, str, str], Forecast]


def predicted(
    protocol: Protocol, tables: Sequence[ParameterTable], women: int, seed: int, progress: Callable[[str, float], None]
) -> Predicted:
    """Return the predictions of a trial.

    Args:
        protocol: of the trial.
        tables: one for each parameter set, all with the same rows.
        women: simulated for each parameter set and route setting.
        seed: of all chance; each parameter set has its own women.
        progress: told the stage and dyad-days done.
    """
    machines = machines_of(protocol, tables[0])
    found = []
    for number, table in enumerate(tables):
        tell = _telling(progress, f"{protocol.name}: parameter set {number + 1} of {len(tables)}")
        found.append(counterparts(protocol, machines, table, women, seed * 1000 + number, tell))
    arms, staying = _sizes(protocol)
    forecasts: dict[tuple[str, str, str], Forecast] = {}
    for endpoint in predicted_endpoints(protocol):
        for hypothesis in protocol.hypotheses:
            chosen = (endpoint.name, hypothesis.name)
            drawn = {
                setting.name: sampled(_of(found, setting.name, *chosen), arms, staying, Streams(seed), f"{setting.name} {chosen}")
                for setting in protocol.routes.settings
            }
            forecasts |= {(*chosen, name): forecast(trials) for name, trials in drawn.items()}
            forecasts[*chosen, AVERAGED] = forecast(_averaged(protocol, drawn))
    return Predicted(protocol, arms, staying, forecasts)


def plain(one: Predicted) -> dict:
    """Return predictions as plain values."""
    return {
        "registry": one.protocol.registry,
        "women": {"product": one.women[0], "control": one.women[1], "share_who_complete": one.staying},
        "levels": LEVELS,
        "predictions": [
            {"endpoint": endpoint, "hypothesis": hypothesis, "routes": routes, **asdict(found)}
            for (endpoint, hypothesis, routes), found in one.forecasts.items()
        ],
    }


def _of(found: Sequence[Mapping[tuple[str, str, str], Counted]], setting: str, endpoint: str, hypothesis: str) -> list[Counted]:
    return [one[setting, hypothesis, endpoint] for one in found]


def _averaged(protocol: Protocol, drawn: Mapping[str, Sampled]) -> Sampled:
    """Return the trials of all route settings together, which have equal weights.

    Raises:
        ValueError: they have not.
    """
    weights = {round(setting.weight, 9) for setting in protocol.routes.settings}
    if len(weights) > 1:
        raise ValueError(f"route settings of {protocol.name} must have equal weights, found {sorted(weights)}")
    return reduce(Sampled.joined, drawn.values())


def _sizes(protocol: Protocol) -> tuple[tuple[int, int], float]:
    """Return women of the product and the control arm and the share who complete: those analysed where they were printed."""
    analysed = [arm.analysed for arm in read_studies()[protocol.study].arms]
    if len(analysed) == 2 and analysed[0] is not None and analysed[1] is not None:
        return (analysed[0], analysed[1]), 1.0
    return (protocol.design.size // 2, protocol.design.size // 2), 1 - protocol.dropout.share


def _telling(progress: Callable[[str, float], None], stage: str) -> Callable[[str, float], None]:
    return lambda _, days: progress(stage, days)
