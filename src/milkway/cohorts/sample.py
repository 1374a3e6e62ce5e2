"""Draw a cohort: parameters vary between dyads as the tables say, then covariates set or multiply them.

Rows of one `parameter` name (all taxa, sites and resources of it) share one standard normal number per dyad, so that a dyad
whose wall niche is large is so for every taxon; those of a parameter declared `apart` have one each. Other correlations between
parameters come from covariates only.
"""

from collections.abc import Callable, Mapping

import numpy as np
from scipy.special import betaincinv, ndtr, ndtri

from milkway.cohorts.cohort import Cohort
from milkway.cohorts.population import Covariate, Effect, Population, effect_mistakes
from milkway.core.errors import InputError
from milkway.core.network import Network
from milkway.core.schedule import Schedule, steps
from milkway.core.streams import Streams
from milkway.core.units import scale
from milkway.ledger.rows import ParameterRow
from milkway.ledger.tables import ParameterTable

Medians = Callable[[ParameterRow, np.ndarray], np.ndarray]
AS_DRAWN: Mapping[str, bool] = {}


def as_tabled(row: ParameterRow, dyads: np.ndarray) -> np.ndarray:
    """Return (dyad,) the median of a row, the same for all dyads: what the table says."""
    return np.full(len(dyads), row.value)


def sample_cohort(
    population: Population,
    network: Network,
    table: ParameterTable,
    n: int,
    streams: Streams,
    *,
    first: int = 0,
    medians: Medians = as_tabled,
    supposed: Mapping[str, bool] = AS_DRAWN,
) -> Cohort:
    """Return `n` dyads of a population.

    A dyad is the same in a cohort of any size: it depends on the seed and on its identity.

    Args:
        population: covariates and what these act on.
        network: names the parameters.
        table: median and variation of each parameter.
        n: number of dyads.
        streams: source of chance.
        first: identity of the first dyad; the others follow.
        medians: of a row, for each dyad.
        supposed: covariates that are a yes or a no in everybody; all others are as they are drawn without.

    Raises:
        InputError: an effect names a parameter that the tables do not have, has another unit, or sets what cannot be.
    """
    _check_effects(population, network, table)
    dyads = np.arange(first, first + n, dtype=np.int64)
    covariates = _draw_covariates(population, dyads, streams) | {name: np.full(n, float(yes)) for name, yes in supposed.items()}
    parameters = np.zeros((n, len(network.parameters)))
    for column, parameter in enumerate(network.parameters):
        row = table.rows.get(parameter.key)
        if row is not None:
            z = streams.normal(f"vary {row.key if parameter.apart else row.parameter}", dyads) if _varies(row) else None
            parameters[:, column] = _varied(row, medians(row, dyads), z)
    _apply(population, covariates, network.parameter_index, parameters)
    for column, parameter in enumerate(network.parameters):
        parameters[:, column] = parameter.within.keep(parameters[:, column])
    return Cohort(dyads, covariates, parameters)


def sample_covariates(population: Population, n: int, streams: Streams) -> Cohort:
    """Return `n` dyads of a population without parameters, which is quick; they have the covariates of `sample_cohort`."""
    dyads = np.arange(n, dtype=np.int64)
    return Cohort(dyads, _draw_covariates(population, dyads, streams), np.zeros((n, 0)))


def planned_exposures(population: Population, cohort: Cohort, network: Network) -> Schedule:
    """Return the exposure steps that covariates imply (caesarean birth, peripartum antibiotics, pumping, nipple shield).

    Exposures that the network does not have are left out: nothing in the model feels them. Where two covariates set one
    exposure on one day, the later covariate wins.
    """
    known = network.exposure_index
    level: dict[tuple[int, int, str], float] = {}
    for covariate in population.covariates:
        present = np.flatnonzero(cohort.covariates[covariate.name] > 0)
        for effect in covariate.effects:
            if effect.exposure in known:
                for position in present.tolist():
                    level |= {(position, day, effect.exposure): height for day, height in _course(effect)}
    return steps((*step, height) for step, height in level.items())


def _course(effect: Effect) -> list[tuple[int, float]]:
    assert effect.to is not None
    assert effect.from_day is not None
    end = [] if effect.until_day is None else [(effect.until_day, 0.0)]
    return [(effect.from_day, effect.to), *end]


def _check_effects(population: Population, network: Network, table: ParameterTable) -> None:
    mistakes = effect_mistakes(population, {key: row.unit for key, row in table.rows.items()}, network.bounds)
    if mistakes:
        raise InputError(f"population {population.name}", mistakes)


def _draw_covariates(population: Population, dyads: np.ndarray, streams: Streams) -> dict[str, np.ndarray]:
    drawn: dict[str, np.ndarray] = {}
    for covariate in population.covariates:
        luck = streams.uniform(f"covariate {covariate.name}", dyads)
        if covariate.chance is not None:
            chance = np.full(len(dyads), covariate.chance)
            for name, other in covariate.chance_if.items():
                chance = np.where(drawn[name] > 0, other, chance)
            drawn[covariate.name] = (luck < chance).astype(float)
        else:
            drawn[covariate.name] = _within(covariate, luck) * scale(covariate.unit)
    return drawn


def _within(covariate: Covariate, luck: np.ndarray) -> np.ndarray:
    """Return the quantiles of a normal or log-normal cut at its bounds."""
    if covariate.median is not None and covariate.gsd is not None:
        middle, spread = np.log(covariate.median), np.log(covariate.gsd)
        low, high = np.log(max(covariate.low, 0.0)) if covariate.low > 0 else -np.inf, np.log(covariate.high)
    else:
        assert covariate.mean is not None
        assert covariate.sd is not None
        middle, spread, low, high = covariate.mean, covariate.sd, covariate.low, covariate.high
    if spread == 0:
        value = np.full(len(luck), middle)
    else:
        below, above = ndtr((low - middle) / spread), ndtr((high - middle) / spread)
        value = middle + spread * ndtri(below + luck * (above - below))
    return np.exp(value) if covariate.median is not None else value


def _varies(row: ParameterRow) -> bool:
    return row.variation is not None and row.distribution != "fixed"


def _varied(row: ParameterRow, median: np.ndarray, z: np.ndarray | None) -> np.ndarray:
    """Return a parameter's value in each dyad, (dyad,), at her standard normal number; the median where dyads do not differ."""
    if row.variation is None or z is None:
        return median
    if row.distribution == "lognormal":
        return median * np.exp(np.log(row.variation) * z)
    if row.distribution == "normal":
        return median + row.variation * z
    size = median * (1 - median) / row.variation**2 - 1
    return betaincinv(median * size, (1 - median) * size, ndtr(z))


def _apply(
    population: Population, covariates: Mapping[str, np.ndarray], column: Mapping[str, int], parameters: np.ndarray
) -> None:
    for covariate in population.covariates:
        value = covariates[covariate.name]
        for effect in covariate.effects:
            key = effect.sets or effect.multiplies
            if key not in column:
                continue
            by = value if effect.to is None else np.where(value > 0, effect.to, 1.0 if effect.absent is None else effect.absent)
            if effect.sets:
                factor = 1.0 if effect.to is None else scale(covariate.unit)
                parameters[:, column[key]] = by * factor
            else:
                parameters[:, column[key]] *= by
