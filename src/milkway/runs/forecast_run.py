"""A trial forecast, from its protocol to plain values: draws, women in every arm, what trials print, rivals and scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.folder import provenance
from milkway.forecasts.arm_infants import infants_forecast, occasions_of, untold
from milkway.forecasts.doubted import NOTHING_LEARNED, Learned
from milkway.forecasts.drawn_arms import Wanted, drawn_arms
from milkway.forecasts.forecast import Forecast, forecast
from milkway.forecasts.forecast_plain import (
    naive_groups,
    noise,
    not_placed,
    plain_joint,
    plain_plan_b,
    plain_results,
    plain_routes,
    plain_withdrawals,
)
from milkway.forecasts.given_results import Contrasted, Given, Place
from milkway.forecasts.own_plain import plain_infants
from milkway.forecasts.predicted import predicted_of
from milkway.forecasts.published_infants import OccasionGiven
from milkway.forecasts.worlds_of_draws import WorldsOfDraws, work, worlds_of_draws
from milkway.inference.posterior import Posterior, read_posterior
from milkway.inference.shipped_folds import discrepancies, infants_known, skill_of
from milkway.ledger.setting_values import Chosen
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Means
from milkway.protocol.protocol import Protocol
from milkway.published.fitted import fitted_places, structure_seen
from milkway.reports.progress import shown
from milkway.runs.workers_asked import LOCAL, On, passing_lives_on
from milkway.simulation.solver import Solver
from milkway.skill.naive_evidence import family_of
from milkway.trials.settings_held import settings_of


@dataclass(frozen=True)
class HowForecast:
    """How a trial is forecast: "tables" or "posterior", draws of these, women of a draw in every arm, and the seed."""

    parameters: str
    draws: int
    women: int
    seed: int


def forecast_trial(
    protocol: Protocol,
    table: ParameterTable,
    how: HowForecast,
    given: Mapping[Place, Given],
    contrasts: Mapping[Contrasted, float],
    infants: Sequence[OccasionGiven] = (),
    on: On = LOCAL,
) -> tuple[Forecast, dict]:
    """Return a trial forecast, and as plain values.

    Args:
        protocol: the trial.
        table: of the model, with the settings that were chosen.
        how: it is forecast.
        given: published results, by endpoint and arm.
        contrasts: published contrasts, by endpoint, arm and measure.
        infants: occasions on which infants of its arms were sequenced.
        on: where lives are made.

    Raises:
        RunError: too few draws could be simulated.
    """
    posterior = read_posterior() if how.parameters == "posterior" else None
    learned = learned_of(posterior)
    drawn = worlds_of_draws(protocol, table, posterior, how.draws, how.seed)
    wanted = Wanted(predicted_of(protocol, given), occasions_of(protocol, infants))
    with shown(work(protocol, drawn, how.women)) as tell, passing_lives_on(on) as lives:
        simulated = drawn_arms(protocol, wanted, drawn.sets, how.women, how.seed, Means(Solver(), None, tell, lives))
        tell("scoring", 0.0)
        found = forecast(protocol, simulated.women, drawn.hypotheses, given, contrasts, learned, how.seed)
    learned_from = frozenset(() if posterior is None else posterior.studies)
    summary = _plain(found, drawn, learned_from, how, settings_of(protocol, table))
    stool, without = infants_forecast(protocol, wanted.occasions, simulated.stool, drawn.hypotheses, learned.infants, how.seed)
    summary["infants"] = plain_infants(stool, found.counted)
    summary["stool_skill"] = skill_of("infant gut", how.parameters) if stool else None
    summary["provenance"]["left_out"] = [*simulated.left_out, *found.left_out, *without, *untold(protocol)]
    return found, summary


def learned_of(posterior: Posterior | None) -> Learned:
    """Return what a posterior says of what is not of the model: its bias of a stake, and how far it is off where folds were."""
    if posterior is None:
        return NOTHING_LEARNED
    return Learned({**posterior.discrepancy, **discrepancies()}, np.array(posterior.bias), infants_known())


def _skills(found: Forecast, how: HowForecast) -> dict[str, dict | None]:
    """Return by endpoint what folds earned on results like it."""
    families = {one.endpoint.name: family_of(one.endpoint.score) for one in found.endpoints}
    return {name: None if one is None else skill_of(one.topic, how.parameters) for name, one in families.items()}


def scores_in_words(summary: Mapping) -> str:
    """Return how a forecast came out, as the log of scorings has it."""
    joint = [f"{len(one['names'])} counts together {one['log_score']:.2f}, rival {one['rival']:.2f}" for one in summary["joint"]]
    means = [
        f"{one['name']}, {one['arm']}: CRPS {one['crps']:.2f}, rival {one['rival']['crps']:.2f}"
        for one in summary["results"]
        if one["scored"] and "crps" in one
    ]
    return "; ".join([*joint, *means, *guilds_in_words(summary["infants"])]) or "nothing with a rival"


def guilds_in_words(infants: Sequence[Mapping]) -> list[str]:
    """Return how guilds of infants came out, those with a rival."""
    near = [one for one in infants if one["scored"]]
    if not near:
        return []
    model = sum(one["fair_iqd"] for one in near) / len(near)
    rival = sum(one["rival"]["fair_iqd"] for one in near) / len(near)
    return [f"{len(near)} guilds of infants: fair IQD {model:.3f}, rival {rival:.3f}"]


def _plain(
    found: Forecast, drawn: WorldsOfDraws, learned_from: frozenset[str], how: HowForecast, settings: tuple[Chosen, ...]
) -> dict:
    skills = _skills(found, how)
    return {
        "protocol": found.protocol.name,
        "parameters": how.parameters,
        "draws": len(drawn.sets),
        "results": plain_results(found),
        "joint": plain_joint(found),
        "plan_b": plain_plan_b(found),
        "withdrawals": plain_withdrawals(found),
        "settings": {
            "scored_under": found.counted,
            "open": {one.setting.key: one.value for one in settings},
            "routes": plain_routes(found),
        },
        "skill": next((one for one in skills.values() if one is not None), None),
        "skills": skills,
        "provenance": provenance()
        | {
            "seed": how.seed,
            "women": how.women,
            "varied": drawn.varied,
            "noise_taken_out": noise(found),
            "contrasts_not_placed": not_placed(found),
            "naive_groups": naive_groups(found),
            "fitted": list(fitted_places(found.protocol.study, learned_from)),
            "structure_seen": structure_seen(found.protocol.study),
            "log": None,
        },
    }
