"""Dyads for the invariants: the complete model or parts of it, with median parameters unless set otherwise."""

from collections.abc import Iterable
from functools import cache

import numpy as np

from milkway.biology.breast_classes import on_skin
from milkway.biology.models import COMPLETE
from milkway.biology.processes.maternal_ileum import COMMON
from milkway.biology.taxa import S_AUREUS, class_of
from milkway.cohorts.cohort import Cohort
from milkway.core.network import Network, expand
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable, read_parameters
from milkway.simulation.days import simulate
from milkway.simulation.machine import Machine, build
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record, Trajectory

Steps = tuple[tuple[int, str, float], ...]
BIRTH: Steps = ((0, "born", 1.0), (0, "hospital", 1.0), (2, "hospital", 0.0))
TAKING: Steps = ((-14, "taking_product", 1.0), (40, "taking_product", 0.0))
TAXA = tuple(taxon.name for taxon in COMPLETE.taxa)
SEEDING = {"cell", "cell/mL", "cell/day"}  # units of numbers that put cells somewhere


@cache
def table() -> ParameterTable:
    return read_parameters()


@cache
def complete(*without: str) -> Machine:
    return build(expand(COMPLETE.without(*without), table().keys()))


def medians(network: Network, count: int) -> Cohort:
    values = np.array([[table().rows[p.key].value for p in network.parameters]])
    return Cohort(np.arange(count), {}, np.repeat(values, count, axis=0))


def live(
    machine: Machine,
    plans: Iterable[Steps],
    *,
    start: int = -14,
    end: int = 40,
    chance: bool = True,
    seed: int = 1,
    cohort: Cohort | None = None,
    solver: Solver | None = None,
) -> Trajectory:
    """Return every stock, watched quantity and exposure, day by day, of one dyad per plan."""
    network, listed = machine.network, list(plans)
    known = network.exposure_index
    plan = steps((i, day, key, level) for i, one in enumerate(listed) for day, key, level in one if key in known)
    stocks = (*(stock.key for stock in network.stocks), *(watch.name for watch in network.watches))
    record = Record(start, end, tuple(range(start, end + 1)), stocks, tuple(known))
    dyads = medians(network, len(listed)) if cohort is None else cohort
    return simulate(machine, dyads, plan, record, Streams(seed), Solver(chance=chance) if solver is None else solver)


def columns(run: Trajectory, wanted: Iterable[str]) -> np.ndarray:
    """Return (dyad, day, stock) of some stocks."""
    return run.amounts[:, :, [run.stocks.index(key) for key in wanted]]


def at(run: Trajectory, start: str, taxon: str = "") -> np.ndarray:
    """Return (dyad, day, stock) of the bacteria at all sites whose name starts so; of one taxon if named."""
    names = (taxon,) if taxon else TAXA
    return columns(
        run, [key for key in run.stocks if key.startswith(start) and key.endswith(tuple(f"__{name}" for name in names))]
    )


def seeds(network: Network, taxon: str) -> dict[str, float]:
    """Return every parameter that puts cells of a taxon, or of its class, anywhere, at its median; not the strain's dose."""
    rows, one = table().rows, next(one for one in COMPLETE.taxa if one.name == taxon)
    shared = {"prenatal_seed", f"ileal_share[{class_of(one, COMMON)}]", f"areola_load[{on_skin(one)}]"}
    shared |= {"nose_shedding"} if one == S_AUREUS else set()
    found = (p for p in network.parameters if p.key in shared or (taxon in p.index and str(rows[p.key].unit) in SEEDING))
    return {p.key: rows[p.key].value for p in found}


def same(first: Trajectory, second: Trajectory, but: tuple[str, ...] = ()) -> bool:
    """Return whether two runs are equal bit for bit, less some stocks and exposures by the end of their key."""
    stocks = [key for key in first.stocks if not key.endswith(but or ("no such stock",))]
    exposures = [i for i, key in enumerate(first.exposures) if not key.endswith(but or ("no such exposure",))]
    return (
        np.array_equal(columns(first, stocks), columns(second, stocks), equal_nan=True)
        and np.array_equal(first.level, second.level)
        and np.array_equal(first.reported, second.reported)
        and np.array_equal(first.bothered, second.bothered)
        and np.array_equal(first.realised[:, :, exposures], second.realised[:, :, exposures])
    )
