"""Small systems with answers in closed form, side by side in one network so that it is compiled once."""

from dataclasses import dataclass

import numpy as np
import pytest

from milkway.cohorts.cohort import Cohort
from milkway.core.bounds import GEOMETRIC_SD, SHARE
from milkway.core.declare import Initial, Site, Substance, Taxon, Watch, episode, exposure, flow, parameter, pulse, rate
from milkway.core.expression import DAY, derived, exp, larger, number, saturating, smaller, where
from milkway.core.model import Model, process
from milkway.core.network import Network, expand
from milkway.core.schedule import Schedule, steps
from milkway.core.streams import Streams
from milkway.simulation.days import Solver, simulate
from milkway.simulation.machine import Machine, build
from milkway.simulation.reference import reference_mean_field
from milkway.simulation.trajectory import Record

A, B, C = Taxon("a", "taxon A", "816"), Taxon("b", "taxon B", "1678"), Taxon("c", "taxon C", "1279")
SUGAR = Substance("sugar", "sugar", "CHEBI:17716")
ACID = Substance("acid", "acid", "CHEBI:30089")
NAMES = ("washout", "chemostat", "logistic", "chain", "exchange", "states", "dosed", "lived", "made")
WASHOUT, CHEMOSTAT, LOGISTIC, CHAIN, EXCHANGE, STATES, DOSED, LIVED, MADE = (
    Site(name, "mother", "UBERON:0001155", f"site of {name}") for name in NAMES
)
OUT = parameter("out", "1/day", "washed out")
IN = parameter("inflow", "micromole/day", "sugar fed")
GROWTH = parameter("growth", "1/day", "largest growth rate", per=("taxon",))
HALF = parameter("half", "mM", "half saturation")
YIELD = parameter("yield", "cell/micromole", "cells per sugar")
VOLUME = parameter("volume", "mL", "of the chemostat")
CAPACITY = parameter("capacity", "cell", "of the logistic site")
STEP = parameter("chain_rate", "1/day", "along the chain", per=("taxon",))
FORTH, BACK = parameter("forth", "1/day", "A to B"), parameter("back", "1/day", "B to A")
TARGET, UP, DOWN = (
    parameter("target", "dimensionless", "aim", within=SHARE),
    parameter("up", "1/day", "rise"),
    parameter("down", "1/day", "fall"),
)
FILLING = parameter("filling", "mL/day", "milk made")
DOSE, TAKEN = parameter("dose", "cell", "given"), parameter("taken", "dimensionless", "share of doses taken", within=SHARE)
BIRTHS, DEATHS = parameter("births", "1/day", "per cell"), parameter("deaths", "1/day", "per cell")
ARRIVING = parameter("arriving", "cell/day", "arrivals")
DURATION, SPREAD = (
    parameter("duration", "day", "median"),
    parameter("spread", "dimensionless", "geometric sd", within=GEOMETRIC_SD),
)
TREATED = exposure("treated", "dimensionless", "washed out faster", 0.0)
TAKING = exposure("taking", "dimensionless", "doses are given", 0.0)
BORN = exposure("born", "dimensionless", "birth has happened", 0.0)
CALLED = exposure("called", "dimensionless", "the episode may begin", 0.0)
ILL = exposure("ill", "dimensionless", "the episode", 0.0)
VALUES = {
    **{"out": 0.7, "inflow": 500.0, "growth[a]": 3.0, "half": 0.5, "yield": 1e5, "volume": 100.0, "capacity": 1e6},
    **{"chain_rate[a]": 1.3, "chain_rate[b]": 0.4, "forth": 1.1, "back": 0.3, "target": 0.8, "up": 2.0, "down": 0.25},
    **{
        "filling": 300.0,
        "dose": 5000.0,
        "taken": 0.9,
        "births": 2.0,
        "deaths": 2.2,
        "arriving": 3.0,
        "duration": 3.0,
        "spread": 1.8,
    },
}


@process(cites=["washout1900"])
def washout(model):
    """Cells leave in proportion, faster while treated."""
    yield Initial(WASHOUT[A], number(1e6, "cell"))
    yield flow(OUT * (1 + TREATED), out_of=WASHOUT[A])


@process(cites=["monod1950"])
def chemostat(model):
    """Cells grow on sugar that flows in, leave acid, and flow out; the second taxon cannot grow."""
    yield Initial(CHEMOSTAT[SUGAR], VOLUME * number(1, "mM"))
    yield flow(IN, into={CHEMOSTAT[SUGAR]: 1})
    strength = derived("sugar_strength", CHEMOSTAT[SUGAR] / VOLUME, "mM")
    yield Watch(strength, "sugar_strength")
    for taxon in (A, B):
        yield Initial(CHEMOSTAT[taxon], number(1000, "cell"))
        each = GROWTH[taxon] / YIELD / (HALF + strength) / VOLUME
        yield flow(each, out_of=CHEMOSTAT[SUGAR], by=CHEMOSTAT[taxon], into={CHEMOSTAT[taxon]: YIELD, CHEMOSTAT[ACID]: 2})
    for what in (SUGAR, ACID, A, B):
        yield flow(OUT, out_of=CHEMOSTAT[what])


@process()
def logistic(model):
    """Growth slows as the site fills."""
    yield Initial(LOGISTIC[A], number(1000, "cell"))
    yield flow(GROWTH[A], by=LOGISTIC[A], into={LOGISTIC[A]: 1})
    yield flow(GROWTH[A] / CAPACITY, out_of=LOGISTIC[A], by=LOGISTIC[A])


