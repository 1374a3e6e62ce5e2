"""`milkway.calibrate`: learn the free parameters from published results."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import folder_of, seed_of
from milkway.cohorts.declared import declared_parameters
from milkway.core.errors import InputError, RunError
from milkway.core.extras import extra_mistakes
from milkway.folder import CODE, claim_folder, code_mark
from milkway.inference.posterior import FILES
from milkway.inference.shipped_folds import NAME
from milkway.reports.progress import shown
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.runs.logged import asked_log, logged
from milkway.skill.skill_lines import scores_in_words

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

RUNS = Path("milkway-runs")


@dataclass(frozen=True)
class FinishedCalibration:
    """A calibration as plain values, and the folder that holds its posterior and its page."""

    summary: dict
    folder: Path

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return what was learned of each free parameter."""
        return framed(self.summary["free"])

    def plot(self) -> "go.Figure":
        """Return by how much each free parameter's prior narrowed, and how probably it is zero."""
        return import_module("milkway.reports.calibration_figure").contraction_figure(self.summary["free"])

    def tell(self) -> None:
        """Print what was learned, and where it was written."""
        import_module("milkway.reports.calibration_terminal").print_calibration(self.summary)

    def face(self) -> Face:
        """Return what it shows of itself."""
        lines = (
            f"{self.summary['results']} results of women and {self.summary['occasions']} occasions of infants fitted, "
            f"{self.summary['sets']} sets simulated.",
            f"Posterior and page: {self.folder}",
        )
        return Face("What was learned of the free parameters", lines, {"free": lambda: self.table})

    def __repr__(self) -> str:
        """Return the folder in a line."""
        return f"<calibration in {self.folder}>"


@dataclass(frozen=True)
class FinishedFolds:
    """What folds earned, block by block, as plain values, and the folder that holds `folds.json`."""

    summary: dict
    folder: Path

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return the word of every block against each rival."""
        return framed(import_module("milkway.skill.skill_lines").skill_rows(self.summary["blocks"]))

    def tell(self) -> None:
        """Print the table of skill, and where it was written."""
        import_module("milkway.reports.calibration_terminal").print_folds(self.summary, self.folder)

    def face(self) -> Face:
        """Return what it shows of itself."""
        return Face(
            "What forecasts of clusters left out earned", (f"folds.json in {self.folder}",), {"blocks": lambda: self.table}
        )

    def __repr__(self) -> str:
        """Return the folder in a line."""
        return f"<folds in {self.folder}>"


def calibration_mark() -> str:
    """Return a short mark of all that decides a calibration, without the files that it makes."""
    return code_mark((*CODE, "published", "skill", "inference"), (*FILES, NAME))


def calibrate(
    out: str | Path | None = None,
    *,
    seed: int = 1,
    with_women: bool = False,
    folds: bool = False,
    smoke: bool = False,
    log: str | Path | None = None,
) -> FinishedCalibration | FinishedFolds:
    """Learn parameters of infants' guts, or of women too, from published results; stopped, the same command goes on.

    Args:
        out: Folder of the run, by default milkway-runs/calibration-seedSEED; posterior and calibration.md are written there.
        seed: Random seed of designs, dyads and draws.
        with_women: Learn the numbers of women too, and of the route and a product where weights allow it, as what ships did:
            over an hour, where infants' guts alone take a quarter.
        folds: Leave every scored cluster of studies out in turn and forecast it: folds.json; as long again for each.
        smoke: A tiny run that shows that everything works; its numbers mean nothing.
        log: Append what folds scored to this file, by default docs/calibration-log.md in a checkout of the repository.

    Raises:
        InputError: the seed is wrong, the folder holds another run, or the libraries of the extra `calibrate` are missing.
        RunError: the run could not be completed.
    """
    mistakes = extra_mistakes("calibrate")
    seed, wanted, place = seed_of(seed, mistakes), folder_of(out, mistakes), asked_log(log, mistakes)
    if mistakes:
        raise InputError("calibrate", mistakes)
    job = import_module("milkway.inference.calibration_job")
    plan = job.plan_of(women=with_women, smoke=smoke)
    folder = wanted if wanted is not None else RUNS / f"calibration{'-women' if with_women else ''}-seed{seed}"
    claim_folder(folder, {"name": "calibration", "dyads": plan.sizes.worlds, "seed": seed, "plan": repr(plan)})
    try:
        with shown(plan.work * (len(plan.folds) if folds else 1)) as tell:
            run = job.run_folds if folds else job.run
            finished = run(plan, declared_parameters(), folder, calibration_mark(), seed, tell)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"Interrupted. Finished sets are kept in {folder}; the same command goes on.") from stop
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror}; finished sets are kept in {folder}") from error
    if not folds:
        return FinishedCalibration(finished, folder)
    if not smoke or log is not None:
        logged(place, f"calibrate --folds --seed {seed}", "clusters left out", scores_in_words(finished["blocks"]))
    return FinishedFolds(finished, folder)
