"""A route setting made ready: its network, its candidates, who of them is enrolled, and to which arm."""

from dataclasses import dataclass

import numpy as np

from milkway.biology.models import COMPLETE
from milkway.cohorts.cohort import Cohort
from milkway.cohorts.declared import model_of
from milkway.cohorts.population import Population
from milkway.cohorts.sample import Medians, as_tabled
from milkway.core.brief import brief
from milkway.core.errors import RunError
from milkway.core.model import Model
from milkway.core.network import Network, expand
from milkway.core.schedule import Schedule
from milkway.core.streams import Streams
from milkway.ledger.tables import ParameterTable
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready, drawn, whole_plan
from milkway.protocol.design import last_day
from milkway.protocol.eligibility import first_unmet
from milkway.protocol.protocol import Protocol, RouteSetting
from milkway.simulation.dosing import NEVER
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.machine import Machine
from milkway.simulation.trajectory import Record, Trajectory
from milkway.trials.allocate import Plan, assign
from milkway.trials.case_definition import diagnosis_of
from milkway.trials.courses import stocks_of_courses
from milkway.trials.enrol import days_when_ill, enrolment_days
from milkway.trials.exposure_plan import planned_steps
from milkway.trials.sampled_cells import exposures_needed, stocks_needed
from milkway.trials.screen import SCREENED, WATCHED, Screening, nobody, screen, stocks_screened, with_unmet
from milkway.trials.sequenced_samples import stocks_sequenced
from milkway.trials.values import in_centres, own_values

MOST_SCREENED = {"day": 20, "diagnosis": 20, "abscess": 5000}  # women who are followed for each who is randomised
MOST_AT_ONCE = 5000
MOST_CANDIDATES = 200_000  # women who are looked at, most of whom have other covariates than the trial asks for


@dataclass(frozen=True)
class Setup:
    """A route setting before anybody is recruited: its compiled network, and all that a simulation needs."""

    protocol: Protocol
    setting: RouteSetting
    population: Population
    machine: Machine
    streams: Streams
    means: Means

    __repr__ = brief


@dataclass(frozen=True)
class Stage:
    """A route setting with its women.

    Attributes:
        setup: network, population and means.
        cohort: candidates, with the protocol's parameters.
        screening: why candidates are not eligible.
        plan: the women randomised.
        without: parameters that are zero in this world, whatever sets them, so that what they drive does not happen.
    """

    setup: Setup
    cohort: Cohort
    screening: Screening
    plan: Plan
    without: tuple[str, ...] = ()

    __repr__ = brief


def _mechanisms(setting: RouteSetting, table: ParameterTable) -> Model:
    return model_of(table).lacking(*setting.without)


def network_of(setting: RouteSetting, table: ParameterTable) -> Network:
    """Return the network without the routes that the setting knocks out."""
    return expand(_mechanisms(setting, table), table.keys())


def machine_for(setting: RouteSetting, table: ParameterTable) -> Machine:
    """Return the same, compiled."""
    return machine_of(_mechanisms(setting, table), table.keys())


def used_keys(protocol: Protocol, table: ParameterTable) -> set[str]:
    """Return the keys of the parameters that some route setting of a protocol has."""
    return {one.key for setting in protocol.routes.settings for one in network_of(setting, table).parameters}


