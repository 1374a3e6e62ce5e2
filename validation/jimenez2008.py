"""Two strains against no treatment in staphylococcal mastitis (Jimenez 2008, 10 women an arm).

The trial gave 2e10 cells of two other species for 28 days. How its women were found is not stated; here they have pain and more
than 4 log10 staphylococci on the day they enter, in a second set ten days before as well. The product is shown under the
competition hypothesis; without an effect its staphylococci are those of untreated women, bit for bit.
"""

from validation.score import Score, count_of, load_of, mean, share
from validation.treatment import LASTING, STAPH, STAPHYLOCOCCI, feeding, product, usual
from validation.women import LIMIT

ENTRY = load_of("jimenez2008", "log10 staphylococci on entry", 4.78, "jimenez2008.toml, mean of 4.74 and 4.81")
CONTROL = load_of("jimenez2008", "log10 staphylococci untreated, day 30", 4.79, "jimenez2008.toml")
TREATED = load_of("jimenez2008", "log10 staphylococci with product (competition), day 30", 2.96, "jimenez2008.toml")
LONG_ILL = load_of("jimenez2008", "the same in women ill for 10 days on entry, untreated, day 30", 4.79, "jimenez2008.toml")
LONG_TREATED = load_of("jimenez2008", "the same with product (competition), day 30", 2.96, "jimenez2008.toml")
STRAIN = count_of("jimenez2008", "women with the strain in milk, day 28 (competition)", 6, 10, "jimenez2008.toml")
STRAIN_NULL = count_of("jimenez2008", "women with the strain in milk, day 28 (no effect)", 6, 10, "jimenez2008.toml")
DOSE = 2e10


def scores() -> list[Score]:
    """Return the scores."""
    control, competing, inert = usual(STAPH), product(STAPH, DOSE, 28, "competition"), product(STAPH, DOSE, 28, "null")
    return [
        mean(ENTRY, feeding(control, STAPHYLOCOCCI, 0)),
        mean(CONTROL, feeding(control, STAPHYLOCOCCI, 30)),
        mean(TREATED, feeding(competing, STAPHYLOCOCCI, 30)),
        mean(LONG_ILL, feeding(usual(LASTING), STAPHYLOCOCCI, 30)),
        mean(LONG_TREATED, feeding(product(LASTING, DOSE, 28, "competition"), STAPHYLOCOCCI, 30)),
        *(
            share(target, cases.culture(("strain",), 28)[cases.feeding(28)] > LIMIT)
            for target, cases in ((STRAIN, competing), (STRAIN_NULL, inert))
        ),
    ]
