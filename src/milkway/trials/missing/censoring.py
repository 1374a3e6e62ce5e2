"""Censoring: Kaplan-Meier risks by the end; right if women who leave would have fared as those of their arm who stay."""

import math

import numpy as np

from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.kaplan_meier import kaplan_meier
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import RISK_DIFFERENCE
from milkway.core.streams import Streams
from milkway.trials.missing.complete_women import Women


def risk(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference of Kaplan-Meier risks at the end of the shortest follow-up, with Greenwood's variance."""
    n = (len(first.ends), len(second.ends))
    found = [_by_end(arm) for arm in (first, second)]
    error = math.hypot(found[0][1], found[1][1])
    if error == 0:
        return absent(RISK_DIFFERENCE, n, "no event", found[0][0] - found[1][0])
    return from_normal(RISK_DIFFERENCE, found[0][0] - found[1][0], error, n, "Kaplan-Meier")


def _by_end(women: Women) -> tuple[float, float]:
    """Return the risk of one arm and its standard error."""
    time = np.minimum(women.begins, np.minimum(women.leaves, women.ends))
    seen = women.ill_seen
    curve = kaplan_meier(time, seen)
    events = np.array([(seen & (time == t)).sum() for t in curve.time])
    left = curve.at_risk - events
    terms = np.divide(events, curve.at_risk * left, out=np.zeros(len(left)), where=left > 0)
    free = float(curve.free[-1])
    return 1 - free, free * math.sqrt(float(terms.sum()))
