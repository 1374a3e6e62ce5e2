"""A user's own published results scored: those of a protocol as `milkway predict` does, and women and infants without one."""

from collections.abc import Mapping
from dataclasses import dataclass

from milkway.cohorts.declared import declared_parameters
from milkway.folder import provenance
from milkway.forecasts.own_forecast import USUAL, own_forecast, own_work
from milkway.forecasts.own_plain import placed, plain_group, plain_occasion
from milkway.forecasts.own_results import OwnResults
from milkway.inference.parameter_sets import parameter_sets
from milkway.inference.posterior import read_posterior, settled
from milkway.inference.shipped_folds import skill_of
from milkway.ledger.own_values import with_settings
from milkway.protocol.protocol import Protocol
from milkway.published.fitted import fitted_places, structure_seen
from milkway.reports.progress import shown
from milkway.runs.forecast_run import HowForecast, forecast_trial, guilds_in_words, learned_of
from milkway.runs.workers_asked import LOCAL, On, passing_lives_on
from milkway.skill.naive_evidence import family_of
from milkway.skill.skill_lines import OF_STOOL

LEAST_WOMEN = 20


@dataclass(frozen=True)
class HowScored:
    """Draws of the parameters, share of the usual women of each, infants of each birth, the seed, and where lives are made."""

    draws: int
    size: float
    infants: int
    seed: int
    on: On = LOCAL


def score_own(own: OwnResults, how: HowScored) -> dict:
    """Return the results of a file in their forecasts, as plain values.

    Args:
        own: the file.
        how: it is scored.

    Raises:
        RunError: too much could not be simulated.
    """
    table, none = declared_parameters(), {"null": {}}
    uncertain = parameter_sets(table, none, how.draws, how.seed)
    learned = learned_of(read_posterior() if settled("best") == "posterior" else None)
    work = own_work(own, len(uncertain.sets), how.size, how.infants)
    with shown(max(work, 1.0)) as tell, passing_lives_on(how.on) as lives:
        found = own_forecast(own, uncertain.sets, learned, (how.size, how.infants, how.seed), tell, lives)
    arms, joint, stool, earned = ([], [], [], {}) if own.protocol is None else _of_protocol(own, own.protocol, how)
    groups = [plain_group(one) for one in found.groups]
    infants = [*(row for one in found.infants for row in plain_occasion(one)), *stool]
    return {
        "study": own.study,
        "protocol": None if own.protocol is None else own.protocol.name,
        "draws": len(uncertain.sets),
        "size": how.size,
        "seed": how.seed,
        "varied": uncertain.varied,
        "results": groups,
        "arms": arms,
        "joint": joint,
        "infants": infants,
        "parameters": settled("best"),
        "skills": _skills(own) | earned | ({OF_STOOL: skill_of("infant gut", settled("best"))} if infants else {}),
        "coverage": _coverage([*groups, *arms, *(one["mean_of_study"] for one in infants)]),
        "fitted": list(fitted_places(own.study, uncertain.learned_from)),
        "structure_seen": structure_seen(own.study),
        "provenance": provenance(),
        "log": None,
    }


def own_words(summary: Mapping) -> str:
    """Return how a file came out, as the log of scorings has it."""
    told = [f"{one['inside_90']} of {one['results']} inside 90 %" for one in [summary["coverage"]] if one["results"]]
    told += [f"{len(one['names'])} counts together {one['log_score']:.2f}, rival {one['rival']:.2f}" for one in summary["joint"]]
    for one in (*summary["results"], *summary["arms"]):
        name = "log_score" if "log_score" in one else "crps"
        if one["scored"] and one[name] is not None:
            told.append(f"{one['name']}: {name} {one[name]:.2f}, rival {one['rival'][name]:.2f}")
    told += guilds_in_words(summary["infants"])
    return "; ".join(told) or "nothing with a rival"


def _skills(own: OwnResults) -> dict[str, dict | None]:
    """Return by result without a protocol what folds earned on results like it."""
    families = {one.name: family_of(one.score) for one in own.groups}
    return {name: None if one is None else skill_of(one.topic, settled("best")) for name, one in families.items()}


def _of_protocol(own: OwnResults, protocol: Protocol, how: HowScored) -> tuple[list[dict], list[dict], list[dict], dict]:
    """Return arms, joint scores and infants of a protocol that have a result, as scored, and what folds earned on endpoints."""
    women = max(LEAST_WOMEN, round(USUAL * how.size / len(protocol.arms)))
    asked = HowForecast(settled("best"), how.draws, women, how.seed)
    table = with_settings(declared_parameters(), protocol.settings.plain)
    found, summary = forecast_trial(protocol, table, asked, own.given, {}, [one for one in own.infants if one.arm], how.on)
    rows = [one for one in summary["results"] if "arm" in one and one["hypothesis"] == found.counted]
    named = {one.name for one in own.infants}
    stool = [one for one in summary["infants"] if one["hypothesis"] == found.counted and one["name"] in named]
    told = [one | placed(one["place"]) for one in rows if one["published"] is not None]
    earned = {name: one for name, one in summary["skills"].items() if name in {row["name"] for row in told}}
    return told, summary["joint"], stool, earned


def _coverage(rows: list[dict]) -> dict[str, int]:
    known = [one for one in rows if one["place"] is not None]
    return {"results": len(known)} | {name: sum(one[name] for one in known) for name in ("inside_50", "inside_90")}
