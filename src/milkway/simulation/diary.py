"""The daily diary: how strong each sign is, whether the woman reports it, and when that first amounts to a diagnosis."""

import numpy as np

from milkway.core.streams import Streams
from milkway.simulation.trajectory import Diagnosis

LONG_AGO = -10_000


def report(
    level: np.ndarray,
    threshold: np.ndarray,
    sharpness: np.ndarray,
    names: tuple[str, ...],
    streams: Streams,
    ids: np.ndarray,
    day: int,
) -> np.ndarray:
    """Return (sign, dyad) whether each sign is reported: likelier the further its level is above the woman's threshold.

    The chance is 1 / (1 + exp(-sharpness * (level / threshold - 1))).

    Args:
        level: (sign, dyad).
        threshold: (sign, dyad) in the unit of the level.
        sharpness: (sign, dyad) dimensionless.
        names: of the signs.
        streams: source of chance.
        ids: (dyad,) identity.
        day: that is reported on.
    """
    chance = 1.0 / (1.0 + np.exp(-np.clip(sharpness * (level / threshold - 1.0), -50.0, 50.0)))
    luck = np.array([streams.uniform(f"report of {name}", ids, day) for name in names]).reshape(level.shape)
    return luck < chance


def clinical(reported: np.ndarray, names: tuple[str, ...], diagnosis: Diagnosis) -> np.ndarray:
    """Return which days are clinical mastitis.

    Args:
        reported: (..., sign).
        names: of the signs.
        diagnosis: what is needed.

    Returns:
        (...) as bool.
    """
    local = reported[..., [names.index(name) for name in diagnosis.local]].sum(axis=-1)
    systemic = reported[..., [names.index(name) for name in diagnosis.systemic]].sum(axis=-1)
    return (local >= diagnosis.local_needed) & (systemic >= diagnosis.systemic_needed)


def newly_diagnosed(ill: np.ndarray, last_ill: np.ndarray, day: int, diagnosis: Diagnosis) -> np.ndarray:
    """Return (dyad,) whether a new episode begins, and note in place the last day (dyad,) on which each was ill."""
    new = ill & (day - last_ill > diagnosis.gap_days)
    last_ill[ill] = day
    return new
