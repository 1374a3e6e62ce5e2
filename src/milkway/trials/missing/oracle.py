"""The oracle: the analysis of all women randomised had nobody left, which no trial sees; every method is set beside it."""

from dataclasses import replace

from milkway.analysis.measure import Estimate
from milkway.core.streams import Streams
from milkway.trials.missing import completers
from milkway.trials.missing.complete_women import Women


def risk(first: Women, second: Women, streams: Streams) -> Estimate:
    """Return the risk difference of all women, to the end."""
    return completers.risk(_staying(first), _staying(second), streams)


def load(first: Women, second: Women, streams: Streams) -> Estimate:
    """Return the difference of mean log10 load of all women who have milk at the visit."""
    return completers.load(_staying(first), _staying(second), streams)


def _staying(women: Women) -> Women:
    return replace(women, leaves=women.ends + 1)
