"""A sample and how it is examined: of which site, at which visits, by which method, and what gets into it on the way."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from milkway.assays.contamination import Contaminant
from milkway.assays.foremilk import Wash
from milkway.assays.known_methods import METHODS
from milkway.assays.materials import MATERIALS, MILK, Material
from milkway.protocol.basis import Basis
from milkway.protocol.fields import (
    CellsPerMl,
    Count,
    Distinct,
    ExposureKey,
    MethodName,
    Part,
    Positive,
    Share,
    SiteName,
    TaxonName,
    Text,
    Value,
    VisitName,
    Volume,
    YesNo,
    wrong,
)


class Swab(Part):
    """How a swab takes cells up: of an areola, or of the infant's mouth."""

    recovered: Share = Field(gt=0, description="share of the site's cells that come into the medium")
    medium: Volume = Field(description="of which the sample is then counted")
    basis: Basis


class Foremilk(Part):
    """The first drops of a breast before a feed; without it milk is as the breast holds it, which hindmilk is too."""

    drawn: Volume = Field(description="taken from each breast")
    areola: Share = Field(description="share of the cells of the areola that the first drops wash off")
    mouth: Share = Field(description="share of the cells of the infant's mouth that the last feed left in a nipple's ducts")
    basis: Basis

    @property
    def wash(self) -> Wash:
        """Return how the first drops differ."""
        return Wash(self.drawn, self.areola, self.mouth)


class Dead(Part):
    """Dead cells beside the living ones, which a method that counts DNA counts as well."""

    per_living: dict[TaxonName, Annotated[Value, Field(ge=0)]] = Field(
        min_length=1, description="dead cells with DNA for each living one of a taxon"
    )
    basis: Basis


class Contamination(Part):
    """Foreign cells that get into a sample: of a hand, a pump, skin or reagents, or the dead cells of a killed product."""

    name: Text = Field(description="short name: where they come from")
    chance: Share = Field(description="that any get into a sample")
    load: CellsPerMl = Field(description="where they do, in the sample, the median")
    spread: Positive = Field(ge=1, description="geometric standard deviation of the load between samples")
    taxa: dict[TaxonName, Share] = Field(min_length=1, description="which taxa they are, as shares")
    alive: YesNo = Field(default=True, description="whether they live; dead ones are counted as DNA alone")
    during: ExposureKey | None = Field(
        default=None, description="only in samples of women who are exposed on that day, such as taking_product or pumping"
    )
    basis: Basis

    @field_validator("taxa")
    @classmethod
    def _whole(cls, found: dict[str, float]) -> dict[str, float]:
        if abs(sum(found.values()) - 1) > 1e-9:
            raise wrong("shares that add up to 1")
        return found

    def of(self, taxa: Iterable[str]) -> Contaminant:
        """Return what may get in of some taxa together."""
        return Contaminant(self.chance, self.load * sum(self.taxa.get(taxon, 0.0) for taxon in taxa), self.spread)


class Culture(Part):
    """Counts of bacteria in a sample, and whether the marked strain is among them."""

    name: Text = Field(description="short name")
    method: MethodName = Field(default="culture", description="how the sample is examined")
    sites: tuple[SiteName, ...] = Field(
        min_length=1, description="what is sampled; milk of both breasts, or both areolae, may be mixed in one sample"
    )
    visits: tuple[VisitName, ...] = Field(description="visits at which it is sampled")
    groups: dict[str, tuple[TaxonName, ...]] = Field(description="what is counted together")
    plated: Volume = Field(description="of a sample that is examined, on plates or otherwise")
    limit: CellsPerMl = Field(description="counts below it are reported as below it")
    error: Positive = Field(ge=1, description="geometric standard deviation of a count, on plates beyond Poisson")
    colonies: Count = Field(description="colonies picked and typed for the marked strain, where there are any")
    selective: YesNo = Field(default=False, description="whether the strain is plated on a medium of its own")
    swab: Swab | None = Field(default=None, validate_default=True, description="of a site that is swabbed")
    foremilk: Foremilk | None = Field(default=None, description="where the first drops are taken")
    dead: Dead | None = Field(default=None, description="where dead cells are counted too")
    contamination: Annotated[tuple[Contamination, ...], Distinct] = Field(
        default=(), description="what gets into the sample, each apart from the others"
    )
    basis: Basis

    @property
    def material(self) -> Material:
        """Return what the sample is of, as its first site says."""
        return MATERIALS[self.sites[0]]

    @property
    def of_milk(self) -> bool:
        """Return whether milk is sampled."""
        return self.material.name == MILK

    @property
    def first(self) -> int | None:
        """Return the day since birth from which on there is any; none where that does not depend on the infant."""
        return self.material.first

    @property
    def sampled(self) -> str:
        """Return what is sampled, as readers see it."""
        return self.material.name if self.foremilk is None else "foremilk"

    @property
    def called(self) -> str:
        """Return the name, and what is sampled where that is not milk as mixed."""
        return self.name if self.sampled == MILK else f"{self.name} of {self.sampled}"

    @field_validator("sites")
    @classmethod
    def _one_material(cls, found: tuple[str, ...]) -> tuple[str, ...]:
        materials = dict.fromkeys(MATERIALS[site].name for site in found)
        if len(materials) > 1 or len(set(found)) < len(found):
            raise wrong(f"sites of one material, each once (not {', '.join(found)})")
        return found

    @field_validator("swab")
    @classmethod
    def _swabbed(cls, found: Swab | None, info: ValidationInfo) -> Swab | None:
        sites = info.data.get("sites")
        if sites and MATERIALS[sites[0]].swabbed != (found is not None):
            name = MATERIALS[sites[0]].name
            raise wrong(
                f"left out, since a sample of {name} is no swab" if found else f"a swab's recovery and medium, for {name}"
            )
        return found

    @field_validator("foremilk")
    @classmethod
    def _milk(cls, found: Foremilk | None, info: ValidationInfo) -> Foremilk | None:
        sites = info.data.get("sites")
        if found and sites and MATERIALS[sites[0]].name != MILK:
            raise wrong(f"left out, since {MATERIALS[sites[0]].name} is no milk")
        return found

    @model_validator(mode="after")
    def _seen(self) -> Self:
        if not METHODS[self.method].counts_dead and (self.dead or any(not one.alive for one in self.contamination)):
            others = ", ".join(name for name, one in METHODS.items() if one.counts_dead)
            raise wrong(f"no dead cells, which {self.method} does not count; or a method that does: {others}")
        return self
