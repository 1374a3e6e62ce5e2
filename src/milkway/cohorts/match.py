"""Whether the numbers come from people like the cohort's, for the report."""

from collections.abc import Mapping

from milkway.cohorts.population import Population
from milkway.ledger.quantities import Quantity
from milkway.ledger.rows import ParameterRow
from milkway.ledger.sources import split_keys
from milkway.ledger.studies import Study
from milkway.ledger.tables import ParameterTable


def check_population(
    population: Population, table: ParameterTable, quantities: Mapping[str, Quantity], studies: Mapping[str, Study]
) -> tuple[str, ...]:
    """Return a sentence for each kind of people or animals, other than the cohort's own, that parameters came from.

    A row is traced by its locator to a quantity, else by its source and by what it was tuned on to studies; rows that lead
    to neither are not judged.
    """
    elsewhere: dict[str, list[str]] = {}
    for row in table.rows.values():
        for who in _who(row, quantities, studies):
            if who not in population.who:
                elsewhere.setdefault(who, []).append(row.key)
    own = " or ".join(population.who)
    return tuple(f"{_count(keys)} from {who}, not from {own}: {', '.join(keys)}" for who, keys in sorted(elsewhere.items()))


def _who(row: ParameterRow, quantities: Mapping[str, Quantity], studies: Mapping[str, Study]) -> tuple[str, ...]:
    traced = [quantities[key].who for key in split_keys(row.locator) if key in quantities]
    if not traced:
        traced = [studies[key].who for key in (*split_keys(row.source), *row.tuned_on) if key in studies]
    return tuple(dict.fromkeys(traced))


def _count(keys: list[str]) -> str:
    return "1 parameter comes" if len(keys) == 1 else f"{len(keys)} parameters come"
