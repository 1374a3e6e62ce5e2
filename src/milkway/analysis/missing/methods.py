"""The analyses of incomplete follow-up by name, for the risk of a first episode and for the load in milk."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.kaplan_meier import kaplan_meier
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import RISK_DIFFERENCE, risk_difference
from milkway.analysis.measures.loads import difference_of_logs
from milkway.analysis.missing import imputed_episodes, imputed_loads, weighting
from milkway.analysis.missing.imputing import as_seen, jump_to_reference
from milkway.analysis.missing.women import LOAD, RISK, Women
from milkway.core.streams import Streams

Analysis = Callable[[Women, Women, Streams], Estimate]
ORACLE = "oracle"  # of all women randomised had nobody left, which no trial sees; every method is set beside it


def analyse(endpoint: str, method: str, first: Women, second: Women, streams: Streams) -> Estimate:
    """Return an analysis of the first arm against the second, the reference.

    Args:
        endpoint: `RISK` or `LOAD`.
        method: a name in `METHODS[endpoint]`, or `ORACLE`.
        first: women of the first arm, of whom some leave.
        second: women of the reference arm.
        streams: all chance of imputation.
    """
    if method == ORACLE:
        return METHODS[endpoint]["completers"](_staying(first), _staying(second), streams)
    return METHODS[endpoint][method](first, second, streams)


def risk_of_completers(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the risk difference among women who stayed; right only if leaving has nothing to do with the outcome."""
    counts = [(int((arm.ill & arm.stays).sum()), int(arm.stays.sum())) for arm in (first, second)]
    return risk_difference((counts[0][0], counts[1][0]), (counts[0][1], counts[1][1]))


def load_of_completers(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference of mean log10 load among women with a sample."""
    arms = (first, second)
    return difference_of_logs([arm.load[arm.sampled] for arm in arms], [arm.below[arm.sampled] for arm in arms])


def censored_risk(first: Women, second: Women, _: Streams) -> Estimate:
    """Return the difference of Kaplan-Meier risks at the end of the shortest follow-up, with Greenwood's variance.

    It is right if women who leave would have fared as those of their arm who stay.
    """
    n = (len(first.ends), len(second.ends))
    found = [_by_end(arm) for arm in (first, second)]
    error = math.hypot(found[0][1], found[1][1])
    if error == 0:
        return absent(RISK_DIFFERENCE, n, "no event", found[0][0] - found[1][0])
    return from_normal(RISK_DIFFERENCE, found[0][0] - found[1][0], error, n, "Kaplan-Meier")


METHODS: dict[str, dict[str, Analysis]] = {
    RISK: {
        "completers": risk_of_completers,
        "censoring": censored_risk,
        "weighting": weighting.risk,
        "imputation": lambda first, second, streams: imputed_episodes.risk(first, second, as_seen, streams),
        "jump_to_reference": lambda first, second, streams: imputed_episodes.risk(first, second, jump_to_reference, streams),
    },
    LOAD: {
        "completers": load_of_completers,
        "weighting": weighting.load,
        "imputation": lambda first, second, streams: imputed_loads.load(first, second, as_seen, streams),
        "jump_to_reference": lambda first, second, streams: imputed_loads.load(first, second, jump_to_reference, streams),
    },
}


def _staying(women: Women) -> Women:
    return replace(women, leaves=women.ends + 1)


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
