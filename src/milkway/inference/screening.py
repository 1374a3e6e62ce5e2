"""Screening: which candidates the data can say something about, so that at most so many are set free.

A line through the simulated results of a first wave gives how far one prior standard deviation of a candidate moves each result;
set against the chance with which that result was published, this is the information (nats) that it holds about the candidate.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from milkway.inference.emulator import fit
from milkway.inference.free import Free, effects


@dataclass(frozen=True)
class Screened:
    """A candidate: information that all results hold about it, the result that holds most, and whether it is set free."""

    name: str
    information: float
    most_from: str
    free: bool


def screen(
    candidates: Sequence[Free],
    names: tuple[str, ...],
    senses: Sequence[str],
    x: np.ndarray,
    y: np.ndarray,
    noise: np.ndarray,
    wide: np.ndarray,
    most: int,
) -> tuple[Screened, ...]:
    """Return every candidate, those set free first, in order of information.

    Args:
        candidates: all of them.
        names: of the results.
        senses: what each result senses of product effects.
        x: (set, candidate) coordinates.
        y: (set, result) simulated results on scales without bounds.
        noise: (set, result) their Monte-Carlo errors.
        wide: (result,) chance of the published results and usual discrepancy, on those scales.
        most: parameters set free; those with a spike at zero and rivals of the route always are.
    """
    line = fit(names, x, y, noise, 0, (effects(candidates), senses))
    moved = line.weights[1:] * x.std(axis=0)[:, None] / line.scale[:, None]
    sound = np.isfinite(line.error)
    information = np.where(sound, 0.5 * np.log1p((moved / np.where(sound, np.hypot(wide, line.error), 1.0)) ** 2), 0.0)
    total = information.sum(axis=1)
    always = [i for i, one in enumerate(candidates) if one.always]
    others = sorted((i for i, one in enumerate(candidates) if not one.always), key=lambda i: -total[i])
    free = others[: max(most - len(always), 0)] + always
    order = free + [i for i in others if i not in free]
    return tuple(Screened(candidates[i].name, float(total[i]), names[int(information[i].argmax())], i in free) for i in order)
