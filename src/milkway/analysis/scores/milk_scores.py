"""What the laboratory finds in milk: a load of a group of bacteria, and the strain."""

import numpy as np

from milkway.analysis.kinds import LOAD, SHARE
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.record import Record, Sample
from milkway.analysis.score import Asked, Score


def _sample(record: Record, asked: Asked) -> Sample:
    """Return the milk of the visit in which the group is counted, or without a group the first in which the strain is."""
    at_visit = [one for one in record.samples if one.visit == asked.visit and one.of_milk]
    return next(one for one in at_visit if (one.of_strain if asked.group is None else asked.group in one.counts))


def _load(record: Record, asked: Asked) -> Outcomes:
    sample, group = _sample(record, asked), str(asked.group)
    if record.observed:
        counts = sample.counts[group]
        return Outcomes(counts.value, record.followed(), counts.sampled & ~counts.below)
    truth, limit = sample.truth[group], record.rules.limits[sample.assay]
    return Outcomes(np.maximum(truth, limit), record.followed(), truth >= limit)


def _found(record: Record, asked: Asked) -> Outcomes:
    sample = _sample(record, asked)
    there = (sample.strain >= record.rules.limits[sample.assay]).astype(float)
    return record.of_women(sample.detected if record.observed else np.where(np.isfinite(sample.strain), there, np.nan))


LOAD_IN_MILK = Score(
    "load",
    "bacteria counted in milk",
    "log10 load in milk",
    LOAD,
    _load,
    needs=("visit", "group"),
    taken="sample",
    either=True,
)
STRAIN_DETECTED = Score(
    "strain_detected",
    "the strain found in milk",
    "the strain found in milk",
    SHARE,
    _found,
    needs=("visit",),
    taken="sample",
    either=True,
    of_strain=True,
)
