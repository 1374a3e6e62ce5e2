"""The exposures: stepwise covariates that schedules, episodes and care rules set."""

from milkway.biology.sites import Breast
from milkway.core.declare import Exposure, exposure

BORN = exposure("born", "dimensionless", "1 from birth on")
FED = exposure("fed", "dimensionless", "share of usual breastfeeding that the mother offers, 0 to 1", planned=1.0)
CEASED = exposure("ceased", "dimensionless", "1 once breastfeeding has ended for ever")
FORMULA = exposure("formula", "dimensionless", "1 where formula makes up what milk does not cover")
SOLIDS = exposure("solids", "dimensionless", "progress of solid food, 0 to 1")
HOSPITAL = exposure("hospital", "dimensionless", "1 while the infant is in hospital")
CAESAREAN = exposure("caesarean", "dimensionless", "1 for birth by caesarean section")
MATERNAL_ANTIBIOTIC = exposure("maternal_antibiotic", "dimensionless", "1 while the mother takes an antibiotic")
INFANT_ANTIBIOTIC = exposure("infant_antibiotic", "dimensionless", "1 while the infant is given an antibiotic")
TAKING_PRODUCT = exposure("taking_product", "dimensionless", "1 while the mother is to take the product")
OUTSIDE_PROBIOTIC = exposure("outside_probiotic", "dimensionless", "1 while the mother takes the strain from outside the trial")
ENROLLED = exposure("enrolled", "dimensionless", "1 from the day on which the mother is enrolled in the trial")
DISCONTINUED = exposure("discontinued", "dimensionless", "1 once the mother has stopped taking the product")
DIAGNOSED = exposure("diagnosed", "dimensionless", "1 on the day after a clinical episode is newly reported")
ANTI_INFLAMMATORY = exposure("anti_inflammatory", "dimensionless", "1 while the mother takes an anti-inflammatory drug")
EXTRA_EMPTYING = exposure("extra_emptying", "dimensionless", "1 while the breasts are emptied more often than usual")
PUMPING = exposure("pumping", "dimensionless", "1 where the mother also expresses milk several times a day")
NIPPLE_SHIELD = exposure("nipple_shield", "dimensionless", "1 where a nipple shield is used")
FIBRE_SUPPLEMENT = exposure("fibre_supplement", "dimensionless", "fibre that the mother adds, as a share of the usual")


def blocked(breast: Breast) -> Exposure:
    """Return the exposure of a blocked duct in a breast."""
    return exposure("blocked", "dimensionless", "1 while a duct is blocked", place=breast.body.name)


def inflamed_duct(breast: Breast) -> Exposure:
    """Return the exposure of a duct that became inflamed without bacteria in a breast."""
    return exposure("inflamed_duct", "dimensionless", "1 while a duct is inflamed and narrow", place=breast.body.name)


def trauma(breast: Breast) -> Exposure:
    """Return the exposure of a cracked nipple of a breast."""
    return exposure("trauma", "dimensionless", "1 while the nipple is being injured", place=breast.body.name)


def abscess(breast: Breast) -> Exposure:
    """Return the exposure of an abscess in a breast."""
    return exposure("abscess", "dimensionless", "1 while there is an abscess", place=breast.body.name)
