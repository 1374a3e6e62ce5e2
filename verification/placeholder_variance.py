"""Print how much of what is not known rests on placeholders: python -m verification.placeholder_variance [DRAWS] [WOMEN].

Medians are drawn from the `spread` of the tables (`published/spread.py`), once with every row and once with placeholders held at
their medians, all else the same. All draws have the same women with the same luck. What chance adds to a draw differs between two
halves of the women and what the draw does is the same: the covariance of the halves over draws is the variance of draws alone.
"""

import sys
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from milkway.biology.disputed import not_asked_for
from milkway.biology.models import COMPLETE
from milkway.cohorts.cohort import Cohort
from milkway.cohorts.declared import declared_parameters
from milkway.cohorts.population_file import read_population
from milkway.cohorts.sample import sample_cohort
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready, whole_plan
from milkway.protocol.known import read_known_protocol
from milkway.published.simulated_women import EXPOSURES, GUILDS, START, STOCKS, World, joined
from milkway.published.spread import NOTE, drawn_values, spread_keys
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record
from milkway.trials.observe import Attendance, observe

POPULATION, PROTOCOL, VISIT = "general", "hurtado2017", "week_4"
TAKEN_FROM, END, STOOL = 4, 182, 30  # days since birth
AT_ONCE = 2000  # women simulated together
SEED = 1

Readings = np.ndarray  # (draw, half)


def outcomes(world: World) -> Mapping[str, np.ndarray]:
    """Return (woman,) each result; NaN where a woman has none."""
    ill = world.mastitis(0, END).onset
    milk = world.trajectory.exposed("ceased") == 0
    whole = Attendance(np.full(len(milk), TAKEN_FROM), np.ones_like(milk), milk)
    protocol = read_known_protocol(PROTOCOL)
    sample = next(one for one in observe(world.trajectory, protocol, whole, world.streams) if one.visit == VISIT)
    pain = world.trajectory.reported[:, world.place(0) :, world.trajectory.signs.index("breast_pain")]
    gut = {taxon: world.gut(taxon, STOOL) for taxon in GUILDS}
    return {
        "women with clinical mastitis in 26 weeks": ill.any(axis=1).astype(float),
        "episodes of clinical mastitis per woman": ill.sum(axis=1).astype(float),
        "days with breast pain": pain.sum(axis=1).astype(float),
        "staphylococci in milk, day 28, log10 CFU/mL": np.log10(sample.counts["staphylococcus"].value),
        "bifidobacteria in the infant's gut, day 30, share of cells": gut["bifidobacterium"] / np.sum(list(gut.values()), axis=0),
        "women with the strain found in milk, day 28, disputed route off": sample.detected,
    }


def readings(table: ParameterTable, sets: Sequence[Mapping[str, float]], women: int) -> dict[str, Readings]:
    """Return each result under each parameter set, in either half of the women."""
    each = max(1, AT_ONCE // women)
    parts = [_together(table, sets[first : first + each], women) for first in range(0, len(sets), each)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def variance(values: Readings) -> float:
    """Return the variance over draws without what chance adds: the covariance of the two halves.

    >>> variance(np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 4.0]]))
    1.0
    """
    return float(np.cov(values.T)[0, 1])


def share_of_placeholders(drawn: Readings, held: Readings) -> float:
    """Return which share of the variance goes where placeholders are held; NaN where draws do not differ beyond chance.

    >>> share_of_placeholders(np.array([[0.0, 0.0], [2.0, 2.0]]), np.array([[0.0, 0.0], [1.0, 1.0]]))
    0.75
    """
    whole = variance(drawn)
    return 1.0 - variance(held) / whole if whole > 0 else np.nan


def jackknife(of: Callable[..., float], *values: Readings) -> float:
    """Return the standard error over draws of a number of readings, each draw left out in turn.

    >>> ten = np.arange(10.0)
    >>> bool(np.isclose(jackknife(lambda one: float(one.mean()), ten), ten.std(ddof=1) / 10**0.5))
    True
    """
    n = len(values[0])
    without = np.array([of(*(np.delete(one, draw, axis=0) for one in values)) for draw in range(n)])
    return float(np.sqrt((n - 1) / n * np.sum((without - without.mean()) ** 2)))


def table_of(drawn: Mapping[str, Readings], held: Mapping[str, Readings]) -> str:
    """Return a Markdown table with a row for each result."""
    head = "| | mean over draws | standard deviation over draws | with placeholders held | share from placeholders |\n"
    return head + "|---|--:|--:|--:|--:|\n" + "".join(_row(name, drawn[name], held[name]) for name in drawn)


def _row(name: str, drawn: Readings, held: Readings) -> str:
    deviations = [np.sqrt(max(variance(one), 0.0)) for one in (drawn, held)]
    share, error = share_of_placeholders(drawn, held), jackknife(share_of_placeholders, drawn, held)
    return f"| {name} | {drawn.mean():.3g} | {deviations[0]:.2g} | {deviations[1]:.2g} | {share:.0%} ± {error:.0%} |\n"


def _together(table: ParameterTable, sets: Sequence[Mapping[str, float]], women: int) -> dict[str, Readings]:
    world = _world(table, sets, women)
    draw, second = world.covariate("draw").astype(int), world.cohort.dyads >= women // 2
    groups = [[(draw == one) & (second == half) for half in (False, True)] for one in range(len(sets))]
    return {
        name: np.array([[np.nanmean(values[who]) for who in halves] for halves in groups])
        for name, values in outcomes(world).items()
    }


def _world(table: ParameterTable, sets: Sequence[Mapping[str, float]], women: int) -> World:
    """Return the same women once under each parameter set; the product, which does nothing here, is taken by all."""
    population, streams = read_population(POPULATION), Streams(SEED)
    machine = machine_of(COMPLETE.without(*not_asked_for(())), table.keys())
    parts: list[Cohort] = []
    for number, values in enumerate(sets):
        one = sample_cohort(population, machine.network, table.replacing(values, "placeholder", NOTE), women, streams)
        parts.append(Cohort(one.dyads, {**one.covariates, "draw": np.full(women, float(number))}, one.parameters))
    cohort = joined(parts)
    everyone = range(len(cohort.dyads))
    planned = steps((i, *step) for i in everyone for step in ((0, "born", 1.0), (TAKEN_FROM, "taking_product", 1.0)))
    ready = Ready(machine, cohort, whole_plan(population, cohort, machine.network, planned))
    visits = {visit.day.of(np.array([0])).item() for visit in read_known_protocol(PROTOCOL).visits}
    record = Record(START, END, tuple(sorted({*visits, STOOL, END})), STOCKS, EXPOSURES)
    trajectory = live(ready, record, streams, Means(Solver(threads=1)), "women of drawn parameters")
    return World(ready, trajectory, streams).taking(np.flatnonzero(trajectory.status == 0))


def main() -> None:
    """Print the table."""
    asked = [int(one) for one in sys.argv[1:]]
    draws, women = (*asked, *(200, 96)[len(asked) :])
    table = declared_parameters()
    free = [key for key in spread_keys(table) if table.rows[key].kind != "placeholder"]
    drawn = drawn_values(table, range(draws), SEED)
    held = [{key: values[key] for key in free} for values in drawn]
    rows = f"{len(spread_keys(table))} rows drawn, {len(free)} with placeholders held"
    print(f"{draws} draws of {women} women, seed {SEED}; {rows}.\n", flush=True)
    print(table_of(*(readings(table, sets, women) for sets in (drawn, held))))


if __name__ == "__main__":
    main()
