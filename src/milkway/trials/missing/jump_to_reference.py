"""Jump to reference: who leaves the first arm fares from then on as in the second, as if she had stopped the product.

Rubin's variance is known to be too large here (Seaman 2014, seaman2014), so its intervals cover too often.
"""

from milkway.analysis.measure import Estimate
from milkway.core.streams import Streams
from milkway.trials.missing import imputing_episodes, imputing_loads
from milkway.trials.missing.complete_women import Women
from milkway.trials.missing.imputing import Assumed


def risk(first: Women, second: Women, streams: Streams) -> Estimate:
    """Return the risk difference (Carpenter, Roger and Kenward 2013, carpenter2013)."""
    n = (len(first.ends), len(second.ends))
    return imputing_episodes.risk(imputing_episodes.model_of(first, second), Assumed(as_reference=True), streams, n)


def load(first: Women, second: Women, streams: Streams) -> Estimate:
    """Return the difference of mean log10 load."""
    return imputing_loads.load(first, second, Assumed(as_reference=True), streams)
