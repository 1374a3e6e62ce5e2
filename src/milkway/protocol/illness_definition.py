"""How a trial defines mastitis: by the signs of a diary, or by a clinician's diagnosis as well."""

from typing import Annotated

from pydantic import Field

from milkway.protocol.basis import Basis
from milkway.protocol.fields import Count, Part, Share, SignName


class Clinician(Part):
    """Who diagnoses mastitis from the signs that a woman tells of; what care she is given follows from the diagnosis."""

    local_needed: Count = Field(description="how many signs of the breast suffice, of those that the definition lists")
    systemic_needed: Annotated[int, Field(strict=True, ge=0)] = Field(description="how many signs of the whole woman suffice")
    seen: Share = Field(default=1.0, gt=0, description="chance that a woman who tells of a new illness is seen")
    basis: Basis


class Mastitis(Part):
    """How the trial defines clinical and mild mastitis and their episodes from daily signs."""

    local: tuple[SignName, ...] = Field(description="signs of the breast")
    local_needed: Count = Field(description="how many of them at least")
    systemic: tuple[SignName, ...] = Field(description="signs of the whole woman")
    systemic_needed: Annotated[int, Field(strict=True, ge=0)] = Field(
        description="how many of them at least for clinical mastitis"
    )
    lasting: Count = Field(default=1, description="days in a row that meet the definition")
    mild_lasting: Count = Field(default=2, description="days in a row of local signs without systemic ones")
    gap: Count = Field(description="days in a row without local signs that end an episode")
    recurrence_gap: Count = Field(description="days from one onset to another that counts as recurrence")
    clinician: Clinician | None = Field(
        default=None, description="whose diagnosis makes a case of its own, whatever the diary says"
    )
    basis: Basis
