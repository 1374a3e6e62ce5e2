"""`milkway.trial`: a randomised trial on virtual dyads, set beside the published result."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import draws_of, seed_of
from milkway.calibration.posterior import SETS, read_posterior, settled
from milkway.calibration.uncertain import over_draws
from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import Mistake, RunError
from milkway.core.several import several
from milkway.folder import check_claim, claim_folder, mark_of, run_name
from milkway.ledger.yours import NOTHING, Given, plain_yours, read_yours, with_yours
from milkway.reports import frames, headline
from milkway.reports.datasets.texts import text_mistakes
from milkway.reports.datasets.write import format_mistakes, write_datasets
from milkway.reports.endpoint_tables import overview
from milkway.reports.missing_tables import missing_plain, missing_tables
from milkway.reports.progress import shown
from milkway.reports.render import REPORT, main_figure, write_report
from milkway.reports.showing import Face, notebook, saved
from milkway.runs.asked_trial import TABLES, AskedTrial, keep_protocol
from milkway.runs.kept_run import finish
from milkway.simulation.days import Solver, simulate
from milkway.simulation.trajectory import Trajectory
from milkway.trials.cost import dyad_days
from milkway.trials.missing.leavers import missing_mistakes
from milkway.trials.missing.study import MissingStudy, missing_study
from milkway.trials.protocol.protocol import Protocol
from milkway.trials.run import TrialRun, run_trial
from milkway.trials.stage import Means, used_keys
from milkway.trials.values import value_mistakes
from milkway.verbs.check import sized_protocol

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

RUNS = Path("milkway-runs")


@dataclass(frozen=True)
class Beside:
    """What is made beside a report: the study of missing data if it is asked for, and data sets in some formats."""

    missing: bool
    formats: tuple[str, ...]


@dataclass(frozen=True)
class FinishedTrial:
    """A virtual trial, its summary as plain values, the folder of its report, and the study of missing data if asked for."""

    run: TrialRun
    summary: dict
    folder: Path
    missing: MissingStudy | None = None

    _repr_html_ = notebook
    save = saved

    @property
    def endpoints(self) -> "pd.DataFrame":
        """Return each endpoint under each hypothesis: the leading contrast, what is true, and what was published."""
        return frames.endpoints(self.summary)

    @property
    def arms(self) -> "pd.DataFrame":
        """Return each endpoint in each arm, by hypothesis, setting of the disputed routes, and view (observed, oracle)."""
        return frames.arms(self.summary)

    @property
    def estimates(self) -> "pd.DataFrame":
        """Return every contrast, by hypothesis, setting of the disputed routes, view, endpoint, arm and measure."""
        return frames.estimates(self.summary)

    def plot(self) -> "go.Figure | None":
        """Return the time to the first clinical mastitis by arm, else the forest of the leading endpoint."""
        return main_figure(self.run)

    def face(self) -> Face:
        """Return what it shows of itself."""
        made = {"endpoints": lambda: self.endpoints, "arms": lambda: self.arms, "estimates": lambda: self.estimates}
        title = f"{self.run.protocol.title} (virtual trial)"
        lines = (headline.simulated(self.run), f"Report: {self.folder / REPORT}")
        return Face(title, lines, made, lambda: overview(self.run, "observed"))

    def __repr__(self) -> str:
        """Return protocol, size, seed and folder in a line."""
        design = self.run.protocol.design
        return f"<virtual trial {self.run.protocol.name}: {design.size} dyads, seed {self.run.seed}, in {self.folder}>"


def trial(
    protocol: str | Path | Protocol,
    *,
    dyads: int | None = None,
    seed: int = 1,
    out: str | Path | None = None,
    parameters: str = "best",
    draws: int = 0,
    missing: bool = False,
    data: str | Sequence[str] = (),
    values: Given = NOTHING,
) -> FinishedTrial:
    """Simulate a randomised trial and write its report.

    With `parameters="posterior"` its results are those of the middle of the posterior; `draws` adds how far they move over so
    many draws, as `summary["over_draws"]`. Routes and product effects are always those of the protocol.

    Args:
        protocol: name of a protocol that ships, such as "hurtado2017", the path of a TOML file, or a `milkway.Protocol`.
        dyads: randomised in all arms together, if other than the protocol's.
        seed: of all chance.
        out: folder of the run, by default `milkway-runs/<protocol>-seed<seed>`; the same call resumes it.
        parameters: "tables", "posterior", or "best": the posterior if its calibration found it better than the tables.
        draws: worlds simulated beside the central one, each under a draw of the posterior.
        missing: whether to analyse the same women by every method for missing data, under several reasons for leaving.
        data: formats of data sets to write beside the report: "csv", "parquet" and "xpt", as a list or separated by commas.
        values: numbers of your own in place of rows of the tables, as for `milkway.simulate`; another run for other values.

    Raises:
        InputError: every mistake of the arguments and of the protocol.
        RunError: the run could not be completed.
    """
    mistakes: list[Mistake] = []
    parameters = settled(parameters) if parameters in SETS else parameters
    draws, seed = draws_of(draws, parameters, mistakes), seed_of(seed, mistakes)
    mistakes += [] if parameters in SETS else [Mistake("parameters", repr(parameters), " or ".join(SETS))]
    formats = several(data)
    refusing = [text_mistakes] if formats else []
    refusing += [missing_mistakes] if missing else []
    yours = read_yours(values, declared_parameters(), mistakes)
    refusing.append(lambda protocol: value_mistakes(protocol, yours))
    chosen = sized_protocol(protocol, dyads, [*mistakes, *format_mistakes(formats)], refusing)
    asked = AskedTrial(chosen, seed, parameters, draws, yours)
    folder = Path(out) if out is not None else RUNS / _folder_name(run_name(protocol, chosen), asked, sized=dyads is not None)
    chunks = claim_folder(folder, asked.identity())
    try:
        keep_protocol(asked, folder)
        found = drawn(asked, folder, chunks, simulate, Beside(missing, formats))
        finish(chunks, missing=missing)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"Interrupted. {_kept(chunks, folder)}") from stop
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror}. {_kept(chunks, folder)}") from error
    return found


def drawn(asked: AskedTrial, folder: Path, chunks: Path, lives: Callable[..., Trajectory], beside: Beside) -> FinishedTrial:
    """Return a trial with its report, which is written into the folder.

    Args:
        asked: the trial.
        folder: of the run.
        chunks: folder of finished chunks.
        lives: makes trajectories: `simulate`, or `read_back`, which simulates nothing.
        beside: what else is made.

    Raises:
        InputError: the folder holds another run by now.
        OSError: a file cannot be written.
    """
    table = with_yours(declared_parameters(), asked.values)
    posterior = None if asked.parameters == TABLES else read_posterior()
    used = table if posterior is None else posterior.table(table)
    chosen, seed, draws = asked.protocol, asked.seed, asked.draws
    with shown(dyad_days(chosen) * (1 + draws)) as tell:
        means = Means(Solver(), chunks, lambda stage, done: tell(_worded(stage), done), lives)
        run = run_trial(chosen, used, seed, means)
        spread = over_draws(chosen, table, posterior, draws, seed, means) if posterior is not None and draws else None
        study = missing_study(chosen, used, seed, means) if beside.missing else None
        tables = missing_tables(study) if study is not None else ()
        tell("writing the report", 0.0)
        check_claim(folder, asked.identity())
        if beside.formats:
            write_datasets(run, beside.formats, folder / "data")
        summary = write_report(run, used, folder, tables) | ({} if posterior is None else {"parameters": asked.parameters})
        summary |= plain_yours(used, used_keys(chosen, used)) if asked.values else {}
        summary |= {} if spread is None else {"over_draws": spread}
        summary |= {} if study is None else {"missing": missing_plain(study)}
    return FinishedTrial(run, summary, folder, study)


def _kept(chunks: Path, folder: Path) -> str:
    return f"What was finished is kept in {chunks}; the same command goes on from there (--out {folder})."


def _folder_name(name: str, asked: AskedTrial, *, sized: bool) -> str:
    """Return a folder's name: protocol and seed, a size asked for, and numbers if they are not the tables'."""
    name += f"-seed{asked.seed}" + (f"-dyads{asked.protocol.design.size}" if sized else "")
    if asked.parameters != TABLES:
        name += f"-{asked.parameters}" + (f"-draws{asked.draws}" if asked.draws else "")
    return name + (f"-values-{mark_of(asked.values)}" if asked.values else "")


def _worded(stage: str) -> str:
    """Return a stage of a trial as a reader understands it.

    >>> _worded("compile off"), _worded("off competition product")
    ('compiling, routes off', 'routes off: competition product')
    """
    first, _, rest = stage.partition(" ")
    if first == "missing":
        return stage
    return f"compiling, routes {rest}" if first == "compile" else f"routes {first}: {rest}"
