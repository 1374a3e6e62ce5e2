"""A breast inflames in answer to bacteria, to milk that stays, or to a duct inflamed by itself."""

from collections.abc import Iterator

from milkway.biology.exposures import ANTI_INFLAMMATORY, abscess, inflamed_duct
from milkway.biology.processes.wall_growth import invasive
from milkway.biology.sites import BREASTS, MATERNAL, Breast, residents, total
from milkway.core.bounds import NOT_NEGATIVE, POSITIVE, SHARE
from milkway.core.declare import Rate, parameter, rate
from milkway.core.expression import Expression, derived, larger, smaller, where
from milkway.core.model import Model, process

HALF_SIGNAL = parameter(
    "inflammation_half",
    "cell",
    "weighted bacteria, live and killed, in the milk of a breast at which inflammation is half",
    within=POSITIVE,
)
STASIS_DRIVE = parameter("stasis_drive", "dimensionless", "inflammation by fullness beyond the tolerated", within=NOT_NEGATIVE)
TOLERATED = parameter("tolerated_fullness", "dimensionless", "fullness that a breast tolerates", within=SHARE)
DUCT_DRIVE = parameter(
    "duct_drive", "dimensionless", "inflammation by a duct that became inflamed without bacteria", within=NOT_NEGATIVE
)
ABSCESS_DRIVE = parameter("abscess_drive", "dimensionless", "inflammation by an abscess", within=NOT_NEGATIVE)
ONSET = parameter("inflammation_onset", "1/day", "speed at which inflammation rises")
RESOLUTION = parameter("inflammation_resolution", "1/day", "speed at which inflammation subsides")
DRUG_EFFECT = parameter(
    "anti_inflammatory_effect", "dimensionless", "share of the drive that an anti-inflammatory drug removes", within=SHARE
)

CALM = MATERNAL.state("immune_calm", "dimensionless")


def signal(breast: Breast, model: Model) -> Expression:
    """Return the signal of the bacteria that a breast's milk holds, live or killed, relative to its half effect.

    The niche of the wall that feeds it grows with inflammation, so that a breast has an infected state beside the healthy one
    where this signal is above 2 at full inflammation.
    """
    cells = total(invasive(taxon) * breast.milk[taxon] for taxon in residents(model)) + breast.killed
    return derived(f"{breast.side}_bacterial_signal", cells / HALF_SIGNAL, "dimensionless")


def infected(breast: Breast, model: Model) -> Expression:
    """Return the inflammatory effect of bacteria, 0 to 1, with a Hill exponent of 2."""
    squared = signal(breast, model) ** 2
    return squared / (1 + squared)


def overfull(breast: Breast) -> Expression:
    """Return fullness beyond the tolerated."""
    return larger(0, breast.stasis - TOLERATED)


def drive(breast: Breast, model: Model) -> Expression:
    """Return the level toward which inflammation moves, 0 to 1."""
    bacteria = infected(breast, model)
    sterile = STASIS_DRIVE * overfull(breast) + DUCT_DRIVE * inflamed_duct(breast) + ABSCESS_DRIVE * abscess(breast)
    eased = (1 - larger(0, smaller(1, CALM))) * (1 - DRUG_EFFECT * ANTI_INFLAMMATORY)
    return derived(f"{breast.side}_inflammatory_drive", smaller(1, (bacteria + sterile) * eased), "dimensionless")


@process(cites=["malka2010", "thomsen1984"])
def inflammation(model: Model) -> Iterator[Rate]:
    """Inflammation rises within a day and subsides over several; it may be sterile or bacterial."""
    for breast in BREASTS:
        toward = drive(breast, model)
        yield rate(breast.inflammation, toward=toward, at=where(toward, breast.inflammation, ONSET, RESOLUTION))
