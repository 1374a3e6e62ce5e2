"""Every estimate of a trial as raw numbers, a row each: by view, route setting, hypothesis, endpoint, arm and measure."""

from collections.abc import Iterator

from milkway.analysis.result import Result
from milkway.reports.numbers import exists
from milkway.reports.table import Table
from milkway.trials.run_trial import TrialRun

COLUMNS = (
    "view",
    "routes",
    "hypothesis",
    "endpoint",
    "arm",
    "reference",
    "measure",
    "estimate",
    "low",
    "high",
    "p",
    "margin",
    "one_sided_p",
    "n",
    "n_reference",
    "note",
)


def estimates(run: TrialRun) -> Table:
    """Return every contrast, or estimate of a single arm, in full precision; a value that does not exist is empty."""
    return Table("estimates", "Every estimate", COLUMNS, tuple(_rows(run)))


def _rows(run: TrialRun) -> Iterator[tuple[str, ...]]:
    for world in run.worlds:
        yield from _of(world.results, (world.setting, world.hypothesis))
    for hypothesis, results in run.results.items():
        yield from _of(results, ("averaged", hypothesis))


def _of(results: dict[str, dict[str, Result]], world: tuple[str, str]) -> Iterator[tuple[str, ...]]:
    for view, endpoints in results.items():
        for endpoint, result in endpoints.items():
            for one in result.contrasts:
                found = one.found
                numbers = (
                    _raw(value)
                    for value in (found.estimate, found.low, found.high, found.p, found.measure.margin, found.not_worse)
                )
                sizes = (str(n) for n in found.n)
                yield (view, *world, endpoint, one.arm, one.reference, found.measure.name, *numbers, *sizes, found.note)


def _raw(value: float | None) -> str:
    return repr(float(value)) if value is not None and exists(value) else ""
