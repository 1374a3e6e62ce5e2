"""Clinical and mild mastitis as a trial defines them, from the signs of a daily diary."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Definition:
    """At least so many of the local and of the systemic signs, for so many days; days without local signs end an episode.

    Where `or_diagnosed` is so, a clinician's diagnosis makes a case whatever the diary says.
    """

    local: tuple[str, ...]
    local_needed: int
    systemic: tuple[str, ...]
    systemic_needed: int
    lasting: int
    mild_lasting: int
    gap: int
    or_diagnosed: bool = False


@dataclass(frozen=True)
class MastitisDays:
    """Days that meet a definition.

    Attributes:
        local: (dyad, day) enough local signs.
        clinical: (dyad, day) enough local and systemic signs, for long enough by this day.
        mild: (dyad, day) enough local signs without enough systemic ones, for long enough by this day.
        onset: (dyad, day) an episode of clinical mastitis begins.
    """

    local: np.ndarray
    clinical: np.ndarray
    mild: np.ndarray
    onset: np.ndarray

    def among(self, days: np.ndarray) -> "MastitisDays":
        """Return what is so on some of the days (dyad, day); on the others nothing is."""
        return MastitisDays(self.local & days, self.clinical & days, self.mild & days, self.onset & days)


def mastitis_days(
    present: np.ndarray, signs: tuple[str, ...], definition: Definition, diagnosed: np.ndarray | None = None
) -> MastitisDays:
    """Return which days are clinical, mild and the first of an episode.

    A day of diagnosis that counts is clinical, and as a day with signs of the breast: an episode goes on from it.

    Args:
        present: (dyad, day, sign) whether a sign was reported (or, for the oracle, was truly there).
        signs: names along the last axis.
        definition: of the trial.
        diagnosed: (dyad, day) whether a clinician diagnoses an episode; only asked where that makes a case.
    """
    local = _count(present, signs, definition.local) >= definition.local_needed
    ill = _count(present, signs, definition.systemic) >= definition.systemic_needed
    clinical = _lasting(local & ill, definition.lasting)
    if definition.or_diagnosed and diagnosed is not None:
        local, ill, clinical = local | diagnosed, ill | diagnosed, clinical | diagnosed
    mild = _lasting(local & ~ill, definition.mild_lasting)
    onset = np.stack(list(_onsets(clinical, local, definition.gap)), axis=1) if clinical.shape[1] else clinical.copy()
    return MastitisDays(local, clinical, mild, onset)


def longest_illness(present: np.ndarray, signs: tuple[str, ...], definition: Definition) -> np.ndarray:
    """Return (dyad,) the most days in a row with enough signs of clinical mastitis, however many the definition asks for.

    Args:
        present: (dyad, day, sign) whether a sign was reported.
        signs: names along the last axis.
        definition: of the trial.
    """
    local = _count(present, signs, definition.local) >= definition.local_needed
    met = local & (_count(present, signs, definition.systemic) >= definition.systemic_needed)
    run = longest = np.zeros(len(met), dtype=int)
    for day in range(met.shape[1]):
        run = np.where(met[:, day], run + 1, 0)
        longest = np.maximum(longest, run)
    return longest


def _count(present: np.ndarray, signs: tuple[str, ...], wanted: tuple[str, ...]) -> np.ndarray:
    return present[:, :, [signs.index(name) for name in wanted]].sum(axis=2)


def _lasting(met: np.ndarray, days: int) -> np.ndarray:
    """Return the days on which a condition has been met for so many days in a row."""
    held = met.copy()
    for back in range(1, days):
        earlier = np.zeros_like(met)
        earlier[:, back:] = met[:, :-back]
        held &= earlier
    return held


def _onsets(clinical: np.ndarray, local: np.ndarray, gap: int) -> Iterator[np.ndarray]:
    inside = np.zeros(len(clinical), dtype=bool)
    quiet = np.zeros(len(clinical), dtype=int)
    for day in range(clinical.shape[1]):
        quiet = np.where(local[:, day], 0, quiet + 1)
        inside &= quiet < gap
        yield clinical[:, day] & ~inside
        inside |= clinical[:, day]
