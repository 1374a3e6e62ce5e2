"""The draws of the parameters under which a trial is forecast, the hypotheses of each, and what simulating them takes."""

from dataclasses import dataclass

from milkway.core.brief import brief
from milkway.inference.parameter_sets import from_posterior, from_tables
from milkway.inference.posterior import Posterior
from milkway.ledger.tables import ParameterTable
from milkway.planning.power_study import hypotheses_of
from milkway.protocol.design import last_day
from milkway.protocol.protocol import Protocol
from milkway.protocol.worlds import is_alike_in_all_worlds
from milkway.published.qualification import ParameterSet


@dataclass(frozen=True)
class WorldsOfDraws:
    """Draws, hypotheses, the one under which results are scored first, and what varies, in words."""

    sets: tuple[ParameterSet, ...]
    hypotheses: tuple[str, ...]
    varied: str

    __repr__ = brief


def worlds_of_draws(
    protocol: Protocol, table: ParameterTable, posterior: Posterior | None, draws: int, seed: int
) -> WorldsOfDraws:
    """Return the draws of a posterior, or of the spread of the tables without one.

    What a posterior learned of the product is the hypothesis under which results are scored; of one that learned nothing of it,
    and without one, it is no effect.

    Args:
        protocol: the trial, with its hypotheses.
        table: of the model.
        posterior: to draw from.
        draws: how many.
        seed: of the draws of the tables.
    """
    named = {one.name: one.sets for one in hypotheses_of(protocol)}
    found = from_tables(table, named, draws, seed) if posterior is None else from_posterior(posterior, table, named, draws, seed)
    return WorldsOfDraws(found.sets, tuple(found.sets[0].hypotheses), found.varied)


def work(protocol: Protocol, drawn: WorldsOfDraws, women: int) -> float:
    """Return about how many dyad-days are simulated."""
    design, alike = protocol.design, [is_alike_in_all_worlds(arm, protocol) for arm in protocol.arms]
    worlds = sum(1 if same else len(drawn.hypotheses) for same in alike)
    lead_in, whole = design.enrolment[1] - protocol.begins, last_day(design) - protocol.begins
    return len(drawn.sets) * len(protocol.routes.settings) * women * (lead_in + worlds * whole)
