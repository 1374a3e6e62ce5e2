"""Published results of a trial's arms: those that its protocol states, or a user's file of counts, rates and means, with n."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field
from pydantic.dataclasses import dataclass as checked

from milkway.analysis.kinds import COUNT, SHARE, Kind
from milkway.analysis.registry import SCORES
from milkway.core.errors import InputError, Mistake
from milkway.core.typed_files import toml_tables, typed_text
from milkway.forecasts.drawn_arms import predicted_endpoints
from milkway.ledger.parsing import STRICT, parsed
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.protocol import Protocol

Place = tuple[str, str]
Contrasted = tuple[str, str, str]
HEAD = """# Published results of {title}
# that `milkway predict {name} --published {file}` scores. A [[result]] for each endpoint and arm; delete what was not printed.
# Shares and episodes have `count`, or `rate` (a share, or episodes per woman); others `mean`. `n` are the women analysed.

"""
FIELDS = {"count": "count = 0        # women, or episodes", "mean": "mean = 0.0       # {unit}"}


@dataclass(frozen=True)
class Given:
    """What was printed of an arm.

    Attributes:
        value: share, events a woman, or mean.
        count: women or episodes; None of a mean, and where the number of women was not read.
        n: women analysed; None where it was not read.
    """

    value: float
    count: int | None
    n: int | None

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


def stated_results(protocol: Protocol) -> dict[Place, Given]:
    """Return what the protocol states, by endpoint and arm; a share of n is a count that was rounded."""
    found: dict[Place, Given] = {}
    for endpoint in predicted_endpoints(protocol):
        arms = {} if endpoint.published is None else endpoint.published.arms
        for arm, one in arms.items():
            kind = SCORES[endpoint.score].kind
            if one.count is not None and one.n is not None:  # printed shares are rounded
                found[endpoint.name, arm] = Given(one.count / one.n, one.count, one.n)
            elif one.value is not None:
                found[endpoint.name, arm] = Given(one.value, _count(kind, one.value, one.n), one.n)
    return found


def stated_contrasts(protocol: Protocol) -> dict[Contrasted, float]:
    """Return what the protocol states of contrasts, by endpoint, arm and measure.

    It says nothing of the arm, which is known where there is one besides the reference, and "" where there are more.
    """
    others = [arm.name for arm in protocol.arms if arm.name != protocol.reference]
    arm = others[0] if len(others) == 1 else ""
    return {
        (endpoint.name, arm, one.measure): one.estimate
        for endpoint in predicted_endpoints(protocol)
        if endpoint.published is not None
        for one in endpoint.published.contrasts
        if one.estimate is not None
    }


def read_results(path: str | Path, protocol: Protocol) -> dict[Place, Given]:
    """Return what a file states.

    Raises:
        InputError: every mistake of the file: keys, endpoints, arms, more women with an event than women.
    """
    tables, mistakes = file_tables(path), list[Mistake]()
    mistakes += [Mistake(key, "an unknown key", "[[result]] alone") for key in tables if key != "result"]
    given = results_of(rows_of(tables, "result", mistakes), protocol, mistakes)
    if not tables.get("result"):
        mistakes.append(Mistake("result", "nothing", "a [[result]] for each endpoint and arm"))
    if mistakes:
        raise InputError(str(path), mistakes)
    return given


def results_of(rows: Sequence[Mapping[str, object]], protocol: Protocol, mistakes: list[Mistake]) -> dict[Place, Given]:
    """Return what the rows of [[result]] state of a protocol's endpoints and arms; what is wrong with them is told."""
    endpoints, arms = {one.name: one for one in predicted_endpoints(protocol)}, [one.name for one in protocol.arms]
    given: dict[Place, Given] = {}
    for number, row in enumerate(rows, start=1):
        here, place = f"result {number}", (str(row.get("endpoint", "")), str(row.get("arm", "")))
        one = parsed(_Result, row, here, mistakes)
        for name, value, allowed in (("endpoint", place[0], tuple(endpoints)), ("arm", place[1], tuple(arms))):
            if value and value not in allowed:
                mistakes.append(Mistake(f"{here} {name}", repr(value), ", ".join(allowed)))
        if place in given:
            mistakes.append(Mistake(here, f"a second one of {', '.join(place)}", "one for each endpoint and arm"))
        if one is not None and one.endpoint in endpoints:
            kind = SCORES[endpoints[one.endpoint].score].kind
            mistakes += printed_mistakes(here, Stated(one.count, one.rate, one.mean, one.n), kind)
            given[place] = given_of(Stated(one.count, one.rate, one.mean, one.n), kind)
    return given


def results_template(protocol: Protocol, file: Path) -> str:
    """Return a file to fill in: every endpoint that is predicted, in every arm."""
    lines = [HEAD.format(title=protocol.title, name=protocol.name, file=file.name)]
    lines += [_block(endpoint, arm.name) for endpoint in predicted_endpoints(protocol) for arm in protocol.arms]
    return "\n".join(lines)


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


def _block(endpoint: Endpoint, arm: str) -> str:
    counted = SCORES[endpoint.score].kind in (SHARE, COUNT)
    field = FIELDS["count" if counted else "mean"].format(unit=endpoint.unit)
    lines = ("[[result]]", f"# {endpoint.label}", f'endpoint = "{endpoint.name}"', f'arm = "{arm}"', field)
    return "\n".join((*lines, "n = 1            # women analysed", ""))


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
