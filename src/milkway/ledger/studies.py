"""Published studies: design, arms and extracted findings, each with its locator; what is not reported is absent."""

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.ledger.bias import RiskOfBias
from milkway.ledger.finding import Finding, finding_mistakes
from milkway.ledger.overlap import overlap_mistakes
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
class Study:
    """A published study; `who` says in one term what kind of people or animals it looked at.

    `sponsor` is producer where the producer's money, staff or declared interest is on record, public, or unknown;
    `sponsor_words` are those that say so. `concerns` are remarks on its trustworthiness that no domain of bias holds.
    """

    id: str
    kind: Literal["trial", "synthesis", "cohort", "animal"]
    citation: str
    who: str
    registry: str = ""
    design: str = ""
    blinding: Literal["double-blind", "quadruple-blind", "open", "unknown", "not applicable"] = "unknown"
    sponsor: Literal["producer", "public", "unknown"] = "unknown"
    sponsor_words: str = ""
    population: str = ""
    endpoint: str = ""
    attrition: str = ""
    attrition_note: str = ""
    funding: str = ""
    funding_locator: str = ""
    funding_quote: str = ""
    text_read: str = ""
    concerns: tuple[str, ...] = ()
    same_participants_as: tuple[str, ...] = ()
    not_reported: tuple[str, ...] = ()
    risk_of_bias: RiskOfBias | None = None
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
        study = _read_study(item, mistakes)
        if study is not None:
            studies[study.id] = study
    same = {study.id: study.same_participants_as for study in studies.values()}
    fitted = frozenset(study.id for study in studies.values() if any(one.use == "calibrate" for one in study.findings))
    mistakes += overlap_mistakes(same, fitted)
    if mistakes:
        raise InputError("studies" if folder is None else str(folder), mistakes)
    return studies


def _read_study(item: Traversable | Path, mistakes: list[Mistake]) -> Study | None:
    try:
        table = toml_of(item)
    except InputError as error:
        mistakes += [Mistake(f"{item.name} {one.where}", one.found, one.allowed) for one in error.mistakes]
        return None
    study = parsed(Study, table, item.name, mistakes)
    if study is None:
        mistakes += _finding_mistakes(item.name, _readable(table))
        return None
    mistakes += _study_mistakes(item.name, study)
    return study


def _readable(table: Mapping[str, object]) -> list[Finding | None]:
    """Return the findings of a study that is wrong elsewhere, so that their mistakes are told as well."""
    given = table.get("finding", [])
    rows = given if isinstance(given, list) else []
    return [parsed(Finding, row, "", []) if isinstance(row, dict) else None for row in rows]


def _study_mistakes(name: str, study: Study) -> list[Mistake]:
    mistakes = [Mistake(f"{name} id", study.id, f"the name of the file, {name[:-5]}")] if f"{study.id}.toml" != name else []
    if study.kind == "trial" and study.risk_of_bias is None:
        mistakes.append(Mistake(f"{name} risk_of_bias", "nothing", "a judgement by domain, since it is a trial"))
    if study.sponsor != "unknown" and not study.sponsor_words:
        mistakes.append(Mistake(f"{name} sponsor_words", "nothing", f"the words that say that the sponsor is {study.sponsor}"))
    return mistakes + _finding_mistakes(name, list(study.findings))


def _finding_mistakes(name: str, findings: list[Finding | None]) -> list[Mistake]:
    mistakes: list[Mistake] = []
    seen: set[tuple[str, str, str]] = set()
    for number, finding in enumerate(findings, start=1):
        if finding is None:
            continue
        where = f"{name} finding {number} ({finding.name}, {finding.arm})"
        mistakes += finding_mistakes(where, finding)
        key = (finding.name, finding.arm, finding.time)
        if key in seen:
            mistakes.append(Mistake(where, f"a second finding at {finding.time or 'no time'}", "one per name, arm and time"))
        seen.add(key)
    return mistakes
