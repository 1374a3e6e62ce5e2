"""Every score and every measure that a protocol may ask for, found in the files that define them: there is no other list."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from milkway.analysis import measures, scores
from milkway.analysis.measure import Measure
from milkway.analysis.score import Score

READ_FIRST = (
    *("mastitis_scores", "harm_scores", "feeding_scores", "pain_scores", "milk_scores"),
    *("binary", "rates", "loads", "repeated", "log_rank", "hazards", "restricted_mean", "recurrent", "clustered"),
)


def _defined[T](package: ModuleType, kind: type[T]) -> list[T]:
    """Return what of a kind is defined in the modules of a package, in the order in which readers are told of it."""
    names = sorted(found.name for found in iter_modules(package.__path__))
    names.sort(key=lambda name: READ_FIRST.index(name) if name in READ_FIRST else len(READ_FIRST))
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    return [one for module in modules for one in vars(module).values() if isinstance(one, kind)]


SCORES: dict[str, Score] = {one.name: one for one in _defined(scores, Score)}
MEASURES: dict[str, Measure] = {one.name: one for one in _defined(measures, Measure)}


def suited(score: str) -> tuple[str, ...]:
    """Return the names of the measures that suit a score."""
    return tuple(one.name for one in MEASURES.values() if one.kind is SCORES[score].kind)


def scored_by(measure: str) -> tuple[str, ...]:
    """Return the names of the scores that a measure suits."""
    return tuple(one.name for one in SCORES.values() if one.kind is MEASURES[measure].kind)
