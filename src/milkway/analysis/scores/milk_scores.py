"""What the laboratory finds in milk: a load of a group of bacteria, and the strain."""

from milkway.analysis.kinds import LOAD, SHARE
from milkway.analysis.sample_reading import found_in, load_in
from milkway.analysis.score import Score
from milkway.assays.materials import MILK

LOAD_IN_MILK = Score(
    "load",
    "bacteria counted in milk",
    "log10 load in milk",
    LOAD,
    load_in(MILK),
    needs=("visit", "group"),
    taken="sample",
    either=True,
)
STRAIN_DETECTED = Score(
    "strain_detected",
    "the strain found in milk",
    "the strain found in milk",
    SHARE,
    found_in(MILK),
    needs=("visit",),
    taken="sample",
    either=True,
    of_strain=True,
)
