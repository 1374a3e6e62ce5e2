"""What the laboratory reports of samples of women who are still in the trial on a visit's day, and of milk while there is any."""

from dataclasses import dataclass

import numpy as np

from milkway.analysis.record import Sample
from milkway.assays.counts import Counts
from milkway.assays.known_methods import METHODS
from milkway.assays.method import Settings, Strain
from milkway.assays.occasion import Occasion
from milkway.core.streams import Streams
from milkway.protocol.protocol import Protocol, Visit
from milkway.protocol.read_assay import Assay
from milkway.protocol.sequenced import StrainSharing
from milkway.simulation.trajectory import Trajectory
from milkway.trials.sampled_cells import Taken, counted_cells, living_cells
from milkway.trials.sequenced_samples import Sampled, compared, sequenced


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
            taken = Taken(trajectory, culture, days[visit], _place(trajectory, seen[visit]))
            present = on_day(attending.present, trajectory, seen[visit])
            there = _is_there(culture, days[visit], on_day(attending.milk, trajectory, seen[visit]))
            samples.append(_sample(taken, visit, (present, there), protocol.strain, streams))
    for assay in (*protocol.assays.sequencing, *protocol.assays.sharing):
        for visit in assay.visits:
            there = _is_there(assay, days[visit], on_day(attending.milk, trajectory, seen[visit]))
            at = Sampled(trajectory, visit, days[visit], on_day(attending.present, trajectory, seen[visit]), there)
            pair = isinstance(assay, StrainSharing)
            samples.append(compared(assay, at, (protocol.strain,), streams) if pair else sequenced(assay, at, streams))
    return tuple(samples)


def attended(visit: Visit, enrolled: np.ndarray, protocol: Protocol) -> np.ndarray:
    """Return (woman,) the day of the diary that says who is there at a visit; at one on her last day, the day before."""
    return np.minimum(visit.day.of(enrolled), protocol.design.ends.of(enrolled) - 1)


def on_day(daily: np.ndarray, trajectory: Trajectory, day: np.ndarray) -> np.ndarray:
    """Return (woman,) what holds on each woman's own day, of (woman, day) along the diary; past its end the last."""
    return daily[np.arange(len(daily)), _place(trajectory, day)]


def _place(trajectory: Trajectory, day: np.ndarray) -> np.ndarray:
    """Return (woman,) the place of each woman's own day along the diary, past its end that of the last."""
    return np.searchsorted(trajectory.diary_days, np.minimum(day, trajectory.diary_days[-1]))


def _is_there(assay: Assay, day: np.ndarray, milk: np.ndarray) -> np.ndarray:
    """Return (woman,) whether there is anything to sample."""
    born = np.ones(len(day), dtype=bool) if assay.first is None else day >= assay.first
    return born & milk if assay.of_milk else born


def _sample(taken: Taken, visit: str, among: tuple[np.ndarray, np.ndarray], strain: str, streams: Streams) -> Sample:
    """Return one sample; `among` is who is in the trial, and who has anything to sample."""
    (present, there), culture, day = among, taken.culture, taken.day
    name = culture.material.name
    settings = Settings(culture.plated, culture.limit, culture.error, culture.colonies)
    method, dyads = METHODS[culture.method], taken.trajectory.dyads
    truth = {group: np.where(there, living_cells(taken, taxa), np.nan) for group, taxa in culture.groups.items()}
    held = {group: np.where(there, counted_cells(taken, taxa, streams), np.nan) for group, taxa in culture.groups.items()}
    counts: dict[str, Counts] = {}
    for group, cells in held.items():
        occasion = Occasion(streams, dyads, f"{culture.name} {group}", day)
        counts[group] = method.count(np.where(present, cells, np.nan), settings, occasion)
    living = np.where(there, living_cells(taken, (strain,)), np.nan)
    group = next((group for group, taxa in culture.groups.items() if strain in taxa), None)
    if group is None:
        nothing = np.full(len(living), np.nan)
        return Sample(culture.name, visit, day, counts, truth, living, nothing, of_strain=False, material=name)
    cells = np.where(there, counted_cells(taken, (strain,), streams), np.nan)
    share = _share(cells, held[group] if culture.selective else np.sum(list(held.values()), axis=0))
    occasion = Occasion(streams, dyads, f"{culture.name} {group}", day)
    found = method.find(counts[group], Strain(cells, share), settings, occasion)
    return Sample(culture.name, visit, day, counts, truth, living, found, material=name)


def _share(cells: np.ndarray, around: np.ndarray) -> np.ndarray:
    """Return the strain's share of what grows on the plate that is picked from: its own group's, or everything counted."""
    return np.divide(cells, around, out=np.zeros_like(cells), where=np.nan_to_num(around) > 0)
