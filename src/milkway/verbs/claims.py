"""`milkway.claims`: each part of each statement with its findings, the word that they make, and what the model says."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import file_mistakes, seed_of, whole
from milkway.core.errors import InputError, Mistake
from milkway.reports.progress import shown
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.runs.judged_statements import NOTHING, ModelSays, judged_with
from milkway.verdicts.claims_summary import SIDES
from milkway.verdicts.judge import Judged
from milkway.verdicts.questions import Questions, read_questions

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

DYADS = 320
SETS = ("best", "posterior", "tables")
LEAST = 4


@dataclass(frozen=True)
class FinishedClaims:
    """The judged claims, everything about them as plain values, and the page if one was written.

    >>> found = claims(without_model=True)
    >>> found.table.columns.tolist(), len(found.findings) > len(found.table)
    (['id', 'part', 'says', 'verdict', 'steadiness'], True)
    """

    judged: tuple[Judged, ...]
    summary: dict
    page: Path | None = None

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return the word for each part of each statement, and the share of redrawn ratings that keep it."""
        keys = ("says", "verdict", "steadiness")
        return framed(
            {"id": one["id"], "part": part["id"], **{key: part[key] for key in keys}}
            for one in self.summary["claims"]
            for part in one["parts"]
        )

    @property
    def findings(self) -> "pd.DataFrame":
        """Return the findings of each part, with the side on which each speaks."""
        return framed(
            {"claim": one["id"], "part": part["id"], "side": side, **row}
            for one in self.summary["claims"]
            for part in one["parts"]
            for side in SIDES
            for row in part[side]
        )

    @property
    def contrasts(self) -> "pd.DataFrame":
        """Return what each statement's mechanism does in the model; nothing without the model."""
        return framed(
            {"claim": one["id"], "part": part["id"], **row}
            for one in self.summary["claims"]
            for part in one["parts"]
            for row in part["counterfactual"]["contrasts"]
        )

    def plot(self) -> "go.Figure":
        """Return the word for each part, with the findings for and against it."""
        return import_module("milkway.reports.claims_figure").words_figure(self.summary)

    def tell(self) -> None:
        """Print the words, and what the mechanisms do in the model."""
        import_module("milkway.reports.claims.claims_terminal").print_claims(self.summary, self.page)

    def face(self) -> Face:
        """Return what it shows of itself."""
        frames = {"claims": lambda: self.table, "findings": lambda: self.findings, "contrasts": lambda: self.contrasts}
        words = "The word for each part of a statement follows from published findings alone."
        return Face(
            "Statements, judged",
            (words,),
            frames,
            lambda: import_module("milkway.reports.claims.claims_tables").verdict_table(self.summary),
        )

    def __repr__(self) -> str:
        """Return how many claims were judged in a line."""
        words = sorted({part.word for one in self.judged for part in one.parts})
        return f"<{len(self.judged)} claims judged by part: {', '.join(words)}>"


def claims(
    *,
    without_sponsor: bool = False,
    with_unreported: bool = False,
    without_model: bool = False,
    dyads: int = DYADS,
    seed: int = 1,
    out: str | Path | None = None,
    parameters: str = "best",
) -> FinishedClaims:
    """Judge every statement of the source article from published findings, and simulate what its mechanism does.

    The word follows from the findings alone; nothing that the model says can change it.

    Args:
        without_sponsor: Leave out what the producers of a product ran.
        with_unreported: Show what each word would be, had a trial that never reported come out one way or another.
        without_model: Simulate nothing.
        dyads: Dyads in each world: half at the medians of the table in use, half in draws of the parameters.
        seed: Random seed.
        out: Write a page to this file (.html).
        parameters: What draws are from: "posterior" of the calibration, "tables": what these say of their own uncertainty, or
            "best": the posterior where there is one.

    Raises:
        InputError: every mistake of the arguments.
        RunError: more than one dyad in a hundred failed.
    """
    mistakes = file_mistakes("out", out, ".html")
    dyads, seed = whole("dyads", dyads, LEAST, mistakes), seed_of(seed, mistakes)
    mistakes += [] if parameters in SETS else [Mistake("parameters", repr(parameters), " or ".join(SETS))]
    if mistakes:
        raise InputError("claims", mistakes)
    questions = read_questions()
    said = NOTHING if without_model else _simulated(questions, dyads, seed, parameters)
    judged, plain = judged_with(questions, said, without_sponsor=without_sponsor, with_unreported=with_unreported)
    page = None if out is None else Path(out)
    if page is not None:
        import_module("milkway.reports.claims.claims_page").write_page(plain, page)
    return FinishedClaims(judged, plain, page)


def _simulated(questions: Questions, dyads: int, seed: int, parameters: str) -> ModelSays:
    """Return what the model says; what simulates loads here, so that verdicts alone need none of it."""
    asking, work = import_module("milkway.runs.asked_model"), import_module("milkway.verdicts.model_answers").whole_work
    with shown(work(questions, dyads)) as tell:
        said: ModelSays = asking.asked_model(questions, dyads, seed, parameters, tell)
    return said
