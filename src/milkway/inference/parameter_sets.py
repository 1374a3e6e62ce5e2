"""Draws of the parameters, with what the product does under each hypothesis: of the posterior, or of the spread of the tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from milkway.core.brief import brief
from milkway.inference.posterior import Posterior, read_posterior, ships
from milkway.inference.targets import doubts
from milkway.ledger.tables import ParameterTable
from milkway.published.qualification import ParameterSet
from milkway.published.spread import NOTE, drawn_values

LEARNED = "learned"
Hypotheses = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Uncertainty:
    """Draws of the parameters, the studies they were learned from, what they vary, in words, and doubt by result."""

    sets: tuple[ParameterSet, ...]
    learned_from: frozenset[str]
    varied: str
    doubts: Mapping[str, float]

    __repr__ = brief


def parameter_sets(table: ParameterTable, hypotheses: Hypotheses, draws: int, seed: int) -> Uncertainty:
    """Return draws of the posterior where there is one, and else draws of what the tables say of their own uncertainty."""
    if ships():
        return from_posterior(read_posterior(), table, hypotheses, draws)
    return from_tables(table, hypotheses, draws, seed)


def from_tables(table: ParameterTable, hypotheses: Hypotheses, draws: int, seed: int) -> Uncertainty:
    """Return draws from the spread of the tables."""
    values = drawn_values(table, range(draws), seed)
    sets = tuple(ParameterSet(table.replacing(one, "expert", NOTE), hypotheses) for one in values)
    varied = (
        f"There is no posterior: {len(values[0])} of {len(table.rows)} parameters are drawn, each by itself, from the spread "
        "that the tables state for them; the others state none and stay as they are."
    )
    return Uncertainty(sets, frozenset(), varied, {})


def from_posterior(posterior: Posterior, table: ParameterTable, hypotheses: Hypotheses, draws: int) -> Uncertainty:
    """Return draws of the posterior; what it learned of the product is one more hypothesis, and the one that counts."""
    chosen = posterior.spaced(draws)
    sets = tuple(ParameterSet(posterior.table(table, draw), {LEARNED: posterior.disputed(draw), **hypotheses}) for draw in chosen)
    others = len(posterior.keys) - len(posterior.learned)
    rows = len(posterior.learned)
    varied = (
        f"{rows} rows are drawn as a calibration found them, learned from {len(posterior.studies)} studies with priors that "
        f"carry no fitted value; {others} others are drawn from the spread that they state, moved as far as the same results "
        f"say something of them. With a strain, '{LEARNED}' has the effects and the entero-mammary flux of the posterior too, "
        "each of which may be zero."
    )
    return Uncertainty(sets, frozenset(posterior.studies), varied, doubts(posterior))
