"""A trial under several draws of the posterior: how far doubt about parameters, and not chance alone, moves its results."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from milkway.inference.posterior import Posterior
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.protocol.protocol import Protocol
from milkway.trials.run_trial import TrialRun, run_trial

LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class OverDraws:
    """Over draws of the posterior, as plain values by hypothesis.

    Attributes:
        endpoints: the leading contrast of each endpoint.
        ill: share of women ill in each arm, by days in a row that signs must last.
    """

    endpoints: dict[str, dict[str, dict]]
    ill: dict[str, dict[str, dict[str, dict]]]


def over_draws(protocol: Protocol, table: ParameterTable, posterior: Posterior, draws: int, seed: int, means: Means) -> OverDraws:
    """Return each endpoint's leading contrast, and the share of women ill, over draws of the posterior.

    All women of one world share a draw, since what is not known about a parameter is not known about all of them; the women and
    their luck are the same in all worlds.

    Args:
        protocol: the trial.
        table: reference.
        posterior: to draw from.
        draws: worlds.
        seed: of all chance.
        means: of the trial; each world has a folder of its own.
    """
    runs = [_run(protocol, posterior.table(table, draw), seed, means, draw) for draw in posterior.spaced(draws)]
    endpoints = {
        endpoint.name: {
            hypothesis: _spread([_leading(run, hypothesis, endpoint.name) for run in runs]) for hypothesis in runs[0].results
        }
        for endpoint in protocol.endpoints
    }
    return OverDraws(endpoints, {hypothesis: _ill(runs, hypothesis) for hypothesis in runs[0].ill})


def _ill(runs: list[TrialRun], hypothesis: str) -> dict[str, dict[str, dict]]:
    return {
        arm: {str(days): _spread([run.ill[hypothesis][arm][days].value for run in runs]) for days in found}
        for arm, found in runs[0].ill[hypothesis].items()
    }


def _run(protocol: Protocol, table: ParameterTable, seed: int, means: Means, draw: int) -> TrialRun:
    keep = None if means.keep is None else means.keep / f"draw-{draw}"
    return run_trial(protocol, table, seed, replace(means, keep=keep, progress=_told(means.progress, draw)))


def _told(progress: Callable[[str, float], None], draw: int) -> Callable[[str, float], None]:
    return lambda stage, done: progress(f"{stage} (draw {draw})", done)


def _leading(run: TrialRun, hypothesis: str, endpoint: str) -> float | None:
    contrasts = run.results[hypothesis]["observed"][endpoint].contrasts
    return contrasts[0].found.estimate if contrasts else None


def _spread(found: list[float | None]) -> dict:
    known = [value for value in found if value is not None and np.isfinite(value)]
    low, median, high = np.quantile(known, LEVELS).tolist() if known else (None, None, None)
    note = {} if len(known) == len(found) else {"note": f"no finite estimate in {len(found) - len(known)} of {len(found)} draws"}
    return {"draws": len(found), "known": len(known), "low": low, "median": median, "high": high} | note
