"""Completers: women who stayed to the end, as if they were all; right only if leaving has nothing to do with the outcome."""

from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import risk_difference
from milkway.analysis.measures.loads import log10_difference
from milkway.core.streams import Streams
from milkway.trials.missing.complete_women import Women


def risk(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the risk difference among women who stayed."""
    counts = [(int((arm.ill & arm.stays).sum()), int(arm.stays.sum())) for arm in (first, second)]
    return risk_difference((counts[0][0], counts[1][0]), (counts[0][1], counts[1][1]))


def load(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference of mean log10 load among women with a sample."""
    arms = (first, second)
    loads = [10 ** arm.load[arm.sampled] for arm in arms]
    below = [arm.below[arm.sampled] for arm in arms]
    return log10_difference((loads[0], loads[1]), (below[0], below[1]))
