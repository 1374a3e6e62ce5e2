"""What is printed of missing data: for each method the estimate and its bias, under each reason for leaving."""

from rich.console import Console

from milkway.analysis.measure import Estimate
from milkway.analysis.missing.methods import QUESTIONS
from milkway.analysis.reasons import no_estimate
from milkway.reports.grid import grid
from milkway.reports.numbers import plain
from milkway.reports.table import Table
from milkway.reports.trial.missing_tables import leaving_in_words
from milkway.trials.missing.methods_compared import Compared, Comparison
from milkway.trials.missing.missing_study import MissingStudy

REASONS = {"random": "at random", "pain": "pain", "arm_and_pain": "arm and pain", "unseen": "pain to come"}


def print_missing(study: MissingStudy) -> None:
    """Print a table for each hypothesis and endpoint."""
    console = Console(highlight=False)
    for hypothesis, endpoints in study.found.items():
        for endpoint, one in endpoints.items():
            console.print(grid(printed_missing(hypothesis, endpoint, one)))
            console.print()
    console.print(
        f"Estimate [bias against the oracle of the same women, {study.draws} draws of who leaves, where each has an"
        f" estimate]; {leaving_in_words(study)}"
        " leave, for one reason a column. One trial: biases of a few points are chance.",
        markup=False,
    )


def printed_missing(hypothesis: str, endpoint: str, found: Comparison) -> Table:
    """Return a table that fits a terminal."""
    question, points = QUESTIONS[endpoint], found.oracle.measure.points
    rows = [(one.label, *(_cell(by_method[one.name]) for by_method in found.found.values())) for one in question.methods]
    columns = ("women leave", *(REASONS[name] for name in found.found))
    title = f"Under {hypothesis}: {question.title}{', points' if points else ''}; oracle {_number(found.oracle)}"
    return Table(endpoint, title, columns, tuple(rows))


def _cell(one: Compared) -> str:
    text = _number(one.first)
    return text if one.first.estimate is None or one.bias is None else rf"{text} \[{_told(one.first, one.bias)}]"


def _number(found: Estimate) -> str:
    return no_estimate(found.note) if found.estimate is None else _told(found, found.estimate)


def _told(found: Estimate, value: float) -> str:
    """Return a number on the scale of an estimate."""
    return plain(100 * value, 1) if found.measure.points else plain(value, 2)
