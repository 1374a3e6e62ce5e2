"""What is read of DNA in a protocol: shares of the reads of stool, and pairs of a mother and her infant that share a strain."""

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from milkway.assays.materials import INFANT_STOOL, MATERIALS, MILK, MOTHER_STOOL
from milkway.protocol.basis import Basis
from milkway.protocol.fields import Count, Part, Positive, Share, SiteName, TaxonName, Text, Value, VisitName, wrong

Reads = Annotated[int, Field(strict=True, ge=1, le=10**9)]
Patchiness = Annotated[Value, Field(ge=0)]
STOOL = tuple(site for site, one in MATERIALS.items() if one.name in (INFANT_STOOL, MOTHER_STOOL))
INFANTS = tuple(site for site in STOOL if MATERIALS[site].name == INFANT_STOOL)
MOTHERS = tuple(site for site, one in MATERIALS.items() if one.name in (MILK, MOTHER_STOOL))


def _of_one(found: tuple[str, ...], allowed: tuple[str, ...], what: str) -> tuple[str, ...]:
    materials = {MATERIALS[site].name for site in found}
    if not set(found) <= set(allowed) or len(materials) > 1 or len(set(found)) < len(found):
        raise wrong(f"{what}: of {', '.join(allowed)}, of one material and each once (not {', '.join(found)})")
    return found


class SequencedStool(Part):
    """Shares of the reads of stool that are of groups of taxa; sequencing has no absolute scale."""

    name: Text = Field(description="short name")
    sites: tuple[SiteName, ...] = Field(min_length=1, description="what is sampled: infant_stool or mother_stool")
    visits: tuple[VisitName, ...] = Field(description="visits at which it is sampled")
    groups: dict[str, tuple[TaxonName, ...]] = Field(description="whose reads are added up; reads of others count in the whole")
    reads: Reads = Field(description="of a sample")
    patchiness: Patchiness = Field(
        description="standard deviation of the natural logarithm of a taxon's density between samples of one stool"
    )
    recovery: dict[TaxonName, Positive] = Field(default={}, description="reads for each cell of a taxon, of those not named 1")
    basis: Basis

    @field_validator("sites")
    @classmethod
    def _stool(cls, found: tuple[str, ...]) -> tuple[str, ...]:
        return _of_one(found, STOOL, "stool")

    @property
    def sampled(self) -> str:
        """Return what is sampled, as readers see it."""
        return MATERIALS[self.sites[0]].name

    @property
    def material(self) -> str:
        """Return what is sampled."""
        return self.sampled

    @property
    def first(self) -> int | None:
        """Return the day since birth from which on there is any."""
        return MATERIALS[self.sites[0]].first

    @property
    def of_milk(self) -> bool:
        """Return whether milk is sampled."""
        return self.material == MILK

    @property
    def called(self) -> str:
        """Return the name and what is sampled."""
        return f"{self.name} of {self.sampled}"


class StrainSharing(Part):
    """Whether a mother's milk or stool and her infant's stool hold the same strain of a species, by reads of its genome.

    The sample of either is told by its majority: pairs share if the marked strain is most of the species in both.
    """

    name: Text = Field(description="short name")
    mother: tuple[SiteName, ...] = Field(min_length=1, description="her sample: mother_stool, or left_milk and right_milk")
    visits: tuple[VisitName, ...] = Field(description="visits at which both are sampled, the infant's stool being the other")
    species: tuple[TaxonName, ...] = Field(min_length=1, description="taxa of the species whose strains are compared")
    reads: Reads = Field(description="of bacteria in a sample")
    patchiness: Patchiness = Field(
        default=0.0, description="standard deviation of the natural logarithm of the species' density between samples of a site"
    )
    genome: Positive = Field(description="bases of the species' genome")
    read: Positive = Field(description="bases of a read")
    places: Count = Field(description="places of the genome at which strains may differ")
    needed: Count = Field(description="places that both samples must cover; else nothing is called")
    missed: Share = Field(lt=1, description="chance that one strain in both is called two")
    mistaken: Share = Field(lt=1, description="chance that two strains are called one")
    residents: Share = Field(
        description="chance that a pair's own strains are one, where most of the species is not marked in either"
    )
    basis: Basis

    @field_validator("mother")
    @classmethod
    def _hers(cls, found: tuple[str, ...]) -> tuple[str, ...]:
        return _of_one(found, MOTHERS, "milk or the mother's stool")

    @model_validator(mode="after")
    def _enough(self) -> Self:
        if self.needed > self.places:
            raise wrong(f"needed of at most {self.places}, the places at which strains may differ")
        return self

    @property
    def sampled(self) -> str:
        """Return what is compared, as readers see it."""
        return f"{MATERIALS[self.mother[0]].name} and {INFANT_STOOL}"

    @property
    def material(self) -> str:
        """Return what the mother's sample is of."""
        return MATERIALS[self.mother[0]].name

    @property
    def first(self) -> int | None:
        """Return the day since birth from which on there can be both."""
        return MATERIALS[INFANTS[0]].first

    @property
    def of_milk(self) -> bool:
        """Return whether the mother's sample is milk."""
        return self.material == MILK

    @property
    def called(self) -> str:
        """Return the name and what is compared."""
        return f"{self.name} of {self.sampled}"
