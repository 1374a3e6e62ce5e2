"""`milkway.claims`: each statement with its mechanism, findings, counterfactual, and the word that the findings make."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from milkway.arguments import file_mistakes, seed_of, whole
from milkway.core.errors import InputError, Mistake
from milkway.reports.progress import shown
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.verdicts.claims_summary import summary
from milkway.verdicts.judge import Judged, read_judged, read_record, without_producer
from milkway.verdicts.questions import read_questions
from milkway.verdicts.unreported import imagined

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
    (['id', 'statement', 'verdict'], True)
    """

    judged: tuple[Judged, ...]
    summary: dict
    page: Path | None = None

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return the word for each statement."""
        return framed({key: one[key] for key in ("id", "statement", "verdict")} for one in self.summary["claims"])

    @property
    def findings(self) -> "pd.DataFrame":
        """Return the findings of each statement, with the side that each is on."""
        sides = ("for", "against", "indirect")
        return framed(
            {"claim": one["id"], "side": side, **row} for one in self.summary["claims"] for side in sides for row in one[side]
        )

    @property
    def contrasts(self) -> "pd.DataFrame":
        """Return what each statement's mechanism does in the model; nothing without the model."""
        every = [(one["id"], row) for one in self.summary["claims"] for row in one["counterfactual"]["contrasts"]]
        return framed({"claim": name, **row} for name, row in every)

    def plot(self) -> "go.Figure":
        """Return the word for each statement, with the findings for and against it."""
        return import_module("milkway.reports.claims_figure").words_figure(self.summary)

    def tell(self) -> None:
        """Print the words, and what the mechanisms do in the model."""
        import_module("milkway.reports.claims.claims_terminal").print_claims(self.summary, self.page)

    def face(self) -> Face:
        """Return what it shows of itself."""
        frames = {"claims": lambda: self.table, "findings": lambda: self.findings, "contrasts": lambda: self.contrasts}
        words = "The word for each statement follows from published findings alone."
        return Face(
            "Statements, judged",
            (words,),
            frames,
            lambda: import_module("milkway.reports.claims.claims_tables").verdict_table(self.summary),
        )

    def __repr__(self) -> str:
        """Return how many claims were judged in a line."""
        return f"<{len(self.judged)} claims judged: {', '.join(sorted({one.word for one in self.judged}))}>"


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
    record = read_record()
    everything = read_judged(record)
    judged = tuple(without_producer(one) for one in everything) if without_sponsor else everything
    plain = summary(
        judged,
        {} if without_model else _simulated(dyads, seed, parameters),
        {one.claim.id: one.word for one in everything} if without_sponsor else {},
        {one.claim.id: imagined(one, record) for one in judged if one.claim.unreported} if with_unreported else {},
    )
    page = None if out is None else Path(out)
    if page is not None:
        import_module("milkway.reports.claims.claims_page").write_page(plain, page)
    return FinishedClaims(judged, plain, page)


def _simulated(dyads: int, seed: int, parameters: str) -> dict[str, dict]:
    """Return what the model says; what simulates loads here, so that verdicts alone need none of it."""
    asking, drawing = import_module("milkway.verdicts.model_answers"), import_module("milkway.verdicts.draws")
    learning = import_module("milkway.inference.posterior")
    table = import_module("milkway.cohorts.declared").declared_parameters()
    learned: tuple[dict[str, float], ...] = ()
    if learning.settled(parameters) == "posterior":
        posterior = learning.read_posterior()
        learned = tuple(posterior.of_mechanisms(draw) for draw in posterior.spaced(drawing.draws_among(dyads)))
        table = posterior.table(table)
    questions = read_questions()
    with shown(asking.whole_work(questions, dyads)) as tell:
        answers = asking.ask(questions, table, drawing.plan_draws(dyads, learned), seed, tell)
    plain: Callable[[object], dict[str, dict]] = import_module("milkway.verdicts.counterfactual").counterfactuals
    return plain(answers)
