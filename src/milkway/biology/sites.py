"""The body sites of mother and infant, and the breast and gut as groups of stocks."""

from collections.abc import Iterable
from dataclasses import dataclass

from milkway.core.bounds import POSITIVE
from milkway.core.declare import Parameter, Site, Stock, Taxon, parameter
from milkway.core.expression import Expression, derived
from milkway.core.model import Model

MATERNAL = Site("maternal", "mother", "", "mother as a whole")
MATERNAL_ILEUM = Site("maternal_ileum", "mother", "UBERON:0002116", "mother's ileum", cells_divide=False)
MATERNAL_GUT = Site("maternal_gut", "mother", "UBERON:0001155", "mother's colon")
CARRIERS = Site("carriers", "mother", "", "immune cells that carry live bacteria", cells_divide=False)
INFANT = Site("infant", "infant", "", "infant as a whole")
INFANT_MOUTH = Site("infant_mouth", "infant", "UBERON:0000167", "infant's mouth")
INFANT_GUT = Site("infant_gut", "infant", "UBERON:0001155", "infant's colon")

GUT_VOLUME = parameter("gut_volume", "mL", "contents of the colon", per=("site",), within=POSITIVE)


@dataclass(frozen=True)
class Gut:
    """A colon: its site and the volume of its contents."""

    site: Site

    @property
    def volume(self) -> Parameter:
        """Return the volume of the contents (mL)."""
        return GUT_VOLUME[self.site]


@dataclass(frozen=True)
class Breast:
    """One breast: milk, duct wall, areola, and the states of the gland."""

    side: str
    body: Site
    milk: Site
    wall: Site
    areola: Site

    @property
    def volume(self) -> Stock:
        """Return the milk in the breast (mL)."""
        return self.body.state("volume", "mL")

    def latent(self, name: str) -> Stock:
        """Return a state of the gland without dimension, such as inflammation, stasis or redness."""
        return self.body.state(name, "dimensionless")

    @property
    def inflammation(self) -> Stock:
        """Return inflammation, 0 to 1."""
        return self.latent("inflammation")

    @property
    def stasis(self) -> Stock:
        """Return how full the breast has been lately, 0 to 1."""
        return self.latent("stasis")

    @property
    def neutrophils(self) -> Stock:
        """Return leucocytes in milk (cell/mL)."""
        return self.body.state("neutrophils", "cell/mL")

    @property
    def killed(self) -> Stock:
        """Return bacteria killed in milk and not yet drained, each counted by its inflammatory weight (cell)."""
        return self.body.state("killed_bacteria", "cell")

    @property
    def nipple_damage(self) -> Stock:
        """Return damage of the nipple, 0 to 1."""
        return self.latent("nipple_damage")

    def load(self, model: Model) -> Expression:
        """Return resident bacteria in milk (cell/mL), summed over taxa."""
        cells = total(self.milk[taxon] for taxon in residents(model))
        return derived(f"{self.side}_milk_load", cells / self.volume, "cell/mL")


def _breast(side: str) -> Breast:
    def site(part: str, uberon: str) -> Site:
        return Site(f"{side}_{part}", "mother", uberon, f"{side} {part}")

    breast = site("breast", "UBERON:0001911")
    return Breast(side, breast, site("milk", "UBERON:0001913"), site("wall", "UBERON:0001765"), site("areola", "UBERON:0035279"))


BREASTS = (_breast("left"), _breast("right"))
GUTS = (Gut(MATERNAL_GUT), Gut(INFANT_GUT))
SITES = (
    *(MATERNAL, MATERNAL_ILEUM, MATERNAL_GUT, CARRIERS, INFANT, INFANT_MOUTH, INFANT_GUT),
    *(site for breast in BREASTS for site in (breast.body, breast.milk, breast.wall, breast.areola)),
)


def residents(model: Model) -> tuple[Taxon, ...]:
    """Return the taxa that live in the dyad; a marked strain is a visitor that acts on nothing."""
    return tuple(taxon for taxon in model.taxa if not taxon.marked)


def total(terms: Iterable[Expression]) -> Expression:
    """Return the sum of expressions."""
    first, *rest = terms
    for term in rest:
        first = first + term
    return first
