"""Tables of what sequencing says: shares of the reads of stool, and pairs of a mother and her infant that share a strain."""

from collections.abc import Iterator

import numpy as np

from milkway.analysis.reasons import NO_SAMPLE
from milkway.analysis.record import Assayed, Sample
from milkway.reports.numbers import counted, share
from milkway.reports.table import Table
from milkway.reports.trial.course_tables import visit_text
from milkway.trials.run_trial import TrialRun

WORLD = ("Hypothesis", "Disputed routes", "Arm", "Visit")


def reads(run: TrialRun) -> Table:
    """Return the mean share of the reads of each group, by visit."""
    rows: list[tuple[str, ...]] = []
    for where, sample in _samples(run, "reads"):
        for group, counts in sample.counts.items():
            known = counts.value[counts.sampled]
            rows.append((*where, group, share(float(known.mean())) if len(known) else NO_SAMPLE, str(len(known))))
    return Table("reads", "Shares of the reads of stool", (*WORLD, "Group", "Mean share", "Samples"), tuple(rows))


def sharing(run: TrialRun) -> Table:
    """Return pairs that are called to share a strain, of those that could be compared, and pairs that truly do."""
    rows: list[tuple[str, ...]] = []
    for where, sample in _samples(run, "pairs"):
        called, true = (one[np.isfinite(one)] for one in (sample.called, sample.shared))
        told = counted(int(called.sum()), len(called), None) if len(called) else NO_SAMPLE
        rows.append((*where, told, counted(int(true.sum()), len(true), None) if len(true) else NO_SAMPLE))
    columns = (*WORLD, "Called shared, of pairs compared", "Truly shared, of pairs that exist")
    return Table("sharing", "Mothers and infants who share a strain", columns, tuple(rows))


def _samples(run: TrialRun, assayed: Assayed) -> Iterator[tuple[tuple[str, ...], Sample]]:
    for world in run.worlds:
        for arm in run.protocol.arms:
            for sample in world.arms[arm.name].samples:
                if sample.assayed == assayed:
                    yield (world.hypothesis, world.setting, arm.label, visit_text(run, sample)), sample
