"""One result of a study as printed, and what must be true of it before it may be fitted."""

import re
from typing import Literal

from pydantic.dataclasses import dataclass

from milkway.core.errors import Mistake
from milkway.core.units import Unit, UnitError, parse_unit
from milkway.ledger.parsing import STRICT

COUNTED = re.compile(r"\b(women|woman|mothers|infants|episodes|times)\b")
MANY = re.compile(r"\([0-9]+ ([a-z]+)\)")  # so many weeks together, as in episodes/(1000 week)
RATIOS = ("OR", "RR", "IRR", "proportion", "fold", "score")


@dataclass(config=STRICT, frozen=True)
class Finding:
    """One result: a number (`value`) or words (`said`), for an arm or a contrast of arms.

    `low` and `high` bound an interval of confidence `level`. `provenance` is read (has a locator), derived (says from what)
    or recalled. `nature` is result, or why a number can be no more than context: it describes the design, comes from the press or
    the producer's pages, compares a group with itself, or was found after looking. `use` is calibrate (may enter a likelihood),
    check (compare only) or context (neither); `why` gives the reason where it is not plain.
    """

    name: str
    verified: bool
    provenance: Literal["read", "derived", "recalled"]
    use: Literal["calibrate", "check", "context"]
    nature: Literal["result", "design", "press", "within-group", "post-hoc"] = "result"
    why: str = ""
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


def finding_unit(text: str) -> Unit:
    """Return the dimension of a finding's unit: a unit, its decimal logarithm, a percentage, a ratio, or things counted.

    Raises:
        UnitError: the text does not convert.

    >>> str(finding_unit("log10 CFU/mL")), str(finding_unit("episodes/(1000 week)"))
    ('cell/mL', '1/day')
    """
    plain = text.removeprefix("log10 ").strip()
    if plain in RATIOS:
        return parse_unit("")
    return parse_unit(MANY.sub(r"\1", COUNTED.sub("1", plain)))


def finding_mistakes(where: str, finding: Finding) -> list[Mistake]:
    """Return everything that is wrong with a finding, each with its key."""
    return _of_source(where, finding) + _of_numbers(where, finding) + _of_unit(where, finding) + _of_use(where, finding)


def _of_source(where: str, finding: Finding) -> list[Mistake]:
    mistakes = []
    if finding.provenance == "read" and not finding.locator:
        mistakes.append(Mistake(f"{where} locator", "nothing", "where the result was read"))
    if finding.provenance == "derived" and not finding.derived_from:
        mistakes.append(Mistake(f"{where} derived_from", "nothing", "what the result was computed from"))
    if finding.provenance == "recalled" and finding.verified:
        mistakes.append(Mistake(f"{where} verified", "true", "false, since the result was not read"))
    return mistakes


def _of_use(where: str, finding: Finding) -> list[Mistake]:
    if finding.use == "context":
        return []
    reasons = [("provenance", "recalled", "the result was not read")] if finding.provenance == "recalled" else []
    reasons += [("nature", finding.nature, f"the number is {finding.nature}")] if finding.nature != "result" else []
    mistakes = [Mistake(f"{where} use", finding.use, f"context, since {reason}") for _, _, reason in reasons]
    if finding.use == "calibrate":
        needed = {
            "value": finding.value is not None,
            "verified": finding.verified,
            "quote": bool(finding.quote),
            "provenance": finding.provenance == "read",
        }
        allowed = "check or context, since what is fitted is a number that was read, with its quote"
        mistakes += [Mistake(f"{where} use", f"calibrate without {key}", allowed) for key, there in needed.items() if not there]
    return mistakes


def _of_unit(where: str, finding: Finding) -> list[Mistake]:
    try:
        finding_unit(finding.unit)
    except UnitError as error:
        allowed = "a unit such as log10 CFU/mL, %, women, OR or episodes/(1000 week)"
        return [Mistake(f"{where} unit", str(error), allowed)]
    return []


def _of_numbers(where: str, finding: Finding) -> list[Mistake]:
    mistakes = []
    if (finding.value is None) == (not finding.said):
        mistakes.append(Mistake(where, f"value {finding.value}, said {finding.said!r}", "one of the two"))
    match (finding.low, finding.value, finding.high, finding.level):
        case (None, _, None, None):
            pass
        case (float(low), float(value), float(high), float(level)) if low <= value <= high and 0 < level < 1:
            pass
        case (low, value, high, level):
            allowed = "low, high and level together, around the value"
            mistakes.append(Mistake(f"{where} interval", f"{low} to {high} at level {level}, value {value}", allowed))
    if finding.p is not None and not 0 <= finding.p <= 1:
        mistakes.append(Mistake(f"{where} p", str(finding.p), "0 to 1"))
    return mistakes
