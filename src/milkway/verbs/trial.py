"""`milkway.trial`: a randomised trial on virtual dyads, set beside the published result."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import draws_of, folder_of, seed_of
from milkway.cohorts.chosen import parameters_for, read_model
from milkway.core.errors import Mistake, RunError
from milkway.core.model import Model
from milkway.core.name_lists import several
from milkway.folder import claim_folder, named_apart, run_name
from milkway.inference.posterior import SETS, draws_mistakes, settled
from milkway.ledger.own_values import NOTHING, Given
from milkway.ledger.setting_values import read_asked
from milkway.protocol.known import words_with
from milkway.protocol.protocol import Protocol
from milkway.reports import frames
from milkway.reports.datasets.texts import text_mistakes
from milkway.reports.datasets.write import format_mistakes
from milkway.reports.showing import Face, notebook, saved
from milkway.reports.trial import headline
from milkway.reports.trial.endpoint_tables import overview
from milkway.reports.trial.trial_report import REPORT, main_figure
from milkway.runs.asked_trial import TABLES, AskedTrial, keep_protocol
from milkway.runs.checked_protocol import sized_protocol
from milkway.runs.draw_trial import Beside, drawn
from milkway.runs.kept_run import finish
from milkway.runs.workers_asked import On, lives_on, on_mistakes
from milkway.trials.missing.leavers import missing_mistakes
from milkway.trials.missing.missing_study import MissingStudy
from milkway.trials.run_trial import TrialRun
from milkway.trials.values_taken import setting_mistakes, value_mistakes

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

RUNS = Path("milkway-runs")


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

    def tell(self) -> None:
        """Print the endpoints that have a published result, where the report is, and the study of missing data."""
        import_module("milkway.reports.trial.trial_terminal").print_trial(self.run, self.folder)
        if self.missing is not None:
            import_module("milkway.reports.trial.missing_terminal").print_missing(self.missing)

    def face(self) -> Face:
        """Return what it shows of itself."""
        made = {"endpoints": lambda: self.endpoints, "arms": lambda: self.arms, "estimates": lambda: self.estimates}
        title = f"{self.run.protocol.title} (virtual trial)"
        lines = (
            headline.simulated(self.run),
            headline.routes(self.run),
            headline.settings(self.run),
            f"Report: {self.folder / REPORT}",
        )
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
    setting: str | Sequence[str] = (),
    model: str | Model = "complete",
    on: On = "local",
) -> FinishedTrial:
    """Simulate a randomised trial on virtual dyads and set it beside the published result.

    Routes and product effects are always those of the protocol.

    Args:
        protocol: Name of a protocol that ships (hurtado2017), or the path of a TOML file. In Python also a `milkway.Protocol`.
        dyads: Dyads randomised, all arms together, if other than the protocol's.
        seed: Random seed.
        out: Folder of the run, by default milkway-runs/PROTOCOL-seedSEED. The same command resumes it; another run is refused.
        parameters: "tables", "posterior" (its middle), or "best": the posterior if its calibration found it better than the
            tables.
        draws: With the posterior: also simulate so many draws of it, and say how far the results move (over_draws and
            ill_by_days_over_draws of the JSON).
        missing: Also analyse the same women by every method for missing data, under several reasons for leaving (a few more
            arms).
        data: Also write data sets in the shape of ADaM into the folder: "csv", "parquet", "xpt", "json" (Dataset-JSON), or
            several with commas between them. In Python also a list.
        values: File of numbers of your own in place of rows of the tables: TOML (key = value) or CSV (key,value,unit). They win
            over a posterior. In Python also a mapping, such as `{"carrier_uptake": 1e-6}` or `{"feeds_per_day": "12 1/day"}`.
        setting: Hypotheses that no data decide, where other than in the protocol's [settings]: sterile_share=60,
            antibiotic_tolerant=yes, ileum=3e7, or several with commas between them. They win over the protocol. In Python also a
            list.
        model: Mechanisms: "complete"; "complete without skin,contact"; or a model of your own, as FILE.py:NAME (the file is run)
            or package.module:NAME. In Python also a `Model`.
        on: Where lives are made: "local" (this machine), "dask:tcp://HOST:PORT" or "dask:FILE" (a scheduler's file): its workers,
            with the same bytes. In Python also a `concurrent.futures.Executor`.

    Raises:
        InputError: every mistake of the arguments and of the protocol.
        RunError: the run could not be completed.
    """
    mistakes: list[Mistake] = []
    parameters = settled(parameters) if parameters in SETS else parameters
    draws, seed = draws_of(draws, parameters, mistakes), seed_of(seed, mistakes)
    mistakes += draws_mistakes(draws, parameters) + on_mistakes(on)
    mistakes += [] if parameters in SETS else [Mistake("parameters", repr(parameters), " or ".join(SETS))]
    formats, wanted = several(data), folder_of(out, mistakes)
    refusing = [text_mistakes] if formats else []
    refusing += [missing_mistakes] if missing else []
    mechanisms = read_model(model, mistakes)
    table, yours = parameters_for(mechanisms, values, mistakes)
    wished = read_asked(setting, mistakes)
    refusing.append(lambda protocol: value_mistakes(protocol, yours) + setting_mistakes(protocol, table, yours))
    chosen = sized_protocol(protocol, dyads, words_with(table), [*mistakes, *format_mistakes(formats)], refusing, wished)
    asked = AskedTrial(chosen, seed, parameters, draws, yours, mechanisms.left)
    folder = wanted if wanted is not None else RUNS / _folder_name(run_name(protocol, chosen), asked, sized=dyads is not None)
    chunks = claim_folder(folder, asked.identity())
    try:
        keep_protocol(asked, folder)
        with lives_on(on) as lives:
            run, summary, study = drawn(asked, folder, chunks, lives, Beside(missing, formats))
        finish(chunks, missing=missing)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"Interrupted. {_kept(chunks, folder)}") from stop
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror}. {_kept(chunks, folder)}") from error
    return FinishedTrial(run, summary, folder, study)


def _kept(chunks: Path, folder: Path) -> str:
    return f"What was finished is kept in {chunks}; the same command goes on from there (--out {folder})."


def _folder_name(name: str, asked: AskedTrial, *, sized: bool) -> str:
    """Return a folder's name: protocol and seed, a size asked for, and numbers if they are not the tables'."""
    name += f"-seed{asked.seed}" + (f"-dyads{asked.protocol.design.size}" if sized else "")
    if asked.parameters != TABLES:
        name += f"-{asked.parameters}" + (f"-draws{asked.draws}" if asked.draws else "")
    return name + asked.protocol.settings.marked + named_apart(asked.values, asked.model_identity())
