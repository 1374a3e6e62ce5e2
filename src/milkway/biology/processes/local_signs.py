"""Signs in the breast: nipple pain, breast pain, redness and a lump, each with its own cause.

Every sign is reported on half of the days on which it is at half of its scale, so that one number a sign says both how strong
it is and when it is told: the cause at half. Redness and a lump go from 0 to 1, pain on its own scale.
"""

from collections.abc import Iterator

from milkway.biology.exposures import abscess, blocked
from milkway.biology.processes.inflammation import overfull
from milkway.biology.processes.nipple_damage import strain
from milkway.biology.sites import BREASTS, Breast
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE
from milkway.core.declare import Rate, Sign, parameter, rate
from milkway.core.expression import Expression, larger, number, saturating
from milkway.core.model import Model, process
from milkway.core.pain_scale import WORST

SPEED = parameter(
    "sign_speed", "1/day", "speed at which signs of the breast or of the whole body follow their cause", per=("site",)
)
HALF = parameter(
    "sign_half",
    "dimensionless",
    "cause at which a sign is half of its scale: inflammation, of a lump and of pain with tension, of nipple pain soreness",
    per=("site",),
    within=POSITIVE,
)
SHARPNESS = parameter(
    "sign_sharpness", "dimensionless", "steepness of reporting with the level relative to half of the scale", within=POSITIVE
)
TENSION = parameter(
    "fullness_tension",
    "dimensionless",
    "inflammation that hurts and hardens a breast as much as fullness beyond the tolerated",
    within=NOT_NEGATIVE,
)
SORE = parameter("soreness_strain", "1/day", "strain at which an intact nipple is half as sore as a damaged one", within=POSITIVE)

SCALES = {"nipple_pain": WORST, "breast_pain": WORST, "redness": 1, "lump": 1}


def worst(name: str) -> Expression:
    """Return a sign at the worse of the two breasts."""
    left, right = (breast.latent(name) for breast in BREASTS)
    return larger(left, right)


def half_of(scale: int) -> Expression:
    """Return the level of a sign that is reported on half of the days."""
    return number(scale / 2, "dimensionless")


def risen(cause: Expression, name: str, power: int) -> Expression:
    """Return a sign, 0 to 1, by its cause."""
    return saturating(cause**power, HALF[name] ** power)


def _levels(breast: Breast) -> dict[str, Expression]:
    """Return each sign toward which a breast moves, 0 to 1; a blocked duct and an abscess are lumps by themselves."""
    tense = breast.inflammation + TENSION * overfull(breast)
    return {
        "nipple_pain": risen(breast.nipple_damage + saturating(strain(), SORE), "nipple_pain", 1),
        "breast_pain": risen(tense, "breast_pain", 2),
        "redness": risen(breast.inflammation, "redness", 2),
        "lump": larger(larger(abscess(breast), blocked(breast)), risen(tense, "lump", 2)),
    }


@process(cites=["kvist2008", "buck2014"])
def local_signs(model: Model) -> Iterator[Rate | Sign]:
    """Signs follow inflammation, fullness and injury apart, so counts and symptoms need not agree between women."""
    for breast in BREASTS:
        for name, level in _levels(breast).items():
            yield rate(breast.latent(name), toward=SCALES[name] * level, at=SPEED["local"])
    for name, scale in SCALES.items():
        yield Sign(name, worst(name), half_of(scale), SHARPNESS)
