"""Published results of a trial's arms: those that its protocol states, or a user's file of counts, rates and means, with n."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import Field
from pydantic.dataclasses import dataclass as checked

from milkway.analysis.kinds import COUNT, SHARE, Kind
from milkway.core.errors import InputError, Mistake
from milkway.core.typed_files import toml_tables, typed_text
from milkway.forecasts.predicted import MEAN_OF_DAYS, Predicted, followed, may_have_mean, predicted_of
from milkway.forecasts.published_infants import OccasionGiven, infants_of
from milkway.ledger.parsing import STRICT, parsed
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol

Place = tuple[str, str]
Contrasted = tuple[str, str, str]
HEAD = """# Published results of {title}
# that `milkway predict {name} --published {file}` scores. A [[result]] for each endpoint and arm; delete what was not printed.
# Shares and episodes have `count`, or `rate` (a share, or episodes per woman); others `mean`. `n` are the women analysed.

"""
INFANTS = """# Infants of an arm whose stool was sequenced are a table of their own, such as
#
# [[infants]]
# name = "a month after birth"
# arm = "{arm}"
# birth = "vaginal"         # or "c_section", or "any"
# day = 30                  # since birth
# n = 5                     # infants, one sample each
# reads = 20000             # per sample
# background = 0.01         # share of reads below which a share says nothing
# [infants.guilds.bifidobacterium]
# quantiles = [0.0, 0.0, 0.0, 0.0, 0.0]  # least, quartiles, most; or more, evenly spaced; or shares = one of every infant
"""
TABLES = ("result", "infants")
TIMED = (
    "# day = 28       # with the event by this day since enrolment, where not at the end; or mean = days without it, up to day"
)
FIELDS = {"count": "count = 0        # women, or episodes", "mean": "mean = 0.0       # {unit}"}


@dataclass(frozen=True)
class Given:
    """What was printed of an arm.

    Attributes:
        value: share, events a woman, or mean.
        count: women or episodes; None of a mean, and where the number of women was not read.
        n: women analysed; None where it was not read.
        of: what it was printed of; None without a protocol.
    """

    value: float
    count: int | None
    n: int | None
    of: Predicted | None = None

    @property
    def plain(self) -> dict:
        """Return it as plain values."""
        return {"value": self.value, "count": self.count, "n": self.n}


@dataclass(frozen=True)
class Stated:
    """A number as a file states it: one of count, rate and mean; and n."""

    count: int | None
    rate: float | None
    mean: float | None
    n: int


@checked(config=STRICT, frozen=True)
class _Result:
    endpoint: str
    arm: str
    n: int = Field(ge=1)
    count: int | None = Field(default=None, ge=0)
    rate: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    mean: float | None = Field(default=None, allow_inf_nan=False)
    day: int | None = Field(default=None, ge=1)


def stated_results(protocol: Protocol) -> dict[Place, Given]:
    """Return what the protocol states, by endpoint and arm; a share of n is a count that was rounded."""
    found: dict[Place, Given] = {}
    for asked in (one for one in predicted_of(protocol) if not one.mean):
        printed = asked.endpoint.published
        for arm, one in ({} if printed is None else printed.arms).items():
            if one.count is not None and one.n is not None:  # printed shares are rounded
                found[asked.name, arm] = Given(one.count / one.n, one.count, one.n, asked)
            elif one.value is not None:
                value = 1 - one.value if asked.timed else one.value  # of a time a protocol states the share without the event
                found[asked.name, arm] = Given(value, _count(asked.kind, value, one.n), one.n, asked)
    return found


def stated_contrasts(protocol: Protocol) -> dict[Contrasted, float]:
    """Return what the protocol states of contrasts, by endpoint, arm and measure.

    It says nothing of the arm, which is known where there is one besides the reference, and "" where there are more.
    """
    others = [arm.name for arm in protocol.arms if arm.name != protocol.reference]
    arm = others[0] if len(others) == 1 else ""
    return {
        (asked.name, arm, one.measure): one.estimate
        for asked in predicted_of(protocol)
        if asked.endpoint.published is not None
        for one in asked.endpoint.published.contrasts
        if one.estimate is not None and asked.mean == (one.measure == MEAN_OF_DAYS.name)
    }


def read_results(path: str | Path, protocol: Protocol) -> tuple[dict[Place, Given], tuple[OccasionGiven, ...]]:
    """Return what a file states of a protocol: results by endpoint and arm, and occasions of infants' stool.

    Raises:
        InputError: every mistake of the file: keys, endpoints, arms, more women with an event than women.
    """
    tables, mistakes = file_tables(path), list[Mistake]()
    mistakes += [Mistake(key, "an unknown key", "[[result]] and [[infants]]") for key in tables if key not in TABLES]
    given = results_of(rows_of(tables, "result", mistakes), protocol, mistakes)
    infants = infants_of(rows_of(tables, "infants", mistakes), mistakes, protocol, without_arm=False)
    if not any(tables.get(name) for name in TABLES):
        mistakes.append(Mistake("result", "nothing", "a [[result]] for each endpoint and arm, or [[infants]] of an arm"))
    if mistakes:
        raise InputError(str(path), mistakes)
    return given, infants


def results_of(rows: Sequence[Mapping[str, object]], protocol: Protocol, mistakes: list[Mistake]) -> dict[Place, Given]:
    """Return what the rows of [[result]] state of a protocol's endpoints and arms; what is wrong with them is told."""
    endpoints = {one.endpoint.name: one.endpoint for one in predicted_of(protocol)}
    arms, given = [one.name for one in protocol.arms], dict[Place, Given]()
    for number, row in enumerate(rows, start=1):
        here, place = f"result {number}", (str(row.get("endpoint", "")), str(row.get("arm", "")))
        one = parsed(_Result, row, here, mistakes)
        for name, value, allowed in (("endpoint", place[0], tuple(endpoints)), ("arm", place[1], tuple(arms))):
            if value and value not in allowed:
                mistakes.append(Mistake(f"{here} {name}", repr(value), ", ".join(allowed)))
        asked = _asked(here, one, endpoints[place[0]], protocol, mistakes) if one is not None and place[0] in endpoints else None
        place = (place[0] if asked is None else asked.name, place[1])
        if place in given:
            mistakes.append(Mistake(here, f"a second one of {', '.join(place)}", "one for each endpoint and arm"))
        if one is not None and asked is not None:
            stated = Stated(one.count, one.rate, one.mean, one.n)
            mistakes += printed_mistakes(here, stated, asked.kind)
            given[place] = replace(given_of(stated, asked.kind), of=asked)
    return given


