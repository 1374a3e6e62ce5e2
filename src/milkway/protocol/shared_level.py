"""The endpoints whose claims share one chance of a false one, and by which procedure."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from milkway.analysis.multiplicity import Adjusting, fixed_sequence, graph, holm
from milkway.protocol.fields import EndpointName, Part, Share, wrong

ROUNDING = 1e-9  # of shares that are written with few decimals, such as three of 0.333
PLAIN: dict[str, Adjusting] = {"holm": holm, "fixed_sequence": fixed_sequence}
GRAPH = "graph"


class Multiplicity(Part):
    """Endpoints whose leading contrasts are claims that share one chance of a false one."""

    method: Literal["holm", "fixed_sequence", "graph"] = Field(description="how p-values are adjusted")
    endpoints: tuple[EndpointName, ...] = Field(min_length=2, description="in the order of testing, for a fixed sequence")
    weights: tuple[Share, ...] | None = Field(
        default=None,
        validate_default=True,
        description="of a graph: share of the level that each claim begins with, endpoint by endpoint, of each its arms in order",
    )
    transitions: tuple[tuple[Share, ...], ...] | None = Field(
        default=None,
        validate_default=True,
        description="of a graph: for each claim a row of the shares of its level that go to each claim once it is made",
    )

    @field_validator("endpoints")
    @classmethod
    def _once(cls, found: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(found)) < len(found):
            raise wrong("endpoints that differ")
        return found

    @field_validator("weights")
    @classmethod
    def _shared(cls, found: tuple[float, ...] | None, info: ValidationInfo) -> tuple[float, ...] | None:
        _of_graph(found, info, "weights that add up to at most 1, one for each claim")
        if found is not None and not 0 < sum(found) <= 1 + ROUNDING:
            raise wrong(f"weights that add up to more than 0 and at most 1, not {sum(found):g}")
        return found

    @field_validator("transitions")
    @classmethod
    def _passed_on(
        cls, found: tuple[tuple[float, ...], ...] | None, info: ValidationInfo
    ) -> tuple[tuple[float, ...], ...] | None:
        _of_graph(found, info, "a row for each claim of the shares of its level that go to each claim")
        weights = info.data.get("weights")
        wrongs = list[str]() if found is None else _wrong_rows(found, len(found) if weights is None else len(weights))
        if wrongs:
            raise wrong("; ".join(wrongs))
        return found

    @property
    def adjusting(self) -> Adjusting:
        """Return the procedure."""
        if self.weights is None or self.transitions is None:
            return PLAIN[self.method]
        return partial(graph, weights=self.weights, transitions=self.transitions)


def _of_graph(found: object, info: ValidationInfo, allowed: str) -> None:
    """Raise where a graph lacks a part, or another procedure has one."""
    method = info.data.get("method")
    if method == GRAPH and found is None:
        raise wrong(f"{allowed}, for a graph")
    if method in PLAIN and found is not None:
        raise wrong(f'left out, or method = "{GRAPH}": {method} has none')


def _wrong_rows(rows: tuple[tuple[float, ...], ...], claims: int) -> list[str]:
    """Return all that is wrong with the transitions of so many claims, by what is allowed."""
    found = [] if len(rows) == claims else [f"{claims} rows, one for each weight, not {len(rows)}"]
    checks: list[tuple[Callable[[int, tuple[float, ...]], bool], str]] = [
        (lambda _, row: len(row) != claims, f"{claims} shares"),
        (lambda number, row: number < len(row) and row[number] != 0, "0 for the claim itself"),
        (lambda _, row: sum(row) > 1 + ROUNDING, "shares that add up to at most 1"),
    ]
    for number, row in enumerate(rows):
        found += [f"row {number + 1}: {allowed}" for is_wrong, allowed in checks if is_wrong(number, row)]
    return found
