"""`milkway.predict`: what a trial would print under every hypothesis, beside rivals, and scored where its results are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from milkway.arguments import seed_of, whole
from milkway.arguments import shown as shown_as
from milkway.cohorts.chosen import parameters_for, read_model
from milkway.core.errors import InputError, Mistake
from milkway.forecasts.forecast import Forecast
from milkway.forecasts.given_results import read_results, stated_contrasts, stated_results
from milkway.inference.posterior import SETS, draws_mistakes, settled
from milkway.ledger.own_values import NOTHING, Given, with_settings
from milkway.ledger.setting_values import read_asked
from milkway.planning.planned_truth import women_mistakes
from milkway.protocol.known import words_with
from milkway.protocol.protocol import Protocol
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.runs.checked_protocol import sized_protocol
from milkway.runs.forecast_run import HowForecast, forecast_trial, scores_in_words
from milkway.runs.logged import asked_log, logged
from milkway.runs.registered import known_mistakes, register_mistakes, write_registered
from milkway.runs.workers_asked import On, on_mistakes
from milkway.trials.values_taken import setting_mistakes, value_mistakes

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
    register: str | Path | None = None,
    on: On = "local",
) -> FinishedForecast:
    """Say what a trial would print under every hypothesis, beside a naive rival, and score it where a result is known.

    Parameters are drawn; under each draw women are simulated in every arm; the noise of few women is taken out and told; then
    trials of the size asked for are printed. The naive rival N is made of published results alone, the hierarchy H is Milkway's
    likelihood without its mechanism; both leave the trial's own cluster of studies out.

    The cost grows with draws, women, arms, hypotheses, settings of the routes and days: with the defaults five minutes of
    processor time for nct04032899, two arms from pregnancy to month 4; --draws 4 --women 20 tries a protocol in one. A draw
    under which too few women are eligible is left out, and told.

    Args:
        protocol: Name of a protocol that ships (hurtado2017), or the path of a TOML file. In Python also a `milkway.Protocol`.
        parameters: "tables" (drawn from the spread that they state), "posterior" (its draws, with the hypothesis "learned" where
            it learned of the product), or "best": the posterior if its calibration found it better than the tables.
        draws: Draws of the parameters, at least 2.
        women: Women simulated in every arm for each draw and setting of the disputed routes, at least 20.
        published: Score these results in place of those that the protocol states: a TOML file of counts, rates and means with n,
            as `milkway new FILE --published PROTOCOL` writes it; shares in infants' stool by arm, too.
        seed: Random seed.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). In Python
            also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Hypotheses that no data decide, where other than in the protocol's [settings]: sterile_share=60,
            antibiotic_tolerant=yes, ileum=3e7, or several with commas between them. In Python also a list.
        log: Append what was scored to this file, by default docs/calibration-log.md in a checkout of the repository.
        register: Write the prediction, with date, version, seed, rule of scoring and rivals, to NAME.json and NAME.md, such as
            predictions/my-trial-1. A name that exists is refused, and a trial whose results are stated.
        on: Where lives are made: "local" (this machine), "dask:tcp://HOST:PORT" or "dask:FILE" (a scheduler's file): its workers,
            with the same bytes. In Python also a `concurrent.futures.Executor`.

    Returns:
        The forecast. Its `summary`, which `--json` prints, has `protocol`, `parameters`, `draws`; `results`, a list with `name`,
        `arm` or `contrast`, `hypothesis`, `median`, `interval50`, `interval90` (with what the model may miss and the bias of a
        stake), `mechanism` (without these), `maker` of a contrast (what a maker's trial would print: the mechanism with the bias
        of a stake alone; null where nobody has one), `published` (`value`, `count`, `n`), `place` (the share of predictions below
        it), `log_score` of a count or `crps` of a mean with its `error` over draws, the same of `rival` and `hierarchy`, and
        `scored` for exactly the results that enter the sum; a contrast has its `measure` and the chances `significant` of p below
        0.05, `lower` and `higher`, of the mechanism alone; `joint`, the counts that are scored together; `infants`, a row for
        each guild of infants' stool where the protocol samples it or published results have it (`median_log10`, `mean`,
        `above_1_percent`, `fair_iqd`, the same of `rival` and `hierarchy`); `settings`: the hypothesis under which results are
        scored, open hypotheses, and each setting of the disputed routes alone; `plan_b`, what would be assumed without
        Milkway and what that changes in n (as of `milkway power`, at a ratio of 0.7); `withdrawals`, what would make us
        withdraw such forecasts, a sentence each; `skill`, null until a fit left such results out;
        `skills`, the same of each endpoint, and `stool_skill`, of guilds of infants' stool;
        `provenance`, with the noise of few women that was taken out, by endpoint; and `registered`, the files that were
        written.

    Raises:
        InputError: every mistake of the arguments, of the protocol and of the published results.
        RunError: the forecast could not be completed.
    """
    mistakes: list[Mistake] = []
    mistakes += [] if parameters in SETS else [Mistake("parameters", repr(parameters), " or ".join(SETS))]
    draws, women = whole("draws", draws, 2, mistakes), whole("women", women, LEAST_WOMEN, mistakes)
    mistakes += draws_mistakes(draws, settled(parameters)) if parameters in SETS else []
    seed = seed_of(seed, mistakes)
    place = asked_log(log, mistakes)
    if published is not None and not isinstance(cast("object", published), str | Path):
        mistakes.append(Mistake("published", shown_as(published), "the path of a TOML file"))
        published = None
    mistakes += register_mistakes(register) + on_mistakes(on)
    others = {"published": published is not None, "values": values is not NOTHING and bool(values)}
    if register is not None:
        mistakes += [Mistake(name, "given", "nothing, with register") for name, there in others.items() if there]
    table, yours = parameters_for(read_model("complete", mistakes), values, mistakes)
    asked = read_asked(setting, mistakes)
    refusing = [
        women_mistakes,
        lambda found: value_mistakes(found, yours) + setting_mistakes(found, table, yours),
        lambda found: _published_mistakes(published, found),
        lambda found: [] if register is None else known_mistakes(found),
    ]
    chosen = sized_protocol(protocol, None, words_with(table), mistakes, refusing, asked)
    table = with_settings(table, chosen.settings.plain)
    given, infants = (stated_results(chosen), ()) if published is None else read_results(published, chosen)
    contrasts = stated_contrasts(chosen) if published is None else {}
    found, summary = forecast_trial(
        chosen, table, HowForecast(settled(parameters), draws, women, seed), given, contrasts, infants, on
    )
    command = f"predict {chosen.name} --parameters {settled(parameters)} --draws {draws} --women {women} --seed {seed}"
    summary["registered"] = None
    if register is not None:
        chose = "".join(f" --setting {key}={value}" for key, value in asked.items())
        files = write_registered(register, chosen, table, summary, f"milkway {command}{chose} --register {register}")
        summary["registered"] = list(files)
    if given or infants:
        data = "results of the protocol" if published is None else f"results of {Path(published).name}"
        summary["provenance"]["log"] = logged(place, command, data, scores_in_words(summary))
    return FinishedForecast(found, summary)


def _published_mistakes(published: str | Path | None, protocol: Protocol) -> list[Mistake]:
    """Return what is wrong with a file of published results, to be told with all else."""
    try:
        if published is not None:
            read_results(published, protocol)
    except InputError as error:
        return list(error.mistakes)
    return []
