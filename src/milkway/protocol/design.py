"""Size, time frame and allocation of a trial: who is enrolled when, and how women or centres are randomised."""

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from milkway.protocol.basis import Basis
from milkway.protocol.fields import Count, DayInTrial, ParameterKey, Part, Positive, Text, Value, wrong
from milkway.protocol.moment import AnyDay


class Stratum(Part):
    """A covariate within whose classes women are randomised apart from each other."""

    covariate: Text = Field(description="a covariate of the population")
    cuts: tuple[Value, ...] = Field(default=(), description="where a covariate that is not a yes or no is cut, in its unit")


def _named(found: object) -> object:
    return {"covariate": found} if isinstance(found, str) else found


NamedStratum = Annotated[Stratum, BeforeValidator(_named, json_schema_input_type=str | Stratum)]


class CentreSpread(Part):
    """A parameter that differs from centre to centre."""

    parameter: ParameterKey = Field(description="key of the model parameter")
    sd: Positive = Field(description="standard deviation of its logarithm between centres")
    basis: Basis


class Centres(Part):
    """Centres that are randomised as a whole; to which one a woman belongs is drawn, each being as likely."""

    number: Count = Field(description="centres")
    spread: CentreSpread | None = Field(default=None, description="a parameter that differs between centres, if any")
    basis: Basis


class Design(Part):
    """Size, blocks and time frame."""

    size: Count = Field(description="women randomised, all arms together")
    block: Count = Field(description="women per permuted block; a multiple of the allocation ratios' sum")
    at: Literal["day", "diagnosis", "abscess"] = Field(
        default="day",
        description="women are enrolled on a day of the window, or the day after they fell ill, or an abscess began, within it",
    )
    enrolment: tuple[DayInTrial, DayInTrial] = Field(
        description="window: first and last possible day of enrolment, days since birth; negative in pregnancy"
    )
    ends: AnyDay = Field(description="last day of follow-up, since birth or after enrolment")
    strata: tuple[NamedStratum, ...] = Field(default=(), description="covariates by which the randomisation is stratified")
    centres: Centres | None = Field(default=None, description="centres, where whole centres are randomised")
    basis: Basis

    @property
    def when_ill(self) -> bool:
        """Return whether women are enrolled because of what they have, each on a day of her own."""
        return self.at != "day"

    @model_validator(mode="after")
    def _order(self) -> Self:
        if not self.enrolment[0] <= self.enrolment[1] < last_day(self):
            raise wrong("enrolment = [first, last] with first <= last < ends")
        return self


def last_day(design: Design) -> int:
    """Return the last day of follow-up of a woman who is enrolled as late as possible, since birth."""
    return int(design.ends.of(np.array([design.enrolment[1]]))[0])
