"""Multiple imputation: women who left are drawn as those like them who stayed; right if leaving depends on what was seen."""

from milkway.analysis.measure import Estimate
from milkway.core.streams import Streams
from milkway.trials.missing import imputing_episodes, imputing_loads
from milkway.trials.missing.complete_women import Women
from milkway.trials.missing.imputing import AS_SEEN


def risk(first: Women, second: Women, streams: Streams) -> Estimate:
    """Return the risk difference, by Rubin's rules (rubin1987)."""
    n = (len(first.ends), len(second.ends))
    return imputing_episodes.risk(imputing_episodes.model_of(first, second), AS_SEEN, streams, n)


def load(first: Women, second: Women, streams: Streams) -> Estimate:
    """Return the difference of mean log10 load, by Rubin's rules."""
    return imputing_loads.load(first, second, AS_SEEN, streams)
