"""Whether a mother and her infant share a strain: her stool or her milk, and the infant's stool, called to hold the same."""

from milkway.analysis.kinds import SHARE
from milkway.analysis.sample_reading import shared_with
from milkway.analysis.score import Score
from milkway.assays.materials import MILK, MOTHER_STOOL

STOOL_SHARED = Score(
    "stool_strain_shared",
    "the mother's and the infant's stool share a strain",
    "a strain shared by both stools",
    SHARE,
    shared_with(MOTHER_STOOL),
    needs=("visit",),
    taken="sample",
    either=True,
    material=MOTHER_STOOL,
    assayed="pairs",
)
MILK_SHARED = Score(
    "milk_strain_shared",
    "milk and the infant's stool share a strain",
    "a strain shared by milk and the infant's stool",
    SHARE,
    shared_with(MILK),
    needs=("visit",),
    taken="sample",
    either=True,
    assayed="pairs",
)
