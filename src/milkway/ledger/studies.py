"""Published studies: design, arms and extracted findings, each with its locator; what is not reported is absent."""

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of


@dataclass(config=STRICT, frozen=True)
class Arm:
    """What one group of a study was given, and how many were in it."""

    id: str
    given: str = ""
    dose: str = ""
    start: str = ""
    duration: str = ""
    randomised: int | None = None
    dropped_out: int | None = None
    analysed: int | None = None


@dataclass(config=STRICT, frozen=True)
class Finding:
    """One result as printed: a number (`value`) or words (`said`), for an arm or a contrast of arms.

    `low` and `high` bound an interval of confidence `level`. `provenance` is read (has a locator), derived (says from what)
    or recalled (never fitted). `use` is calibrate (may enter a likelihood), check (compare only) or context (never fitted).
    """

    name: str
    verified: bool
    provenance: Literal["read", "derived", "recalled"]
    use: Literal["calibrate", "check", "context"]
    arm: str = ""
    value: float | None = None
    said: str = ""
    low: float | None = None
    high: float | None = None
    level: float | None = None
    p: float | None = None
    n: int | None = None
    unit: str = ""
    printed: str = ""
    time: str = ""
    locator: str = ""
    quote: str = ""
    derived_from: str = ""
    note: str = ""


@dataclass(config=STRICT, frozen=True)
class Study:
    """A published study; `who` says in one term what kind of people or animals it looked at."""

    id: str
    kind: Literal["trial", "synthesis", "cohort", "animal"]
    citation: str
    who: str
    registry: str = ""
    design: str = ""
    blinding: str = ""
    sponsor: str = ""
    population: str = ""
    endpoint: str = ""
    attrition: str = ""
    attrition_note: str = ""
    funding: str = ""
    funding_locator: str = ""
    funding_quote: str = ""
    text_read: str = ""
    risk_of_bias: tuple[str, ...] = ()
    same_participants_as: tuple[str, ...] = ()
    not_reported: tuple[str, ...] = ()
    arms: tuple[Arm, ...] = Field(default=(), alias="arm")
    findings: tuple[Finding, ...] = Field(default=(), alias="finding")

    def finding(self, name: str, arm: str) -> Finding:
        """Return the finding of a name and arm.

        Raises:
            InputError: there is none; those that exist are listed.

        >>> read_studies()["hurtado2017"].finding("women with >=1 clinical mastitis", "LF").value
        16.0
        """
        for finding in self.findings:
            if (finding.name, finding.arm) == (name, arm):
                return finding
        known = "; ".join(f"{finding.name} ({finding.arm})" for finding in self.findings)
        raise InputError(f"study {self.id}", [Mistake("finding", f"{name} ({arm})", known)])


def read_studies(folder: Path | None = None) -> Mapping[str, Study]:
    """Return the studies of a folder of TOML files by id; without a folder, those that ship.

    Raises:
        InputError: every mistake of every file.
    """
    place: Traversable | Path = folder if folder is not None else files("milkway.ledger").joinpath("data", "studies")
    mistakes: list[Mistake] = []
    studies: dict[str, Study] = {}
    for item in sorted((item for item in place.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name):
        study = parsed(Study, toml_of(item), item.name, mistakes)
        if study is not None:
            studies[study.id] = study
            mistakes += _study_mistakes(item.name, study)
    for study in studies.values():
        unknown = [other for other in study.same_participants_as if other not in studies]
        mistakes += [Mistake(f"{study.id}.toml same_participants_as", other, ", ".join(studies)) for other in unknown]
    if mistakes:
        raise InputError("studies" if folder is None else str(folder), mistakes)
    return studies


def _study_mistakes(name: str, study: Study) -> list[Mistake]:
    mistakes = [Mistake(f"{name} id", study.id, f"the name of the file, {name[:-5]}")] if f"{study.id}.toml" != name else []
    for number, finding in enumerate(study.findings, start=1):
        where = f"{name} finding {number} ({finding.name}, {finding.arm})"
        mistakes += _source_mistakes(where, finding) + _number_mistakes(where, finding)
    return mistakes


def _source_mistakes(where: str, finding: Finding) -> list[Mistake]:
    mistakes = []
    if finding.provenance == "read" and not finding.locator:
        mistakes.append(Mistake(f"{where} locator", "nothing", "where the result was read"))
    if finding.provenance == "derived" and not finding.derived_from:
        mistakes.append(Mistake(f"{where} derived_from", "nothing", "what the result was computed from"))
    if finding.provenance == "recalled" and finding.use != "context":
        mistakes.append(Mistake(f"{where} use", finding.use, "context, since the result was not read"))
    return mistakes


def _number_mistakes(where: str, finding: Finding) -> list[Mistake]:
    mistakes = []
    if (finding.value is None) == (not finding.said):
        mistakes.append(Mistake(where, f"value {finding.value}, said {finding.said!r}", "one of the two"))
    match (finding.low, finding.value, finding.high, finding.level):
        case (None, _, None, None):
            pass
        case (float(low), float(value), float(high), float()) if low <= value <= high:
            pass
        case (low, value, high, level):
            allowed = "low, high and level together, around the value"
            mistakes.append(Mistake(f"{where} interval", f"{low} to {high} at level {level}, value {value}", allowed))
    if finding.p is not None and not 0 <= finding.p <= 1:
        mistakes.append(Mistake(f"{where} p", str(finding.p), "0 to 1"))
    return mistakes
