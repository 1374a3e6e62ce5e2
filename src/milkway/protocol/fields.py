"""The kinds of value that a protocol holds: whole days, shares, amounts with units, and names that a model knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    ValidationInfo,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from milkway.analysis.registry import ANALYSES, MEASURES, SCORES
from milkway.assays.known_methods import METHODS
from milkway.assays.materials import MATERIALS
from milkway.core.errors import InputError, Mistake
from milkway.core.spelling import alike
from milkway.core.units import AMOUNT as WRITTEN
from milkway.core.units import UnitError, parse_unit, read_amount
from milkway.protocol.words import Words, suggest

NAMES, UNIT = "x-names", "x-unit"
IN_FILE = "in_file"
AMOUNT = rf"^ *{WRITTEN} *( after enrolment)?$"


class Part(BaseModel):
    """A part of a protocol: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


@dataclass(frozen=True)
class Reading:
    """What a value is checked against: the model's names, and names and days stated elsewhere in the file.

    `ends` counts from birth or, where `ends_since_birth` is false, from each woman's enrolment. Files beside a protocol lie in
    `folder`.
    """

    words: Words
    begins: int
    enrolment: tuple[int, int]
    ends: int
    ends_since_birth: bool
    arms: frozenset[str] | None
    visits: frozenset[str] | None
    endpoints: frozenset[str] | None
    cultured: frozenset[str] | None
    folder: Path
    assays: frozenset[str] | None


def wrong(allowed: str) -> PydanticCustomError:
    """Return an error that says what is allowed."""
    return PydanticCustomError("not_allowed", "must be {allowed}", {"allowed": allowed})


def unsaid(value: object) -> bool:
    """Return whether a value says nothing, so that a resolved protocol leaves its key out: a later key changes no run."""
    return value in (None, (), {}, "")


def in_file(place: str, error: InputError) -> PydanticCustomError:
    """Return an error that holds every mistake of another file, which `place` names."""
    mistakes = [Mistake(f"{place}: {one.where}", one.found, one.allowed) for one in error.mistakes]
    return PydanticCustomError(IN_FILE, "must be without mistakes", {"mistakes": mistakes})


def beside(found: str, info: ValidationInfo) -> Path:
    """Return the path of a file that a protocol names, from the folder of the protocol, or raise where there is none."""
    reading = info.context
    path = (reading.folder if isinstance(reading, Reading) else Path()) / found
    if not path.is_file():
        raise wrong(f"a file from the folder of the protocol; there is no {path}")
    return path


@dataclass(frozen=True)
class _Known:
    """A name of some kind: one of the model's, or one stated elsewhere in the file; the schema says which kind."""

    kind: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), NAMES: self.kind}

    def check(self, found: str, info: ValidationInfo) -> str:
        """Return a name that is known, or raise with the nearest one."""
        reading = info.context
        if isinstance(reading, Reading):
            names = getattr(reading, self.kind) if hasattr(reading, self.kind) else getattr(reading.words, self.kind)
            if names is not None and found not in names:
                raise wrong(suggest(found, names) or "none here, since nothing of that kind is stated")
        return found


@dataclass(frozen=True)
class OneOf:
    """A name from a table of the program, as if each were written out."""

    names: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of a literal."""
        return core_schema.literal_schema(list(self.names))


def _days(found: object) -> object:
    if not isinstance(found, str):
        return found
    try:
        days = read_amount(found, parse_unit("day"))
    except UnitError as error:
        raise wrong(f"a number of days such as 112 or '16 weeks' ({error})") from error
    if days != round(days):
        raise wrong("a whole number of days")
    return round(days)


def _in_trial(found: int, info: ValidationInfo) -> int:
    reading = info.context
    if isinstance(reading, Reading):
        last = reading.ends if reading.ends_since_birth else reading.enrolment[1] + reading.ends
        if not reading.begins <= found <= last:
            raise wrong(f"a day between {reading.begins} (begins) and {last} (design.ends)")
    return found


def amount_of(key: str, found: object, info: ValidationInfo) -> object:
    """Return a parameter's value: a number is in its canonical unit, a text such as "3e9 CFU" states its unit."""
    reading = info.context
    if not isinstance(reading, Reading) or key not in reading.words.parameters:
        return found
    value = _in_unit(key, found, reading.words.parameters[key]) if isinstance(found, str) else found
    within = reading.words.bounds[key]
    if isinstance(value, int | float) and not within.holds(value):
        raise wrong(f"{key}: {within}")
    return value


