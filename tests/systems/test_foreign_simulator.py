"""libRoadRunner on the exported SBML against the compiled stepper: every noun that SBML can say."""

import pytest

from installed import needs
from milkway.compilers.sbml import to_sbml
from milkway.compilers.sbml_draft import complaints

roadrunner = pytest.importorskip("roadrunner")
pytestmark = needs("sbml")


@pytest.fixture(scope="module")
def document(bench, plan):
    return to_sbml(bench.network, bench.values, plan)


@pytest.fixture(scope="module")
def foreign(bench, document):
    runner = roadrunner.RoadRunner(document)
    runner.integrator.relative_tolerance = 1e-9
    runner.integrator.absolute_tolerance = 1e-9
    runner.timeCourseSelections = list(bench.keys)
    # Midnights are recorded before doses are given, so just before the event.
    times = [0.0, *(day - 1e-9 for day in range(1, 11))]
    return dict(zip(bench.keys, runner.simulate(times=times).T, strict=True))


def test_the_document_is_consistent_and_its_units_are(document):
    assert complaints(document) == []


def test_the_compiled_stepper_agrees_with_a_foreign_simulator(compiled, foreign):
    for key, amounts in compiled.items():
        assert foreign[key] == pytest.approx(amounts, rel=5e-5, abs=1e-3), key
