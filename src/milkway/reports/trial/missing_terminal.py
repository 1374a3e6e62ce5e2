"""What is printed of missing data: for each method the estimate and its bias, under each reason for leaving."""

from rich.console import Console

from milkway.analysis.missing.women import LOAD, RISK
from milkway.reports.grid import grid
from milkway.reports.numbers import ABSENT, plain
from milkway.reports.table import Table
from milkway.reports.trial.missing_tables import METHODS, leaving_in_words
from milkway.trials.missing.methods_compared import Compared, Comparison
from milkway.trials.missing.missing_study import MissingStudy

REASONS = {"random": "at random", "pain": "pain", "arm_and_pain": "arm and pain", "unseen": "pain to come"}
UNITS = {RISK: ("risk difference of clinical mastitis, points", 100, 1), LOAD: ("difference of log10 load", 1, 2)}


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
    label, scale, digits = UNITS[endpoint]
    oracle = found.oracle.estimate
    known = plain(scale * oracle, digits) if oracle is not None else ABSENT
    rows = [
        (METHODS[method], *(_cell(by_method[method], scale, digits) for by_method in found.found.values()))
        for method in next(iter(found.found.values()))
    ]
    columns = ("women leave", *(REASONS[name] for name in found.found))
    return Table(endpoint, f"Under {hypothesis}: {label}; oracle {known}", columns, tuple(rows), _why_not(found))


def _why_not(found: Comparison) -> str:
    """Return why what is not available is not, the first reason of each method; the report has all."""
    reasons: dict[str, str] = {}
    for by_method in found.found.values():
        for method, one in by_method.items():
            if one.first.estimate is None:
                reasons.setdefault(METHODS[method], one.first.note)
    told = "; ".join(f"{method}: {reason}" for method, reason in reasons.items())
    return f"{ABSENT.capitalize()}: {told}." if told else ""


def _cell(one: Compared, scale: int, digits: int) -> str:
    if one.first.estimate is None:
        return ABSENT
    if one.bias is None:
        return plain(scale * one.first.estimate, digits)
    return rf"{plain(scale * one.first.estimate, digits)} \[{plain(scale * one.bias, digits)}]"
