"""`milkway.predict`: what a trial would print under every hypothesis, beside rivals, and scored where its results are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, cast

from milkway.arguments import file_mistakes, seed_of, whole
from milkway.arguments import shown as shown_as
from milkway.cohorts.chosen import parameters_for, read_model
from milkway.core.errors import InputError, Mistake, RunError
from milkway.folder import code_mark, provenance
from milkway.forecasts.drawn_arms import drawn_arms
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
from milkway.forecasts.given_results import read_results, stated_contrasts, stated_results
from milkway.forecasts.scoring_log import append_scoring, log_of_checkout
from milkway.forecasts.worlds_of_draws import WorldsOfDraws, work, worlds_of_draws
from milkway.inference.posterior import SETS, read_posterior, settled
from milkway.ledger.own_values import NOTHING, Given, with_settings
from milkway.ledger.setting_values import Chosen, read_asked
from milkway.lives.means import Means
from milkway.planning.planned_truth import pool_mistakes
from milkway.protocol.known import words_with
from milkway.protocol.protocol import Protocol
from milkway.published.fitted import fitted_places, structure_seen
from milkway.reports.progress import shown
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.simulation.solver import Solver
from milkway.trials.settings_held import settings_of
from milkway.trials.values_taken import setting_mistakes, value_mistakes
from milkway.verbs.check import sized_protocol

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 20
WOMEN = 64
LEAST_WOMEN = 20


@dataclass(frozen=True)
class FinishedForecast:
    """A trial forecast, and all of it as plain values."""

    found: Forecast
    summary: dict

    _repr_html_ = notebook
    save = saved

    @property
    def results(self) -> "pd.DataFrame":
        """Return each arm and contrast under each hypothesis: median and interval, the published result, its place and score."""
        rows = [{key: value for key, value in row.items() if not isinstance(value, dict)} for row in self.summary["results"]]
        return framed(rows)

    def tell(self) -> None:
        """Print each endpoint under each hypothesis beside the rivals, what was scored, and what the skill is."""
        import_module("milkway.reports.forecast_terminal").print_forecast(self.summary)

    def face(self) -> Face:
        """Return what it shows of itself."""
        lines = import_module("milkway.reports.forecast_terminal").sentences(self.summary)
        return Face(f"Forecast: {self.found.protocol.title}", tuple(lines), {"results": lambda: self.results})

    def __repr__(self) -> str:
        """Return protocol, draws and what is scored in a line."""
        scored = sum(one["scored"] for one in self.summary["results"])
        return f"<forecast of {self.summary['protocol']}: {self.summary['draws']} draws, {scored} results scored>"


def predict(
    protocol: str | Path | Protocol,
    *,
    parameters: str = "best",
    draws: int = DRAWS,
    women: int = WOMEN,
    published: str | Path | None = None,
    seed: int = 1,
    values: Given = NOTHING,
    setting: str | Sequence[str] = (),
    log: str | Path | None = None,
) -> FinishedForecast:
    """Say what a trial would print under every hypothesis, beside a naive rival, and score it where a result is known.

    Parameters are drawn; under each draw women are simulated in every arm; the noise of few women is taken out and told; then
    trials of the size asked for are printed. The naive rival N is made of published results alone, the hierarchy H is Milkway's
    likelihood without its mechanism; both leave the trial's own cluster of studies out. Times to an event are not predicted.

    The cost grows with draws, women, arms, hypotheses, settings of the routes and days: with the defaults five minutes of
    processor time for nct04032899, two arms from pregnancy to month 4; --draws 4 --women 20 tries a protocol in one. A draw
    under which too few women are eligible is left out, and told.

    Args:
        protocol: Name of a protocol that ships (hurtado2017), or the path of a TOML file. In Python also a `milkway.Protocol`.
        parameters: "tables" (drawn from the spread that they state), "posterior" (its draws, with the hypothesis "learned"), or
            "best": the posterior if its calibration found it better than the tables.
        draws: Draws of the parameters, at least 2.
        women: Women simulated in every arm for each draw and setting of the disputed routes, at least 20.
        published: Score these results in place of those that the protocol states: a TOML file of counts, rates and means with n,
            as `milkway new FILE --published PROTOCOL` writes it.
        seed: Random seed.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). In Python
            also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Hypotheses that no data decide, where other than in the protocol's [settings]: sterile_share=60,
            antibiotic_tolerant=yes, ileum=3e7, or several with commas between them. In Python also a list.
        log: Append what was scored to this file, by default docs/calibration-log.md in a checkout of the repository.

    Returns:
        The forecast. Its `summary`, which `--json` prints, has `protocol`, `parameters`, `draws`; `results`, a list with
        `name`, `arm` or `contrast`, `hypothesis`, `median`, `interval50`, `interval90` (with what the model may miss and the
        bias of a stake), `mechanism` (without these), `published` (`value`, `count`, `n`), `place` (the share of predictions
        below it), `log_score` of a count or `crps` of a mean with its `error` over draws, the same of `rival` and `hierarchy`,
        and `scored` for exactly the results that enter the sum; a contrast has its `measure` and the chances `significant` of p
        below 0.05, `lower` and `higher`, of the mechanism alone; `joint`, the counts that are scored together; `settings`: the
        hypothesis under which results are scored, open hypotheses, and each setting of the disputed routes alone; `plan_b`, what
        would be assumed without Milkway and what that changes in n (as of `milkway power`, at a ratio of 0.7); `withdrawals`,
        what would make us withdraw such forecasts, a sentence each; `skill`, null
        until results were predicted by a fit that left them out; `provenance`, with the noise of few women that was taken out,
        by endpoint.

    Raises:
        InputError: every mistake of the arguments, of the protocol and of the published results.
        RunError: the forecast could not be completed.
    """
    mistakes: list[Mistake] = []
    mistakes += [] if parameters in SETS else [Mistake("parameters", repr(parameters), " or ".join(SETS))]
    draws, women = whole("draws", draws, 2, mistakes), whole("women", women, LEAST_WOMEN, mistakes)
    seed = seed_of(seed, mistakes)
    place = _log(log, mistakes)
    if published is not None and not isinstance(cast("object", published), str | Path):
        mistakes.append(Mistake("published", shown_as(published), "the path of a TOML file"))
        published = None
    table, yours = parameters_for(read_model("complete", mistakes), values, mistakes)
    asked = read_asked(setting, mistakes)
    refusing = [
        pool_mistakes,
        lambda found: value_mistakes(found, yours) + setting_mistakes(found, table, yours),
        lambda found: _published_mistakes(published, found),
    ]
    chosen = sized_protocol(protocol, None, words_with(table), mistakes, refusing, asked)
    table = with_settings(table, chosen.settings.plain)
    given = stated_results(chosen) if published is None else read_results(published, chosen)
    contrasts = stated_contrasts(chosen) if published is None else {}
    posterior = read_posterior() if settled(parameters) == "posterior" else None
    drawn = worlds_of_draws(chosen, table, posterior, draws, seed)
    with shown(work(chosen, drawn, women)) as tell:
        simulated = drawn_arms(chosen, drawn.sets, women, seed, Means(Solver(), None, tell))
        tell("scoring", 0.0)
        learned = {} if posterior is None else posterior.discrepancy
        found = forecast(chosen, simulated.women, drawn.hypotheses, given, contrasts, learned, seed)
    learned_from = frozenset(() if posterior is None else posterior.studies)
    summary = _plain(found, drawn, learned_from, settled(parameters), (draws, women, seed), settings_of(chosen, table))
    summary["provenance"]["left_out"] = [*simulated.left_out, *found.left_out]
    if given and place is not None:
        summary["provenance"]["log"] = str(_logged(place, summary, published))
    return FinishedForecast(found, summary)


def _plain(
    found: Forecast,
    drawn: WorldsOfDraws,
    learned_from: frozenset[str],
    parameters: str,
    made: tuple[int, int, int],
    settings: tuple[Chosen, ...],
) -> dict:
    draws, women, seed = made
    return {
        "protocol": found.protocol.name,
        "parameters": parameters,
        "draws": draws,
        "results": plain_results(found),
        "joint": plain_joint(found),
        "plan_b": plain_plan_b(found),
        "withdrawals": plain_withdrawals(found),
        "settings": {
            "scored_under": found.counted,
            "open": {one.setting.key: one.value for one in settings},
            "routes": plain_routes(found),
        },
        "skill": None,
        "provenance": provenance()
        | {
            "seed": seed,
            "women": women,
            "varied": drawn.varied,
            "noise_taken_out": noise(found),
            "contrasts_not_placed": not_placed(found),
            "naive_groups": naive_groups(found),
            "fitted": list(fitted_places(found.protocol.study, learned_from)),
            "structure_seen": structure_seen(found.protocol.study),
            "log": None,
        },
    }


def _published_mistakes(published: str | Path | None, protocol: Protocol) -> list[Mistake]:
    """Return what is wrong with a file of published results, to be told with all else."""
    try:
        if published is not None:
            read_results(published, protocol)
    except InputError as error:
        return list(error.mistakes)
    return []


def _log(given: str | Path | None, mistakes: list[Mistake]) -> Path | None:
    if given is None:
        return log_of_checkout(Path.cwd())
    wrong = file_mistakes("log", given, "")
    mistakes += wrong
    return None if wrong else Path(given)


def _logged(log: Path, summary: dict, published: str | Path | None) -> Path:
    data = "results of the protocol" if published is None else f"results of {Path(published).name}"
    joint = [f"{len(one['names'])} counts together {one['log_score']:.2f}, rival {one['rival']:.2f}" for one in summary["joint"]]
    means = [
        f"{one['name']}, {one['arm']}: CRPS {one['crps']:.2f}, rival {one['rival']['crps']:.2f}"
        for one in summary["results"]
        if one["scored"] and "crps" in one
    ]
    made = f"predict {summary['protocol']} --parameters {summary['parameters']} --draws {summary['draws']}"
    made += f" --women {summary['provenance']['women']} --seed {summary['provenance']['seed']}"
    score = "; ".join([*joint, *means]) or "nothing with a rival"
    try:
        append_scoring(log, (datetime.now(tz=UTC).date().isoformat(), version("milkway"), code_mark(), made, data, score))
    except OSError as error:
        raise RunError(f"{error.filename or log}: {error.strerror}") from error
    return log
