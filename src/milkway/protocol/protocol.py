"""A trial protocol as typed, frozen parts; the description of each key is what a reader of the file is told."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from milkway.cohorts.population import Population
from milkway.cohorts.population_file import read_population
from milkway.core.errors import InputError, Mistake
from milkway.ledger.sources import Source
from milkway.protocol.basis import Basis
from milkway.protocol.bibliography import Bibliography, known_sources, named_own
from milkway.protocol.chosen_settings import Settings
from milkway.protocol.culture import Culture
from milkway.protocol.design import Design
from milkway.protocol.eligibility import Eligibility
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.fields import (
    Amount,
    ArmName,
    DayInTrial,
    Distinct,
    EndpointName,
    ParameterKey,
    ParameterValues,
    Part,
    Positive,
    ProcessName,
    Share,
    TaxonName,
    Text,
    Value,
    amount_of,
    unsaid,
    wrong,
)
from milkway.protocol.illness_definition import Mastitis
from milkway.protocol.intercurrent import Intercurrent, OnceEach
from milkway.protocol.interim import Interim
from milkway.protocol.mechanisms import MECHANISMS
from milkway.protocol.moment import DayOfTrial
from milkway.protocol.own_population import Women
from milkway.protocol.sequenced import SequencedStool, StrainSharing
from milkway.protocol.shared_level import Multiplicity
from milkway.protocol.treatment import Arm, Discontinuation
from milkway.protocol.variant import Variant


class Dropout(Part):
    """Leaving the trial; the hazard is solved so that the stated share has left."""

    share: Share = Field(lt=1, description="share of women who have left by then, in each arm that is not named in shares")
    shares: dict[ArmName, Annotated[Share, Field(lt=1)]] = Field(
        default={}, description="of arms that women leave more or less often"
    )
    mechanism: Literal["random", "pain", "arm_and_pain"] = Field(default="random", description="what leaving depends on")
    by: DayOfTrial = Field(description="day by which that share has left")
    pain_effect: Value = Field(default=0.0, ge=-1, description="relative change of the hazard at the worst breast pain")
    basis: Basis

    @model_validator(mode="after")
    def _one_mechanism(self) -> Self:
        if (self.mechanism == "random") != (self.pain_effect == 0):
            raise wrong('mechanism = "random" and a pain_effect of 0, or "pain" or "arm_and_pain" and another pain_effect')
        return self

    def in_arm(self, arm: str, *, reference: bool) -> Self:
        """Return what holds in one arm: its share, and its pain effect.

        Args:
            arm: its name.
            reference: whether it is the reference arm.
        """
        effect = self.pain_effect if MECHANISMS[self.mechanism].minds_pain(reference=reference) else 0.0
        return self.model_copy(update={"share": self.shares.get(arm, self.share), "pain_effect": effect})


class Visit(Part):
    """A day on which samples are taken."""

    name: Text = Field(description="short name by which this file refers to the visit")
    day: DayOfTrial = Field(description="day on which women come, since birth or after enrolment")
    basis: Basis


class Diary(Part):
    """How a woman rates her pain, 0-10."""

    pain_noise: Positive = Field(description="standard deviation of a rating")
    basis: Basis


class Assays(Part):
    """Every measurement of the trial."""

    culture: Annotated[tuple[Culture, ...], Distinct] = Field(
        default=(), description="counts of samples, most often of milk; none where nothing is examined"
    )
    sequencing: Annotated[tuple[SequencedStool, ...], Distinct] = Field(default=(), description="shares of the reads of stool")
    sharing: Annotated[tuple[StrainSharing, ...], Distinct] = Field(
        default=(), description="pairs of a mother's and her infant's sample that are called to share a strain"
    )
    diary: Diary

    @model_validator(mode="after")
    def _apart(self) -> Self:
        names = [one.name for one in (*self.culture, *self.sequencing, *self.sharing)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise wrong(f"names that differ between culture, sequencing and sharing ({', '.join(twice)} twice)")
        return self

    @property
    def of_milk(self) -> tuple[Culture, ...]:
        """Return the cultures of milk."""
        return tuple(one for one in self.culture if one.of_milk)


class Hypothesis(Part):
    """What the product is supposed to do; nothing under null."""

    name: Text = Field(description="short name")
    label: Text = Field(description="as a reader of the report sees it")
    sets: ParameterValues = Field(
        default={}, description="effects of the strain (parameters effect_*); none for a product that does nothing"
    )
    basis: Basis


class StatedParameter(Part):
    """A model parameter that this protocol sets for every woman, such as a chance of care or the adherence."""

    parameter: ParameterKey = Field(description="key of the model parameter")
    value: Value = Field(description="in its canonical unit (cells, mL, days, mg), or a text with a unit")
    basis: Basis

    @field_validator("value", mode="before", json_schema_input_type=float | Amount)
    @classmethod
    def _with_unit(cls, found: object, info: ValidationInfo) -> object:
        return amount_of(str(info.data.get("parameter")), found, info)


class RouteSetting(Part):
    """Which disputed routes are knocked out, and how much this setting weighs."""

    name: Text = Field(description="short name")
    without: tuple[ProcessName, ...] = Field(default=(), description="processes of the model that are knocked out")
    weight: Share = Field(description="weight in the headline result; weights add up to 1")


class Routes(Part):
    """The settings of disputed routes; headline results are averaged over them."""

    settings: tuple[RouteSetting, ...] = Field(min_length=1, description="each is simulated as a world of its own")
    basis: Basis

    @model_validator(mode="after")
    def _weights(self) -> Self:
        if abs(sum(setting.weight for setting in self.settings) - 1) > 1e-9:
            raise wrong("settings whose weights add up to 1")
        return self


class Protocol(Part):
    """A whole trial.

    Every verb that takes the name or the file of a protocol takes one of these, too.

    >>> planned = Protocol.read("hurtado2017")
    >>> planned, planned.but({"dropout.share": 0.1, "visits.week_4.day": 35}).dropout.share
    (<protocol hurtado2017: 625 women in 2 arms>, 0.1)
    """

    name: Text = Field(description="short name, also that of the folder of a run")
    title: Text = Field(description="title of the trial")
    registry: str = Field(default="", description="number in a trial registry")
    study: str = Field(default="", description="key of the published study")
    sources: tuple[str, ...] = Field(default=(), description="keys of the bibliography that the report lists")
    bibliography: Bibliography = Field(
        default=(),
        exclude_if=unsaid,
        description="the path of a BibTeX file, from the folder of this one, whose entries this file and its population may name",
    )
    model: Literal["complete"] = Field(default="complete", description="the model that is simulated")
    population: Women = Field(
        description="who the women are: a population that ships, or the path of a population file from the folder of this one"
    )
    begins: int = Field(strict=True, lt=0, description="day on which the simulation starts, in pregnancy")
    composition_days: tuple[DayInTrial, ...] = Field(
        default=(), description="days on which guts and milk are recorded for figures"
    )
    design: Design
    eligibility: Eligibility = Eligibility()
    arms: Annotated[tuple[Arm, ...], Distinct] = Field(min_length=1)
    reference: ArmName = Field(
        default="", exclude_if=unsaid, description="the arm that the others are compared with; left out with a single arm"
    )
    strain: TaxonName = Field(default="strain", description="the marked strain, which stands for whatever the product holds")
    discontinuation: Discontinuation | None = Field(default=None, description="stopping the product while staying in the trial")
    dropout: Dropout
    intercurrent: Annotated[tuple[Intercurrent, ...], OnceEach] = Field(
        default=(), description="events that a stated share of women has during the trial"
    )
    parameters: tuple[StatedParameter, ...] = Field(
        default=(), description="model parameters that this trial sets for every woman"
    )
    settings: Settings = Settings()
    visits: Annotated[tuple[Visit, ...], Distinct] = Field(min_length=1)
    assays: Assays
    mastitis: Mastitis
    endpoints: Annotated[tuple[Endpoint, ...], Distinct] = Field(min_length=1)
    hypotheses: Annotated[tuple[Hypothesis, ...], Distinct] = Field(min_length=1)
    routes: Routes
    multiplicity: Multiplicity | None = Field(default=None, description="endpoints whose p-values are adjusted together")
    interim: Interim | None = Field(default=None, description="looks at the data before all women have been followed")
    used_in_tuning: tuple[EndpointName, ...] = Field(
        default=(), description="endpoints whose published results shaped parameters"
    )
    designs: Annotated[tuple[Variant, ...], Distinct] = Field(
        default=(), description="other designs that are compared with this one, in place of the usual ones"
    )

    @property
    def single(self) -> bool:
        """Return whether there is one arm, with which nothing is compared."""
        return len(self.arms) == 1

    @property
    def base(self) -> Arm:
        """Return the reference arm, or the single one."""
        return next(arm for arm in self.arms if self.single or arm.name == self.reference)

    @property
    def women(self) -> Population:
        """Return the population of the women, whole."""
        return read_population(self.population)

    @property
    def known_sources(self) -> Mapping[str, Source]:
        """Return the bibliography that ships and the protocol's own, by key."""
        return known_sources(self.bibliography)

    @property
    def cited(self) -> tuple[str, ...]:
        """Return the keys of sources that it lists, that its population rests on, and of its own that its numbers name."""
        own = named_own(self.bibliography, self.model_dump(mode="json", exclude_none=True)) if self.bibliography else ()
        return (*self.sources, *self.women.sources(), *own)

    def __repr__(self) -> str:
        """Return name, women and arms in a line."""
        arms = "a single arm" if self.single else f"{len(self.arms)} arms"
        return f"<protocol {self.name}: {self.design.size} women in {arms}>"

    __str__ = __repr__

    @staticmethod
    def read(name_or_path: "str | Path") -> "Protocol":
        """Return a protocol that ships, by name, or that of a TOML file.

        Raises:
            InputError: there is none, or it has mistakes: all of them.
        """
        return import_module("milkway.protocol.known").read_known_protocol(name_or_path)

    def but(self, changes: Mapping[str, object] | None = None, /, **parts: object) -> "Protocol":
        """Return this protocol with other values; nothing else of it differs.

        Args:
            changes: values by place, as in `changes` of `[[designs]]`: keys joined by points, a part of a list by its name,
                such as `{"dropout.share": 0.1, "visits.week_4.day": 35}`.
            **parts: whole parts by name, such as `name="mine"` or `routes={...}`.

        Raises:
            InputError: every place that does not exist, and every mistake of what came of it, as of a file.
        """
        return import_module("milkway.protocol.known").changed_protocol(self, changes, parts)

    def under(self, settings: Mapping[str, str]) -> "Protocol":
        """Return this protocol under other values of some settings, by key, such as those that a command asks for."""
        return self.model_copy(update={"settings": self.settings.but(settings)}) if settings else self


def resized(protocol: Protocol, size: int) -> Protocol:
    """Return the protocol with another number of women.

    Raises:
        InputError: fewer women than arms.
    """
    if size < len(protocol.arms):
        raise InputError("dyads", [Mistake("number", str(size), f"at least {len(protocol.arms)}, one for each arm")])
    return protocol.model_copy(update={"design": protocol.design.model_copy(update={"size": size})})
