"""Draws of the parameters, with what the product does under each hypothesis: of the posterior, or of the spread of the tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from milkway.core.brief import brief
from milkway.inference.posterior import Posterior, read_posterior, settled
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
    """Return draws of the posterior where it was found better than the tables, else of what these say of their uncertainty."""
    if settled("best") == "posterior":
        return from_posterior(read_posterior(), table, hypotheses, draws, seed)
    return from_tables(table, hypotheses, draws, seed)


def from_tables(table: ParameterTable, hypotheses: Hypotheses, draws: int, seed: int) -> Uncertainty:
    """Return draws from the spread of the tables."""
    values = drawn_values(table, range(draws), seed)
    sets = tuple(ParameterSet(table.replacing(one, "expert", NOTE), hypotheses) for one in values)
    varied = (
        f"Drawn from the tables: {len(values[0])} of {len(table.rows)} parameters are drawn, each by itself, from the spread "
        "that the tables state for them; the others state none and stay as they are."
    )
    return Uncertainty(sets, frozenset(), varied, {})


def from_posterior(posterior: Posterior, table: ParameterTable, hypotheses: Hypotheses, draws: int, seed: int) -> Uncertainty:
    """Return draws of the posterior, and of the spread of the tables for rows that it does not have.

    What it learned of the product is one more hypothesis, and the one that counts; a posterior that was not asked has none.
    """
    chosen = posterior.spaced(draws)
    others = drawn_values(table, range(len(chosen)), seed)
    own = {*posterior.keys, *posterior.disputed_keys}
    sets = []
    for draw, values in zip(chosen, others, strict=True):
        beside = table.replacing({key: value for key, value in values.items() if key not in own}, "expert", NOTE)
        learned = {LEARNED: posterior.disputed(draw)} if posterior.disputed_keys else {}
        sets.append(ParameterSet(posterior.table(beside, draw), {**learned, **hypotheses}))
    rows, moved = len(posterior.learned), len(posterior.keys) - len(posterior.learned)
    varied = (
        f"{rows} rows are drawn as a calibration found them, learned from {len(posterior.studies)} studies with priors that "
        f"carry no fitted value; {moved} others are drawn from the spread that they state"
    )
    if posterior.disputed_keys:
        varied += (
            f". With a strain, '{LEARNED}' has the effects and the "
            "entero-mammary flux of the posterior too, each of which may be zero."
        )
    else:
        varied += ", and the former are corrected for these. Nothing was learned of women, of the route or of a product."
    return Uncertainty(tuple(sets), frozenset(posterior.studies), varied, doubts(posterior))
