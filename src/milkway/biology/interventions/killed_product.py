"""A heat-killed product: dead cells that pass the mother's ileum and act only as a hypothesis says; they live nowhere.

Dead cells are no stock, since nothing comes of them but what they do while they pass. Their number in the ileum is that of a
steady passage, dose / washout, of all that are swallowed, on every day alike: how many stay whole was not read.
"""

from milkway.biology.exposures import DISCONTINUED, TAKING_PRODUCT
from milkway.biology.interventions.probiotic import ADHERENCE
from milkway.biology.processes.maternal_ileum import WASHOUT
from milkway.core.bounds import NOT_NEGATIVE
from milkway.core.declare import parameter

KILLED_DOSE = parameter("killed_dose", "cell/day", "dead cells of the strain that a heat-killed product has")
EFFECT = parameter(
    "effect_killed",
    "dimensionless",
    "effect of a dead cell of the strain in the ileum relative to a live one; 0 is no effect",
    within=NOT_NEGATIVE,
)
ACTING = EFFECT * KILLED_DOSE * ADHERENCE * TAKING_PRODUCT * (1 - DISCONTINUED) / WASHOUT  # as so many live cells
