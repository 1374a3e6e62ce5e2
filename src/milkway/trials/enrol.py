"""Enrolment: on a day of the protocol's window, or on the day after a woman was found ill, or got an abscess, within it."""

import numpy as np

from milkway.assays.occurrences import ABSCESS
from milkway.core.streams import Streams
from milkway.protocol.design import Design
from milkway.simulation.trajectory import Trajectory

NEVER = 10**6
DIAGNOSED = "diagnosed"


def enrolment_days(design: Design, dyads: np.ndarray, streams: Streams) -> np.ndarray:
    """Return the day on which each candidate would be enrolled, uniform over the protocol's window; (dyad,)."""
    first, last = design.enrolment
    return first + np.floor(streams.uniform("day of enrolment", dyads) * (last - first + 1)).astype(np.int64)


def days_when_ill(design: Design, trajectory: Trajectory) -> np.ndarray:
    """Return the day on which each woman is enrolled because of what she has, else `NEVER`; (dyad,).

    Args:
        design: of the protocol.
        trajectory: of the candidates until the day after the window, with the exposures of what is asked for.
    """
    return days_after_abscess(design, trajectory) if design.at == "abscess" else days_after_diagnosis(design, trajectory)


def days_after_abscess(design: Design, trajectory: Trajectory) -> np.ndarray:
    """Return the first day of the window that follows the first day of an abscess, else `NEVER`; (dyad,)."""
    first, last = design.enrolment
    there = np.stack([trajectory.exposed(key) > 0 for key in ABSCESS])
    began = (there & ~np.pad(there, ((0, 0), (0, 0), (1, 0)))[:, :, :-1]).any(axis=0)
    days = trajectory.diary_days + 1
    found = began & (days >= first) & (days <= last)
    return np.where(found.any(axis=1), days[found.argmax(axis=1)], NEVER)


def days_after_diagnosis(design: Design, trajectory: Trajectory) -> np.ndarray:
    """Return the first day of the window on which an episode had been newly reported the day before, else `NEVER`; (dyad,).

    Args:
        design: of the protocol.
        trajectory: of the candidates until the end of the window, with the exposure `diagnosed`.
    """
    first, last = design.enrolment
    days = trajectory.diary_days
    found = (trajectory.exposed(DIAGNOSED) > 0) & (days >= first) & (days <= last)
    return np.where(found.any(axis=1), days[found.argmax(axis=1)], NEVER)