def _asked(here: str, one: _Result, endpoint: Endpoint, protocol: Protocol, mistakes: list[Mistake]) -> Predicted:
    """Return what a row is of: of a time the share with the event, or where a mean is given the days without it."""
    whole, plain = followed(protocol.design), Predicted(endpoint)
    if not plain.timed:
        mistakes += [] if one.day is None else [Mistake(f"{here} day", str(one.day), "no day, but of a time to an event")]
        return plain
    if one.day is not None and one.day > whole:
        mistakes.append(Mistake(f"{here} day", str(one.day), f"at most {whole}, the days since enrolment that all are followed"))
    if one.mean is None:
        return Predicted(endpoint, one.day)
    if not may_have_mean(endpoint):
        mistakes.append(Mistake(f"{here} mean", str(one.mean), "count or rate, since another event competes with this one"))
    return Predicted(endpoint, one.day or whole, mean=True)


def results_template(protocol: Protocol, file: Path) -> str:
    """Return a file to fill in: every endpoint that is predicted, in every arm."""
    lines = [HEAD.format(title=protocol.title, name=protocol.name, file=file.name)]
    lines += [_block(one, arm.name) for one in predicted_of(protocol) if not one.mean for arm in protocol.arms]
    return "\n".join([*lines, INFANTS.format(arm=protocol.base.name)])


def file_tables(path: str | Path) -> dict[str, object]:
    """Return the tables of a user's file.

    Raises:
        InputError: it cannot be read, or is no TOML.
    """
    try:
        return toml_tables(typed_text(Path(path)))
    except (OSError, ValueError) as error:  # a name or a text that is none, no UTF-8, no TOML
        told = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(str(path), [Mistake("published", f"{path}: {told}", "a TOML file, in UTF-8")]) from error


def rows_of(tables: Mapping[str, object], name: str, mistakes: list[Mistake]) -> list[dict[str, object]]:
    """Return the tables of one name, none where there is none; what is no table is a mistake."""
    rows = tables.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        mistakes.append(Mistake(name, repr(rows), f"a [[{name}]] for each"))
        return []
    return rows


def _block(asked: Predicted, arm: str) -> str:
    endpoint, counted = asked.endpoint, asked.kind in (SHARE, COUNT)
    field = FIELDS["count" if counted else "mean"].format(unit=endpoint.unit)
    lines = ["[[result]]", f"# {endpoint.label}", f'endpoint = "{endpoint.name}"', f'arm = "{arm}"', field]
    return "\n".join((*lines, *([TIMED] if asked.timed else []), "n = 1            # women analysed", ""))


def printed_mistakes(where: str, one: Stated, kind: Kind) -> list[Mistake]:
    """Return what is wrong with how a number was stated, by its kind."""
    allowed = ("count", "rate") if kind in (SHARE, COUNT) else ("mean",)
    values: Mapping[str, float | None] = {"count": one.count, "rate": one.rate, "mean": one.mean}
    given = [name for name, value in values.items() if value is not None]
    if len(given) != 1 or given[0] not in allowed:
        return [Mistake(where, ", ".join(given) or "no number", " or ".join(allowed))]
    if kind is SHARE and one.count is not None and one.count > one.n:
        return [Mistake(f"{where} count", f"{one.count} of {one.n} women", f"at most n, {one.n}")]
    if kind is SHARE and one.rate is not None and one.rate > 1:
        return [Mistake(f"{where} rate", str(one.rate), "at most 1, since it is a share of women")]
    return []


def given_of(one: Stated, kind: Kind) -> Given:
    """Return what was printed; a share of n is a count that was rounded."""
    if one.mean is not None:
        return Given(one.mean, None, one.n)
    if one.count is not None:
        return Given(one.count / one.n, one.count, one.n)
    value = one.rate or 0.0
    return Given(value, _count(kind, value, one.n), one.n)


def _count(kind: Kind, value: float, n: int | None) -> int | None:
    return round(value * n) if kind in (SHARE, COUNT) and n is not None else None
