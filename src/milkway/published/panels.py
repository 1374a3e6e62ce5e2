"""Which women are simulated for which comparisons: few panels, each read by many results, none simulated longer than is read."""

from dataclasses import dataclass

from milkway.published.cases import LAST, Cases, Entry, treated, untreated
from milkway.published.simulated_women import GUILDS, STAPHYLOCOCCI, Means, Settings, Steps, World, population

GENERAL, UNTREATED = "general", "untreated"
ANY = Entry(GUILDS, more_than=1e4)  # total count above 4 log10, as Arroyo 2010 asked
STAPH = Entry(STAPHYLOCOCCI, more_than=1e4)  # how the women of Jimenez 2008 were found was not readable
INFECTIOUS = Entry(GUILDS, more_than=1e3, leucocytes=1e6)  # Thomsen 1984
NOT_INFECTIOUS = Entry(GUILDS, at_most=1e3, leucocytes=1e6)
EMPTYING: Steps = ((0, "extra_emptying", 1.0), (14, "extra_emptying", 0.0))
ANTIBIOTIC: Steps = ((0, "maternal_antibiotic", 1.0), (7, "maternal_antibiotic", 0.0))
CARE: Settings = (("care_antibiotic_chance", 0.15),)  # as in the shipped protocol, Kvist 2008
NO_CARE: Settings = (("care_antibiotic_chance", 0.0),)
LONGEST = 30  # days after entry of the last reading of untreated women, whose diary must know that day


@dataclass(frozen=True)
class Panel:
    """A group of simulated women.

    Attributes:
        name: stable key.
        about: who they are and what is done to them, in words.
        dyads: at the usual size; of ill women, those among whom they are looked for.
        end: last midnight, days since birth, or since entry for ill women.
        plan: done to all; days since birth, or since entry.
        sets: parameters that are other than the table's.
        population: whose women they are.
        entry: what ill women of the untreated panel must have; nothing where the women are not chosen.
        product: whether they take the product, and what is read depends on its effects.
    """

    name: str
    about: str
    dyads: int
    end: int
    plan: Steps = ()
    sets: Settings = ()
    population: str = "general"
    entry: Entry | None = None
    product: bool = False


def _taken(first: int, last: int) -> Steps:
    return ((first, "taking_product", 1.0), (last, "taking_product", 0.0))


PANELS = (
    Panel(GENERAL, "women of the general population with its care, and their infants", 960, 182),
    Panel(UNTREATED, "women of the general population whom nobody treats", 960, LAST + LONGEST + 1, (), NO_CARE),
    Panel("formula", "their infants, fed formula from birth", 240, 76, ((0, "ceased", 1.0), (0, "formula", 1.0))),
    Panel("antibiotic", "ill women with a total count above 4 log10: antibiotic for a week", 960, 21, ANTIBIOTIC, entry=ANY),
    Panel("emptying", "women with infectious mastitis: extra emptying for two weeks", 960, 14, EMPTYING, entry=INFECTIOUS),
    Panel(
        "emptying_and_antibiotic",
        "women with infectious mastitis: extra emptying for two weeks and antibiotic for one",
        *(960, 14, (*EMPTYING, *ANTIBIOTIC)),
        entry=INFECTIOUS,
    ),
    Panel(
        "ill_strain_2e10",
        "ill women with more than 4 log10 staphylococci: 2e10 CFU/day of the strain for 28 days",
        *(960, 30, _taken(0, 28), (("dose", 2e10),)),
        entry=STAPH,
        product=True,
    ),
    Panel(
        "ill_strain_1e9",
        "ill women with a total count above 4 log10: 1e9 CFU/day of the strain for 21 days",
        *(960, 21, _taken(0, 21), (("dose", 1e9),)),
        entry=ANY,
        product=True,
    ),
    Panel("prevention", "women who had antibiotics around birth", 640, 112, (), CARE, "spain_peripartum_antibiotics"),
    Panel(
        "prevention_strain",
        "women who had antibiotics around birth: 3e9 CFU/day of the strain from day 4",
        *(640, 112, ((4, "taking_product", 1.0),), (*CARE, ("dose", 3e9)), "spain_peripartum_antibiotics"),
        product=True,
    ),
    Panel(
        "pregnancy_strain",
        "women who take 1e8 CFU/day of the strain in the last four weeks of pregnancy",
        *(480, 1, ((-28, "taking_product", 1.0),), (("dose", 1e8),)),
        product=True,
    ),
    Panel(
        "stool_strain",
        "women who take 6.5e9 CFU/day of the strain for four weeks; its effects are not read",
        *(192, 42, _taken(0, 28), (("dose", 6.5e9),)),
    ),
)


def simulated(panel: Panel, means: Means, followed: World | None, effects: Settings) -> World | Cases:
    """Return the women of a panel.

    Args:
        panel: which.
        means: with what they are simulated.
        followed: the untreated panel, among whom ill women are looked for.
        effects: what the product does, where it is taken and other than the table says.
    """
    dyads, sets = means.dyads(panel.dyads), (*panel.sets, *(effects if panel.product else ()))
    if panel.entry is None:
        return population(means, panel.population, dyads, panel.end, panel.plan, sets)
    assert followed is not None
    return treated(means, untreated(followed, panel.entry), panel.plan, sets, panel.end)
