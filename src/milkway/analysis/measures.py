"""Every contrast between two arms that a protocol may ask for, in the order in which a reader is told of them."""

from milkway.analysis import binary, clustered, hazards, loads, rates, recurrent, repeated, survival
from milkway.analysis.measure import Measure

MEASURES: dict[str, Measure] = {
    one.name: one
    for one in (
        binary.RISK_DIFFERENCE,
        binary.RISK_DIFFERENCE_EXACT,
        binary.RISK_RATIO,
        binary.ODDS_RATIO,
        rates.RATE_RATIO,
        rates.RATE_RATIO_ROBUST,
        rates.RATE_RATIO_NEGATIVE_BINOMIAL,
        loads.LOG10_DIFFERENCE,
        loads.GEOMETRIC_MEAN_RATIO,
        loads.MEAN_DIFFERENCE,
        repeated.MIXED_DIFFERENCE,
        repeated.MIXED_DIFFERENCE_LAST,
        survival.LOG_RANK,
        hazards.HAZARD_RATIO,
        survival.RESTRICTED_MEAN_DIFFERENCE,
        recurrent.MEAN_CUMULATIVE_DIFFERENCE,
        recurrent.MEAN_CUMULATIVE_RATIO,
        clustered.RISK_DIFFERENCE_CLUSTERED,
        clustered.RISK_RATIO_CLUSTERED,
        clustered.RATE_RATIO_CLUSTERED,
        clustered.MEAN_DIFFERENCE_CLUSTERED,
    )
}


def suited(score: str) -> tuple[str, ...]:
    """Return the names of the measures that suit a score."""
    return tuple(one.name for one in MEASURES.values() if score in one.scores)
