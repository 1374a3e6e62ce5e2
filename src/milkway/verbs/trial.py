"""`milkway.trial`: a randomised trial on virtual dyads, set beside the published result."""

import re
from dataclasses import dataclass
from pathlib import Path

from milkway.arguments import draws_of, seed_of
from milkway.calibration.posterior import SETS, settled
from milkway.core.errors import Mistake, RunError
from milkway.folder import claim_folder
from milkway.reports.datasets.texts import text_mistakes
from milkway.reports.datasets.write import format_mistakes, formats_of
from milkway.runs.asked_trial import TABLES, AskedTrial, keep_protocol
from milkway.runs.draw_trial import Beside, drawn
from milkway.runs.kept_run import finish
from milkway.simulation.days import simulate
from milkway.trials.missing.leavers import missing_mistakes
from milkway.trials.missing.study import MissingStudy
from milkway.trials.run import TrialRun
from milkway.verbs.check import sized_protocol

RUNS = Path("milkway-runs")


@dataclass(frozen=True)
class FinishedTrial:
    """A virtual trial, its summary as plain values, the folder of its report, and the study of missing data if asked for."""

    run: TrialRun
    summary: dict
    folder: Path
    missing: MissingStudy | None = None

    def __repr__(self) -> str:
        """Return protocol, size, seed and folder in a line."""
        design = self.run.protocol.design
        return f"<virtual trial {self.run.protocol.name}: {design.size} dyads, seed {self.run.seed}, in {self.folder}>"


def trial(
    protocol: str | Path,
    dyads: int | None = None,
    seed: int = 1,
    out: str | Path | None = None,
    parameters: str = "best",
    draws: int = 0,
    *,
    missing: bool = False,
    data: str = "",
) -> FinishedTrial:
    """Simulate a randomised trial and write its report.

    With `parameters="posterior"` its results are those of the middle of the posterior; `draws` adds how far they move over so
    many draws, as `summary["over_draws"]`. Routes and product effects are always those of the protocol.

    Args:
        protocol: name of a protocol that ships, such as "hurtado2017", or the path of a TOML file.
        dyads: randomised in all arms together, if other than the protocol's.
        seed: of all chance.
        out: folder of the run, by default `milkway-runs/<protocol>-seed<seed>`; the same call resumes it.
        parameters: "tables", "posterior", or "best": the posterior if its calibration found it better than the tables.
        draws: worlds simulated beside the central one, each under a draw of the posterior.
        missing: whether to analyse the same women by every method for missing data, under several reasons for leaving.
        data: formats of data sets to write beside the report: "csv", "parquet" and "xpt", separated by commas.

    Raises:
        InputError: every mistake of the arguments and of the protocol.
        RunError: the run could not be completed.
    """
    mistakes: list[Mistake] = []
    parameters = settled(parameters) if parameters in SETS else parameters
    draws, seed = draws_of(draws, parameters, mistakes), seed_of(seed, mistakes)
    mistakes += [] if parameters in SETS else [Mistake("parameters", repr(parameters), " or ".join(SETS))]
    refusing = [text_mistakes] if data else []
    refusing += [missing_mistakes] if missing else []
    chosen = sized_protocol(protocol, dyads, [*mistakes, *format_mistakes(data)], refusing)
    asked = AskedTrial(chosen, seed, parameters, draws)
    folder = Path(out) if out is not None else RUNS / _folder_name(asked, sized=dyads is not None)
    chunks = claim_folder(folder, asked.identity())
    try:
        keep_protocol(asked, folder)
        run, summary, study = drawn(asked, folder, chunks, simulate, Beside(missing, formats_of(data)))
        finish(chunks, missing=missing)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"Interrupted. {_kept(chunks, folder)}") from stop
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror}. {_kept(chunks, folder)}") from error
    return FinishedTrial(run, summary, folder, study)


def _kept(chunks: Path, folder: Path) -> str:
    return f"What was finished is kept in {chunks}; the same command goes on from there (--out {folder})."


def _folder_name(asked: AskedTrial, *, sized: bool) -> str:
    """Return a folder's name: protocol and seed, a size asked for, and parameters if they are not the tables'."""
    name = re.sub(r"[^\w.-]", "_", asked.protocol.name) + f"-seed{asked.seed}"
    name += f"-dyads{asked.protocol.design.size}" if sized else ""
    if asked.parameters == TABLES:
        return name
    return f"{name}-{asked.parameters}" + (f"-draws{asked.draws}" if asked.draws else "")
