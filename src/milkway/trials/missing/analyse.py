"""The analyses of incomplete follow-up by name, for the risk of an episode and for the load in milk."""

from collections.abc import Callable

from milkway.analysis.measure import Estimate
from milkway.core.streams import Streams
from milkway.trials.missing import censoring, completers, imputation, jump_to_reference, oracle, weighting
from milkway.trials.missing.complete_women import Women

Analysis = Callable[[Women, Women, Streams], Estimate]
METHODS: dict[str, dict[str, Analysis]] = {
    "risk": {
        "oracle": oracle.risk,
        "completers": completers.risk,
        "censoring": censoring.risk,
        "weighting": weighting.risk,
        "imputation": imputation.risk,
        "jump_to_reference": jump_to_reference.risk,
    },
    "load": {
        "oracle": oracle.load,
        "completers": completers.load,
        "weighting": weighting.load,
        "imputation": imputation.load,
        "jump_to_reference": jump_to_reference.load,
    },
}


def analyse(endpoint: str, method: str, first: Women, second: Women, streams: Streams) -> Estimate:
    """Return an analysis of the first arm against the second, the reference.

    Args:
        endpoint: "risk" (of a first episode by the end) or "load" (mean log10 load at a visit).
        method: a name in `METHODS[endpoint]`.
        first: women of the first arm, of whom some leave.
        second: women of the reference arm.
        streams: all chance of imputation.
    """
    return METHODS[endpoint][method](first, second, streams)
