"""A trial protocol as typed, frozen parts; the description of each key is what a reader of the file is told."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from milkway.core.errors import InputError, Mistake
from milkway.trials.endpoint import Endpoint, Multiplicity
from milkway.trials.fields import (
    ArmName,
    CellsPerDay,
    CellsPerMl,
    Count,
    DayInTrial,
    Days,
    Distinct,
    EndpointName,
    ExposureKey,
    Kind,
    ParameterKey,
    Part,
    PopulationName,
    Positive,
    ProcessName,
    Share,
    SignName,
    TaxonName,
    Text,
    Value,
    VisitName,
    Volume,
    wrong,
)
from milkway.trials.variant import Variant


class Basis(Part):
    """Where a number comes from."""

    kind: Kind
    source: str = ""
    locator: str = ""
    tuned_on: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _measured_has_source(self) -> Self:
        if self.kind == "measured" and not self.source:
            raise wrong("a kind other than measured, or a source")
        return self


class Design(Part):
    """Size, blocks and time frame."""

    size: Count = Field(description="women randomised, all arms together")
    block: Count = Field(description="women per permuted block; a multiple of the allocation ratios' sum")
    enrolment: tuple[DayInTrial, DayInTrial] = Field(
        description="first and last possible day of enrolment, days since birth; negative in pregnancy"
    )
    ends: Days = Field(description="last day of follow-up, days since birth")
    basis: Basis

    @model_validator(mode="after")
    def _order(self) -> Self:
        if not self.enrolment[0] <= self.enrolment[1] < self.ends:
            raise wrong("enrolment = [first, last] with first <= last < ends")
        return self


class Eligibility(Part):
    """What a woman must be on the day she would be enrolled."""

    breastfeeding: bool = Field(default=True, description="breastfeeding at entry")
    free_of: tuple[Literal["clinical", "mild", "abscess"], ...] = Field(
        default=("clinical", "mild", "abscess"), description="none of these since birth"
    )


class Arm(Part):
    """A randomised arm: arms differ in their exposures and in nothing else."""

    name: Text
    label: Text
    allocation: Count = 1
    exposures: dict[ExposureKey, Value] = Field(default={}, description="levels from enrolment to the end of the product")


class Product(Part):
    """What the product arm takes."""

    taxon: TaxonName
    dose: CellsPerDay
    until: DayInTrial = Field(description="first day without product, days since birth")
    sets: ParameterKey = Field(default="dose", description="model parameter that holds the dose")
    basis: Basis


class Dropout(Part):
    """Leaving the trial; the hazard is solved so that the stated share has left."""

    share: Share
    by: DayInTrial
    pain_effect: Value = Field(default=0.0, ge=-1, description="relative change of the hazard at the worst breast pain")
    sets: ParameterKey = Field(default="withdrawal_hazard", description="model parameter that holds the hazard")
    pain_sets: ParameterKey = Field(default="withdrawal_pain", description="model parameter that holds the pain effect")
    basis: Basis


class Visit(Part):
    """A day on which samples are taken."""

    name: Text
    day: DayInTrial
    basis: Basis


class Culture(Part):
    """Plate counts of milk, and the typing of picked colonies."""

    name: Text
    sites: tuple[Literal["left_milk", "right_milk"], ...] = Field(
        min_length=1, description="breasts whose milk is mixed in one sample"
    )
    visits: tuple[VisitName, ...]
    groups: dict[str, tuple[TaxonName, ...]] = Field(description="what is counted together")
    plated: Volume = Field(description="sample spread on plates")
    limit: CellsPerMl = Field(description="counts below it are reported as below it")
    error: Positive = Field(ge=1, description="geometric standard deviation of a count beyond Poisson")
    colonies: Count = Field(description="colonies picked and typed for the marked strain")
    selective: bool = Field(default=False, description="whether the strain is plated on a medium of its own")
    basis: Basis


class Diary(Part):
    """How a woman rates her pain, 0-10."""

    pain_noise: Positive = Field(description="standard deviation of a rating")
    basis: Basis


class Assays(Part):
    """Every measurement of the trial."""

    culture: tuple[Culture, ...] = ()
    diary: Diary


class Mastitis(Part):
    """How the trial defines clinical and mild mastitis and their episodes from daily signs."""

    local: tuple[SignName, ...]
    local_needed: Count
    systemic: tuple[SignName, ...]
    systemic_needed: Count
    lasting: Count = Field(default=1, description="days in a row that meet the definition")
    mild_lasting: Count = Field(default=2, description="days in a row of local signs without systemic ones")
    gap: Count = Field(description="days in a row without local signs that end an episode")
    recurrence_gap: Count = Field(description="days from one onset to another that counts as recurrence")
    basis: Basis


class Hypothesis(Part):
    """What the product is supposed to do; nothing under null."""

    name: Text
    label: Text
    sets: dict[ParameterKey, Value] = {}
    basis: Basis


class Setting(Part):
    """A model parameter that this protocol sets for every woman, such as a chance of care; in canonical units."""

    parameter: ParameterKey
    value: Value
    basis: Basis


class RouteSetting(Part):
    """Which disputed routes are knocked out, and how much this setting weighs."""

    name: Text
    without: tuple[ProcessName, ...] = ()
    weight: Share


class Routes(Part):
    """The settings of disputed routes; headline results are averaged over them."""

    settings: tuple[RouteSetting, ...] = Field(min_length=1)
    basis: Basis

    @model_validator(mode="after")
    def _weights(self) -> Self:
        if abs(sum(setting.weight for setting in self.settings) - 1) > 1e-9:
            raise wrong("settings whose weights add up to 1")
        return self


class Protocol(Part):
    """A whole trial."""

    name: Text
    title: Text
    registry: str = ""
    study: str = Field(default="", description="key of the published study")
    sources: tuple[str, ...] = ()
    model: Literal["complete"] = "complete"
    population: PopulationName
    begins: int = Field(strict=True, lt=0, description="day on which the simulation starts, in pregnancy")
    composition_days: tuple[DayInTrial, ...] = Field(
        default=(), description="days on which guts and milk are recorded for figures"
    )
    design: Design
    eligibility: Eligibility = Eligibility()
    arms: Annotated[tuple[Arm, ...], Distinct] = Field(min_length=2)
    reference: ArmName
    product: Product
    dropout: Dropout
    settings: tuple[Setting, ...] = Field(default=(), description="model parameters that this trial sets for every woman")
    visits: Annotated[tuple[Visit, ...], Distinct] = Field(min_length=1)
    assays: Assays
    mastitis: Mastitis
    endpoints: Annotated[tuple[Endpoint, ...], Distinct] = Field(min_length=1)
    hypotheses: Annotated[tuple[Hypothesis, ...], Distinct] = Field(min_length=1)
    routes: Routes
    multiplicity: Multiplicity | None = Field(default=None, description="endpoints whose p-values are adjusted together")
    used_in_tuning: tuple[EndpointName, ...] = Field(
        default=(), description="endpoints whose published results shaped parameters"
    )
    designs: Annotated[tuple[Variant, ...], Distinct] = Field(
        default=(), description="other designs that are compared with this one, in place of the usual ones"
    )

    @model_validator(mode="after")
    def _blocks(self) -> Self:
        ratio = sum(arm.allocation for arm in self.arms)
        if self.design.block % ratio:
            raise wrong(f"a design.block that is a multiple of {ratio}")
        return self


def resized(protocol: Protocol, size: int) -> Protocol:
    """Return the protocol with another number of women.

    Raises:
        InputError: fewer women than arms.
    """
    if size < len(protocol.arms):
        raise InputError("dyads", [Mistake("number", str(size), f"at least {len(protocol.arms)}, one for each arm")])
    return protocol.model_copy(update={"design": protocol.design.model_copy(update={"size": size})})
