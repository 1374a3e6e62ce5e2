"""How the skill for marked infants moves with the killing rate of the infant's antibiotic, a placeholder of the tables."""

from dataclasses import dataclass
from functools import partial

from milkway.ledger.tables import ParameterTable
from milkway.published.simulated_infants import Infants, Tell, simulated_infants
from milkway.published.treated_infants import Foretold, days_under, foretold, under

KILLING = "antibiotic_infant"
FACTORS = (1 / 3, 1.0, 3.0)
BIRTH, COURSE = "vaginal", "3_days"


@dataclass(frozen=True)
class AtRate:
    """How well differences are predicted at a killing rate, per day."""

    rate: float
    foretold: Foretold


def at_rates(untreated: Infants, table: ParameterTable, n: int, seed: int, tell: Tell) -> tuple[AtRate, ...]:
    """Return how well differences of vaginally born infants are predicted at a third, once and three times the rate.

    Args:
        untreated: those infants, as `simulated_infants` gives them with the same table, number and seed.
        table: parameters.
        n: infants.
        seed: of all chance.
        tell: told the stage and the dyad-days done.
    """
    rates = [factor * table.rows[KILLING].value for factor in FACTORS]
    found: list[AtRate] = []
    for rate in rates:
        simulate = partial(simulated_infants, table=_with(table, rate), n=n, seed=seed, tell=tell)
        found.append(AtRate(rate, foretold(under((COURSE,), BIRTH, untreated, simulate), COURSE)))
    return tuple(found)


def rates_days(n: int) -> float:
    """Return the dyad-days of `at_rates`."""
    return len(FACTORS) * days_under(n, BIRTH, (COURSE,))


def _with(table: ParameterTable, rate: float) -> ParameterTable:
    return table.replacing({KILLING: rate}, "placeholder", "varied to see what hangs on it")
