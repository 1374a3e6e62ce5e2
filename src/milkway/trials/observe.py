"""What the laboratory reports of the milk of women who are still in the trial and still breastfeeding on a visit's day."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from milkway.analysis.record import Sample
from milkway.assays.counts import Counts
from milkway.assays.known_methods import METHODS
from milkway.assays.method import Settings, Strain
from milkway.assays.occasion import Occasion
from milkway.core.streams import Streams
from milkway.protocol.protocol import Culture, Protocol, Visit
from milkway.simulation.trajectory import Trajectory

VOLUMES = {"left_milk": "left_breast__volume", "right_milk": "right_breast__volume"}


@dataclass(frozen=True)
class Attendance:
    """Who can be sampled when.

    Attributes:
        enrolled: (woman,) day.
        present: (woman, day) still in the trial, along the diary's days.
        milk: (woman, day) still breastfeeding.
    """

    enrolled: np.ndarray
    present: np.ndarray
    milk: np.ndarray


def observe(trajectory: Trajectory, protocol: Protocol, attending: Attendance, streams: Streams) -> tuple[Sample, ...]:
    """Return every sample of the trial.

    Args:
        trajectory: with stocks recorded on the visits' days.
        protocol: with its cultures and visits.
        attending: who can be sampled when.
        streams: all chance.
    """
    days = {visit.name: visit.day.of(attending.enrolled) for visit in protocol.visits}
    seen = {visit.name: attended(visit, attending.enrolled, protocol) for visit in protocol.visits}
    samples: list[Sample] = []
    for culture in protocol.assays.culture:
        for visit in culture.visits:
            there = on_day(attending.present, trajectory, seen[visit]), on_day(attending.milk, trajectory, seen[visit])
            samples.append(_sample(trajectory, culture, (visit, days[visit]), there, (protocol.strain, streams)))
    return tuple(samples)


def attended(visit: Visit, enrolled: np.ndarray, protocol: Protocol) -> np.ndarray:
    """Return (woman,) the day of the diary that says who is there at a visit; at one on her last day, the day before."""
    return np.minimum(visit.day.of(enrolled), protocol.design.ends.of(enrolled) - 1)


def on_day(daily: np.ndarray, trajectory: Trajectory, day: np.ndarray) -> np.ndarray:
    """Return (woman,) what holds on each woman's own day, of (woman, day) along the diary; past its end the last."""
    place = np.searchsorted(trajectory.diary_days, np.minimum(day, trajectory.diary_days[-1]))
    return daily[np.arange(len(daily)), place]


def concentration(trajectory: Trajectory, sites: Iterable[str], taxa: Iterable[str], day: int | np.ndarray) -> np.ndarray:
    """Return cells of the taxa per mL of milk from all sites mixed, on one day or on each woman's own; (woman,) cell/mL."""
    places = tuple(sites)
    held = [trajectory.amount(f"{site}__{taxon}", day) for taxon in taxa for site in places]
    return np.sum(held, axis=0) / np.sum([trajectory.amount(VOLUMES[site], day) for site in places], axis=0)


def stocks_needed(protocol: Protocol) -> tuple[str, ...]:
    """Return the stocks that samples are made of."""
    keys: dict[str, None] = {}
    for culture in protocol.assays.culture:
        taxa = {taxon: None for group in culture.groups.values() for taxon in group} | {protocol.strain: None}
        for site in culture.sites:
            keys |= {f"{site}__{taxon}": None for taxon in taxa} | {VOLUMES[site]: None}
    return tuple(keys)


def _sample(
    trajectory: Trajectory,
    culture: Culture,
    visit: tuple[str, np.ndarray],
    there: tuple[np.ndarray, np.ndarray],
    keyed: tuple[str, Streams],
) -> Sample:
    """Return one sample; `there` is who is in the trial and who has milk, `keyed` the strain and all chance."""
    (name, day), (present, milk), (strain, streams) = visit, there, keyed
    settings = Settings(culture.plated, culture.limit, culture.error, culture.colonies)
    method = METHODS[culture.method]
    truth: dict[str, np.ndarray] = {}
    counts: dict[str, Counts] = {}
    for group, taxa in culture.groups.items():
        truth[group] = np.where(milk, concentration(trajectory, culture.sites, taxa, day), np.nan)
        taken = np.where(present, truth[group], np.nan)
        counts[group] = method.count(taken, settings, Occasion(streams, trajectory.dyads, f"{culture.name} {group}", day))
    cells = np.where(milk, concentration(trajectory, culture.sites, (strain,), day), np.nan)
    group = next((group for group, taxa in culture.groups.items() if strain in taxa), None)
    if group is None:
        return Sample(culture.name, name, day, counts, truth, cells, np.full(len(cells), np.nan), of_strain=False)
    share = _share(cells, truth[group] if culture.selective else np.sum(list(truth.values()), axis=0))
    occasion = Occasion(streams, trajectory.dyads, f"{culture.name} {group}", day)
    found = method.find(counts[group], Strain(cells, share), settings, occasion)
    return Sample(culture.name, name, day, counts, truth, cells, found)


def _share(cells: np.ndarray, around: np.ndarray) -> np.ndarray:
    """Return the strain's share of what grows on the plate that is picked from: its own group's, or everything counted."""
    return np.divide(cells, around, out=np.zeros_like(cells), where=np.nan_to_num(around) > 0)
