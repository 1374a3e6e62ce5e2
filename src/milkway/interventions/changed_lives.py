"""The lives of dyads under the usual and under interventions: the same dyads with the same luck, some of it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from milkway.biology.exposures import BORN
from milkway.cohorts.cohort import Cohort
from milkway.cohorts.sample import planned_exposures, sample_cohort
from milkway.core.brief import brief
from milkway.core.network import Network
from milkway.core.schedule import Schedule, steps
from milkway.core.streams import Streams
from milkway.interventions.asked_women import AskedWomen
from milkway.interventions.dyad_outcomes import DAYS, EXPOSURES, LAST, STOCKS, Lived
from milkway.interventions.intervention import Intervention
from milkway.ledger.tables import ParameterTable
from milkway.lives.live import live
from milkway.lives.means import Means
from milkway.lives.ready import Ready
from milkway.simulation.machine import Machine
from milkway.simulation.trajectory import Record

NO_EFFECT: Mapping[str, float] = {}


@dataclass(frozen=True)
class World:
    """How some of the dyads live.

    Attributes:
        who: (dyad,) positions among all.
        changes: interventions at once; none for the usual.
        effects: of the product.
    """

    who: np.ndarray
    changes: tuple[Intervention, ...] = ()
    effects: Mapping[str, float] = field(default_factory=dict[str, float])

    __repr__ = brief


@dataclass(frozen=True)
class Dyads:
    """Dyads under one draw of the parameters.

    Attributes:
        women: who they are.
        machine: the compiled model.
        table: parameters of the draw.
        identities: (dyad,) of all of them.
        streams: all chance.
        means: with which lives are made.
    """

    women: AskedWomen
    machine: Machine
    table: ParameterTable
    identities: np.ndarray
    streams: Streams
    means: Means

    __repr__ = brief

    def lived(self, worlds: Sequence[World], name: str) -> Lived:
        """Return the lives of several worlds side by side, one after another; a dyad does not depend on its neighbours.

        Args:
            worlds: at least one.
            name: of them, for progress and for the folder of finished chunks.

        Raises:
            RunError: too many could not be simulated (`lives.live`).
        """
        cohorts = [_changed(self, one).taking(self.identities[one.who]) for one in worlds]
        network, whole = self.machine.network, _side_by_side(cohorts)
        changes = [one.changes for one in worlds for _ in one.who]
        ready = Ready(self.machine, whole, _planned(self.women, whole, network, changes))
        record = Record(self.women.start, LAST + 1, tuple(sorted(DAYS)), STOCKS, EXPOSURES, self.women.diagnosis)
        return Lived(live(ready, record, self.streams, self.means, name), whole, network, self.women.definition, self.streams)

    def covariates(self) -> Mapping[str, np.ndarray]:
        """Return (dyad,) covariates by name, as they are under the usual."""
        return _changed(self, World(np.arange(len(self.identities)))).taking(self.identities).covariates


def _changed(dyads: Dyads, world: World) -> Cohort:
    """Return all candidates with what interventions change; of parameters that the model lacks nothing feels anything.

    What a protocol sets for every woman wins over covariates, but not over those that an intervention changes.
    """
    women, network = dyads.women, dyads.machine.network
    supposed = {name: yes for one in world.changes for name, yes in one.covariates.items()}
    candidates = int(dyads.identities.max(initial=-1)) + 1
    cohort = sample_cohort(women.population, network, dyads.table, candidates, dyads.streams, supposed=supposed)
    decided = {effect.sets for one in women.population.covariates if one.name in supposed for effect in one.effects}
    values: dict[str, float | np.ndarray] = {key: value for key, value in women.values.items() if key not in decided}
    cohort = cohort.setting(network, _known(values | dict(world.effects), network))
    for one in world.changes:
        moved = {
            key: network.bounds[key].keep(cohort.parameters[:, network.parameter_index[key]] * by)
            for key, by in _known(one.multiplies, network).items()
        }
        cohort = cohort.setting(network, moved | _known(one.sets, network))
    return cohort


def _known[T](values: Mapping[str, T], network: Network) -> dict[str, T]:
    return {key: value for key, value in values.items() if key in network.parameter_index}


def _side_by_side(cohorts: Sequence[Cohort]) -> Cohort:
    """Return the dyads of several cohorts one after another; one dyad may be there more than once."""
    covariates = {name: np.concatenate([one.covariates[name] for one in cohorts]) for name in cohorts[0].covariates}
    dyads, parameters = (np.concatenate([getattr(one, what) for one in cohorts]) for what in ("dyads", "parameters"))
    return Cohort(dyads, covariates, parameters)


def _planned(women: AskedWomen, cohort: Cohort, network: Network, changes: Sequence[tuple[Intervention, ...]]) -> Schedule:
    """Return birth, what covariates imply, and what interventions hold; of two steps on one day the intervention's wins.

    Args:
        women: whose covariates they are.
        cohort: the dyads.
        network: of the model.
        changes: (dyad,) what is changed.
    """
    resting = {exposure.key: exposure.planned for exposure in network.exposures}
    rows: list[tuple[int, int, str, float]] = []
    for dyad, several in enumerate(changes):
        rows.append((dyad, 0, BORN.key, 1.0))
        for held in (held for one in several for held in one.held):
            rows.append((dyad, held.from_day, held.exposure, held.level))
            if held.until_day is not None:
                rows.append((dyad, held.until_day, held.exposure, resting.get(held.exposure, 0.0)))
    return planned_exposures(women.population, cohort, network).plus(steps(rows))
