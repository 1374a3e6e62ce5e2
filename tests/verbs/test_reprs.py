"""What a verb returns says in a few words what it is, and so does everything large within it."""

from dataclasses import fields, is_dataclass

import pytest

import milkway
from milkway.biology.models import COMPLETE
from milkway.cohorts.population_file import read_population
from milkway.core.network import expand
from milkway.ledger.ledger import read_evidence
from milkway.ledger.tables import read_parameters
from milkway.planning.compared_designs import Comparison
from milkway.planning.plan_b import UNSAID
from milkway.planning.power_study import Asked, PowerStudy, Seconds
from milkway.protocol.known import read_known_protocol
from milkway.reports.power.finished_power import FinishedPower
from milkway.simulation.machine import build
from milkway.trials.missing.missing_study import MissingStudy
from milkway.verbs.calibrate import FinishedCalibration
from milkway.verbs.designs import FinishedDesigns
from milkway.verbs.qualify import FinishedQualification, Qualification

LONG = 1000


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    return milkway.trial("hurtado2017", dyads=8, seed=3, out=tmp_path_factory.mktemp("runs") / "a")


def _within(large, depth=0):
    """Yield a dataclass and those that it holds."""
    yield large
    for one in fields(large) if depth < 4 else ():
        value = getattr(large, one.name)
        held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        for inner in list(held)[:3]:
            if is_dataclass(inner):
                yield from _within(inner, depth + 1)


def test_a_trial_says_what_it_is_its_size_seed_and_folder(trial):
    assert repr(trial) == f"<virtual trial hurtado2017: 8 dyads, seed 3, in {trial.folder}>"
    assert [type(one).__name__ for one in _within(trial) if len(repr(one)) > LONG] == []


def test_a_what_if_run_says_what_it_is():
    finished = milkway.simulate(days=2, seed=5, mean_field=True, at=(1, 2))
    assert "1 x median dyad, to day 2, seed 5, 2 days" in repr(finished)
    assert [type(one).__name__ for one in _within(finished) if len(repr(one)) > LONG] == []


def test_verbs_that_read_the_record_say_what_they_found(tmp_path):
    found = [
        milkway.claims(without_model=True),
        milkway.evidence(),
        milkway.cite("hurtado2017"),
        milkway.new(tmp_path / "my.toml"),
    ]
    assert [repr(one) for one in found if len(repr(one)) > LONG] == []
    assert "hurtado2017" in repr(found[2])
    assert [type(one).__name__ for one in _within(found[0].judged[0]) if len(repr(one)) > LONG] == []


def test_studies_of_designs_say_what_they_are(tmp_path):
    protocol, asked = read_known_protocol("hurtado2017"), Asked((100, 200), 10, 0.8, 0.7, "clinical_mastitis", 1500, 4)
    study = PowerStudy(protocol, asked, "on", {}, (), (), (), {}, (), 100, (), None, Seconds(1.0, 1.0, 1.0))
    power = FinishedPower((study,), ((),), {"curve": ["x"] * 10000}, tmp_path)
    assert repr(power) == f"<power of hurtado2017: 2 sizes, pool of 1500 women, seed 4, in {tmp_path}>"
    designs = FinishedDesigns(Comparison((), {}, 600, {}, 1, UNSAID), {}, tmp_path)
    qualified = FinishedQualification(Qualification((), "null", frozenset(), "words", 24, 0.15, 6), "# page" * 10000, {})
    learned = FinishedCalibration({"rows": ["x"] * 10000}, tmp_path)
    missing = MissingStudy(*(None for _ in fields(MissingStudy)))
    for one in (study, power, designs, designs.found, qualified, qualified.found, learned, missing):
        assert len(repr(one)) < LONG
    assert "seed 6" in repr(qualified)
    assert str(tmp_path) in repr(designs)
    assert str(tmp_path) in repr(learned)


def test_the_large_nouns_are_short(posterior):
    table = read_parameters()
    network = expand(COMPLETE, table.keys())
    machine = build(network)
    large = (table, network, COMPLETE, machine, machine.kernel, machine.kernel.fixed)
    more = (posterior, read_population("general"), read_evidence())
    assert [type(one).__name__ for one in (*large, *more) if len(repr(one)) > LONG] == []
