"""What the laboratory finds in stool of the infant and of the mother: a load, the strain, and a group's share of the reads."""

from milkway.analysis.kinds import LOAD, NUMBER, SHARE
from milkway.analysis.sample_reading import found_in, load_in, reads_in
from milkway.analysis.score import Score
from milkway.assays.materials import INFANT_STOOL, MOTHER_STOOL

INFANT_LOAD = Score(
    "infant_stool_load",
    "bacteria counted in the infant's stool",
    "log10 load in the infant's stool",
    LOAD,
    load_in(INFANT_STOOL),
    needs=("visit", "group"),
    taken="sample",
    either=True,
    material=INFANT_STOOL,
)
INFANT_STRAIN = Score(
    "infant_stool_strain_detected",
    "the strain found in the infant's stool",
    "the strain found in the infant's stool",
    SHARE,
    found_in(INFANT_STOOL),
    needs=("visit",),
    taken="sample",
    either=True,
    of_strain=True,
    material=INFANT_STOOL,
)
INFANT_READS = Score(
    "infant_stool_reads",
    "share of the reads of the infant's stool",
    "share of reads in the infant's stool",
    NUMBER,
    reads_in(INFANT_STOOL),
    needs=("visit", "group"),
    taken="sample",
    either=True,
    most=1.0,
    material=INFANT_STOOL,
    assayed="reads",
)
MOTHER_LOAD = Score(
    "mother_stool_load",
    "bacteria counted in the mother's stool",
    "log10 load in the mother's stool",
    LOAD,
    load_in(MOTHER_STOOL),
    needs=("visit", "group"),
    taken="sample",
    either=True,
    material=MOTHER_STOOL,
)
MOTHER_STRAIN = Score(
    "mother_stool_strain_detected",
    "the strain found in the mother's stool",
    "the strain found in the mother's stool",
    SHARE,
    found_in(MOTHER_STOOL),
    needs=("visit",),
    taken="sample",
    either=True,
    of_strain=True,
    material=MOTHER_STOOL,
)
MOTHER_READS = Score(
    "mother_stool_reads",
    "share of the reads of the mother's stool",
    "share of reads in the mother's stool",
    NUMBER,
    reads_in(MOTHER_STOOL),
    needs=("visit", "group"),
    taken="sample",
    either=True,
    most=1.0,
    material=MOTHER_STOOL,
    assayed="reads",
)
