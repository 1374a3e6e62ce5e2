"""What milk, formula, solids and mucus bring to the infant's colon."""

from collections.abc import Iterator

from milkway.biology.exposures import BORN, SOLIDS
from milkway.biology.feeding import breast_milk, formula_milk
from milkway.biology.sites import INFANT_GUT
from milkway.biology.taxa import FIBRE, LACTOSE, MUCIN, OLIGOSACCHARIDE, PEPTIDE
from milkway.core.bounds import NOT_NEGATIVE, SHARE
from milkway.core.declare import Flow, flow, parameter
from milkway.core.model import Model, process

MILK_LACTOSE = parameter("milk_lactose", "micromole/mL", "lactose of milk, in hexose equivalents")
SPILL = parameter("lactose_spill", "dimensionless", "share of lactose that reaches the infant's colon", within=SHARE)
FORMULA_LACTOSE = parameter(
    "formula_lactose", "dimensionless", "lactose that reaches the colon from formula relative to milk", within=NOT_NEGATIVE
)
OLIGO = parameter("milk_oligosaccharide", "micromole/mL", "oligosaccharides of a secretor's milk, in hexose equivalents")
SECRETOR = parameter("secretor", "dimensionless", "1 for a secretor mother, 0 for a non-secretor", within=SHARE)
SECRETOR_SHARE = parameter("secretor_share", "dimensionless", "share of oligosaccharides that non-secretors lack", within=SHARE)
FORMULA_OLIGO = parameter("formula_oligosaccharide", "micromole/mL", "oligosaccharides of formula, in hexose equivalents")
MILK_PEPTIDE = parameter("milk_peptide", "micromole/mL", "peptides of milk that reach the colon, in hexose equivalents")
FORMULA_PEPTIDE = parameter(
    "formula_peptide", "dimensionless", "peptides that reach the colon from formula relative to milk", within=NOT_NEGATIVE
)
OWN_PEPTIDE = parameter("infant_peptide", "micromole/day", "peptides from the infant's own secretions")
OWN_MUCIN = parameter("infant_mucin", "micromole/day", "mucin glycans of the infant's gut")
SOLID_FIBRE = parameter("solids_fibre", "micromole/day", "fibre and resistant starch from full solids")


@process(cites=["hmo2021"])
def infant_resources(model: Model) -> Iterator[Flow]:
    """Oligosaccharides and spilt lactose of milk feed bifidobacteria; formula brings more peptide and little oligosaccharide."""
    milk, formula = breast_milk(), formula_milk()
    oligo = OLIGO * (1 - SECRETOR_SHARE * (1 - SECRETOR))
    incoming = {
        LACTOSE: MILK_LACTOSE * SPILL * (milk + FORMULA_LACTOSE * formula),
        OLIGOSACCHARIDE: oligo * milk + FORMULA_OLIGO * formula,
        PEPTIDE: MILK_PEPTIDE * (milk + FORMULA_PEPTIDE * formula) + BORN * OWN_PEPTIDE,
        MUCIN: BORN * OWN_MUCIN,
        FIBRE: BORN * SOLIDS * SOLID_FIBRE,
    }
    for food, amount in incoming.items():
        yield flow(amount, into={INFANT_GUT[food]: 1})
