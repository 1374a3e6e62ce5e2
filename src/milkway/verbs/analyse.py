"""`milkway.analyse`: a protocol's analyses of a real trial's data."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from milkway.arguments import folder_of, seed_of
from milkway.core.errors import InputError, Mistake
from milkway.core.streams import Streams
from milkway.protocol.known import given_protocol, known_words, named
from milkway.protocol.protocol import Protocol
from milkway.protocol.single_arm import contrast_mistakes
from milkway.reports.analysis_page import PAGE, write_analysis
from milkway.reports.analysis_tables import endpoints_table
from milkway.reports.analysis_terminal import print_analysis
from milkway.reports.analysis_words import about
from milkway.reports.datasets.framed_women import framed_table
from milkway.reports.datasets.read_adam import entered_by_adam
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.trials.entered.entered_missing import lacking_for_missing
from milkway.trials.entered.entered_plain import analysis_plain
from milkway.trials.entered.entered_trial import AnalysedTrial, analyse_entered
from milkway.trials.entered.entries import Entered
from milkway.trials.entered.text_table import read_table
from milkway.trials.entered.woman_rows import entered_by_woman

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

ALLOWED = "a CSV file with a row a woman, a folder of ADaM data sets as CSV, or a pandas DataFrame"
ESTIMATE = ("measure", "estimate", "low", "high", "p", "margin", "one_sided_p", "n", "note")


@dataclass(frozen=True)
class Analysed:
    """A real trial analysed, its results as plain values, and the folder of its report, if one was asked for."""

    found: AnalysedTrial
    summary: dict
    folder: Path | None

    _repr_html_ = notebook
    save = saved

    @property
    def estimates(self) -> "pd.DataFrame":
        """Return every contrast, by endpoint, arm and measure; of claims that are adjusted also the adjusted p."""
        return framed(
            {"endpoint": name, **{key: one.get(key) for key in ("arm", "reference", *ESTIMATE, "adjusted_p")}}
            for name, endpoint in self.summary["endpoints"].items()
            for one in endpoint["contrasts"]
        )

    @property
    def arms(self) -> "pd.DataFrame":
        """Return each endpoint in each arm: its value, women analysed, and what was counted."""
        return framed(
            {"endpoint": name, "arm": arm, **value}
            for name, endpoint in self.summary["endpoints"].items()
            for arm, value in endpoint["arms"].items()
        )

    @property
    def flow(self) -> "pd.DataFrame":
        """Return the women of each arm as CONSORT counts them: one row for each count."""
        return framed(self.summary["flow"], ("arm", "step", "of", "women"))

    def plot(self) -> "go.Figure | None":
        """Return the contrasts of the leading endpoint with their intervals, or nothing where none has one."""
        return import_module("milkway.reports.analysis_figure").contrasts_figure(self.found)

    def tell(self) -> None:
        """Print every endpoint with its contrasts, the flow of women, and where the report is."""
        print_analysis(self.found, self.summary, self.folder)

    def face(self) -> Face:
        """Return what it shows of itself."""
        made = {"estimates": lambda: self.estimates, "arms": lambda: self.arms, "flow": lambda: self.flow}
        lines = (*about(self.summary), *((f"Report: {self.folder / PAGE}",) if self.folder is not None else ()))
        return Face(self.summary["title"], lines, made, lambda: endpoints_table(self.found))

    def __repr__(self) -> str:
        """Return protocol, women and endpoints in a line."""
        women, arms = len(self.found.women.women), len(self.found.protocol.arms)
        return f"<analysis of {self.found.protocol.name}: {women} women in {arms} arms, {len(self.found.results)} endpoints>"


def analyse(
    protocol: str | Path | Protocol,
    data: "str | Path | pd.DataFrame",
    *,
    missing: bool = False,
    seed: int = 1,
    world: str = "",
    out: str | Path | None = None,
) -> Analysed:
    """Analyse the data of a real trial as its protocol says; nothing is simulated.

    Every endpoint is scored from the columns that `milkway.new(data=protocol)` writes with a comment each, or from data sets in
    the shape of ADaM; intercurrent events are treated as each estimand says, women who left as the endpoint's population does.
    Numbers are computed by the same functions as those of a virtual trial. Where data cannot answer, a note says why.

    Args:
        protocol: Name of a protocol that ships (hurtado2017), or the path of a TOML file. In Python also a `milkway.Protocol`.
        data: CSV file with a row a woman (milkway new --data PROTOCOL writes its header), or a folder of ADaM data sets as CSV
            (adsl.csv, ...). In Python also a pandas DataFrame with a row a woman.
        missing: Also analyse women who left by every method that needs no daily diary.
        seed: Of the chance of imputation.
        world: Of a folder that milkway trial wrote, the simulated world to analyse, such as null/off.
        out: Folder for the report: a page, its tables as CSV and the numbers as JSON.

    Returns:
        The analysed trial. Its `summary`, which `--json` prints, has `about`, `world`, `protocol`, `title`, `women`, `reference`,
        `arms`, `endpoints` (each with `estimand`, `arms` and `contrasts`, as `milkway.trial` has them, and `adjusted_p` of claims
        that share one level), `multiplicity`, `flow`, `missing`, `notes`, `unused_columns` and `version`.

    Raises:
        InputError: every mistake of the protocol and of the data, with row, column, what was found and what is allowed.
        OSError: a file of the report cannot be written.
    """
    mistakes: list[Mistake] = []
    chosen = _protocol(protocol, mistakes)
    folder, seed = _folder(out, mistakes), seed_of(seed, mistakes)
    women = _women(chosen, data, world, mistakes) if chosen is not None else None
    if chosen is not None and women is not None and missing:
        mistakes += lacking_for_missing(women, chosen)
    if chosen is None or women is None or mistakes:
        raise InputError("analyse", mistakes)
    found = analyse_entered(chosen, women, Streams(seed) if missing else None)
    summary = analysis_plain(found) | ({"seed": seed} if missing else {})
    return Analysed(found, summary if folder is None else write_analysis(found, summary, folder), folder)


def _protocol(given: str | Path | Protocol, mistakes: list[Mistake]) -> Protocol | None:
    try:
        found = given_protocol(given, known_words())
    except InputError as error:
        place = f"{named(given)}: " if isinstance(cast("object", given), str | Path | Protocol) else ""
        mistakes += [Mistake(f"{place}{one.where}", one.found, one.allowed) for one in error.mistakes]
        return None
    mistakes += contrast_mistakes(found)
    return None if found.single else found


def _folder(out: str | Path | None, mistakes: list[Mistake]) -> Path | None:
    folder = folder_of(out, mistakes)
    if (
        folder is not None
        and folder.exists()
        and not (folder.is_dir() and (not any(folder.iterdir()) or (folder / PAGE).exists()))
    ):
        mistakes.append(Mistake("out", str(folder), "a folder that is new, empty, or holds an earlier analysis"))
    return folder


def _women(protocol: Protocol, data: "str | Path | pd.DataFrame", world: str, mistakes: list[Mistake]) -> Entered | None:
    if isinstance(data, str | Path):
        path = Path(data)
        if path.is_dir():
            return entered_by_adam(path, protocol, world, mistakes)
        table = read_table(path, mistakes)
    elif hasattr(cast("object", data), "itertuples"):
        table = framed_table(data, mistakes)
    else:
        mistakes.append(Mistake("data", repr(data), ALLOWED))
        return None
    if world:
        mistakes.append(Mistake("world", repr(world), "nothing, unless data is a folder of data sets"))
    return entered_by_woman(table, protocol, mistakes) if table is not None else None
