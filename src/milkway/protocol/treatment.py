"""What an arm is given: exposures in courses of their own, parameters that it sets, and how many stop taking the product."""

from typing import Self

import numpy as np
from pydantic import Field, model_validator

from milkway.protocol.basis import Basis
from milkway.protocol.fields import (
    Count,
    Duration,
    ExposureKey,
    ParameterKey,
    ParameterValues,
    Part,
    Share,
    Text,
    Value,
    wrong,
)
from milkway.protocol.moment import DayOfTrial, Moment, write_moment

ENTRY = Moment(0, "enrolment")


class Course(Part):
    """An exposure for some time; without an end it lasts to the end of the trial."""

    exposure: ExposureKey = Field(description="exposure of the model, such as taking_product")
    level: Value = Field(default=1.0, ge=0, description="of the exposure; 1 is on")
    begins: DayOfTrial = Field(default=ENTRY, description="first day", json_schema_extra={"default": write_moment(ENTRY)})
    lasts: Duration | None = Field(default=None, description="days, for each woman from her first")
    until: DayOfTrial | None = Field(default=None, description="first day without it, in place of lasts")

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if self.lasts is not None and self.until is not None:
            raise wrong("lasts or until, not both")
        return self

    def ends(self, enrolled: np.ndarray) -> np.ndarray | None:
        """Return (woman,) the first day without the exposure, since birth; None if it does not end.

        Args:
            enrolled: (woman,) day of enrolment, since birth.
        """
        if self.until is not None:
            return self.until.of(enrolled)
        return None if self.lasts is None else self.begins.of(enrolled) + self.lasts


class Discontinuation(Part):
    """Stopping the product while staying in the trial; the hazard is solved so that the stated share has stopped."""

    share: Share = Field(lt=1, description="of all women of the arm, whether they stay in the trial or not")
    by: DayOfTrial = Field(description="day by which that share has stopped")
    sets: ParameterKey = Field(default="discontinuation_hazard", description="model parameter that holds the hazard")
    basis: Basis


class Arm(Part):
    """A randomised arm: arms differ in their courses, in the parameters that they set, and in nothing else.

    Parameters hold from the first day that is simulated: an arm sets such as act through its courses, as the dose does.
    """

    name: Text = Field(description="short name by which this file refers to the arm")
    label: Text = Field(description="as a reader of the report sees it")
    allocation: Count = Field(default=1, description="2 for twice as many women as an arm with 1")
    courses: tuple[Course, ...] = Field(default=(), description="what its women are exposed to, and when")
    sets: ParameterValues = Field(default={}, description="model parameters, such as dose = '3e9 CFU' or adherence = 0.8")
    discontinuation: Discontinuation | None = Field(default=None, description="in place of the trial's")
    basis: Basis | None = Field(default=None, description="of its doses and courses")

    @model_validator(mode="after")
    def _based(self) -> Self:
        if self.basis is None and not self.bare:
            raise wrong("an arm with a basis, since it has courses or sets parameters")
        return self

    @property
    def bare(self) -> bool:
        """Return whether its women take nothing and nothing is set for them, so that no hypothesis changes them."""
        return not self.courses and not self.sets
