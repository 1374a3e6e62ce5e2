"""How a score is read from samples of some material: a load, its change, a share of reads, a strain that is found or shared."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from milkway.analysis.outcomes import Outcomes, whole
from milkway.analysis.record import Assayed, Record, Sample
from milkway.analysis.score import Asked

Reading = Callable[[Record, Asked], Outcomes]


def load_in(material: str) -> Reading:
    """Return how the load of a group is read."""

    def read(record: Record, asked: Asked) -> Outcomes:
        sample, group = _sample(record, asked, material, "counts"), str(asked.group)
        if record.observed:
            counts = sample.counts[group]
            return Outcomes(counts.value, record.followed(), counts.sampled & ~counts.below)
        truth, limit = sample.truth[group], record.rules.limits[sample.assay]
        return Outcomes(np.maximum(truth, limit), record.followed(), truth >= limit)

    return read


def load_change_in(material: str) -> Reading:
    """Return how the log10 load of a group is read at baseline and at a visit, by one assay; the limit where below it."""

    def read(record: Record, asked: Asked) -> Outcomes:
        by = _assay_at_both(record, asked, material)
        both = [load_in(material)(record, replace(asked, visit=one, assay=by)) for one in (asked.baseline, asked.visit)]
        loads = np.log10(np.stack([one.value for one in both], axis=1))
        return Outcomes(whole(loads), record.followed(), both[0].seen & both[1].seen)

    return read


def found_in(material: str) -> Reading:
    """Return how it is read whether the strain is found."""

    def read(record: Record, asked: Asked) -> Outcomes:
        sample = _sample(record, asked, material, "counts")
        there = (sample.strain >= record.rules.limits[sample.assay]).astype(float)
        return record.of_women(sample.detected if record.observed else np.where(np.isfinite(sample.strain), there, np.nan))

    return read


def reads_in(material: str) -> Reading:
    """Return how the share of the reads that are of a group is read; the truth is its share of the cells."""

    def read(record: Record, asked: Asked) -> Outcomes:
        sample, group = _sample(record, asked, material, "reads"), str(asked.group)
        return record.of_women(sample.counts[group].value if record.observed else sample.truth[group])

    return read


def shared_with(material: str) -> Reading:
    """Return how it is read whether a mother's sample and her infant's stool share a strain."""

    def read(record: Record, asked: Asked) -> Outcomes:
        sample = _sample(record, asked, material, "pairs")
        return record.of_women(sample.called if record.observed else sample.shared)

    return read


def _assay_at_both(record: Record, asked: Asked, material: str) -> str:
    """Return the first assay that counts the group in samples of both visits."""
    right = [one for one in record.samples if one.material == material and one.assayed == "counts" and asked.group in one.counts]
    before = [one.assay for one in right if one.visit == asked.baseline]
    return next(one.assay for one in right if one.visit == asked.visit and one.assay in before and asked.assay in ("", one.assay))


def _sample(record: Record, asked: Asked, material: str, assayed: Assayed) -> Sample:
    """Return the sample of the visit in which the group is counted, or without a group the first in which the strain can be."""
    taken = [one for one in record.samples if one.visit == asked.visit and asked.assay in ("", one.assay)]
    right = [one for one in taken if one.material == material and one.assayed == assayed]
    if assayed == "pairs":
        return right[0]
    return next(one for one in right if (one.of_strain if asked.group is None else asked.group in one.counts))
