"""All that is on record, in one place: studies, quantities, parameters, claims and the bibliography."""

from collections.abc import Mapping
from dataclasses import dataclass

from milkway.core.brief import brief
from milkway.ledger.quantities import Quantity, read_quantities
from milkway.ledger.sources import Source, read_sources
from milkway.ledger.statements import Statement, read_statements
from milkway.ledger.studies import Study, read_studies
from milkway.ledger.tables import ParameterTable, read_parameters


@dataclass(frozen=True)
class Evidence:
    """The ledger, each part by id or key."""

    studies: Mapping[str, Study]
    quantities: Mapping[str, Quantity]
    parameters: ParameterTable
    claims: Mapping[str, Statement]
    sources: Mapping[str, Source]

    __repr__ = brief


def read_evidence() -> Evidence:
    """Return the ledger that ships."""
    studies, quantities = read_studies(), read_quantities()
    claims = read_statements(frozenset(studies) | frozenset(quantities))
    return Evidence(studies, quantities, read_parameters(), claims, read_sources())
