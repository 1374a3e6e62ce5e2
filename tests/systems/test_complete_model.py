"""The complete model, born vaginally and breastfed: the compiled stepper against a foreign simulator and the slow reference."""

import numpy as np
import pytest

from installed import needs
from milkway.biology.models import COMPLETE
from milkway.biology.sites import CARRIERS, INFANT_GUT
from milkway.cohorts.cohort import Cohort
from milkway.compilers.sbml import to_sbml
from milkway.compilers.sbml_draft import complaints
from milkway.core.network import expand
from milkway.core.schedule import steps
from milkway.core.streams import Streams
from milkway.ledger.tables import read_parameters
from milkway.simulation.days import simulate
from milkway.simulation.machine import build
from milkway.simulation.reference import reference_mean_field
from milkway.simulation.solver import Solver
from milkway.simulation.trajectory import Record

START = -30
BORN = steps([(0, 0, "born", 1.0)])


@pytest.fixture(scope="module")
def network():
    return expand(COMPLETE, read_parameters().keys())


@pytest.fixture(scope="module")
def values():
    return {key: row.value for key, row in read_parameters().rows.items()}


@pytest.fixture(scope="module")
def document(network, values):
    return to_sbml(network, values, BORN, START, (CARRIERS, INFANT_GUT))


@needs("sbml")
def test_the_complete_model_is_consistent_sbml_with_consistent_units(document):
    assert complaints(document) == []


def compiled(network, values, record):
    row = np.array([[values[p.key] for p in network.parameters]])
    cohort = Cohort(np.array([0]), {}, row)
    return simulate(build(network), cohort, BORN, record, Streams(1), Solver(chance=False)).amounts[0]


def record_of(network, start, end):
    return Record(start, end, tuple(range(start, end + 1)), tuple(stock.key for stock in network.stocks))


def largest_difference(found, expected):
    """The largest difference in log10 over amounts above 100, in cells, micromoles or mL."""
    large = np.maximum(found, expected) > 100
    return np.abs(np.log10(found[large] / expected[large])).max()


@needs("sbml")
@pytest.mark.slow
def test_the_complete_model_agrees_with_a_foreign_simulator_for_120_days(network, values, document):
    roadrunner = pytest.importorskip("roadrunner")
    record = record_of(network, START, 90)
    runner = roadrunner.RoadRunner(document)
    runner.integrator.relative_tolerance = runner.integrator.absolute_tolerance = 1e-7
    runner.timeCourseSelections = list(record.stocks)
    # Midnights are recorded before anything is given, so just before the event.
    foreign = np.array(runner.simulate(times=[0.0, *(day - 1e-9 for day in range(1, 121))]))
    # The accuracy that the default tolerance is chosen for.
    assert largest_difference(compiled(network, values, record), foreign) < 1e-3


@pytest.mark.slow
def test_the_complete_model_agrees_with_the_slow_reference_around_birth(network, values):
    record = record_of(network, -3, 2)
    parameters = np.array([values[p.key] for p in network.parameters])
    reference = reference_mean_field(network, parameters, BORN, record, tolerance=1e-6)
    assert largest_difference(compiled(network, values, record), reference) < 1e-3
