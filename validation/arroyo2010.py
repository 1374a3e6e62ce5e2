"""A strain against antibiotics in mastitis with more than 4 log10 bacteria per mL (Arroyo 2010; no untreated arm).

Recovery is no reported breast pain on day 21, in women with or without breastfeeding. The antibiotic course is a week from entry.
"""

from validation.score import Score, Target, count_of, interval_of, load_of, mean, share
from validation.treatment import ANY, antibiotic, feeding, product, usual
from validation.women import GUILDS

ENTRY = interval_of("arroyo2010", "log10 total count on entry", 4.41, 3.91, 4.91, "arroyo2010.toml, 4.35 to 4.47, within 0.5")
PRODUCT = load_of("arroyo2010", "log10 total count with 1e9 of the strain (competition), day 21", 2.61, "arroyo2010.toml")
DRUG = load_of("arroyo2010", "log10 total count with antibiotic, day 21", 3.28, "arroyo2010.toml")
WELL = count_of("arroyo2010", "no breast pain with the strain (competition), day 21", 109, 124, "arroyo2010.toml, 88 % of 124")
WELL_DRUG = count_of("arroyo2010", "no breast pain with antibiotic, day 21", 29, 101, "arroyo2010.toml, 28.7 % of 101")
NOTHING = Target(
    "arroyo2010",
    "no breast pain untreated, day 21 (compare with the antibiotic arm)",
    0.287,
    0.2,
    0.38,
    "as the antibiotic arm: the trial had no untreated one",
    "arroyo2010.toml",
)


def scores() -> list[Score]:
    """Return the scores."""
    none, strain, drug = usual(ANY), product(ANY, 1e9, 21, "competition"), antibiotic(ANY)
    return [
        mean(ENTRY, feeding(none, GUILDS, 0)),
        mean(PRODUCT, feeding(strain, GUILDS, 21)),
        mean(DRUG, feeding(drug, GUILDS, 21)),
        share(WELL, ~strain.in_pain(21)),
        share(WELL_DRUG, ~drug.in_pain(21)),
        share(NOTHING, ~none.in_pain(21)),
    ]
