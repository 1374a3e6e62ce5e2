"""Signs in the breast: nipple pain, breast pain, redness and a lump, each with its own cause and pace."""

from collections.abc import Iterator

from milkway.biology.exposures import abscess, blocked
from milkway.biology.processes.inflammation import overfull
from milkway.biology.sites import BREASTS, Breast
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE
from milkway.core.declare import Rate, Sign, Stock, parameter, rate
from milkway.core.expression import Expression, larger, saturating, smaller
from milkway.core.model import Model, process

SPEED = parameter(
    "sign_speed", "1/day", "speed at which signs of the breast or of the whole body follow their cause", per=("site",)
)
THRESHOLD = parameter(
    "sign_threshold", "dimensionless", "level of a sign that half of her days are reported", per=("site",), within=POSITIVE
)
SHARPNESS = parameter(
    "sign_sharpness",
    "dimensionless",
    "steepness of reporting with the level relative to the threshold",
    within=POSITIVE,
)
PAIN_SCALE = parameter("pain_scale", "dimensionless", "top of the pain score", within=POSITIVE)
PAIN_HALF = parameter("breast_pain_half", "dimensionless", "inflammation at half of the pain score", within=POSITIVE)
FULL_PAIN = parameter("fullness_pain", "dimensionless", "pain score per fullness beyond the tolerated", within=NOT_NEGATIVE)
NIPPLE_HALF = parameter("nipple_pain_half", "dimensionless", "nipple damage at half of the pain score", within=POSITIVE)
REDNESS_HALF = parameter("redness_half", "dimensionless", "inflammation at half of full redness", within=POSITIVE)
BLOCKED_LUMP = parameter(
    "blocked_lump", "dimensionless", "size of the lump of a blocked duct, relative to an abscess", within=NOT_NEGATIVE
)
FULL_LUMP = parameter("fullness_lump", "dimensionless", "lump per fullness beyond the tolerated", within=NOT_NEGATIVE)

LOCAL = ("nipple_pain", "breast_pain", "redness", "lump")


def worst(name: str) -> Expression:
    """Return a sign at the worse of the two breasts."""
    left, right = (breast.latent(name) for breast in BREASTS)
    return larger(left, right)


def _causes(breast: Breast) -> dict[Stock, Expression]:
    heat, damage = breast.inflammation, breast.nipple_damage
    pain = PAIN_SCALE * saturating(heat**2, PAIN_HALF**2) + FULL_PAIN * overfull(breast)
    lump = larger(larger(abscess(breast), BLOCKED_LUMP * blocked(breast)), FULL_LUMP * overfull(breast))
    return {
        breast.latent("nipple_pain"): PAIN_SCALE * saturating(damage, NIPPLE_HALF),
        breast.latent("breast_pain"): smaller(PAIN_SCALE, pain),
        breast.latent("redness"): saturating(heat**2, REDNESS_HALF**2),
        breast.latent("lump"): smaller(1, lump),
    }


@process(cites=["kvist2008"])
def local_signs(model: Model) -> Iterator[Rate | Sign]:
    """Signs follow inflammation, fullness and injury apart, so counts and symptoms need not agree between women."""
    for breast in BREASTS:
        for latent, cause in _causes(breast).items():
            yield rate(latent, toward=cause, at=SPEED["local"])
    for name in LOCAL:
        yield Sign(name, worst(name), THRESHOLD[name], SHARPNESS)
