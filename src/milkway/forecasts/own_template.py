"""A file of results of one's own to fill in: every kind once, with what each key is."""

from pathlib import Path

from milkway.cohorts.population_file import population_names
from milkway.forecasts.own_results import GUILDS
from milkway.published.gut_cohorts import GUT_GUILDS
from milkway.published.gut_comparison import LAST
from milkway.published.incidence import WEEKS26

TEXT = """# Published results that `milkway qualify --results {file}` scores. Delete what was not printed.
# Names are yours, each once.
# The numbers here are no result of anybody: they show the form.

study = ""                      # key of the study if it is in the evidence (milkway evidence): its cluster is left out of rivals
# protocol = "hurtado2017"      # of each [[result]], by name or path; then there must be one
#
# [[result]]                    # as `milkway new FILE --published PROTOCOL` lists them all
# endpoint = "clinical_mastitis"
# arm = "placebo"
# count = 0                     # or rate, or mean
# n = 1

[[women_ill]]                   # women with at least one clinical mastitis since birth
name = "ill in eight weeks"
until = 56                      # first day after follow-up, at most {weeks}
count = 0                       # or rate = a share
n = 1                           # women analysed
population = "general"          # {populations}

[[episodes]]                    # of clinical mastitis since birth
name = "episodes in eight weeks"
until = 56
count = 0                       # or rate = episodes per woman
n = 1

[[milk]]                        # mean log10 CFU/mL of both breasts' milk, loads below 10 CFU/mL counted as 10
name = "bacteria in milk"
day = 28                        # since birth
mean = 0.0
n = 1                           # women
women = "healthy"               # without signs in the week before; or "all" who breastfeed
taxa = [{taxa}]

[[infants]]                     # whose stool was sequenced, breastfed
name = "a month after birth"
birth = "vaginal"               # or "c_section"
day = 30                        # since birth, at most {last}
n = 5                           # infants, one sample each
reads = 20000                   # per sample
background = 0.01               # share of reads below which a share says nothing

[infants.guilds.bifidobacterium]  # shares among the eight guilds: {guilds}
quantiles = [0.0, 0.0, 0.0, 0.0, 0.0]  # least, quartiles, most; or more, evenly spaced; or shares = one of every infant
mean = 0.0                      # of the share, where it was printed
above_1_percent = 0.0           # share of infants with more than 1 %, where it was printed
"""


def own_template(file: Path) -> str:
    """Return the file."""
    return TEXT.format(
        file=file.name,
        weeks=WEEKS26,
        last=LAST,
        populations=" or ".join(f'"{name}"' for name in population_names()),
        taxa=", ".join(f'"{name}"' for name in GUILDS),
        guilds=", ".join(GUT_GUILDS),
    )