def _in_unit(key: str, found: str, unit: str) -> float:
    try:
        return read_amount(found, parse_unit(unit))
    except UnitError as error:
        raise wrong(f"{key}: an amount in {unit} ({error})") from error


def _amounts(found: object, info: ValidationInfo) -> object:
    if not isinstance(found, dict):
        return found
    values, wrongs = dict[object, object](), list[str]()
    for key, value in cast("dict[object, object]", found).items():
        try:
            values[key] = amount_of(str(key), value, info)
        except PydanticCustomError as error:
            wrongs.append(str((error.context or {})["allowed"]))
    if wrongs:
        # A wrong amount keeps the names from being looked at, so those that are unknown are told with it.
        raise wrong("; ".join([*wrongs, *_unknown(map(str, values), info)]))
    return values


def _unknown(names: Iterable[str], info: ValidationInfo) -> list[str]:
    """Return what is allowed in place of each parameter that the model does not have."""
    reading = info.context
    if not isinstance(reading, Reading):
        return []
    known = reading.words.parameters
    return [f"{name}: {suggest(name, known)}" for name in names if name not in known]


def _amount(unit: str) -> BeforeValidator:
    def read(found: object) -> float:
        if not isinstance(found, str):
            raise wrong(f"a text with number and unit, in {unit}")
        try:
            amount = read_amount(found, parse_unit(unit))
        except UnitError as error:
            raise wrong(f"an amount in {unit} ({error})") from error
        if amount <= 0:
            raise wrong("an amount above zero")
        return amount

    return BeforeValidator(read, json_schema_input_type=_written_in(unit))


def _written_in(unit: str) -> object:
    """Return the type of a text with number and unit, as the schema describes it."""
    return Annotated[str, Field(pattern=AMOUNT, json_schema_extra={UNIT: unit})]


def _distinct[T: Part](found: tuple[T, ...]) -> tuple[T, ...]:
    names = [str(getattr(item, "name", "")) for item in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise wrong(f"names that differ ({', '.join(twice)} twice)")
    if close := [f"{first!r} and {second!r}" for first, second in alike(names)]:
        raise wrong(f"names that a reader can tell apart (not {'; '.join(close)})")
    return found


def _written(unit: str) -> PlainSerializer:
    return PlainSerializer(lambda amount: f"{amount!r} {unit}", return_type=str)


Amount = Annotated[str, Field(pattern=AMOUNT)]
DAYS = BeforeValidator(_days, json_schema_input_type=int | Annotated[str, Field(pattern=AMOUNT, json_schema_extra={UNIT: "day"})])
Distinct = AfterValidator(_distinct)
Days = Annotated[int, DAYS, Field(strict=True)]
DayInTrial = Annotated[int, DAYS, Field(strict=True), AfterValidator(_in_trial)]
Duration = Annotated[int, DAYS, Field(strict=True, ge=0)]
Count = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
YesNo = Annotated[bool, Field(strict=True)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]
Positive = Annotated[float, Field(strict=True, gt=0)]
Value = Annotated[float, Field(strict=True)]
Text = Annotated[str, Field(min_length=1)]
CellsPerMl = Annotated[float, _amount("cell/mL"), _written("cell/mL")]
Volume = Annotated[float, _amount("mL"), _written("mL")]
TaxonName = Annotated[str, _Known("taxa")]
StockKey = Annotated[str, _Known("stocks")]
ExposureKey = Annotated[str, _Known("exposures")]
ParameterKey = Annotated[str, _Known("parameters")]
ParameterValues = Annotated[
    dict[ParameterKey, Value], BeforeValidator(_amounts, json_schema_input_type=dict[ParameterKey, float | Amount])
]
ProcessName = Annotated[str, _Known("processes")]
SignName = Annotated[str, _Known("signs")]
PopulationName = Annotated[str, _Known("populations")]
ArmName = Annotated[str, _Known("arms")]
VisitName = Annotated[str, _Known("visits")]
AssayName = Annotated[str, _Known("assays")]
EndpointName = Annotated[str, _Known("endpoints")]
GroupName = Annotated[str, _Known("cultured")]
MeasureName = Annotated[str, OneOf(tuple(MEASURES))]
AnalysisName = Annotated[str, OneOf(tuple(ANALYSES))]
SiteName = Annotated[str, OneOf(tuple(MATERIALS))]
MethodName = Annotated[str, OneOf(tuple(METHODS))]
ScoreName = Annotated[str, OneOf(tuple(SCORES))]
Kind = Literal["measured", "derived", "calibrated", "tuned", "expert", "placeholder"]
