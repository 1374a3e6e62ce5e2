"""How a score is read from a sample of some material: a load, a share of reads, whether the strain is found, or is shared."""

from collections.abc import Callable

import numpy as np

from milkway.analysis.outcomes import Outcomes
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


def _sample(record: Record, asked: Asked, material: str, assayed: Assayed) -> Sample:
    """Return the sample of the visit in which the group is counted, or without a group the first in which the strain can be."""
    taken = [one for one in record.samples if one.visit == asked.visit and asked.assay in ("", one.assay)]
    right = [one for one in taken if one.material == material and one.assayed == assayed]
    if assayed == "pairs":
        return right[0]
    return next(one for one in right if (one.of_strain if asked.group is None else asked.group in one.counts))
