"""A comparison of interventions, from who and what is asked for to plain values: draws, lives, words, and what was bought."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from milkway.biology.disputed import disputed_in
from milkway.cohorts.declared import model_of
from milkway.cohorts.population_file import plain_population
from milkway.core.brief import brief
from milkway.folder import provenance
from milkway.forecasts.worlds_of_draws import WorldsOfDraws, worlds_of_draws
from milkway.inference.posterior import read_posterior
from milkway.inference.shipped_folds import skill_of
from milkway.interventions.asked_women import AskedWomen
from milkway.interventions.compared_draw import PART, Comparison
from milkway.interventions.intervention import Catalogue, Intervention, Pair
from milkway.interventions.line_words import words_by_topic
from milkway.interventions.lives_bought import most_lives, work, worlds
from milkway.interventions.optimised import Optimised, optimised
from milkway.interventions.optimised_plain import plain_optimised
from milkway.ledger.setting_values import plain_settings
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.protocol.resolve import resolve
from milkway.reports.progress import shown
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.solver import Solver
from milkway.trials.settings_held import settings_of


@dataclass(frozen=True)
class Size:
    """Dyads under each draw, draws, and the budget of lives that was asked for; None for none."""

    dyads: int
    draws: int
    budget: int | None


@dataclass(frozen=True)
class HowOptimised:
    """How interventions are compared.

    Attributes:
        women: in whom.
        interventions: each alone.
        pairs: of these.
        outcomes: names.
        size: of the comparison.
        parameters: "tables" or "posterior".
        seed: of all chance.
        left: interventions that vary a covariate that these women do not have.
    """

    women: AskedWomen
    interventions: tuple[Intervention, ...]
    pairs: tuple[Pair, ...]
    outcomes: tuple[str, ...]
    size: Size
    parameters: str
    seed: int
    left: tuple[Intervention, ...]

    __repr__ = brief


def identity_of(how: HowOptimised, values: Mapping[str, float]) -> dict:
    """Return what makes it this comparison, as a folder keeps it."""
    women = how.women
    return {
        "name": f"optimise {women.name}",
        "dyads": how.size.dyads,
        "seed": how.seed,
        "parameters": how.parameters,
        "draws": how.size.draws,
        "only": [one.name for one in how.interventions],
        "for": list(how.outcomes),
        "values": dict(values),
        "optimise": resolve(women.protocol),
        "population": plain_population(women.population),
    }


def optimise_run(how: HowOptimised, table: ParameterTable, catalogue: Catalogue, chunks: Path | None) -> tuple[Optimised, dict]:
    """Return a comparison, and as plain values.

    Args:
        how: interventions are compared.
        table: of the model, with the settings that were chosen.
        catalogue: that interventions were chosen from.
        chunks: folder of finished lives; none are kept without.

    Raises:
        RunError: too few draws could be simulated.
        OSError: a chunk cannot be written.
    """
    women, size = how.women, how.size
    posterior = read_posterior() if how.parameters == "posterior" else None
    drawn = worlds_of_draws(women.protocol, table, posterior, 2 * size.draws, how.seed)
    most = most_lives(size.dyads, size.draws, worlds(how.interventions, how.pairs, drawn.hypotheses))
    words = words_by_topic(lambda topic: skill_of(topic, how.parameters))
    machine = machine_of(model_of(table).lacking(*women.without), table.keys())
    with shown(work(women.start, most)) as tell:
        means = Means(Solver(), chunks, tell)
        asked = Comparison(women, machine, how.interventions, how.pairs, how.outcomes, size.dyads, how.seed, means)
        found = optimised(asked, drawn.sets, words)
    plain = plain_optimised(found, catalogue, table if posterior is None else posterior.table(table), words)
    bought = {"asked": size.budget, "each": size.dyads // PART, "most_lives": most}
    return found, plain | _told(how, drawn) | {"bought": bought} | plain_settings(settings_of(women.protocol, table))


def _told(how: HowOptimised, drawn: WorldsOfDraws) -> dict:
    """Return what a summary says of the women and of what was drawn."""
    women = how.women
    whom = {
        "name": women.name,
        "kind": "protocol" if women.own else "population",
        "about": women.population.about,
        "hypotheses_of": women.protocol.name,
        "disputed_routes": list(disputed_in(women.without)),
    }
    lacking = [{"what": one.name, "why": "the population has no such covariate"} for one in how.left]
    return {"women": whom, "parameters": how.parameters, "varied": drawn.varied, "not_for_these_women": lacking} | {
        "provenance": provenance()
    }
