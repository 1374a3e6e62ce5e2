"""Simulate the panels under one table of parameters and read every result off them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.ledger.tables import ParameterTable
from milkway.lives.means import Lives
from milkway.published import healthy_milk, illness, incidence, infant_gut, signs, strain
from milkway.published.cases import Cases
from milkway.published.catalogue import results
from milkway.published.panels import PANELS, UNTREATED, Panel, simulated
from milkway.published.reading import Reading
from milkway.published.simulated_women import Means, Settings, World
from milkway.simulation.days import simulate
from milkway.simulation.solver import Solver

OF_COHORTS: Mapping[str, Callable[[World], Reading]] = {
    **incidence.READERS,
    **signs.READERS,
    **healthy_milk.READERS,
    **infant_gut.READERS,
    **illness.UNTREATED,
    **strain.READERS,
}
OF_CASES = illness.TREATED
ALL = tuple(panel.name for panel in PANELS)


@dataclass(frozen=True)
class Measured:
    """A result's value in simulated women.

    Attributes:
        result: its name.
        value: NaN where nobody could be measured.
        n: women or infants behind it.
        error: Monte-Carlo standard error, that is how far the chance of this simulation moves the value.
        spread: standard deviation between individuals, of a mean; else NaN.
    """

    result: str
    value: float
    n: int
    error: float
    spread: float


def _silent(_: float) -> None:
    pass


def measure(
    table: ParameterTable,
    panels: Sequence[str] = ALL,
    size: float = 1.0,
    seed: int = 1,
    solver: Solver = Solver(),
    draws: Sequence[Mapping[str, float]] = (),
    progress: Callable[[float], None] = _silent,
) -> tuple[Measured, ...]:
    """Simulate panels once and read every result off them, in the order of `results`.

    Args:
        table: parameters; compiled code is kept in memory for as long as the rows have the same keys.
        panels: names of those wanted; the untreated panel is simulated with any panel of ill women.
        size: share of the usual number of dyads; their women are the first of those of a larger size.
        seed: of all chance.
        solver: how to advance.
        draws: parameter sets (values by key, canonical units) among which the dyads of each panel are divided in turn.
        progress: told of dyad-days as they are done.

    Raises:
        InputError: a panel is not known, or a parameter set names a key without a row.
    """
    _check(panels)
    means = Means(table, tuple(draws), seed, size, solver, progress)
    chosen = [panel for panel in PANELS if panel.name in panels]
    return _read(_worlds(means, chosen, _untreated(means, chosen), ()))


def measure_under(
    table: ParameterTable,
    hypotheses: Mapping[str, Mapping[str, float]],
    size: float,
    seed: int,
    progress: Callable[[float], None] = _silent,
    lives: Lives = simulate,
) -> dict[str, tuple[Measured, ...]]:
    """Simulate all panels, those with the product once under each hypothesis, and read every result off them.

    Args:
        table: parameters.
        hypotheses: effects of the product (parameters and values) by name.
        size: share of the usual number of dyads.
        seed: of all chance.
        progress: told of dyad-days as they are done.
        lives: makes trajectories.

    Returns:
        By hypothesis the results with the product; by "" all others.
    """
    means = Means(table, (), seed, size, Solver(), progress, lives)
    followed = _untreated(means, PANELS)
    found = {"": _read(_worlds(means, [panel for panel in PANELS if not panel.product], followed, ()))}
    taking = [panel for panel in PANELS if panel.product]
    return found | {name: _read(_worlds(means, taking, followed, tuple(sets.items()))) for name, sets in hypotheses.items()}


def work(panels: Sequence[str] = ALL, size: float = 1.0, hypotheses: int = 1) -> float:
    """Return about how many dyad-days panels take; a fifth of women become ill as a trial asks, on average by day 40."""
    days = {one.name: one.dyads * (one.end + 28.0) if one.entry is None else 0.2 * one.dyads * (one.end + 90) for one in PANELS}
    return size * sum(days[one.name] * (hypotheses if one.product else 1) for one in PANELS if one.name in panels)


def _check(panels: Sequence[str]) -> None:
    unknown = [Mistake("panel", name, ", ".join(ALL)) for name in panels if name not in ALL]
    if unknown:
        raise InputError("panels", unknown)


def _untreated(means: Means, chosen: Sequence[Panel]) -> World | None:
    """Return the untreated panel, if it is chosen or ill women are looked for among it."""
    if not any(panel.entry is not None or panel.name == UNTREATED for panel in chosen):
        return None
    found = simulated(next(panel for panel in PANELS if panel.name == UNTREATED), means, None, ())
    assert isinstance(found, World)
    return found


def _worlds(means: Means, chosen: Sequence[Panel], followed: World | None, effects: Settings) -> dict[str, World | Cases]:
    done = {panel.name: simulated(panel, means, followed, effects) for panel in chosen if panel.name != UNTREATED}
    if followed is not None and any(panel.name == UNTREATED for panel in chosen):
        done[UNTREATED] = followed
    return done


def _read(worlds: Mapping[str, World | Cases]) -> tuple[Measured, ...]:
    return tuple(_measured(one.name, worlds[one.panel]) for one in results() if one.panel in worlds)


def _measured(name: str, women: World | Cases) -> Measured:
    found = OF_CASES[name](women) if isinstance(women, Cases) else OF_COHORTS[name](women)
    return Measured(name, found.value, found.n, found.error, found.spread)
