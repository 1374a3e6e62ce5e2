"""`milkway.qualify`: every published result beside its prediction, and how often predictions hold."""

import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from milkway.arguments import file_mistakes, number, seed_of, whole
from milkway.arguments import shown as shown_as
from milkway.biology.disputed import routes_sentence
from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import InputError, Mistake
from milkway.core.writing import write_whole
from milkway.forecasts.own_results import OwnResults, read_own
from milkway.inference.parameter_sets import parameter_sets
from milkway.inference.posterior import chosen_table, draws_mistakes, settled
from milkway.inference.shipped_folds import shipped_folds
from milkway.protocol.known import read_known_protocol
from milkway.published.gut_section import InfantGuts, guts_work, infant_guts, plain_guts
from milkway.published.modelled import work
from milkway.published.qualification import Qualification, plain, predictions
from milkway.published.qualification_page import coverage_line, page
from milkway.reports.progress import shown
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.runs.logged import asked_log, logged
from milkway.runs.own_run import HowScored, own_words, score_own
from milkway.runs.workers_asked import On, on_mistakes, passing_lives_on

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


@dataclass(frozen=True)
class FinishedQualification:
    """A qualification, its report in Markdown, the same as plain values, and its file if it was written to one."""

    found: Qualification
    page: str
    summary: dict
    file: Path | None = None

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return each published result beside its prediction."""
        return framed(self.summary["results"])

    @property
    def infant_gut(self) -> "pd.DataFrame":
        """Return each guild on each occasion of two cohorts: distances of the model and of a rival, and mean shares."""
        return framed(self.summary["infant_gut"]["guilds"])

    @property
    def infant_visits(self) -> "pd.DataFrame":
        """Return rank correlations of each guild between visits of an infant, published and simulated."""
        return framed(self.summary["infant_gut"]["visits"])

    @property
    def bifidobacteria(self) -> "pd.DataFrame":
        """Return bifidobacteria per g of stool by day, published and simulated."""
        return framed(self.summary["infant_gut"]["bifidobacteria"])

    @property
    def treated_infants(self) -> "pd.DataFrame":
        """Return how far mean shares of infants marked as on antibiotics differ, observed and predicted under several courses."""
        return framed(self.summary["infant_gut"]["treated"])

    @property
    def coverage(self) -> "pd.DataFrame":
        """Return how many results lie in their 50 % and 90 % intervals: all, of fitted studies, of the others."""
        return framed({"studies": name, **one} for name, one in self.summary["coverage"].items())

    def plot(self) -> "go.Figure":
        """Return where each published value lies in its prediction."""
        return import_module("milkway.reports.qualification_figure").places_figure(self.summary["results"])

    def tell(self) -> None:
        """Print the report; only how often predictions hold if it was written to a file."""
        if self.file is None:
            sys.stdout.write(self.page)
            return
        lines = [routes_sentence(self.summary["disputed_routes"])]
        lines += [coverage_line(name, one) for name, one in self.found.coverage().items()]
        sys.stdout.write("\n".join([*lines, str(self.file)]) + "\n")

    def face(self) -> Face:
        """Return what it shows of itself."""
        lines = (f"{self.found.sets} parameter sets, seed {self.found.seed}. {self.found.varied}",)
        tables = {"results": lambda: self.table, "coverage": lambda: self.coverage, "infant_gut": lambda: self.infant_gut}
        return Face("Published results beside predictions", lines, tables)

    def __repr__(self) -> str:
        """Return predictions, draws and seed in a line."""
        made = self.found
        return f"<qualification: {len(made.predictions)} predictions, {made.sets} parameter sets, seed {made.seed}>"


@dataclass(frozen=True)
class FinishedScores:
    """A user's own results in their forecasts, as plain values."""

    summary: dict

    _repr_html_ = notebook
    save = saved

    @property
    def results(self) -> "pd.DataFrame":
        """Return each result of women: median and interval of its forecast, its place and score."""
        rows = [*self.summary["results"], *self.summary["arms"]]
        return framed([{key: value for key, value in row.items() if not isinstance(value, dict)} for row in rows])

    @property
    def infants(self) -> "pd.DataFrame":
        """Return each guild of each occasion: its distribution over infants, and its distance to the published one."""
        return framed(
            [{key: value for key, value in row.items() if not isinstance(value, dict)} for row in self.summary["infants"]]
        )

    def tell(self) -> None:
        """Print each result in its forecast, beside the rivals."""
        import_module("milkway.reports.own_terminal").print_own(self.summary)

    def face(self) -> Face:
        """Return what it shows of itself."""
        lines = import_module("milkway.reports.own_terminal").own_sentences(self.summary)
        return Face(
            "Your results in their forecasts", tuple(lines), {"results": lambda: self.results, "infants": lambda: self.infants}
        )

    def __repr__(self) -> str:
        """Return how many results lie inside in a line."""
        inside = self.summary["coverage"]
        return f"<{inside['results']} results of your own: {inside['inside_90']} inside 90 %>"


