"""What makes a breast liable to mastitis, whichever way it opens: the woman, ample milk and a wounded nipple."""

from milkway.biology.processes.milk_secretion import SUPPLY
from milkway.biology.processes.milk_supply import supply
from milkway.biology.sites import Breast
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE
from milkway.core.declare import parameter
from milkway.core.expression import Expression

FRAILTY = parameter("frailty", "dimensionless", "mother's liability to mastitis relative to the usual", within=NOT_NEGATIVE)
WOUND = parameter(
    "wound_opening", "dimensionless", "excess of the hazards of mastitis at full nipple damage", within=NOT_NEGATIVE
)
EARLY_TIME = parameter(
    "early_excess_time", "day", "time scale on which the excess of the hazards of mastitis falls", within=POSITIVE
)


def liability(breast: Breast) -> Expression:
    """Return the hazards of mastitis in a breast relative to the usual, rising with the third power of supply."""
    return FRAILTY * (SUPPLY * supply(breast)) ** 3 * (1 + WOUND * breast.nipple_damage)
