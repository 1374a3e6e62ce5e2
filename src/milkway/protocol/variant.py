"""Another design of a trial, stated as what differs from the protocol, so that the two can be compared."""

from typing import Annotated, Any, Self

from pydantic import Field, WithJsonSchema, model_validator

from milkway.protocol.fields import EndpointName, Part, Share, TaxonName, Text, Value, wrong

Changed = Annotated[Any, WithJsonSchema({"description": "a value as it may stand in that place"})]


class Among(Part):
    """What is asked of women before they are enrolled, beyond eligibility: a covariate, or a taxon in their milk."""

    covariate: Text | None = Field(default=None, description="covariate of the population, such as previous_mastitis")
    taxon: TaxonName | None = Field(default=None, description="taxon in milk on the first day of enrolment")
    at_least: Value = Field(description="least value in canonical units: 1 for a yes, cells per mL for a taxon")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.covariate is None) == (self.taxon is None):
            raise wrong("either a covariate or a taxon")
        return self


class RunIn(Part):
    """Days of observation before randomisation; who falls ill, leaves, or takes too few capsules in them is not randomised."""

    days: int = Field(strict=True, ge=1, description="by so many days women are enrolled later")
    taking: Share = Field(default=0.0, description="least share of capsules that must be taken in these days")


class Variant(Part):
    """A design that differs from the protocol in what is stated here, and in nothing else."""

    name: Text = Field(description="what differs, in a few words")
    about: Text = Field(default="stated", description="kind of difference, such as dose; variants of one kind stand together")
    endpoint: EndpointName | None = Field(default=None, description="endpoint in place of the leading one")
    changes: dict[str, Changed] = Field(
        default={}, description='new values by place in the protocol, such as "dropout.share" or "visits.week_4.day"'
    )
    among: tuple[Among, ...] = Field(default=(), description="whom the trial is restricted to")
    run_in: RunIn | None = Field(default=None, description="days of observation before randomisation")