def qualify(
    *,
    results: str | Path | None = None,
    draws: int = 24,
    size: float = 0.15,
    seed: int = 1,
    infants: int = 200,
    out: str | Path | None = None,
    log: str | Path | None = None,
    on: On = "local",
) -> FinishedQualification | FinishedScores:
    """Predict every published result, with intervals, and say how often the published value lies inside them.

    With results of your own these are scored in place of those that ship: each has its place in its forecast, its log score or
    CRPS (infants a fair IQD), and what the naive rival and the hierarchy say, where like results were printed.

    Args:
        results: Score the results of this TOML file, as `milkway new FILE --own-results` writes it: of a protocol, of women or
            infants without one.
        draws: Parameter sets, at least 2; of the spread that the tables state, or of the posterior once it was found better.
        size: Share of the usual number of dyads that is simulated under each set.
        seed: Random seed.
        infants: Simulated infants of each birth, at least 10, whose gut is set beside distributions over published ones.
        out: Write the report to this file (.md).
        log: Append how it came out to this file, by default docs/calibration-log.md in a checkout of the repository.
        on: Where women's lives are made: "local" (this machine), "dask:tcp://HOST:PORT" or "dask:FILE" (a scheduler's file): its
            workers, with the same bytes. In Python also a `concurrent.futures.Executor`. Infants' guts are simulated here.

    Returns:
        The report, or the results of your own. Their `summary`, which `--json` prints, has `results` (women without a protocol),
        `arms` (of a protocol) and `infants` (a row for each guild): each with `median`, `interval50`, `interval90`, `published`,
        `place`, `inside_50`, `inside_90`, `log_score`, `crps` or `fair_iqd` with its `error` over draws, the same of `rival` and
        `hierarchy`, and `scored` where there is a rival; `joint`, the counts of a protocol that are scored together; `coverage`;
        `fitted`, where the study that the file names is typed in; `structure_seen`; `log`.

    Raises:
        InputError: every mistake of the arguments, and of the results.
        RunError: too much could not be simulated, or the log cannot be written.
    """
    mistakes, own = file_mistakes("out", out, ".md"), None
    draws, seed = whole("draws", draws, 2, mistakes), seed_of(seed, mistakes)
    mistakes += draws_mistakes(draws, settled("best"))
    infants = whole("infants", infants, 10, mistakes)
    place = asked_log(log, mistakes)
    mistakes += on_mistakes(on)
    size = number("size", size, lambda share: 0 < share <= 10, "a number above 0, at most 10", mistakes)
    if results is not None:
        mistakes += [] if out is None else [Mistake("out", shown_as(out), "nothing, with results")]
        own = _own(results, mistakes)
    if mistakes:
        raise InputError("qualify" if results is None else shown_as(results), mistakes)
    if own is not None and results is not None:
        return _scored(own, Path(results), HowScored(draws, size, infants, seed, on), place)
    table = declared_parameters()
    named = {one.name: one.sets for one in read_known_protocol("hurtado2017").hypotheses}
    uncertain = parameter_sets(table, named, draws, seed)
    hypotheses = uncertain.sets[0].hypotheses
    with shown(draws * work(size=size, hypotheses=len(hypotheses)) + guts_work(infants)) as tell, passing_lives_on(on) as lives:
        made = predictions(
            uncertain.sets,
            uncertain.doubts,
            (size, seed),
            lambda number, days: tell(f"parameter set {number + 1} of {draws}", days),
            lives,
        )
        guts = infant_guts(chosen_table(table, "best"), infants, seed, tell)
    how = (len(uncertain.sets), size, seed)
    found = Qualification(made, next(iter(hypotheses)), uncertain.learned_from, uncertain.varied, *how)
    text = page(found, guts, import_module("milkway.skill.skill_lines").skill_section(shipped_folds()))
    file = None if out is None else Path(out)
    if file is not None:
        write_whole(file, text.encode())
    command = f"qualify --draws {draws} --size {size:g} --seed {seed} --infants {infants}"
    written = logged(place, command, "published results of the catalogue, infants' guts of cohorts", _score(found, guts))
    return FinishedQualification(found, text, plain(found) | {"infant_gut": plain_guts(guts), "log": written}, file)


def _own(results: str | Path, mistakes: list[Mistake]) -> OwnResults | None:
    """Return what a file states; its mistakes are told with all others."""
    if not isinstance(cast("object", results), str | Path):
        mistakes.append(Mistake("results", shown_as(results), "the path of a TOML file"))
        return None
    try:
        return read_own(results)
    except InputError as error:
        mistakes += error.mistakes
        return None


def _scored(own: OwnResults, file: Path, how: HowScored, log: Path | None) -> FinishedScores:
    summary = score_own(own, how)
    command = f"qualify --results {file.name} --draws {how.draws} --size {how.size:g} --seed {how.seed} --infants {how.infants}"
    written = logged(log, command, f"results of {file.name}", own_words(summary))
    return FinishedScores({"file": str(file)} | summary | {"log": written})


def _score(found: Qualification, guts: InfantGuts) -> str:
    """Return how it came out, as the log has it."""
    lines = [coverage_line(name, one) for name, one in found.coverage().items()]
    told = guts.agreement
    lines.append(
        f"infants' guts: fair IQD {told.model:.3f}, nearer than the rival on {told.better} of {told.rivalled} occasions, "
        f"skill {told.skill:.2f} ({told.skill_low:.2f} to {told.skill_high:.2f})"
    )
    return "; ".join(lines)
