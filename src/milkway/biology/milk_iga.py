"""Secretory IgA in milk: a colostral surge, then what plasma cells in the breast make."""

from milkway.biology.lactation import age
from milkway.biology.sites import MATERNAL
from milkway.core.bounds import POSITIVE
from milkway.core.declare import parameter
from milkway.core.expression import Expression, derived, exp

PLASMA_CELLS = MATERNAL.state("plasma_cells", "dimensionless")

MATURE_IGA = parameter("milk_iga_mature", "mg/mL", "IgA of mature milk per unit of plasma cells in the breast")
COLOSTRAL_IGA = parameter("milk_iga_colostral", "mg/mL", "further IgA of colostrum at birth")
COLOSTRAL_DECAY = parameter("milk_iga_decay", "day", "time scale on which colostral IgA falls", within=POSITIVE)


def milk_iga() -> Expression:
    """Return secretory IgA in milk (mg/mL)."""
    colostral = COLOSTRAL_IGA * exp(0 - age() / COLOSTRAL_DECAY)
    return derived("milk_iga", MATURE_IGA * PLASMA_CELLS + colostral, "mg/mL")
