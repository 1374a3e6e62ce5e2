"""Every published result beside its prediction: what `milkway qualify` reports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from milkway.core.brief import brief
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Lives
from milkway.lives.side_by_side import side_by_side
from milkway.published.catalogue import results
from milkway.published.fitted import is_fitted
from milkway.published.misses import explanations
from milkway.published.modelled import Measured, measure_under
from milkway.published.predictive import Prediction, predict
from milkway.published.simulated_women import ASKED_FOR
from milkway.simulation.days import simulate

SHARES = (0.5, 0.9)


@dataclass(frozen=True)
class ParameterSet:
    """One draw of the parameters, and what the product does under each hypothesis, the counted one first."""

    table: ParameterTable
    hypotheses: Mapping[str, Mapping[str, float]]

    __repr__ = brief


@dataclass(frozen=True)
class Coverage:
    """Of how many results how many lie inside their 50 % and their 90 % interval."""

    of: int
    inside: tuple[int, int]


@dataclass(frozen=True)
class Qualification:
    """All predictions, and how they were made.

    Attributes:
        predictions: in the order of the results; those with the product once under each hypothesis.
        counted_under: the hypothesis under which results with the product are counted.
        learned_from: studies that the posterior was learned from; none without a posterior.
        varied: what was drawn, in words.
        sets: number of parameter sets.
        size: share of the usual number of dyads.
        seed: of all chance.
    """

    predictions: tuple[Prediction, ...]
    counted_under: str
    learned_from: frozenset[str]
    varied: str
    sets: int
    size: float
    seed: int

    __repr__ = brief

    def counted(self) -> tuple[Prediction, ...]:
        """Return the predictions of which there is one per result."""
        return tuple(one for one in self.predictions if one.under in ("", self.counted_under))

    def fitted(self, one: Prediction) -> bool:
        """Return whether a study of the cluster of a result is typed in anywhere, or was learned from."""
        return is_fitted(one.result.study, self.learned_from)

    def misses(self) -> tuple[Prediction, ...]:
        """Return the counted predictions whose 90 % interval the published value is outside of."""
        return tuple(one for one in self.counted() if not one.within(0.9))

    @property
    def doubtful(self) -> bool:
        """Return whether it is known how far the model is off."""
        return any(one.doubted is not None for one in self.predictions)

    def coverage(self, *, doubted: bool = False) -> dict[str, Coverage]:
        """Return the coverage of results whose sampling error is known: all, of fitted studies, of the others.

        Args:
            doubted: by predictions that hold what the model misses too.
        """
        known = [one for one in self.counted() if one.result.law.known and one.result.use != "context"]
        groups = {
            "all": known,
            "fitted": [one for one in known if self.fitted(one)],
            "not fitted": [one for one in known if not self.fitted(one)],
        }
        return {name: _coverage(group, doubted=doubted) for name, group in groups.items()}


def predictions(
    sets: Sequence[ParameterSet],
    doubts: Mapping[str, float],
    how: tuple[float, int],
    progress: Callable[[int, float], None],
    lives: Lives = simulate,
) -> tuple[Prediction, ...]:
    """Return every result's prediction over parameter sets.

    Args:
        sets: draws of the parameters.
        doubts: how far the model is off, by result, on the scale of `predict`; nothing where this is not known.
        how: share of the usual number of dyads for each set, and the seed of all chance; each set has its own women.
        progress: told the number of the set and dyad-days done.
        lives: makes trajectories.
    """
    size, seed = how
    found = side_by_side(
        [
            partial(measure_under, one.table, one.hypotheses, size, seed * 1000 + number, partial(progress, number), lives)
            for number, one in enumerate(sets)
        ],
        lives,
    )
    by_name = [{under: {one.result: one for one in group} for under, group in each.items()} for each in found]
    unders = list(found[0])
    wanted = [(result, under) for result in results() for under in unders if result.name in by_name[0][under]]
    made = [predict(result, _of(by_name, under, result.name), under, doubts.get(result.name)) for result, under in wanted]
    return tuple(one for one in made if one is not None)


def plain(found: Qualification) -> dict:
    """Return a qualification as plain values for JSON."""
    return {
        "parameter_sets": found.sets,
        "size": found.size,
        "seed": found.seed,
        "varied": found.varied,
        "disputed_routes": list(ASKED_FOR),
        "learned_from": sorted(found.learned_from),
        "coverage": _counts(found.coverage()),
        "coverage_with_discrepancy": _counts(found.coverage(doubted=True)) if found.doubtful else None,
        "results": [_plain(found, one) for one in found.predictions],
    }


def _counts(coverage: Mapping[str, Coverage]) -> dict[str, dict[str, int]]:
    return {name: {"results": one.of, "inside_50": one.inside[0], "inside_90": one.inside[1]} for name, one in coverage.items()}


def _of(by_name: list[dict[str, dict[str, Measured]]], under: str, name: str) -> list[Measured]:
    return [each[under][name] for each in by_name]


def _coverage(group: Sequence[Prediction], *, doubted: bool) -> Coverage:
    inside = [sum(one.within(share, doubted=doubted) for one in group) for share in SHARES]
    return Coverage(len(group), (inside[0], inside[1]))


def _plain(found: Qualification, one: Prediction) -> dict:
    known, explained = one.result, explanations().get(one.result.name)
    return {
        "result": known.name,
        "study": known.study,
        "says": known.says,
        "unit": known.unit,
        "use": known.use,
        "fitted": found.fitted(one),
        "sampling_error_known": known.law.known,
        "under": one.under,
        "published": known.value,
        "predicted": dict(zip(("q05", "q25", "q50", "q75", "q95"), one.quantiles, strict=True)),
        "inside_50": one.within(0.5),
        "inside_90": one.within(0.9),
        "why": explained.why if explained is not None and not one.within(0.9) else "",
    }
