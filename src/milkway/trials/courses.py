"""What happens in an arm over time: composition of the infant's gut, loads in milk, and the strain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from milkway.assays.materials import MATERIALS
from milkway.protocol.protocol import Protocol
from milkway.simulation.trajectory import Trajectory
from milkway.trials.sampled_cells import concentration

BREASTS = ("left_milk", "right_milk")
GUT = "infant_gut"
QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Point:
    """One value of a course.

    Attributes:
        course: "infant gut share", "milk load" (log10 cell/mL), "strain in milk", "strain in infant gut" (shares of dyads).
        of: taxon or group.
        day: since birth.
        value: mean share, median load (None if half of the women have none), or share of dyads.
        low: tenth percentile, where it exists.
        high: ninetieth percentile.
        n: dyads.
    """

    course: str
    of: str
    day: int
    value: float | None
    low: float | None
    high: float | None
    n: int


def courses(trajectory: Trajectory, protocol: Protocol, milk: np.ndarray) -> tuple[Point, ...]:
    """Return the courses of an arm on the protocol's days.

    Args:
        trajectory: of the arm, with the stocks of `stocks_of_courses`.
        protocol: names the days, groups and the strain.
        milk: (woman, day) still breastfeeding.
    """
    held = (key for key in trajectory.stocks if key.startswith(f"{GUT}__") and key != MATERIALS["infant_stool"].volume)
    taxa = tuple(key.removeprefix(f"{GUT}__") for key in held)
    groups = {"all": taxa} | {name: group for culture in protocol.assays.of_milk for name, group in culture.groups.items()}
    points: list[Point] = []
    for day in (day for day in protocol.composition_days if day in trajectory.days):
        points += _gut(trajectory, day, taxa, protocol.strain)
        on = np.searchsorted(trajectory.diary_days, min(day, trajectory.diary_days[-1]))
        points += _milk(trajectory, protocol, day, groups, milk[:, on] & (trajectory.status == 0))
    return tuple(points)


def stocks_of_courses(taxa: tuple[str, ...]) -> tuple[str, ...]:
    """Return the stocks that the courses are made of."""
    volumes = ("left_breast__volume", "right_breast__volume")
    return (*volumes, *(f"{site}__{taxon}" for site in (*BREASTS, GUT) for taxon in taxa))


def _gut(trajectory: Trajectory, day: int, taxa: tuple[str, ...], strain: str) -> Iterator[Point]:
    sound = trajectory.status == 0
    cells = np.stack([trajectory.amount(f"{GUT}__{taxon}", day)[sound] for taxon in taxa], axis=1)
    total = cells.sum(axis=1)
    shares = cells[total > 0] / total[total > 0, None]
    for taxon, column in zip(taxa, shares.T, strict=True):
        if len(column):
            low, _, high = np.quantile(column, QUANTILES)
            yield Point("infant gut share", taxon, day, float(column.mean()), float(low), float(high), len(column))
    held = cells[:, taxa.index(strain)] >= 1
    if len(held):
        yield Point("strain in infant gut", strain, day, float(held.mean()), None, None, len(held))


def _milk(
    trajectory: Trajectory, protocol: Protocol, day: int, groups: Mapping[str, tuple[str, ...]], there: np.ndarray
) -> Iterator[Point]:
    n = int(there.sum())
    if n == 0:
        return
    for name, group in groups.items():
        low, middle, high = (_log10(x) for x in np.quantile(concentration(trajectory, BREASTS, group, day)[there], QUANTILES))
        yield Point("milk load", name, day, middle, low, high, n)
    strain = protocol.strain
    limit = min((culture.limit for culture in protocol.assays.of_milk), default=1.0)
    held = concentration(trajectory, BREASTS, (strain,), day)[there] >= limit
    yield Point("strain in milk", strain, day, float(held.mean()), None, None, n)


def _log10(cells: float) -> float | None:
    return float(np.log10(cells)) if cells > 0 else None
