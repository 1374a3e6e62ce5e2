"""A trial under several draws of the posterior: how far doubt about parameters, and not chance alone, moves its results."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from milkway.inference.posterior import Posterior
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.protocol.protocol import Protocol
from milkway.trials.run_trial import TrialRun, run_trial

LEVELS = (0.05, 0.5, 0.95)


def over_draws(
    protocol: Protocol, table: ParameterTable, posterior: Posterior, draws: int, seed: int, means: Means
) -> dict[str, dict[str, dict]]:
    """Return each endpoint's leading contrast over draws of the posterior, by hypothesis, as plain values.

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
    return {
        endpoint.name: {
            hypothesis: _spread([_leading(run, hypothesis, endpoint.name) for run in runs]) for hypothesis in runs[0].results
        }
        for endpoint in protocol.endpoints
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
