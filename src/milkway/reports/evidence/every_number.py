"""Every number that has a kind: rows of the tables, settings, populations, protocols, assays, priors."""

from milkway.cohorts.population_numbers import numbers_of_populations
from milkway.inference.prior_numbers import numbers_of_priors
from milkway.ledger.stated_number import Number, counted, in_table, numbers_of_settings, numbers_of_tables
from milkway.ledger.tables import read_parameters
from milkway.protocol.protocol_numbers import numbers_of_protocols
from milkway.published.assay_numbers import numbers_of_assays


def every_number() -> tuple[Number, ...]:
    """Return them, those of the tables first.

    >>> sorted({one.place.partition(" ")[0] for one in every_number()})
    ['assay', 'population', 'prior', 'protocol', 'setting', 'table']
    """
    table = read_parameters()
    return (
        *numbers_of_tables(table),
        *numbers_of_settings(table),
        *numbers_of_populations(),
        *numbers_of_protocols(table),
        *numbers_of_assays(),
        *numbers_of_priors(),
    )


def counts() -> dict[str, dict[str, int]]:
    """Return how many numbers there are of each kind: of the tables, and of all.

    >>> counts()["all"]["tuned"] > counts()["tables"]["tuned"]
    True
    """
    numbers = every_number()
    return {"tables": counted(one for one in numbers if in_table(one.place)), "all": counted(numbers)}
