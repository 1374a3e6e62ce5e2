"""A number that has a kind, wherever it lives, in the columns in which all of them are listed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from milkway.ledger.rows import AXES, ParameterRow
from milkway.ledger.setting_values import read_settings
from milkway.ledger.tables import ParameterTable

TABLE = "table"  # the first word of the place of a row that can be read back
SETTING = "setting"  # the kind of a value of a hypothesis that no data decide
NO_AXES = ("", "", "", "")
COLUMNS = (
    *("key", "parameter", *AXES, "value", "spread", "variation", "distribution", "unit", "kind"),
    *("tuned_on", "source", "locator", "note", "place"),
)


@dataclass(frozen=True)
class Number:
    """A number in canonical units, with what a row of the tables says of its own.

    Attributes:
        key: of it alone.
        parameter: the parameter of the model that it is a value of or acts on; else what it is called where it lives.
        place: what kind of file it lives in, and the name of that file.
        alike: what numbers share that are one number for several taxa.
    """

    key: str
    parameter: str
    value: float
    unit: str
    kind: str
    place: str
    axes: tuple[str, str, str, str] = NO_AXES
    spread: float | None = None
    variation: float | None = None
    distribution: str = "fixed"
    tuned_on: tuple[str, ...] = ()
    source: str = ""
    locator: str = ""
    note: str = ""
    alike: str = ""

    @property
    def plain(self) -> dict:
        """Return it by column."""
        axes: dict[str, str] = dict(zip(AXES, self.axes, strict=True))
        return {name: self._cell(name, axes) for name in COLUMNS}

    def _cell(self, name: str, axes: dict[str, str]) -> object:
        return ";".join(self.tuned_on) if name == "tuned_on" else axes[name] if name in axes else getattr(self, name)


def in_table(place: str) -> bool:
    """Return whether a number of a place is a row of the tables.

    >>> in_table("table breast.csv"), in_table("population general.toml")
    (True, False)
    """
    return place.partition(" ")[0] == TABLE


def numbers_of_tables(table: ParameterTable) -> Iterator[Number]:
    """Yield every row, those that change nothing until something says otherwise among them."""
    for key, row in table.rows.items():
        file = table.places[key].partition(":")[0] if key in table.places else "switched_off.csv"
        yield _of_row(key, row, f"{TABLE} {file}")


def numbers_of_settings(table: ParameterTable) -> Iterator[Number]:
    """Yield what each value of each setting sets, in the units of a table."""
    for setting in read_settings().values():
        for one in setting.value:
            reference = f"; the reference: {setting.reference_why}" if one.name == setting.reference else ""
            for parameter, value in one.sets.items():
                yield Number(
                    key=f"{setting.key}={one.name}.{parameter}",
                    parameter=parameter,
                    value=value,
                    unit=table.rows[parameter].unit,
                    kind=SETTING,
                    place="setting settings.toml",
                    source=setting.source,
                    locator=setting.locator,
                    note=setting.about + reference,
                )


def counted(numbers: Iterable[Number]) -> dict[str, int]:
    """Return how many numbers there are of each kind; what holds for several taxa is one number."""
    one_each = {number.alike or number.key: number.kind for number in numbers}
    found: dict[str, int] = {}
    for kind in one_each.values():
        found[kind] = found.get(kind, 0) + 1
    return found


def _of_row(key: str, row: ParameterRow, place: str) -> Number:
    return Number(
        key=key,
        parameter=row.parameter,
        value=row.value,
        unit=row.unit,
        kind=row.kind,
        place=place,
        axes=row.axes,
        spread=row.spread,
        variation=row.variation,
        distribution=row.distribution,
        tuned_on=row.tuned_on,
        source=row.source,
        locator=row.locator,
        note=row.note,
        alike=row.number,
    )