@process()
def chain(model):
    """A becomes B, B becomes C."""
    yield Initial(CHAIN[A], number(1e5, "cell"))
    yield flow(STEP[A], out_of=CHAIN[A], into={CHAIN[B]: 1})
    yield flow(STEP[B], out_of=CHAIN[B], into={CHAIN[C]: 1})


@process()
def exchange(model):
    """Cells go back and forth."""
    yield Initial(EXCHANGE[A], number(1e5, "cell"))
    yield flow(FORTH, out_of=EXCHANGE[A], into={EXCHANGE[B]: 1})
    yield flow(BACK, out_of=EXCHANGE[B], into={EXCHANGE[A]: 1})


RISING, FALLING, BOUND, FULL = (STATES.state(name, "dimensionless") for name in ("rising", "falling", "bound", "full"))
MILK = STATES.state("milk", "mL")


@process()
def states(model):
    """States move toward targets; milk fills; every operator occurs."""
    yield Initial(FALLING, number(2, "dimensionless"))
    for state in (RISING, FALLING):
        yield rate(state, toward=TARGET, at=where(TARGET, state, UP, DOWN))
    fullness = derived("fullness", MILK / number(100, "mL"), "dimensionless")
    yield flow(FILLING * exp(-DAY / number(5, "day")) / (1 + fullness**4))
    yield flow(FILLING * exp(-DAY / number(5, "day")) / (1 + fullness**4), into={MILK: 1})
    yield flow(OUT, out_of=MILK)
    yield rate(FULL, toward=saturating(fullness, 1 + 0 * fullness), at=UP)
    yield rate(BOUND, toward=smaller(larger(RISING, FALLING), TARGET * TARGET * 2), at=UP)


@process()
def dosing(model):
    """A daily dose while taking, and a bolus at birth."""
    yield flow(OUT, out_of=DOSED[A])
    yield flow(OUT, out_of=DOSED[B])
    yield pulse("dose", DOSE, into=DOSED[A], daily=TAKING, chance=TAKEN)
    yield pulse("birth", DOSE * 2, into=DOSED[B], at=BORN)


@process()
def made(model):
    """The number made per cell varies with time and with an exposure."""
    yield flow(ARRIVING, into={MADE[A]: 1})
    yield flow(OUT, out_of=MADE[A], into={MADE[B]: exp(-DAY / number(3, "day")) * (1 + TREATED), MADE[C]: TARGET})


@process()
def lived(model):
    """Cells arrive, divide and die."""
    yield flow(BIRTHS, by=LIVED[A], into={LIVED[A]: 1})
    yield flow(DEATHS, out_of=LIVED[A])
    yield flow(ARRIVING, into={LIVED[A]: 1})
    yield Initial(LIVED[B], number(5, "cell"))
    yield flow(BIRTHS, by=LIVED[B], into={LIVED[B]: 1})
    yield flow(DEATHS, out_of=LIVED[B])


@process()
def illness(model):
    """An episode that begins once it is called."""
    yield episode("illness", hazard=number(50, "1/day") * CALLED, lasts=DURATION, spread=SPREAD, sets=ILL)


@dataclass(frozen=True)
class Bench:
    """A network with values, ready to be simulated in several ways."""

    network: Network
    machine: Machine
    values: dict[str, float]

    @property
    def parameters(self):
        return np.array([self.values[p.key] for p in self.network.parameters])

    @property
    def keys(self):
        return (*(s.key for s in self.network.stocks), *(w.name for w in self.network.watches))

    def cohort(self, dyads):
        ids = np.atleast_1d(dyads)
        return Cohort(ids, {}, np.tile(self.parameters, (len(ids), 1)))

    def record(self, days, exposures=()):
        return Record(days[0], days[-1], tuple(days), self.keys, exposures)

    def mean_field(self, schedule, days, tolerance=1e-6):
        solver = Solver(chance=False, tolerance=tolerance)
        found = simulate(self.machine, self.cohort([7]), schedule, self.record(days), Streams(1), solver)
        assert found.status.tolist() == [0]
        return dict(zip(self.keys, found.amounts[0].T, strict=True))

    def reference(self, schedule, days):
        found = reference_mean_field(self.network, self.parameters, schedule, self.record(days))
        return dict(zip(self.keys, found.T, strict=True))

    def chance(self, dyads, schedule, days, exposures=(), solver=None):
        solver = solver or Solver()
        return simulate(self.machine, self.cohort(dyads), schedule, self.record(days, exposures), Streams(1), solver)


PLAN = steps([(0, 2, "treated", 1.0), (0, 4, "treated", 0.0), (0, 1, "taking", 1.0), (0, 6, "taking", 0.0), (0, 3, "born", 1.0)])
DAYS = tuple(range(11))


@pytest.fixture(scope="session")
def bench() -> Bench:
    model = Model("systems", (A, B, C), (SUGAR, ACID), (washout, chemostat, logistic, chain, exchange, states, dosing, made))
    network = expand(model, frozenset(VALUES))
    return Bench(network, build(network), VALUES)


@pytest.fixture(scope="session")
def plan() -> Schedule:
    return PLAN


@pytest.fixture(scope="session")
def compiled(bench):
    return bench.mean_field(PLAN, DAYS)


@pytest.fixture(scope="session")
def slow(bench):
    return bench.reference(PLAN, DAYS)


@pytest.fixture(params=["compiled", "slow"])
def found(request):
    """The same systems by the compiled stepper and by the slow reference."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def living() -> Bench:
    network = expand(Model("living", (A, B), (), (lived, illness)), frozenset(VALUES))
    return Bench(network, build(network), VALUES)
