"""One row of a parameter table: what it holds and what must be true of it."""

from dataclasses import dataclass

from milkway.core.errors import Mistake
from milkway.core.numerals import read_number
from milkway.core.units import UnitError, parse_unit, scale

AXES = ("taxon", "partner", "resource", "site")
TAXA = "+"  # between taxa that share a number
COLUMNS = (
    *("parameter", *AXES, "value", "spread", "variation", "distribution", "unit", "kind"),
    *("tuned_on", "source", "locator", "note"),
)
MEANINGS = {
    "measured": "read from a source, with its place",
    "derived": "computed from measured values",
    "calibrated": "fitted to data by a stated method",
    "tuned": "adjusted by hand until a result looked right",
    "expert": "judgement or memory of the literature",
    "placeholder": "nothing supports it yet",
}
KINDS = tuple(MEANINGS)
OFF, OFF_MEANS = "off", "changes nothing until a protocol, a population or a setting says otherwise"
YOURS, YOURS_MEANS = "yours", "given for this run, in place of a row of the tables"
DISTRIBUTIONS = ("lognormal", "normal", "beta", "fixed")


@dataclass(frozen=True)
class ParameterRow:
    """A parameter's value in canonical units, how uncertain and how variable it is, and where it is from.

    `axes` holds taxon, partner, resource and site, empty where unused; `index` only those in use. `line` is the key of the
    line that it was read from: one line may hold one number for several taxa, `strain_vigour[bacteroides+clostridia]`. It is
    empty where the row was read from none.
    """

    parameter: str
    axes: tuple[str, str, str, str]
    value: float
    spread: float | None
    variation: float | None
    distribution: str
    unit: str
    kind: str
    tuned_on: tuple[str, ...]
    source: str
    locator: str
    note: str
    line: str = ""

    @property
    def index(self) -> tuple[str, ...]:
        """Return the axes in use, in the order taxon, partner, resource, site."""
        return tuple(name for name in self.axes if name)

    @property
    def key(self) -> str:
        """Return `name` or `name[taxon,resource]`, as a declared parameter has it."""
        return row_key(self.parameter, self.axes)

    @property
    def number(self) -> str:
        """Return what the rows share that hold one number: the key of their line."""
        return self.line or self.key


def row_key(parameter: str, axes: tuple[str, ...] | list[str]) -> str:
    """Return the key of a parameter and its index columns.

    >>> row_key("growth_rate", ["bifidobacterium", "", "lactose", ""])
    'growth_rate[bifidobacterium,lactose]'
    """
    index = ",".join(name for name in axes if name)
    return f"{parameter}[{index}]" if index else parameter


def keys_of(record: dict[str, str]) -> list[str]:
    """Return the key of a record, or one for each of its taxa."""
    return [_key_of(record | {"taxon": taxon}) for taxon in record["taxon"].split(TAXA)]


def rows_of(record: dict[str, str]) -> tuple[ParameterRow, ...]:
    """Return the row of a record without mistakes, or one for each of its taxa; numbers in canonical units."""
    return tuple(_row(record | {"taxon": taxon}, _key_of(record)) for taxon in record["taxon"].split(TAXA))


def _key_of(record: dict[str, str]) -> str:
    return row_key(record["parameter"], [record[axis] for axis in AXES])


def _row(record: dict[str, str], line: str) -> ParameterRow:
    factor = scale(record["unit"])
    spreads = 1.0 if record["distribution"] == "lognormal" else factor
    value, spread, variation = (read_number(record[name]) for name in ("value", "spread", "variation"))
    assert value is not None
    return ParameterRow(
        parameter=record["parameter"],
        axes=(record["taxon"], record["partner"], record["resource"], record["site"]),
        value=value * factor,
        spread=None if spread is None else spread * spreads,
        variation=None if variation is None else variation * spreads,
        distribution=record["distribution"],
        unit=str(parse_unit(record["unit"])),
        kind=record["kind"],
        tuned_on=tuple(name.strip() for name in record["tuned_on"].split(";") if name.strip()),
        source=record["source"],
        locator=record["locator"],
        note=record["note"],
        line=line,
    )


def row_mistakes(where: str, record: dict[str, str]) -> list[Mistake]:
    """Return everything that is wrong with a record of a parameter table."""
    mistakes = _of_numbers(where, record) + _of_words(where, record)
    try:
        parse_unit(record["unit"])
    except UnitError as error:
        mistakes.append(Mistake(f"{where} unit", str(error), "a unit such as cell/mL or 1/day"))
    return mistakes


def _of_words(where: str, record: dict[str, str]) -> list[Mistake]:
    mistakes = [
        Mistake(f"{where} {name}", repr(record[name]), ", ".join(allowed))
        for name, allowed in (("kind", KINDS), ("distribution", DISTRIBUTIONS))
        if record[name] not in allowed
    ]
    if TAXA in record["taxon"] and not all(name.isidentifier() for name in record["taxon"].split(TAXA)):
        mistakes.append(Mistake(f"{where} taxon", repr(record["taxon"]), f"names of taxa with {TAXA} between them, no spaces"))
    if not record["parameter"].isidentifier():
        mistakes.append(Mistake(f"{where} parameter", repr(record["parameter"]), "a name"))
    needed = {"measured": ("source", "locator"), "derived": ("note",), "tuned": ("tuned_on",), "calibrated": ("tuned_on",)}
    return (
        mistakes
        + [
            Mistake(f"{where} {name}", "nothing", f"a {name}, since the row is {record['kind']}")
            for name in needed.get(record["kind"], ())
            if not record[name]
        ]
        + _of_judgement(where, record)
    )


def _of_judgement(where: str, record: dict[str, str]) -> list[Mistake]:
    """Return whether a judgement says nothing of what it rests on: then it is a placeholder."""
    silent = record["kind"] == "expert" and not record["note"] and not record["source"]
    return [Mistake(f"{where} note", "nothing", "a note or a source, since the row is expert")] if silent else []


def _of_numbers(where: str, record: dict[str, str]) -> list[Mistake]:
    mistakes = []
    for name in ("value", "spread", "variation"):
        text = record[name]
        if (text or name == "value") and (number := read_number(text)) is None:
            mistakes.append(Mistake(f"{where} {name}", repr(text), "a finite number"))
        elif text and name != "value" and number is not None:
            mistakes += _of_spread(f"{where} {name}", number, record)
    return mistakes


def _of_spread(where: str, spread: float, record: dict[str, str]) -> list[Mistake]:
    value = read_number(record["value"])
    match record["distribution"]:
        case "lognormal" if spread < 1:
            return [Mistake(where, str(spread), "a geometric standard deviation of at least 1")]
        case "lognormal" if value is not None and value <= 0:
            return [Mistake(where, f"a log-normal around {value}", "a positive value, or another distribution")]
        case "beta" if value is not None and not (0 < value < 1 and 0 < spread**2 < value * (1 - value)):
            return [
                Mistake(
                    where, f"a beta of mean {value} and deviation {spread}", "a mean within 0 and 1 and a deviation that fits"
                )
            ]
        case "normal" if spread < 0:
            return [Mistake(where, str(spread), "a standard deviation of at least 0")]
        case "fixed":
            return [Mistake(where, str(spread), "nothing, since the distribution is fixed")]
    return []
