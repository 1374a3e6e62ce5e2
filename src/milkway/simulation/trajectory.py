"""What a simulation is asked to record, and what it returns: dyads in time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from milkway.core.brief import brief

STATUS = ("complete", "step too short or number not finite", "too many steps in a day")


@dataclass(frozen=True)
class Diagnosis:
    """What counts as a day of clinical mastitis when signs are reported.

    Attributes:
        local: signs of the breast.
        local_needed: how many of them.
        systemic: signs of the whole body.
        systemic_needed: how many of them.
        gap_days: days without a clinical day after which a further one starts a new episode.
        seen: chance that a new episode is seen by who diagnoses.
    """

    local: tuple[str, ...] = ("breast_pain", "redness", "lump")
    local_needed: int = 2
    systemic: tuple[str, ...] = ("fever", "flu_like")
    systemic_needed: int = 1
    gap_days: int = 7
    seen: float = 1.0


@dataclass(frozen=True)
class Record:
    """What to keep.

    Attributes:
        start: first day simulated.
        end: the midnight at which the run stops.
        days: midnights at which stocks are kept, from start to end.
        stocks: keys of the stocks and names of the watched quantities to keep.
        exposures: keys of the exposures whose realised levels are kept for each day.
        diagnosis: when a care giver would diagnose clinical mastitis.
        tallies: whether what moves is tallied for each day.
        dosed: first and last day on which a marked strain may be given, in these lives or in any that they are compared with,
            since steps are shorter on them and on the day after (`Solver.longest_step`); None is any day.
    """

    start: int
    end: int
    days: tuple[int, ...]
    stocks: tuple[str, ...]
    exposures: tuple[str, ...] = ()
    diagnosis: Diagnosis = field(default_factory=Diagnosis)
    tallies: bool = False
    dosed: tuple[int, int] | None = None

    def may_dose(self, day: int) -> bool:
        """Return whether a marked strain may be given on a day."""
        return self.dosed is None or self.dosed[0] <= day <= self.dosed[1]


@dataclass(frozen=True)
class Trajectory:
    """Dyads in time.

    Attributes:
        dyads: (dyad,) identity.
        days: (record day,) midnights.
        stocks: names along the last axis of `amounts`.
        amounts: (dyad, record day, stock) in canonical units; NaN from the day on which a dyad failed.
        diary_days: (day,) each day simulated.
        signs: names along the last axis of `level` and `reported`.
        level: (dyad, day, sign) latent level at the end of the day.
        bothered: (dyad, day, sign) whether the level exceeds the woman's own threshold: what is true, not what is reported.
        reported: (dyad, day, sign) whether she reports the sign.
        exposures: keys along the last axis of `realised`.
        realised: (dyad, day, exposure) levels in force.
        status: (dyad,) index into `STATUS`.
        tallied: names along the last axis of `moved`: rows of `compilers.tallies` as words, then "solver STOCK" for each stock.
        moved: (dyad, day, row) amounts moved on each day, the pulses at its midnight among them; no rows unless
            asked for, and NaN from the day on which a dyad failed.
    """

    dyads: np.ndarray
    days: np.ndarray
    stocks: tuple[str, ...]
    amounts: np.ndarray
    diary_days: np.ndarray
    signs: tuple[str, ...]
    level: np.ndarray
    bothered: np.ndarray
    reported: np.ndarray
    exposures: tuple[str, ...]
    realised: np.ndarray
    status: np.ndarray
    tallied: tuple[str, ...] = ()
    moved: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 0)))

    __repr__ = brief

    def amount(self, stock: str, day: int | np.ndarray) -> np.ndarray:
        """Return (dyad,) the amount of a recorded stock at a recorded midnight, the same for all or (dyad,) each one's own."""
        place = np.searchsorted(self.days, np.broadcast_to(day, self.dyads.shape))
        assert (self.days[np.minimum(place, len(self.days) - 1)] == day).all(), "a day that was recorded"
        return self.amounts[np.arange(len(self.dyads)), place, self.stocks.index(stock)]

    def exposed(self, exposure: str) -> np.ndarray:
        """Return (dyad, day) the realised level of a recorded exposure."""
        return self.realised[:, :, self.exposures.index(exposure)]


def join(parts: Sequence[Trajectory]) -> Trajectory:
    """Return the dyads of all parts in turn; the parts record the same things."""
    first = parts[0]
    return Trajectory(
        dyads=np.concatenate([part.dyads for part in parts]),
        days=first.days,
        stocks=first.stocks,
        amounts=np.concatenate([part.amounts for part in parts]),
        diary_days=first.diary_days,
        signs=first.signs,
        level=np.concatenate([part.level for part in parts]),
        bothered=np.concatenate([part.bothered for part in parts]),
        reported=np.concatenate([part.reported for part in parts]),
        exposures=first.exposures,
        realised=np.concatenate([part.realised for part in parts]),
        status=np.concatenate([part.status for part in parts]),
        tallied=first.tallied,
        moved=np.concatenate([part.moved for part in parts]),
    )
