"""What the treatment files share: who enters, what the arms are given, and paired changes from entry."""

import numpy as np

from milkway.trials.known import read_known_protocol
from validation.cases import Cases, Entry, treated, untreated
from validation.women import GUILDS, STAPHYLOCOCCI, Settings

ANY = Entry(GUILDS, 1e4)  # total count above 4 log10, as Arroyo 2010 asked
STAPH = Entry(STAPHYLOCOCCI, 1e4)
LASTING = Entry(STAPHYLOCOCCI, 1e4, lasting=10)  # women who have been ill for some time when a trial finds them
ANTIBIOTIC = ((0, "maternal_antibiotic", 1.0), (7, "maternal_antibiotic", 0.0))


def hypothesis(name: str) -> Settings:
    """Return the parameters of a product hypothesis of the shipped protocol."""
    return tuple(sorted(next(one for one in read_known_protocol("hurtado2017").hypotheses if one.name == name).sets.items()))


def product(asked: Entry, dose: float, days: int, name: str) -> Cases:
    """Return the cases who take the product for some days under a hypothesis."""
    plan = ((0, "taking_product", 1.0), (days, "taking_product", 0.0))
    return treated(asked, plan, (("dose", dose), *hypothesis(name)))


def antibiotic(asked: Entry) -> Cases:
    """Return the cases who take an antibiotic for a week from entry."""
    return treated(asked, ANTIBIOTIC)


def usual(asked: Entry) -> Cases:
    """Return the cases without treatment."""
    return untreated(asked)


def feeding(cases: Cases, taxa: tuple[str, ...], after: int) -> np.ndarray:
    """Return (woman,) log10 loads some days after entry of those who still breastfeed."""
    loads = cases.load(taxa, after)
    return loads[np.isfinite(loads)]


def change(cases: Cases, taxa: tuple[str, ...], first: int, second: int) -> np.ndarray:
    """Return (woman,) log10 change between two days after entry in those who breastfeed on both."""
    difference = cases.load(taxa, second) - cases.load(taxa, first)
    return difference[np.isfinite(difference)]
