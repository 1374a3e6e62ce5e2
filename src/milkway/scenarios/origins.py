"""Where the cells of an organ come from: a mean field whose cells bear the label of how they came (`core.labelled`).

Each way in is asked of the same dyads once more, side by side; what is there is the same in all of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from milkway.biology.models import COMPLETE, ROUTES
from milkway.biology.sites import BREASTS, INFANT_GUT, INFANT_MOUTH
from milkway.cohorts.population_file import read_population
from milkway.core.brief import brief
from milkway.core.labelled import label, labelled, passed, twin
from milkway.core.model import Model
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready, whole_plan
from milkway.scenarios.plan import DECIDED, plan
from milkway.scenarios.prepare import POPULATION, mechanisms, network_of, prepare
from milkway.scenarios.scenario import Scenario
from milkway.scenarios.scenario_words import START
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory

ORGANS = {
    "infant_gut": (INFANT_GUT,),
    "infant_mouth": (INFANT_MOUTH,),
    "milk": tuple(breast.milk for breast in BREASTS),
    "duct_wall": tuple(breast.wall for breast in BREASTS),
    "areola": tuple(breast.areola for breast in BREASTS),
}
INSIDE = frozenset(site.name for sites in ORGANS.values() for site in sites)
NOBODY = 1e-3  # fewer cells than that have no origin


@dataclass(frozen=True)
class Origins:
    """Cells by how they came, in the mean field.

    Attributes:
        dyads: (dyad,) identity.
        days: (day,) midnights, from birth on.
        organs: names along the third axis of the arrays; milk, duct walls and areolae are those of both breasts.
        taxa: names along the fourth.
        residents: those of the taxa that live in the dyad; a marked strain is not among them.
        sources: processes by which cells come from outside; what the areolae hold at the start came by `areola`.
        routes: that cells pass from one organ to another.
        cells: (dyad, day, organ, taxon).
        by_source: (dyad, day, organ, taxon, source) cells whose forebear came that way; they sum to all.
        by_route: (dyad, day, organ, taxon, route) cells one of whose forebears passed that way; they may overlap.
    """

    dyads: np.ndarray
    days: np.ndarray
    organs: tuple[str, ...]
    taxa: tuple[str, ...]
    residents: tuple[str, ...]
    sources: tuple[str, ...]
    routes: tuple[str, ...]
    cells: np.ndarray
    by_source: np.ndarray
    by_route: np.ndarray

    __repr__ = brief

    def shares(self, organ: str, taxa: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Return (dyad, day, source) and (dyad, day, route) shares of the cells of some taxa in an organ; NaN of nobody."""
        where, who = self.organs.index(organ), [self.taxa.index(taxon) for taxon in taxa]
        total = self.cells[:, :, where, who].sum(axis=2)[:, :, None]
        parts = (self.by_source[:, :, where, who].sum(axis=2), self.by_route[:, :, where, who].sum(axis=2))
        there = total >= NOBODY
        source, route = (np.divide(part, total, out=np.full_like(part, np.nan), where=there) for part in parts)
        return source, route


def trace_origins(
    scenario: Scenario,
    table: ParameterTable,
    *,
    dyads: int,
    seed: int,
    days: Sequence[int],
    progress: Callable[[str, float], None],
) -> Origins:
    """Return where cells come from in a scenario.

    Args:
        scenario: what is done.
        table: values of the parameters.
        dyads: how many; one is the median dyad.
        seed: of the draw of dyads; chance is off.
        days: midnights to keep, of which those before birth are left out.
        progress: told the stage and the dyad-days done in it.

    Raises:
        RunError: too many dyads failed (`lives.live`).
    """
    progress("compiling the model with labels", 0.0)
    model, population = mechanisms(scenario, table), read_population(POPULATION)
    sources, routes = _ways(scenario, table)
    machine = machine_of(model, table.keys(), INSIDE)
    network, ways = machine.network, (*sources, *routes)
    ready = prepare(scenario, table, dyads, seed, network)
    cohort = ready.cohort.taking(np.tile(np.arange(dyads), len(ways)))
    usual = whole_plan(population, cohort, network, plan(scenario, dyads * len(ways)), DECIDED)
    marks = (*map(label, sources), *map(passed, routes))
    labels = steps((dyads * way + dyad, START, mark.key, 1.0) for way, mark in enumerate(marks) for dyad in range(dyads))
    kept = tuple(int(day) for day in days if day >= 0)
    stocks = {stock.key: stock for stock in network.stocks if stock.divides and stock.site in INSIDE}
    keys = (*stocks, *(twin(stock).key for stock in stocks.values()))
    means = Means(Solver(chance=False), progress=progress)
    found = live(
        Ready(machine, cohort, usual.plus(labels)), Record(START, scenario.days, kept, keys), Streams(seed), means, "origins"
    )
    return _gathered(model, found, dyads, sources, routes)


def ways_of(scenario: Scenario, table: ParameterTable) -> int:
    """Return how many times the dyads are asked: once for each way in, and for each route between organs."""
    return sum(map(len, _ways(scenario, table)))


def _ways(scenario: Scenario, table: ParameterTable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the processes that bring cells from outside, and the routes by which they pass from organ to organ."""
    found = labelled(network_of(scenario, table), INSIDE)
    within = {one.name for one in COMPLETE.processes} - {one.name for one in ROUTES}
    return found.sources, tuple(name for name in found.crossings if name not in within)


def _gathered(model: Model, found: Trajectory, dyads: int, sources: tuple[str, ...], routes: tuple[str, ...]) -> Origins:
    """Return cells by organ, and for each way those that came by it."""
    taxa = tuple(taxon.name for taxon in model.taxa)
    amounts = {key: found.amounts[:, :, place] for place, key in enumerate(found.stocks)}
    nobody = np.zeros(found.amounts.shape[:2])

    def by_organ(suffix: str) -> Iterator[np.ndarray]:
        for sites in ORGANS.values():
            for taxon in taxa:
                yield sum((amounts.get(f"{site.name}{suffix}__{taxon}", nobody) for site in sites), nobody)

    shape = (len(ORGANS), len(taxa), len(sources) + len(routes), dyads, len(found.days))
    there, part = (np.array(list(by_organ(suffix))).reshape(shape) for suffix in ("", "_labelled"))
    ways = part.transpose(3, 4, 0, 1, 2)
    return Origins(
        dyads=found.dyads[:dyads],
        days=found.days,
        organs=tuple(ORGANS),
        taxa=taxa,
        residents=tuple(taxon.name for taxon in model.taxa if not taxon.marked),
        sources=sources,
        routes=routes,
        cells=there[:, :, 0].transpose(2, 3, 0, 1),
        by_source=ways[..., : len(sources)],
        by_route=ways[..., len(sources) :],
    )
