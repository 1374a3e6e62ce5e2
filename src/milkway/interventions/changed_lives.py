"""The lives of dyads under the usual and under interventions: the same dyads with the same luck, some of it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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

USUAL: tuple[Intervention, ...] = ()
NO_EFFECT: Mapping[str, float] = {}


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

    def lived(self, who: np.ndarray, changes: Sequence[Intervention], effects: Mapping[str, float], name: str) -> Lived:
        """Return the lives of some of the dyads.

        Args:
            who: (dyad,) positions among them.
            changes: interventions at once; none for the usual.
            effects: of the product.
            name: of the world, for progress and for the folder of finished chunks.

        Raises:
            RunError: too many could not be simulated (`lives.live`).
        """
        network = self.machine.network
        cohort = _changed(self, changes, effects).taking(self.identities[who])
        ready = Ready(self.machine, cohort, _planned(self.women, cohort, network, changes))
        record = Record(self.women.start, LAST + 1, tuple(sorted(DAYS)), STOCKS, EXPOSURES, self.women.diagnosis)
        return Lived(live(ready, record, self.streams, self.means, name), cohort, network, self.women.definition, self.streams)

    def covariates(self) -> Mapping[str, np.ndarray]:
        """Return (dyad,) covariates by name, as they are under the usual."""
        everybody = _changed(self, USUAL, NO_EFFECT)
        return everybody.taking(self.identities).covariates


def _changed(dyads: Dyads, changes: Sequence[Intervention], effects: Mapping[str, float]) -> Cohort:
    """Return all candidates with what interventions change; of parameters that the model lacks nothing feels anything.

    What a protocol sets for every woman wins over covariates, but not over those that an intervention changes.
    """
    women, network = dyads.women, dyads.machine.network
    supposed = {name: yes for one in changes for name, yes in one.covariates.items()}
    candidates = int(dyads.identities.max(initial=-1)) + 1
    cohort = sample_cohort(women.population, network, dyads.table, candidates, dyads.streams, supposed=supposed)
    decided = {effect.sets for one in women.population.covariates if one.name in supposed for effect in one.effects}
    values: dict[str, float | np.ndarray] = {key: value for key, value in women.values.items() if key not in decided}
    cohort = cohort.setting(network, _known(values | dict(effects), network))
    for one in changes:
        moved = {
            key: network.bounds[key].keep(cohort.parameters[:, network.parameter_index[key]] * by)
            for key, by in _known(one.multiplies, network).items()
        }
        cohort = cohort.setting(network, moved | _known(one.sets, network))
    return cohort


def _known[T](values: Mapping[str, T], network: Network) -> dict[str, T]:
    return {key: value for key, value in values.items() if key in network.parameter_index}


def _planned(women: AskedWomen, cohort: Cohort, network: Network, changes: Sequence[Intervention]) -> Schedule:
    """Return birth, what covariates imply, and what interventions hold; of two steps on one day the intervention's wins."""
    resting = {exposure.key: exposure.planned for exposure in network.exposures}
    rows = [(0, BORN.key, 1.0)]
    for held in (held for one in changes for held in one.held):
        rows.append((held.from_day, held.exposure, held.level))
        if held.until_day is not None:
            rows.append((held.until_day, held.exposure, resting.get(held.exposure, 0.0)))
    own = steps((dyad, *row) for dyad in range(len(cohort.dyads)) for row in rows)
    return planned_exposures(women.population, cohort, network).plus(own)
