"""A trial from what was asked for to its report: the same steps whether its lives are simulated or read back."""

from dataclasses import dataclass
from pathlib import Path

from milkway.cohorts.chosen import plain_model
from milkway.folder import check_claim
from milkway.inference.posterior import read_posterior
from milkway.inference.trial_over_draws import over_draws
from milkway.ledger.own_values import plain_yours, yours_of
from milkway.lives.means import Lives, Means
from milkway.reports.datasets.write import write_datasets
from milkway.reports.progress import shown
from milkway.reports.trial.missing_tables import missing_plain, missing_tables
from milkway.reports.trial.trial_report import write_report
from milkway.runs.asked_trial import TABLES, AskedTrial
from milkway.simulation.solver import Solver
from milkway.trials.cost import dyad_days
from milkway.trials.missing.missing_study import MissingStudy, missing_study
from milkway.trials.run_trial import TrialRun, run_trial
from milkway.trials.stage import used_keys

Drawn = tuple[TrialRun, dict, MissingStudy | None]


@dataclass(frozen=True)
class Beside:
    """What is made beside a report: the study of missing data if it is asked for, and data sets in some formats."""

    missing: bool
    formats: tuple[str, ...]


def drawn(asked: AskedTrial, folder: Path, chunks: Path, lives: Lives, beside: Beside) -> Drawn:
    """Return a trial, its summary and its study of missing data if it is asked for; its report is written into the folder.

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
    table = asked.table()
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
        summary |= plain_yours(used, used_keys(chosen, used)) if yours_of(used) else {}
        summary |= plain_model(asked.model)
        summary |= {} if spread is None else {"over_draws": spread.endpoints, "ill_by_days_over_draws": spread.ill}
        summary |= {} if study is None else {"missing": missing_plain(study)}
    return run, summary, study


def _worded(stage: str) -> str:
    """Return a stage of a trial as a reader understands it.

    >>> _worded("compile off"), _worded("off competition product")
    ('compiling, routes off', 'routes off: competition product')
    """
    first, _, rest = stage.partition(" ")
    if first == "missing":
        return stage
    return f"compiling, routes {rest}" if first == "compile" else f"routes {first}: {rest}"