def recruit(setup: Setup, table: ParameterTable, values: dict[str, float], medians: Medians = as_tabled) -> Stage:
    """Return a route setting with its women.

    Candidates whose covariates are as asked are simulated until the last day of enrolment, in their order, until enough of them
    are eligible; nothing that an arm changes happens before enrolment, so this decides it in every arm and hypothesis alike.

    Args:
        setup: network, population and means.
        table: parameters.
        values: parameters that the protocol sets for every woman.
        medians: of a row, for each woman.

    Raises:
        RunError: too few candidates are eligible, or nobody falls to an arm.
    """
    network, protocol, streams = setup.machine.network, setup.protocol, setup.streams
    size = protocol.design.size
    cohort = drawn(setup.population, network, table, 0, streams, values, medians)
    found = nobody(protocol.eligibility.covariates)
    while (short := size - int(found.eligible.sum())) > 0:
        known, asked = len(found.reason), int(found.asked.sum())
        if asked > MOST_SCREENED[protocol.design.at] * size or known > MOST_CANDIDATES:
            raise RunError(f"only {size - short} of {known} candidates are eligible (seed {streams.seed})")
        rare = size - short if protocol.design.at == "abscess" else asked
        more = short if known == 0 else min((2 * short + 2) * known // max(rare, 1), MOST_AT_ONCE)
        cohort = drawn(setup.population, network, table, known + more, streams, values, medians)
        found = found.plus(_screened(setup, cohort.taking(np.arange(known, known + more))))
    chosen = np.flatnonzero(found.eligible)[:size]
    arms = assign(cohort.taking(chosen), protocol.arms, protocol.design, streams)
    empty = [arm.name for number, arm in enumerate(protocol.arms) if number not in arms]
    if empty:
        raise RunError(f"nobody is randomised to {', '.join(empty)}: {size} women do not fill a block, or a centre of each arm")
    return Stage(setup, cohort, found, Plan(chosen, arms, found.enrolled[chosen]))


def simulate_arm(stage: Stage, arm: int, values: dict[str, float], name: str) -> Trajectory:
    """Return the trajectory of the women of one arm.

    Args:
        stage: with its women.
        arm: position among the protocol's arms.
        values: parameters of this world, the hypothesis' effects among them.
        name: of the world, for progress and for the folder of finished chunks.
    """
    setup, plan = stage.setup, stage.plan.of_arm(arm)
    protocol, network = setup.protocol, setup.machine.network
    off = dict.fromkeys(stage.without, 0.0)
    cohort = stage.cohort.taking(plan.positions).setting(network, values | own_values(protocol, protocol.arms[arm]) | off)
    planned = planned_steps(plan, protocol.arms[arm], _resting(network))
    record = record_of(protocol, stage.plan.enrolled)
    return _lives(setup, cohort, planned, record, f"{setup.setting.name} {name} {protocol.arms[arm].name}")


def record_of(protocol: Protocol, enrolled: np.ndarray) -> Record:
    """Return what a trial keeps: stocks for samples and courses on their days, and the exposures it follows.

    Args:
        protocol: the trial.
        enrolled: (woman,) day of enrolment of the women of all arms, so that every arm keeps the same.
    """
    taxa = tuple(taxon.name for taxon in COMPLETE.taxa)
    ends = int(protocol.design.ends.of(enrolled).max(initial=protocol.design.enrolment[0] + 1))
    sampled = {int(day) for visit in protocol.visits for day in visit.day.of(enrolled)}
    days = sorted(day for day in sampled | set(protocol.composition_days) if day <= ends)
    stocks = dict.fromkeys((*stocks_needed(protocol), *stocks_sequenced(protocol, taxa), *stocks_of_courses(taxa)))
    watched = WATCHED if protocol.mastitis.clinician is None else SCREENED
    exposures = tuple(dict.fromkeys((*watched, *exposures_needed(protocol))))
    diagnosis, dosed = diagnosis_of(protocol.mastitis), dosed_in(protocol)
    return Record(protocol.begins, ends, tuple(days), tuple(stocks), exposures, diagnosis, dosed=dosed)


def dosed_in(protocol: Protocol) -> tuple[int, int]:
    """Return the days from the first on which some arm may be given anything; it is the same for all that are compared."""
    first = np.array(protocol.design.enrolment[:1])
    begins = [int(course.begins.of(first)[0]) for arm in protocol.arms for course in arm.courses]
    return min([int(first[0]), *begins]), NEVER


def _screened(setup: Setup, cohort: Cohort) -> Screening:
    """Return the candidates as screened: by their covariates, then simulated until the last day of enrolment."""
    conditions = setup.protocol.eligibility.covariates
    unmet = first_unmet(conditions, cohort.covariates, len(cohort.dyads))
    left = np.flatnonzero(unmet == 0)
    return with_unmet(unmet, _followed(setup, cohort.taking(left)) if len(left) else nobody(()), conditions)


def _followed(setup: Setup, cohort: Cohort) -> Screening:
    """Return the candidates as screened by what happens to them."""
    protocol, n = setup.protocol, len(cohort.dyads)
    untaken = Plan(np.arange(n), np.zeros(n, dtype=np.int64), np.full(n, last_day(protocol.design) + 1))
    stocks, (first, last) = stocks_screened(protocol.eligibility), protocol.design.enrolment
    days = tuple(range(first, last + 1)) if stocks else ()
    ill = protocol.design.when_ill
    diagnosis = diagnosis_of(protocol.mastitis)
    record = Record(protocol.begins, last + ill, days, stocks, SCREENED, diagnosis, dosed=dosed_in(protocol))
    planned = planned_steps(untaken, None, _resting(setup.machine.network))
    trajectory = _lives(setup, cohort, planned, record, f"{setup.setting.name} screening {cohort.dyads[0]}")
    design, streams = protocol.design, setup.streams
    enrolled = days_when_ill(design, trajectory) if ill else enrolment_days(design, cohort.dyads, streams)
    return screen(trajectory, enrolled, protocol.eligibility, protocol.mastitis)


def _resting(network: Network) -> dict[str, float]:
    return {exposure.key: exposure.planned for exposure in network.exposures}


def _lives(setup: Setup, cohort: Cohort, planned: Schedule, record: Record, name: str) -> Trajectory:
    machine = setup.machine
    women = in_centres(cohort, setup.protocol.design.centres, machine.network, setup.streams)
    ready = Ready(machine, women, whole_plan(setup.population, women, machine.network, planned))
    return live(ready, record, setup.streams, setup.means, name)
