"""How far breasts are prepared, milk has come in, and breastfeeding goes on, as functions of time and exposures."""

from functools import cache

from milkway.biology.exposures import BORN, CEASED, EXTRA_EMPTYING, FED, NIPPLE_SHIELD, PUMPING, blocked
from milkway.biology.sites import BREASTS, Breast, total
from milkway.core.bounds import ANY, PART, POSITIVE, SHARE
from milkway.core.declare import parameter
from milkway.core.expression import DAY, Expression, derived, exp, larger, log, smaller

FEEDS = parameter("feeds_per_day", "1/day", "single-breast feeds a day, both breasts together")
USUAL_FEEDS = parameter(
    "usual_feeds", "1/day", "feeds a day at which one removes its usual share; who is fed more often takes less each time"
)
REMOVAL_FRACTION = parameter(
    "removal_fraction", "dimensionless", "share of the milk in a breast that one feed removes", within=PART
)
NARROWING = parameter("duct_narrowing", "dimensionless", "share of removal lost at full inflammation", within=SHARE)
BLOCKED_REMOVAL = parameter(
    "blocked_removal", "dimensionless", "removal with a blocked duct, as a share of the usual rate", within=SHARE
)
SHIELD_LOSS = parameter(
    "shield_loss", "dimensionless", "share of removal by the infant lost where a nipple shield is used", within=SHARE
)
EXTRA_FEEDS = parameter("extra_emptying_feeds", "1/day", "further drainages of a breast a day under extra emptying")
PUMPED_FEEDS = parameter("pumping_feeds", "1/day", "further drainages of a breast a day where milk is also expressed")
PREPARED_DAY = parameter("prepared_day", "day", "day at which the peripartum preparation of the breast is half done", within=ANY)
PREPARED_WIDTH = parameter("prepared_width", "day", "time scale of the peripartum preparation", within=POSITIVE)
MILK_DAY = parameter("lactogenesis_day", "day", "day at which milk has half come in")
MILK_WIDTH = parameter("lactogenesis_width", "day", "time scale of milk coming in", within=POSITIVE)
COLOSTRUM_SHARE = parameter(
    "colostrum_share", "dimensionless", "secretion right after birth as a share of mature secretion", within=SHARE
)
IDLE_GROWTH = parameter(
    "idle_growth", "dimensionless", "growth in a breast without lactation, as a share of a lactating one", within=SHARE
)


def age() -> Expression:
    """Return days since birth, zero in pregnancy."""
    return larger(DAY, DAY * 0)


def prepared() -> Expression:
    """Return how far the hormones of late pregnancy have prepared the breast, 0 to 1."""
    return 1 / (1 + exp((PREPARED_DAY - DAY) / PREPARED_WIDTH))


def milk_in() -> Expression:
    """Return secretory activation (lactogenesis II), 0 before birth, toward 1 within days."""
    risen = 1 / (1 + exp((MILK_DAY - age()) / MILK_WIDTH))
    return BORN * (COLOSTRUM_SHARE + (1 - COLOSTRUM_SHARE) * risen)


def feeding() -> Expression:
    """Return the share of usual breastfeeding that goes on, 0 to 1."""
    return BORN * FED * (1 - CEASED)


def feeds_of_one_breast() -> Expression:
    """Return how often an infant is at one breast a day; feeds are counted per breast, so each has half."""
    return feeding() * FEEDS / 2


def drainages_of_one_breast() -> Expression:
    """Return how often a breast is drained a day, by the infant, a pump or by hand.

    How much an infant drinks does not follow from how often it feeds: those of small stores feed more often.
    """
    fed = feeding() * USUAL_FEEDS / 2 * (1 - SHIELD_LOSS * NIPPLE_SHIELD)
    return fed + BORN * (1 - CEASED) * (EXTRA_EMPTYING * EXTRA_FEEDS + PUMPING * PUMPED_FEEDS)


@cache  # read by many flows, and one expression for all of them
def removal(breast: Breast) -> Expression:
    """Return the fraction of milk removed a day: n feeds that each leave 1 - f average to n * -ln(1 - f)."""
    each = 0 - log(1 - REMOVAL_FRACTION)
    free = (1 - NARROWING * breast.inflammation) * (1 - (1 - BLOCKED_REMOVAL) * blocked(breast))
    return derived(f"{breast.side}_removal", drainages_of_one_breast() * each * free, "1/day")


def gland_growth() -> Expression:
    """Return how fast bacteria grow in milk and ducts relative to full lactation."""
    return IDLE_GROWTH + (1 - IDLE_GROWTH) * smaller(1, feeding()) * milk_in()


@cache
def milk_removed() -> Expression:
    """Return milk that leaves both breasts (mL/day)."""
    return derived("milk_removed", total(removal(breast) * breast.volume for breast in BREASTS), "mL/day")
